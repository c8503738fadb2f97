"""What reports count and single out, as frozen values: the rating summary and the exceptions.

No database here: pages, PDFs and stored publications draw the same from one document. Withdrawn
items count nowhere. Everything is one pass over the actions.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from boardplan.ui.uk_dates import distance_words
from priorities.document import Action, Objective, PlanDocument, Priority, RatingValue, walk
from priorities.rating import NOT_HEARD_OF_DAYS, Standing, rating_for, standing
from priorities.wording import issue_of


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


@dataclass(frozen=True, slots=True)
class ExceptionEntry:
    """One action in a list of exceptions; ``verdict`` says where the judgement comes from.

    ``under`` is the number of the objective that it stands under.
    """

    action: Action
    rating: RatingValue | None
    verdict: str
    under: str | None = None


@dataclass(frozen=True, slots=True)
class ExceptionList:
    """The actions with one thing wrong, in printed order; ``rule`` says what brings one here."""

    code: str
    title: str
    rule: str
    entries: tuple[ExceptionEntry, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    action: Action
    under: str | None
    standing: Standing
    document: PlanDocument
    today: dt.date

    @property
    def rating(self) -> RatingValue | None:
        return self.document.rating(self.action.rating)


def exceptions(document: PlanDocument, today: dt.date) -> tuple[ExceptionList, ...]:
    """The five lists of what a board must look at, worst first, as of ``today``."""
    current = document.in_force()
    cases = [
        _Case(action, objective.number, standing(action, document, today), document, today)
        for _, objective, action in walk(current)
    ]
    return tuple(
        ExceptionList(code, title, rule, tuple(_entries(cases, judge)))
        for code, title, rule, judge in _LISTS
    )


def _entries(cases: list[_Case], judge: Callable[[_Case], str | None]) -> Iterable[ExceptionEntry]:
    for case in cases:
        if verdict := judge(case):
            yield ExceptionEntry(case.action, case.rating, verdict, case.under)


def _off_track(case: _Case) -> str | None:
    rating, on = case.rating, case.action.rated_on
    if rating is None or not rating.is_off_track:
        return None
    rated = f"rated {rating.label.lower()}" + (f" on {_day(on)}" if on else "")
    return ". ".join(filter(None, (rated, issue_of(case.action.progress))))


def _overdue(case: _Case) -> str | None:
    if not case.standing.is_overdue:
        return None
    first, *later = case.standing.missed
    words = f"the date {_day(first)} passed {distance_words(first, case.today)}"
    if later:
        words += f"; {_several(len(later), 'later date')} passed too"
    return words


def _contested(case: _Case) -> str | None:
    """Rated otherwise than the definitions imply."""
    rating, implied = case.rating, implied_words(case.standing, case.document)
    return f"rated {rating.label.lower()}; {implied}" if rating and implied else None


def implied_words(stands: Standing, document: PlanDocument) -> str | None:
    """“the definitions imply red: date passed (31 March 2026)”, or None where they agree."""
    if stands.disagreement is None:
        return None
    meaning = stands.suggestion.meaning
    implied = rating_for(meaning, document.rating_scheme)
    words = implied.label.lower() if implied else meaning.value
    return f"the definitions imply {words}: {stands.disagreement}"


def _silent(case: _Case) -> str | None:
    if not case.standing.is_silent:
        return None
    heard, days = case.action.last_update_on, case.standing.days_silent
    if heard is None or days is None:
        return "no update yet"
    return f"no update for {days} days, since {_day(heard)}"


def _undated(case: _Case) -> str | None:
    if case.standing.needs_review_date and not case.standing.is_complete:
        return "ongoing, and no date is set for its next review"
    return None


_LISTS: tuple[tuple[str, str, str, Callable[[_Case], str | None]], ...] = (
    ("off-track", "Off track", "Rated off track in the last accepted update.", _off_track),
    ("overdue", "Overdue", "A date has passed with its work open.", _overdue),
    (
        "contested",
        "Rated otherwise than the definitions imply",
        "A person chose the rating; the dates and the evidence on record speak for another.",
        _contested,
    ),
    (
        "silent",
        f"No update for {NOT_HEARD_OF_DAYS} days",
        "Not complete, and the last accepted word is older than that, or there is none yet.",
        _silent,
    ),
    (
        "undated",
        "Ongoing without a review date",
        "Work without an end needs a day on which it is looked at again.",
        _undated,
    ),
)


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _day(day: dt.date) -> str:
    return f"{day:%-d %B %Y}"
