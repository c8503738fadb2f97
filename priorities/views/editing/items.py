"""Adding and editing priorities, objectives, actions and milestones."""

from __future__ import annotations

from typing import Any

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
from priorities.tree import Item, items, name_of, parent_of, title_of, word_in_sentence
from priorities.views.editing.storing import outline_of, page_of, page_words, store

FORMS: dict[type[Item], type[PlanItemForm]] = {
    Priority: PriorityForm,
    Objective: ObjectiveForm,
    Action: ActionForm,
    Milestone: MilestoneForm,
}
ADDED_BEFORE = "You saved this form with other words before. Saving it again adds another one."
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
    response = None if is_check else _stored(request, access, form)
    return response or _page(request, access, form, checked=is_check and form.is_valid())


def _page(
    request: HttpRequest, access: Access, form: PlanItemForm, *, checked: bool
) -> HttpResponse:
    context = board_page(
        access,
        "plan",
        plan=form.plan,
        form=form,
        item=form.item,
        heading=_heading(form.item),
        checked=checked,
        back=_way_back(form.item),
        back_words=_way_back_words(form.item),
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
        saved = _added(form, access) if form.is_new else _edited(form, access)
        messages.success(request, " ".join([f"{name_of(saved)} is saved.", *form.remarks()]))
        return page_of(saved)

    def show_both() -> None:
        if form.is_new:
            form.add_error(None, ADDED_BEFORE)
            form.redraw_at(0)
        else:
            form.show_saved(access.get(items(type(item)), pk=item.pk))

    return store(request, access, form, write=write, location=_way_back(item), when_stale=show_both)


def _added(form: PlanItemForm, access: Access) -> Item:
    """Store the form's new row; an action together with its leads."""
    for name, value in form.changes().items():
        setattr(form.item, name, value)
    if isinstance(form, ActionForm):
        return action_services.action_add(
            action=form.item,
            leads=form.leads(),
            newcomer=form.cleaned_data["somebody_else"],
            by=access.user,
        )
    return services.item_add(item=form.item, by=access.user)


def _edited(form: PlanItemForm, access: Access) -> Item:
    """Store the form's words in its row; an action's together with its leads."""
    words: dict[str, Any] = {
        "columns": form.changes(),
        "revision": form.cleaned_data["revision"],
        "reason": form.cleaned_data["why"],
        "by": access.user,
    }
    if isinstance(form, ActionForm):
        newcomer = form.cleaned_data["somebody_else"]
        return action_services.action_edit(
            action=form.item, leads=form.leads(), newcomer=newcomer, **words
        )
    return services.item_edit(item=form.item, **words)


def _heading(item: Item) -> str:
    if item.pk:
        return f"Edit {title_of(item)}"
    parent = parent_of(item)
    place = parent.title if isinstance(parent, Plan) else title_of(parent)
    return f"Add a new {word_in_sentence(item)} to {place}"


def _way_back(item: Item) -> str:
    parent = parent_of(item)
    if item.pk:
        return page_of(item)
    return parent.get_absolute_url() if isinstance(parent, Plan) else page_of(parent)


def _way_back_words(item: Item) -> str:
    parent = parent_of(item)
    if item.pk or isinstance(parent, Plan):
        return page_words(item)
    return page_words(parent)
