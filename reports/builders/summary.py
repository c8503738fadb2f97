"""How the actions of a plan are rated, counted part by part, as frozen values.

Withdrawn items count nowhere. Everything is one pass over the actions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from priorities.document import Action, Objective, PlanDocument, Priority, RatingValue


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """How the actions of one part of the plan (or of all) are rated.

    ``counts`` has every value of the scheme in its order, then None: those not yet rated.
    """

    heading: str
    counts: tuple[tuple[RatingValue | None, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def words(self) -> str:
        """“37 actions: 4 red, 12 amber, 8 green, 13 not yet rated.”"""
        named = (
            f"{count} {value.label.lower() if value else 'not yet rated'}"
            for value, count in self.counts
            if count
        )
        actions = f"{self.total} action{'' if self.total == 1 else 's'}"
        return f"{actions}: {', '.join(named)}." if self.total else "No actions."


@dataclass(frozen=True, slots=True)
class RatingSummary:
    """The ratings part by part, and of the whole plan; ``word`` is what a part is called."""

    word: str
    ratings: tuple[RatingValue | None, ...]
    rows: tuple[SummaryRow, ...]
    total: SummaryRow


def rating_summary(document: PlanDocument) -> RatingSummary:
    """Counts per rating, not yet rated and total, for each priority in force and for all.

    A plan without a printed priority level is told by its objectives. A rating that is not of the
    document's scheme counts as not yet rated.
    """
    current = document.in_force()
    ratings, levels = (*document.rating_scheme, None), document.layout.levels
    parts = [(heading_of(p, document), p.actions) for p in current.priorities]
    word = levels.priority
    objectives = [o for priority in current.priorities for o in priority.objectives]
    if not any(map(_is_named, current.priorities)) and any(map(_is_named, objectives)):
        parts = [(_called(levels.objective, o), o.actions) for o in objectives]
        word = levels.objective
    rows = tuple(_summary_row(heading, actions, ratings) for heading, actions in parts)
    total = _summary_row("Whole plan", current.actions, ratings)
    return RatingSummary(word, ratings, rows, total)


def heading_of(priority: Priority, document: PlanDocument) -> str:
    """The words a priority is called by: the board's word, number and title.

    A plan without a printed priority level is called by its own title.
    """
    if not _is_named(priority):
        return document.plan.title
    return _called(document.layout.levels.priority, priority)


def _is_named(item: Priority | Objective) -> bool:
    return bool(item.number or item.title)


def _called(word: str, item: Priority | Objective) -> str:
    label = f"{word} {item.number}" if item.number else ""
    return ": ".join(filter(None, (label, item.title)))


def _summary_row(
    heading: str, actions: Iterable[Action], ratings: tuple[RatingValue | None, ...]
) -> SummaryRow:
    known = {value.code for value in ratings if value}
    found = Counter(action.rating if action.rating in known else None for action in actions)
    return SummaryRow(heading, tuple((v, found[v.code if v else None]) for v in ratings))
