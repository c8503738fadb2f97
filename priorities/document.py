"""The plan as one document: a tree of frozen values, and its JSON form ``boardplan/plan@1``.

Everything that prints, compares or stores a plan does it from this tree. No Django here.
"""

from __future__ import annotations

import datetime as dt
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from priorities.codec import DocumentError, from_plain, to_plain
from priorities.timescale import Timescale

SCHEMA = "boardplan/plan@1"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When an item was withdrawn, and why. Withdrawn items stay, shown struck."""

    on: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class BoardName:
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class PlanHead:
    """The plan's own particulars: title, period, and the text around its tables."""

    slug: str
    title: str
    kind: str = "business"
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    version: str | None = None
    agreed_on: dt.date | None = None
    agreed_by: str | None = None
    front: tuple[str, ...] = ()
    listed_priorities: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RatingValue:
    """One value of the board's scheme, with the flags the rules read."""

    code: str
    letter: str
    label: str
    definition: str
    colour: str
    order: int
    is_complete: bool = False
    is_off_track: bool = False
    needs_evidence: bool = False
    needs_issue: bool = False


@dataclass(frozen=True, slots=True)
class Levels:
    """The board's own words for the three levels."""

    priority: str = "Priority"
    objective: str = "Objective"
    action: str = "Action"


@dataclass(frozen=True, slots=True)
class Column:
    field: str
    heading: str
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a board prints its plan."""

    levels: Levels = Levels()
    columns: tuple[Column, ...] = ()

    @property
    def has_progress(self) -> bool:
        """Whether the words of the latest update have a column of their own."""
        return any(column.field == "progress" for column in self.columns)

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """The headings above the columns, each with how many it spans; none where none has one."""
        runs = groupby(self.columns, key=lambda column: column.group or "")
        spans = tuple((name, len(list(columns))) for name, columns in runs)
        return spans if any(name for name, _ in spans) else ()


@dataclass(frozen=True, slots=True)
class LeadName:
    name: str
    accountable: bool


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step of an action. ``row`` is the printed row it stands in, ``level`` its nesting."""

    text: str
    timescale: Timescale | None = None
    level: int = 1
    row: int = 1
    key: str | None = None
    withdrawn: Withdrawal | None = field(default=None, metadata={"omitted_when_none": True})


@dataclass(frozen=True, slots=True)
class RowText:
    """Words that stand in one printed row of the action (a measure, a resource)."""

    text: str
    row: int = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    text: str
    on: dt.date | None = None
    row: int = 1


@dataclass(frozen=True, slots=True)
class CarriedFrom:
    """The action of the plan before that this one goes on with; ``plan`` are that plan's years."""

    key: str
    plan: str
    number: str | None = None

    @property
    def words(self) -> str:
        """“from 4.2.3, 2017–20”; without a number “from the plan of 2017–20”."""
        return (
            f"from {self.number}, {self.plan}" if self.number else f"from the plan of {self.plan}"
        )


