"""The board pack: the page from which it is made, and the PDF itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from boardplan.audit.events import EventKind, record_event
from plans.access import Access, Permission, board_access
from plans.models import Meeting, Plan
from plans.pages import board_page
from priorities.snapshot import RecordNotBegun, plan_document
from reports.forms import PackForm
from reports.models import EditionChoice
from reports.pack import Standing, board_pack
from reports.pack_sources import plan_pack
from reports.track_record import track_records


@require_safe
def pack(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Choose the edition and the date, then download."""
    access = board_access(request, board_slug, Permission.READ_PUBLIC_EDITION)
    return _page(request, access, PackForm(access=access))


@require_safe
def pack_pdf(request: HttpRequest, board_slug: str) -> HttpResponse:
    """The pack as a PDF, made now; without the right to an edition, 403."""
    access = board_access(request, board_slug, Permission.READ_PUBLIC_EDITION)
    form = PackForm(request.GET, access=access)
    plan = Plan.objects.visible_to(access).current().first()
    if plan is None or not form.is_valid():
        return (
            redirect("reports:pack", board_slug) if plan is None else _page(request, access, form)
        )
    edition, as_at = form.edition(), form.day()
    if edition is EditionChoice.MEMBERS:
        access.require(Permission.READ_MEMBERS_EDITION)
    try:
        document = plan_document(plan, as_at=form.cleaned_data["as_at"])
    except RecordNotBegun as reason:
        form.add_error("as_at", str(reason))
        return _page(request, access, form)
    records = track_records(plan, as_at=form.cleaned_data["as_at"])
    data = plan_pack(document, as_at=as_at, edition=edition, records=records)
    content, kind = board_pack(data, Standing(draft="")), edition.value
    record_event(EventKind.EXPORTED, board=access.board.slug, plan=plan.pk, form=f"{kind} pack")
    name = f"{slugify(access.board.name)}-progress-{kind}-{as_at:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _page(request: HttpRequest, access: Access, form: PackForm) -> HttpResponse:
    context = board_page(
        access,
        "pack",
        form=form,
        plan=Plan.objects.visible_to(access).current().first(),
        meetings=Meeting.objects.visible_to(access).ahead(access.today).select_related("group")[:5],
    )
    return render(request, "reports/pack.html", context)
