"""The plan: whole or filtered, on screen, for the printer, as JSON."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.access import Access, Permission, board_access
from plans.models import Plan
from plans.pages import board_page
from priorities.forms.plan_filter import PlanFilterForm
from priorities.plan_page import ACTIONS_ON_ONE_PAGE, plan_page
from priorities.snapshot import plan_document, snapshot


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
    response["Content-Disposition"] = f'attachment; filename="{plan.slug}.json"'
    return response


def _plan(request: HttpRequest, access: Access, plan: Plan) -> HttpResponse:
    taken = snapshot(plan, reader=access)
    has_own = access.allows(Permission.UPDATE_OWN) or access.allows(Permission.UPDATE_ALL)
    form = PlanFilterForm(request.GET, document=taken.document, has_own=has_own)
    asked = wanted = form.chosen()
    is_print = request.GET.get("view") == "print"
    is_long = len(taken.document.actions) > ACTIONS_ON_ONE_PAGE
    by_priority = taken.document.in_force().priorities if is_long and not is_print else ()
    if asked.is_empty and by_priority:
        wanted = replace(asked, priority=by_priority[0].key or "")
    chosen = wanted.choose(taken.document, today=access.today, own=taken.own)
    context = board_page(
        access,
        "plan",
        plan=plan,
        page=plan_page(taken, chosen, access),
        filters=form,
        is_filtered=not asked.is_empty or bool(form.errors),
        by_priority=by_priority,
        priority_shown=wanted.priority,
    )
    name = "print" if is_print else "detail"
    return render(request, f"priorities/plan_{name}.html", context)
