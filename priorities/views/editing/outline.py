"""The plan as an outline to be arranged, and the milestones of one action likewise."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boardplan.audit.forms import OnceForm
from plans.access import Access, Permission, board_access
from plans.models import Plan
from plans.pages import board_page
from priorities.models import Action, Milestone, Objective, Priority
from priorities.tree import items, title_of

IN_PLACE = ("position", "pk")


@require_safe
def plan_edit(request: HttpRequest, board_slug: str, plan_slug: str) -> HttpResponse:
    """The whole plan as an outline, withdrawn rows included, with all that can be done to it."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    plan = access.get(Plan.objects.select_related("board", "layout"), slug=plan_slug)
    context = board_page(
        access, "plan", plan=plan, priorities=_tree(access, plan), key_form=OnceForm()
    )
    return render(request, "priorities/edit_plan.html", context)


@require_safe
def milestone_list(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """The milestones of one action, to be arranged."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    action: Action = access.get(items(Action), pk=pk)
    milestones = Milestone.objects.visible_to(access).filter(action=action).order_by(*IN_PLACE)
    context = board_page(
        access,
        "plan",
        plan=action.plan,
        action=action,
        title=title_of(action),
        milestones=milestones,
        key_form=OnceForm(),
    )
    return render(request, "priorities/edit_milestones.html", context)


def _tree(access: Access, plan: Plan) -> Any:
    """The plan's rows in three queries, each action with the number of its live milestones."""
    live = Count("milestones", filter=Q(milestones__withdrawn_on__isnull=True))
    actions = Action.objects.visible_to(access).annotate(steps=live).order_by(*IN_PLACE)
    objectives = Objective.objects.visible_to(access).order_by(*IN_PLACE)
    return (
        Priority.objects.visible_to(access)
        .filter(plan=plan)
        .order_by(*IN_PLACE)
        .prefetch_related(
            Prefetch("objectives", objectives), Prefetch("objectives__actions", actions)
        )
    )
