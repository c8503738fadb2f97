"""The plan: whole or filtered, on screen, for the printer, as JSON."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boardplan.audit.events import EventKind, record_event
from plans.access import Access, Permission, board_access
from plans.models import Plan
from plans.pages import board_page
from priorities.forms.plan_filter import PlanFilterForm
from priorities.plan_page import plan_page
from priorities.snapshot import PlanRows, plan_document


@require_safe
def plan_current(request: HttpRequest, board_slug: str) -> HttpResponse:
    """The board's current business plan, or what to do where there is none yet."""
    access = board_access(request, board_slug)
    plan = Plan.objects.visible_to(access).current().first()
    if plan is None:
        return render(request, "priorities/plan_none.html", board_page(access, "plan"))
    return _plan(request, access, plan)


@require_safe
def plan_detail(request: HttpRequest, board_slug: str, plan_slug: str) -> HttpResponse:
    """Any other plan of the board."""
    access = board_access(request, board_slug)
    return _plan(request, access, access.get(Plan.objects.whole(), slug=plan_slug))


@require_safe
def plan_export(request: HttpRequest, board_slug: str, plan_slug: str) -> HttpResponse:
    """The plan as JSON."""
    access = board_access(request, board_slug)
    plan = access.get(Plan.objects.whole(), slug=plan_slug)
    response = JsonResponse(plan_document(plan).to_json(), json_dumps_params={"indent": 2})
    record_event(EventKind.EXPORTED, board=access.board.slug, plan=plan.pk, form="json")
    response["Content-Disposition"] = f'attachment; filename="{plan.slug}.json"'
    return response


def _plan(request: HttpRequest, access: Access, plan: Plan) -> HttpResponse:
    rows = PlanRows(plan, reader=access)
    has_own = access.allows(Permission.UPDATE_OWN) or access.allows(Permission.UPDATE_ALL)
    form = PlanFilterForm(request.GET, rows=rows, has_own=has_own)
    asked = form.chosen()
    is_print = request.GET.get("view") == "print"
    number = request.GET.get("page", "1")
    context = board_page(
        access,
        "plan",
        plan=plan,
        page=plan_page(rows, asked, access, is_print=is_print, number=number),
        filters=form,
        is_filtered=not asked.is_empty or bool(form.errors),
    )
    name = "print" if is_print else "detail"
    return render(request, f"priorities/plan_{name}.html", context)
