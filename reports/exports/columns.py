"""Which columns an export has: the board's own first, then what the plan holds beyond them."""

from __future__ import annotations

from collections.abc import Iterator

from priorities.document import Action, Column, Layout, PlanDocument
from priorities.wording import CARRIED_HEADING
from reports.plan_table import DEFAULT_COLUMNS

PLAIN_HEADINGS = {
    "number": "Number",
    "text": "Action",
    "leads": "Lead",
    "milestones": "Actions and timescales",
    "timescale": "By when",
    "outcomes": "Outcomes",
    "measures": "Measures",
    "resources": "Resources",
    "cost": "Cost",
    "rating": "Rating",
    "progress": "Progress",
    "evidence": "Evidence",
}
"""The plan's fields, and what a column is called that the board's layout does not have."""

ADDED = ("rating", "progress")
"""What every export tells, whether the layout prints it or not."""

LAST_UPDATE, NEXT_REVIEW = Column("last_update_on", "Last update"), Column("next_review", "Review")
CARRIED = Column("carried_from", CARRIED_HEADING)
STANDING = Column("standing", "How it stands")


def printed_columns(layout: Layout) -> tuple[Column, ...]:
    """The layout's own columns, then rating and progress where they have none."""
    house = layout.columns or DEFAULT_COLUMNS
    return (*house, *_lacking(house, ADDED))


def further_columns(document: PlanDocument) -> tuple[Column, ...]:
    """What the plan holds and its layout does not print, a column each.

    Known fields come first, then headings that nobody knew, then the days and how it stands.
    """
    actions = document.actions
    printed = printed_columns(document.layout)
    held = [name for name in PLAIN_HEADINGS if any(getattr(a, name) for a in actions)]
    lacking = (*_lacking(printed, held), *extra_columns(actions), *carried_column(actions))
    return (*lacking, LAST_UPDATE, NEXT_REVIEW, STANDING)


def extra_columns(actions: tuple[Action, ...]) -> tuple[Column, ...]:
    """A column for each heading of the source that nobody knew, in the order they came in."""
    headings = dict.fromkeys(heading for action in actions for heading in action.extra)
    return tuple(Column("extra", heading) for heading in headings)


def carried_column(actions: tuple[Action, ...]) -> tuple[Column, ...]:
    """A column for where actions were carried from, where any was."""
    return (CARRIED,) if any(action.carried_from for action in actions) else ()


def left_out(document: PlanDocument) -> tuple[str, ...]:
    """In plain words what the plan holds and neither its layout nor an added column prints."""
    lacking = [*further_columns(document)]
    plain = set(PLAIN_HEADINGS)
    return tuple(column.heading.lower() for column in lacking if column.field in plain)


def _lacking(columns: tuple[Column, ...], fields: tuple[str, ...] | list[str]) -> Iterator[Column]:
    has = {column.field for column in columns}
    return (Column(name, PLAIN_HEADINGS[name]) for name in fields if name not in has)
