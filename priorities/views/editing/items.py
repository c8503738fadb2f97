"""Adding and editing priorities, objectives, actions and milestones."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from plans.access import Access, Permission, board_access
from plans.models import Plan
from plans.pages import board_page
from priorities.forms.action import ActionForm
from priorities.forms.milestone import MilestoneForm
from priorities.forms.plan_items import ObjectiveForm, PlanItemForm, PriorityForm
from priorities.models import Action, Milestone, Objective, Priority
from priorities.services import actions as action_services
from priorities.services import plan as services
from priorities.tree import Item, items, name_of, parent_of, word_for
from priorities.views.editing.storing import outline_of, page_of, store

FORMS: dict[type[Item], type[PlanItemForm]] = {
    Priority: PriorityForm,
    Objective: ObjectiveForm,
    Action: ActionForm,
    Milestone: MilestoneForm,
}
METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def priority_add(request: HttpRequest, board_slug: str, plan_slug: str) -> HttpResponse:
    """Add a priority to a plan."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    plans = Plan.objects.select_related("board", "layout")
    return _item_page(request, access, Priority(plan=access.get(plans, slug=plan_slug)))


@require_http_methods(METHODS)
def objective_add(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Add an objective under a priority."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    return _item_page(request, access, Objective(priority=access.get(items(Priority), pk=pk)))


@require_http_methods(METHODS)
def action_add(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Add an action under an objective."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    return _item_page(request, access, Action(objective=access.get(items(Objective), pk=pk)))


@require_http_methods(METHODS)
def milestone_add(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Add a milestone to an action."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    return _item_page(request, access, Milestone(action=access.get(items(Action), pk=pk)))


@require_http_methods(METHODS)
def item_edit(request: HttpRequest, board_slug: str, pk: int, model: type[Item]) -> HttpResponse:
    """Edit a row of the plan."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    return _item_page(request, access, access.get(items(model), pk=pk))


def _item_page(request: HttpRequest, access: Access, item: Item) -> HttpResponse:
    """The page of one row's form: drawn, checked on request, or stored and left."""
    if request.method != "POST" and (closed := _closed(item)):
        messages.warning(request, f"{name_of(closed)} is withdrawn. Restore it first.")
        return redirect(outline_of(closed))
    form = FORMS[type(item)](request.POST or None, item=item, access=access)
    is_check = request.POST.get("step") == "check"
    if request.method == "POST" and form.is_valid() and not is_check:
        response = _stored(request, access, form)
        if response is not None:
            return response
    context = board_page(
        access,
        "plan",
        plan=form.plan,
        form=form,
        item=item,
        heading=_heading(item),
        caption=word_for(type(item), form.plan.layout),
        checked=is_check and form.is_valid(),
        back=_way_back(item),
    )
    return render(request, "priorities/edit_item.html", context)


def _closed(item: Item) -> Item | None:
    """The withdrawn row that stands in the way, if any: the row itself, or its parent."""
    above = parent_of(item)
    rows = [item] if isinstance(above, Plan) else [item, above]
    return next((row for row in rows if row.is_withdrawn), None)


def _stored(request: HttpRequest, access: Access, form: PlanItemForm) -> HttpResponse | None:
    item = form.item

    def write() -> str:
        saved = _write(form, access)
        remarks = " ".join([f"{name_of(saved)} is saved.", *form.remarks()])
        messages.success(request, remarks)
        return page_of(saved)

    def show_both() -> None:
        form.show_saved(access.get(items(type(item)), pk=item.pk))

    return store(request, access, form, write=write, location=_way_back(item), when_stale=show_both)


def _write(form: PlanItemForm, access: Access) -> Item:
    """Store the form's row; an action together with its leads."""
    item, changes = form.item, form.changes()
    if form.is_new:
        for name, value in changes.items():
            setattr(item, name, value)
        if isinstance(form, ActionForm):
            return action_services.action_add(action=form.item, leads=form.leads(), by=access.user)
        return services.item_add(item=item, by=access.user)
    revision, why = form.cleaned_data["revision"], form.cleaned_data["why"]
    if isinstance(form, ActionForm):
        return action_services.action_edit(
            action=form.item,
            columns=changes,
            leads=form.leads(),
            revision=revision,
            by=access.user,
            reason=why,
        )
    return services.item_edit(
        item=item, columns=changes, revision=revision, by=access.user, reason=why
    )


def _heading(item: Item) -> str:
    return f"Edit {name_of(item)}" if item.pk else f"Add to {name_of(parent_of(item))}"


def _way_back(item: Item) -> str:
    parent = parent_of(item)
    if item.pk:
        return page_of(item)
    return parent.get_absolute_url() if isinstance(parent, Plan) else page_of(parent)
