"""A side for each partner: on the screen, for projecting in public, and in large print."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from boardplan.audit.events import EventKind, record_event
from plans.access import Permission, board_access
from plans.models import Plan
from plans.pages import board_page
from priorities.snapshot import plan_document, snapshot
from reports.builders import partner_sheets
from reports.sheets import sheets_pdf
from reports.track_record import track_records


@require_safe
def partner_list(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Every partner's side; with ``?public=1`` without what the public does not read."""
    access = board_access(request, board_slug, Permission.READ_MEMBERS_EDITION)
    plan = Plan.objects.visible_to(access).current().first()
    if plan is None:
        return render(request, "priorities/plan_none.html", board_page(access, "exceptions"))
    is_public = request.GET.get("public") == "1"
    taken = snapshot(plan, reader=access)
    sheets = partner_sheets(taken.document, access.today, track_records(plan), is_public=is_public)
    context = board_page(
        access,
        "exceptions",
        plan=plan,
        is_public=is_public,
        sheets=[
            (sheet, [(item, taken.ids[item.action.key or ""]) for item in sheet.shown])
            for sheet in sheets
        ],
    )
    return render(request, "reports/partner_list.html", context)


@require_safe
def partner_pdf(request: HttpRequest, board_slug: str) -> HttpResponse:
    """The sheets to print, made now."""
    access = board_access(request, board_slug, Permission.READ_MEMBERS_EDITION)
    plan = Plan.objects.visible_to(access).current().first()
    if plan is None:
        return redirect("reports:partner-list", board_slug)
    content = sheets_pdf(plan_document(plan), access.today, track_records(plan))
    record_event(EventKind.EXPORTED, board=board_slug, plan=plan.pk, form="partner sheets")
    name = f"{slugify(access.board.name)}-partners-{access.today:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
