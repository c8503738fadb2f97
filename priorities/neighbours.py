"""The actions before and after one in the plan's order, without reading the plan."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from plans.access import Access
from priorities.models import Action, Objective
from priorities.models.parts import PlannedItem

Neighbour = tuple[int, str]
"""An action's id and number."""


def neighbours(action: Action, access: Access) -> dict[str, Neighbour | None]:
    """``previous`` and ``next`` of an action in force; nothing of one that was withdrawn.

    They mostly stand under the same objective. Where this action is its first or its last, the
    nearest objective that has any is asked for.
    """
    live = Action.objects.visible_to(access).in_force()
    near: list[Neighbour] = list(_numbered(live.filter(objective=action.objective_id)))
    places = {pk: place for place, (pk, _) in enumerate(near)}
    if action.pk not in places:
        return {}
    place = places[action.pk]
    return {
        "previous": near[place - 1] if place else _beyond(action, live, is_after=False),
        "next": near[place + 1] if place + 1 < len(near) else _beyond(action, live, is_after=True),
    }


def _numbered(actions: QuerySet[Action]) -> QuerySet[Any, Neighbour]:
    return actions.order_by("position", "pk").values_list("pk", "number")


def _beyond(action: Action, live: QuerySet[Action], *, is_after: bool) -> Neighbour | None:
    """The first action after this one's objective, or the last before it."""
    objective, priority = action.objective, action.objective.priority
    side = "gt" if is_after else "lt"
    beyond = _past(priority, side, "priority__") | (
        Q(priority=priority) & _past(objective, side, "")
    )
    order = ("priority__position", "priority_id", "position", "pk")
    nearest = (
        Objective.objects.filter(beyond, priority__plan=priority.plan_id)
        .filter(Exists(Action.objects.in_force().filter(objective=OuterRef("pk"))))
        .order_by(*(order if is_after else [f"-{column}" for column in order]))
        .values("pk")[:1]
    )
    found = _numbered(live.filter(objective=nearest))
    return found.first() if is_after else found.last()


def _past(row: PlannedItem, side: str, way: str) -> Q:
    """Past the row's place: its position and, of several at one position, its id."""
    position, pk = f"{way}position", f"{way}pk"
    ties = Q((position, row.position), (f"{pk}__{side}", row.pk))
    return Q((f"{position}__{side}", row.position)) | ties