@dataclass(frozen=True, slots=True)
class Action:
    text: str
    key: str | None = None
    number: str | None = None
    position: int = 1
    withdrawn: Withdrawal | None = None
    leads: tuple[LeadName, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    timescale: Timescale | None = None
    next_review: dt.date | None = None
    outcomes: tuple[str, ...] = ()
    measures: tuple[RowText, ...] = ()
    resources: tuple[RowText, ...] = ()
    cost: Decimal | None = None
    rating: str | None = None
    rated_on: dt.date | None = None
    last_update_on: dt.date | None = None
    progress: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    carried_from: CarriedFrom | None = field(default=None, metadata={"omitted_when_none": True})

    @property
    def rows(self) -> int:
        """How many printed rows the action takes (at least one)."""
        parts: tuple[Milestone | RowText | Evidence, ...]
        parts = (*self.milestones, *self.measures, *self.resources, *self.evidence)
        return max((part.row for part in parts), default=1)


@dataclass(frozen=True, slots=True)
class Objective:
    key: str | None = None
    number: str | None = None
    position: int = 1
    withdrawn: Withdrawal | None = None
    title: str | None = None
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Priority:
    key: str | None = None
    number: str | None = None
    position: int = 1
    withdrawn: Withdrawal | None = None
    title: str | None = None
    theme: str | None = None
    parts: tuple[str, ...] = ()
    is_core: bool = False
    objectives: tuple[Objective, ...] = ()

    @property
    def actions(self) -> tuple[Action, ...]:
        """The priority's actions, withdrawn ones included, in printed order."""
        return tuple(action for objective in self.objectives for action in objective.actions)


@dataclass(frozen=True, slots=True)
class Risk:
    number: str | None
    concern: str
    consequence: str = ""
    action: str = ""
    leads: tuple[str, ...] = ()
    timescale: Timescale | None = None
    rating: str | None = None


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    title: str
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    area: str
    period: str
    text: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    period: str
    text: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    measure: str
    code: str | None = None
    lead: str | None = None
    group: IndicatorGroup | None = None
    readings: tuple[Reading, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a careful person should look at."""

    severity: str
    where: str
    what: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A plan, whole. ``covers`` names the action fields that its source speaks of."""

    board: BoardName
    plan: PlanHead
    rating_scheme: tuple[RatingValue, ...] = ()
    layout: Layout = Layout()
    covers: tuple[str, ...] = ()
    priorities: tuple[Priority, ...] = ()
    risks: tuple[Risk, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def actions(self) -> tuple[Action, ...]:
        """Every action, withdrawn ones included, in printed order."""
        return tuple(action for priority in self.priorities for action in priority.actions)

    def rating(self, code: str | None) -> RatingValue | None:
        """The value of the scheme with this code; None for none, or one of another scheme."""
        return next((value for value in self.rating_scheme if value.code == code), None)

    def in_force(self) -> PlanDocument:
        """The same plan without what was withdrawn, at any level."""
        return replace(self, priorities=tuple(map(_priority_in_force, _live(self.priorities))))

    def keep(self, wanted: Callable[[Action], bool]) -> PlanDocument:
        """The same plan with only the actions that ``wanted`` says yes to.

        Branches left empty by the choice go.
        """
        priorities = tuple(kept for p in self.priorities if (kept := _pruned(p, wanted)))
        return replace(self, priorities=priorities)

    def to_json(self) -> dict[str, Any]:
        """The plan as JSON values, ``schema`` first."""
        return {"schema": SCHEMA, **to_plain(self)}

    @classmethod
    def from_json(cls, data: Any) -> PlanDocument:
        """Read back what ``to_json`` wrote.

        Raises DocumentError, naming the place, for another schema, an unknown field, a
        missing one, or a value of the wrong kind.
        """
        if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
            raise DocumentError(f"This is not a plan in the form {SCHEMA}.")
        rest = {name: value for name, value in data.items() if name != "schema"}
        return typing.cast(PlanDocument, from_plain(rest, cls, "plan"))


class _Withdrawable(typing.Protocol):
    @property
    def withdrawn(self) -> Withdrawal | None: ...


_W = typing.TypeVar("_W", bound=_Withdrawable)


def _live(items: tuple[_W, ...]) -> tuple[_W, ...]:
    return tuple(item for item in items if item.withdrawn is None)


def _priority_in_force(priority: Priority) -> Priority:
    return replace(priority, objectives=tuple(map(_objective_in_force, _live(priority.objectives))))


def _objective_in_force(objective: Objective) -> Objective:
    actions = tuple(replace(a, milestones=_live(a.milestones)) for a in _live(objective.actions))
    return replace(objective, actions=actions)


def _pruned(priority: Priority, wanted: Callable[[Action], bool]) -> Priority | None:
    objectives = tuple(
        replace(objective, actions=actions)
        for objective in priority.objectives
        if (actions := tuple(filter(wanted, objective.actions)))
    )
    return replace(priority, objectives=objectives) if objectives else None


def walk(document: PlanDocument) -> Iterator[tuple[Priority, Objective, Action]]:
    """Every action with the priority and the objective it stands under, in printed order."""
    for priority in document.priorities:
        for objective in priority.objectives:
            for action in objective.actions:
                yield priority, objective, action
