"""The plan as its page shows it: what was asked for, a hundred actions at a time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.db.models import Case, QuerySet, Value, When

from plans.access import Access
from plans.models import Plan
from priorities.columns import with_rating
from priorities.conditions import IN_FORCE, choose
from priorities.document import Action, Layout, Objective, PlanDocument, Priority, RatingValue
from priorities.filters import PlanFilter
from priorities.models import Action as ActionRow
from priorities.rating import Standing, standing
from priorities.snapshot import Part, PlanRows, Row, Snapshot, snapshot_of
from priorities.wording import MilestoneWords, evidence_words, milestone_words

ACTIONS_ON_ONE_PAGE = 100
"""Beyond this many actions the plan shows one priority at a time, and that in pages."""


def shortened(priority: Row) -> str:
    """A priority's number and title, short enough for a list to choose from."""
    words = f"{priority['number']} {priority['title']}".strip() or "Without a title"
    return words if len(words) <= 60 else words[:59].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action of the page, with what is printed of it."""

    action: Action
    pk: int
    stands: Standing
    is_own: bool
    milestones: tuple[MilestoneWords, ...]
    evidence: tuple[str, ...]


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
    """What is shown of a plan: how much that is of how much, and how it is rated.

    ``by_priority`` are the priorities to choose from where the plan is long, and
    ``priority_shown`` the key of the chosen one; ``pages`` is where in all that was asked for
    this page is.
    """

    document: PlanDocument
    parts: tuple[PriorityPart, ...]
    pages: Page[int]
    shown: int
    total: int
    counts: tuple[tuple[RatingValue | None, int], ...]
    by_priority: tuple[Row, ...] = ()
    priority_shown: str = ""

    @property
    def layout(self) -> Layout:
        """The board's layout, with a column for the rating in any case."""
        layout = self.document.layout
        return replace(layout, columns=with_rating(layout.columns))


def plan_page(
    rows: PlanRows, asked: PlanFilter, access: Access, *, is_print: bool = False, number: str = "1"
) -> PlanPage:
    """The page of this number (a wrong one gives the nearest), of what was asked for.

    Printed, all of it is one page.
    """
    size = sum(row["size"] for row in rows.priorities)
    is_long = size > ACTIONS_ON_ONE_PAGE and not is_print
    by_priority = tuple(row for row in rows.priorities if is_long and row["withdrawn_on"] is None)
    wanted = asked
    if asked.is_empty and by_priority:
        wanted = replace(asked, priority=str(by_priority[0]["key"]))
    found = list(_found(choose(wanted, rows.plan, access)))
    per_page = max(size, 1) if is_print else ACTIONS_ON_ONE_PAGE
    pages = Paginator([pk for pk, _, _ in found], per_page).get_page(number)
    taken, document = _read(rows, wanted, pages)
    ratings = Counter(rating for _, rating, is_in_force in found if is_in_force)
    counts = [(value, ratings[value.code]) for value in document.rating_scheme]
    return PlanPage(
        document=document,
        parts=tuple(_parts(taken, document, access.today)),
        pages=pages,
        shown=ratings.total(),
        total=sum(row["in_force"] for row in rows.priorities),
        counts=(*counts, (None, ratings[None])),
        by_priority=by_priority,
        priority_shown=wanted.priority,
    )


@dataclass(frozen=True)
class FrozenPage:
    """A plan as it was at some time, whole, for the same templates as the plan of today."""

    document: PlanDocument
    parts: tuple[PriorityPart, ...]
    counts: tuple[tuple[RatingValue | None, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def layout(self) -> Layout:
        """The board's layout of then, with a column for the rating in any case."""
        layout = self.document.layout
        return replace(layout, columns=with_rating(layout.columns))


def frozen_page(document: PlanDocument, ids: Mapping[str, int], day: dt.date) -> FrozenPage:
    """The page of a document that was kept, judged as of the day it speaks of.

    ``ids`` gives by their keys the actions that there are today: their numbers lead to them.
    """
    ratings = Counter(action.rating for action in document.in_force().actions)
    counts = tuple((value, ratings.pop(value.code, 0)) for value in document.rating_scheme)
    taken = Snapshot(document, ids)
    parts = tuple(_parts(taken, document, day))
    return FrozenPage(document, parts, (*counts, (None, ratings.total())))


def action_ids(plan: Plan) -> dict[str, int]:
    """The id of each action of a plan, by its key."""
    rows = ActionRow.objects.filter(objective__priority__plan=plan)
    return {str(key): pk for key, pk in rows.order_by().values_list("key", "pk")}


def _found(chosen: QuerySet[ActionRow]) -> QuerySet[ActionRow, tuple[int, str | None, bool]]:
    """Of each chosen action its id, its rating's code, and whether it is in force."""
    in_force = Case(When(IN_FORCE, then=Value(True)), default=Value(False))
    return chosen.values_list("pk", "word__rating__code", in_force)


def _read(rows: PlanRows, wanted: PlanFilter, pages: Page[int]) -> tuple[Snapshot, PlanDocument]:
    """The page's actions, with the branches of the plan they stand on.

    Branches without actions are shown only where somebody looks at a place whole.
    """
    is_whole = wanted.asks_where and not pages.has_other_pages()
    places = [row["id"] for row in rows.priorities if _is_at(wanted, str(row["key"]))]
    part = Part(tuple(pages.object_list), bare_under=places if is_whole else ())
    taken = snapshot_of(rows.only(part))
    document = taken.document.in_force() if wanted.asks_how_it_stands else taken.document
    if not is_whole:
        return taken, document.keep(lambda _: True)
    priorities = tuple(p for p in document.priorities if _is_at(wanted, p.key or ""))
    return taken, replace(document, priorities=priorities)


def _is_at(wanted: PlanFilter, priority: str) -> bool:
    return wanted.priority in {"", priority}


def _parts(taken: Snapshot, document: PlanDocument, day: dt.date) -> Iterator[PriorityPart]:
    def line(action: Action) -> ActionLine:
        key = action.key or ""
        return ActionLine(
            action,
            taken.ids.get(key, 0),
            standing(action, document, day),
            is_own=key in taken.own,
            milestones=tuple(map(milestone_words, action.milestones)),
            evidence=tuple(map(evidence_words, action.evidence)),
        )

    for priority in document.priorities:
        objectives = (
            ObjectivePart(objective, tuple(map(line, objective.actions)))
            for objective in priority.objectives
        )
        yield PriorityPart(priority, tuple(objectives))
