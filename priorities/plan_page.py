"""The plan as its page shows it: each action with its address and how it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from plans.access import Access
from priorities.document import Action, Objective, PlanDocument, Priority, RatingValue
from priorities.rating import Standing, standing
from priorities.snapshot import Snapshot
from priorities.wording import MilestoneWords, evidence_words, milestone_words

ACTIONS_ON_ONE_PAGE = 100
"""Beyond this many actions the plan shows one priority at a time."""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action of the page."""

    action: Action
    pk: int
    stands: Standing
    is_own: bool

    @property
    def milestones(self) -> list[MilestoneWords]:
        return [milestone_words(milestone) for milestone in self.action.milestones]

    @property
    def evidence(self) -> list[str]:
        return [evidence_words(item) for item in self.action.evidence]


@dataclass(frozen=True, slots=True)
class ObjectivePart:
    objective: Objective
    lines: tuple[ActionLine, ...]


@dataclass(frozen=True, slots=True)
class PriorityPart:
    priority: Priority
    objectives: tuple[ObjectivePart, ...]


@dataclass(frozen=True)
class PlanPage:
    """What is shown of a plan, and how many that is of how many."""

    document: PlanDocument
    parts: tuple[PriorityPart, ...]
    shown: int
    total: int
    counts: tuple[tuple[RatingValue | None, int], ...]


def plan_page(snapshot: Snapshot, chosen: PlanDocument, access: Access) -> PlanPage:
    """The page for the ``chosen`` part of a snapshot's document."""
    live = chosen.in_force().actions
    ratings = Counter(action.rating for action in live)
    counts = [(value, ratings[value.code]) for value in chosen.rating_scheme]
    return PlanPage(
        document=chosen,
        parts=tuple(_parts(snapshot, chosen, access)),
        shown=len(live),
        total=len(snapshot.document.in_force().actions),
        counts=(*counts, (None, ratings[None])),
    )


def _parts(snapshot: Snapshot, chosen: PlanDocument, access: Access) -> Iterator[PriorityPart]:
    def line(action: Action) -> ActionLine:
        key = action.key or ""
        stands = standing(action, chosen, access.today)
        return ActionLine(action, snapshot.ids[key], stands, key in snapshot.own)

    for priority in chosen.priorities:
        objectives = (
            ObjectivePart(objective, tuple(map(line, objective.actions)))
            for objective in priority.objectives
        )
        yield PriorityPart(priority, tuple(objectives))
