"""Where a row stands in the plan's tree: its plan, its parent, its siblings, its children."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plans.models import HouseLayout, Plan
from priorities.models import Action, Milestone, Objective, Priority
from priorities.models.parts import NumberedItem, PlannedItem, PlannedQuerySet

Item = Priority | Objective | Action | Milestone
Numbered = Priority | Objective | Action
Parent = Plan | Priority | Objective | Action

LEVELS: tuple[type[Item], ...] = (Priority, Objective, Action, Milestone)
PARENTS: dict[type[PlannedItem], str] = {
    Priority: "plan",
    Objective: "priority",
    Action: "objective",
    Milestone: "action",
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
    rows: PlannedQuerySet = model._default_manager.select_related(
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


def below(item: Item) -> Iterator[Item]:
    """Every row below this one, level by level, withdrawn ones too: one query for each level."""
    lookup = ""
    for model in LEVELS[LEVELS.index(type(item)) + 1 :]:
        lookup = "__".join(filter(None, (PARENTS[model], lookup)))
        yield from model._default_manager.filter(**{lookup: item})


def withdrawn_with(item: Item) -> Iterator[Item]:
    """The rows below a withdrawn one that went with it: on the same day, for the same reason."""
    withdrawal = (item.withdrawn_on, item.withdrawn_reason)
    gone_with_it = {(type(item), item.pk)}
    for row in below(item):
        parent = (LEVELS[LEVELS.index(type(row)) - 1], getattr(row, f"{PARENTS[type(row)]}_id"))
        if parent in gone_with_it and (row.withdrawn_on, row.withdrawn_reason) == withdrawal:
            gone_with_it.add((type(row), row.pk))
            yield row


def siblings_of(item: Item) -> Any:
    """The rows under the same parent in the plan's order, withdrawn ones and itself included."""
    model = type(item)
    rows = model._default_manager.filter(**{PARENTS[model]: parent_of(item)})
    return rows.order_by("position", "pk")


def level_of(model: type[NumberedItem], plan: Plan) -> Any:
    """All rows of the plan at one level, withdrawn ones included."""
    return model._default_manager.filter(**{PLANS[model]: plan})


def number_objection(item: Numbered, number: str) -> str:
    """Why the row may not be given this number; empty where it may.

    A number stands once at each level of a plan, withdrawn rows included. The row's own
    number is never objected to: an import may have brought one twice.
    """
    if not number or (item.pk and number == item.number):
        return ""
    plan = plan_of(item)
    rows = level_of(type(item), plan).exclude(pk=item.pk).filter(number__iexact=number)
    holder = rows.select_related(PARENTS[type(item)]).first()
    if holder is None:
        return ""
    standing = "withdrawn, " if holder.is_withdrawn else ""
    return (
        f"“{number}” is taken: it is the number of “{_shortened(words_of(holder))}” "
        f"({standing}under {name_of(parent_of(holder))}). Choose another number."
    )


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
    return (
        _number_of(row)
        or _shortened(words_of(row))
        or f"the untitled part of {name_of(parent_of(row))}"
    )


def label_of(row: Item) -> str:
    """A row within a sentence: the board's word for its level, and its number or its words."""
    if number := _number_of(row):
        return f"{word_in_sentence(row)} {number}"
    return f"{word_in_sentence(row)}: {name_of(row)}" if words_of(row) else name_of(row)


def title_of(row: Item) -> str:
    """A row as page titles name it: "priority 1: Seen early"."""
    words = _shortened(words_of(row)) if _number_of(row) else ""
    return f"{label_of(row)}: {words}" if words else label_of(row)


def word_in_sentence(row: Item) -> str:
    """The board's word for the row's level within a sentence; one in capitals keeps them."""
    word = word_for(type(row), plan_of(row).layout)
    return word if word[:2].isupper() else word[:1].lower() + word[1:]


def words_of(item: Item) -> str:
    """The words of a row: its title or its text."""
    return item.title if isinstance(item, Priority | Objective) else item.text


def nearest_number(row: Parent) -> str:
    """The number that new rows under this one begin with; empty where none is printed."""
    while not isinstance(row, Plan):
        if row.number:
            return row.number
        row = parent_of(row)
    return ""


def _number_of(row: Item) -> str:
    return "" if isinstance(row, Milestone) else row.number


def _shortened(words: str, limit: int = 60) -> str:
    line = " ".join(words.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"
