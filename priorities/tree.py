"""Where a row stands in the plan's tree: its plan, its parent, its siblings, its children."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plans.models import HouseLayout, Plan
from priorities.models import Action, Milestone, Objective, Priority
from priorities.models.parts import NumberedItem, PlannedItem, PlannedQuerySet

Item = Priority | Objective | Action | Milestone
Numbered = Priority | Objective | Action
Parent = Plan | Priority | Objective | Action

PARENTS: dict[type[PlannedItem], str] = {
    Priority: "plan",
    Objective: "priority",
    Action: "objective",
    Milestone: "action",
}
CHILDREN: dict[type[PlannedItem], str] = {
    Priority: "objectives",
    Objective: "actions",
    Action: "milestones",
}
PLANS: dict[type[PlannedItem], str] = {
    Priority: "plan",
    Objective: "priority__plan",
    Action: "objective__priority__plan",
    Milestone: "action__objective__priority__plan",
}


def items(model: type[PlannedItem]) -> PlannedQuerySet:
    """The rows of one level with the plan, its layout and its board at hand.

    Not narrowed to a board yet: go on with ``access.get`` or ``visible_to``.
    """
    path = PLANS[model]
    rows: PlannedQuerySet = model._default_manager.select_related(  # type: ignore[assignment]
        f"{path}__board", f"{path}__layout"
    )
    return rows


def parent_of(item: Item) -> Parent:
    """What the row stands under."""
    parent: Parent = getattr(item, PARENTS[type(item)])
    return parent


def plan_of(row: Item | Plan) -> Plan:
    """The plan that the row belongs to."""
    while not isinstance(row, Plan):
        row = parent_of(row)
    return row


def children_of(item: Item) -> Any:
    """The rows that stand directly under this one, in the plan's order, withdrawn ones too."""
    name = CHILDREN.get(type(item))
    return getattr(item, name).all() if name else Milestone.objects.none()


def siblings_of(item: Item) -> Any:
    """The rows under the same parent in the plan's order, withdrawn ones and itself included."""
    model = type(item)
    return model._default_manager.filter(**{PARENTS[model]: parent_of(item)})


def level_of(model: type[NumberedItem], plan: Plan) -> Any:
    """All rows of the plan at one level, withdrawn ones included."""
    return model._default_manager.filter(**{PLANS[model]: plan})


def word_for(model: type[PlannedItem], layout: HouseLayout) -> str:
    """The board's own word for a level."""
    words: dict[type[PlannedItem], str] = {
        Priority: layout.priority_word,
        Objective: layout.objective_word,
        Action: layout.action_word,
        Milestone: "Milestone",
    }
    return words[model]


def name_of(row: Item | Plan) -> str:
    """A short name for a row: its number, else the beginning of its words."""
    if isinstance(row, Plan):
        return row.title
    number = "" if isinstance(row, Milestone) else row.number
    words = row.title if isinstance(row, Priority | Objective) else row.text
    return number or _shortened(words) or "the part without a title"


def nearest_number(row: Parent) -> str:
    """The number that new rows under this one begin with; empty where none is printed."""
    while not isinstance(row, Plan):
        if row.number:
            return row.number
        row = parent_of(row)  # type: ignore[assignment]
    return ""


def numbers(rows: Iterable[NumberedItem]) -> list[str]:
    """The numbers of the rows, empty ones included."""
    return [row.number for row in rows]


def _shortened(words: str, limit: int = 60) -> str:
    line = " ".join(words.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"
