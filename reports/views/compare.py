"""What changed in a plan between a version, a day and now; and the plan as at a day."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boardplan.audit.events import EventKind, record_event
from plans.access import Access, board_access
from plans.lead_names import same_lead
from plans.models import NotAsFrozen, Plan, PlanVersion
from plans.pages import board_page
from priorities.compare import compare
from priorities.models import Milestone
from priorities.plan_page import action_ids, frozen_page
from priorities.states import NoSuchState, PlanState, day_state, plan_state
from reports.changes import ChangesTold, change_sections
from reports.exports.excel_cells import TooLongForExcel
from reports.exports.excel_changes import changes_as_excel
from reports.exports.formats import FORMATS
from reports.version_forms import AsAtDayForm, CompareForm
from reports.views.versions import find_plan, no_plan


@require_safe
def plan_compare(
    request: HttpRequest, board_slug: str, plan_slug: str | None = None
) -> HttpResponse:
    """Choose two states of the plan, and read what changed from one to the other."""
    access = board_access(request, board_slug)
    plan = find_plan(access, plan_slug)
    if plan is None:
        return no_plan(request, access)
    versions = PlanVersion.objects.visible_to(access).filter(plan=plan).defer("content")
    asked = request.GET or None
    form = CompareForm(asked, versions=list(versions))
    context = board_page(access, "plan", plan=plan, form=form)
    states = _states(plan, access, form) if form.is_valid() else None
    if states is not None:
        told = changes_told(plan, *states)
        is_sheet = request.GET.get("format") == "xlsx"
        if is_sheet and (sheet := _excel(access, plan, form, told, states)):
            return sheet
        context |= _told(plan, access, told, states)
    return render(request, "reports/compare.html", context)


@require_safe
def plan_as_at(request: HttpRequest, board_slug: str, plan_slug: str | None = None) -> HttpResponse:
    """The plan as it stood at the end of a day."""
    access = board_access(request, board_slug)
    plan = find_plan(access, plan_slug)
    if plan is None:
        return no_plan(request, access)
    form = AsAtDayForm(request.GET if "date" in request.GET else None)
    context = board_page(access, "plan", plan=plan, form=form, formats=[*FORMATS.values()])
    if form.is_valid():
        try:
            state = day_state(plan, form.cleaned_data["date"], today=access.today)
        except NoSuchState as reason:
            form.add_error("date", str(reason))
        else:
            context["state"] = state
            context["page"] = frozen_page(state.document, action_ids(plan), state.day)
    return render(request, "reports/as_at.html", context)


def changes_told(plan: Plan, before: PlanState, after: PlanState) -> ChangesTold:
    """What changed from one state to the other, by kind."""
    documents = before.document, after.document
    return change_sections(compare(*documents, same_lead=same_lead(plan.board)), *documents)


def _states(plan: Plan, access: Access, form: CompareForm) -> tuple[PlanState, PlanState] | None:
    """Both states; None, and the form says why, where one of them is not there."""
    found = []
    for side in ("from", "to"):
        try:
            found.append(plan_state(plan, form.state(side), today=access.today))
        except (NoSuchState, NotAsFrozen) as reason:
            form.refuse(side, str(reason))
    return (found[0], found[1]) if len(found) == 2 else None


def _told(
    plan: Plan, access: Access, told: ChangesTold, states: tuple[PlanState, PlanState]
) -> dict[str, Any]:
    """The changes with the address of the action that each speaks of, where it is there."""
    ids = action_ids(plan)
    milestones = Milestone.objects.visible_to(access).filter(action__objective__priority__plan=plan)
    keys = {str(key): pk for key, pk in milestones.order_by().values_list("key", "action_id")}
    sections = [
        (section, [(entry, ids.get(entry.key) or keys.get(entry.key)) for entry in section.entries])
        for section in told.sections
    ]
    return {"told": told, "sections": sections, "before": states[0], "after": states[1]}


def _excel(
    access: Access,
    plan: Plan,
    form: CompareForm,
    told: ChangesTold,
    states: tuple[PlanState, PlanState],
) -> HttpResponse | None:
    """The changes as a sheet; None, and the form says why, where a cell cannot hold them."""
    before, after = states
    names = {"before": before.words, "after": after.words}
    try:
        content = changes_as_excel(told, after.document, **names, today=access.today)
    except TooLongForExcel as reason:
        form.add_error(None, str(reason))
        return None
    record_event(EventKind.EXPORTED, board=access.board.slug, plan=plan.pk, form="changes")
    name = f"{access.board.slug}-{plan.slug}-changes-{before.name}-{after.name}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=FORMATS["xlsx"].content_type, headers=headers)
