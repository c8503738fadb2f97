"""A plan to take away: the page to choose from, and the file itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boardplan.audit.events import EventKind, record_event
from plans.access import Access, board_access
from plans.models import Plan
from plans.pages import board_page
from priorities.snapshot import RecordNotBegun, plan_document
from reports.exports.excel_cells import TooLongForExcel
from reports.forms import ExportForm


@require_safe
def plan_export_current(request: HttpRequest, board_slug: str) -> HttpResponse:
    """The board's current business plan as a file."""
    access = board_access(request, board_slug)
    plan = Plan.objects.visible_to(access).current().first()
    if plan is None:
        return render(request, "priorities/plan_none.html", board_page(access, "plan"))
    return _export(request, access, plan)


@require_safe
def plan_export(request: HttpRequest, board_slug: str, plan_slug: str) -> HttpResponse:
    """Any other plan of the board as a file."""
    access = board_access(request, board_slug)
    return _export(request, access, access.get(Plan.objects.whole(), slug=plan_slug))


def _export(request: HttpRequest, access: Access, plan: Plan) -> HttpResponse:
    """The file that was asked for; else, or where it cannot be made, the page that offers it."""
    form = ExportForm(request.GET if "format" in request.GET else None, today=access.today)
    if form.is_valid():
        try:
            return _file(access, plan, form)
        except RecordNotBegun as reason:
            form.add_error("as_at", str(reason))
        except TooLongForExcel as reason:
            form.add_error("format", str(reason))
    context = board_page(access, "plan", plan=plan, form=form)
    return render(request, "reports/plan_export.html", context)


def _file(access: Access, plan: Plan, form: ExportForm) -> HttpResponse:
    kind, day = form.kind(), form.day()
    document = plan_document(plan, as_at=form.cleaned_data["as_at"])
    content = kind.make(document, day)
    record_event(EventKind.EXPORTED, board=access.board.slug, plan=plan.pk, form=kind.code)
    name = kind.file_name(document, day)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind.content_type, headers=headers)
