"""What a board must look at: the exceptions, each with a verdict that says where it comes from.

Pure: judged from the plan's document and, where they are given, from the records of its actions.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import inf

from boardplan.ui.uk_dates import date_words, distance_words
from priorities.document import Action, PlanDocument, RatingValue, walk
from priorities.rating import (
    NOT_HEARD_OF_DAYS,
    Meaning,
    Standing,
    meaning_of,
    rating_for,
    standing,
)
from priorities.wording import issue_of
from reports.builders.record import ActionRecord, Word

NOTHING_TO_ADD_TIMES = 3
"""So many updates running with nothing to add are one too many."""
STALLED_ROUNDS = 3
"""Over so many reports something must have moved."""


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
    """The actions with one thing wrong, the worst first; ``rule`` says what brings one here."""

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
    record: ActionRecord

    @property
    def rating(self) -> RatingValue | None:
        return self.document.rating(self.action.rating)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """The words, and how bad it is: the higher, the worse."""

    words: str
    weight: float = 0


_Judge = Callable[[_Case], _Verdict | None]


@dataclass(frozen=True, slots=True)
class _Kind:
    code: str
    title: str
    rule: str
    judge: _Judge
    needs_record: bool = False


def exceptions(
    document: PlanDocument,
    today: dt.date,
    records: Mapping[str, ActionRecord] | None = None,
) -> tuple[ExceptionList, ...]:
    """The lists of what a board must look at, the worst first, as of ``today``.

    ``records`` by the keys of the actions; without them the lists that need them are left out.
    """
    current = document.in_force()
    known = records or {}
    cases = [
        _Case(
            action,
            objective.number,
            standing(action, document, today),
            document,
            today,
            known.get(action.key or "") or ActionRecord(),
        )
        for _, objective, action in walk(current)
    ]
    return tuple(
        ExceptionList(kind.code, kind.title, kind.rule, _entries(cases, kind.judge))
        for kind in _KINDS
        if records is not None or not kind.needs_record
    )


def _entries(cases: Iterable[_Case], judge: _Judge) -> tuple[ExceptionEntry, ...]:
    """The cases that the judge finds against, the worst first, else in printed order."""
    found = [(verdict, case) for case in cases if (verdict := judge(case))]
    found.sort(key=lambda pair: -pair[0].weight)
    return tuple(
        ExceptionEntry(case.action, case.rating, verdict.words, case.under)
        for verdict, case in found
    )


def _off_track(case: _Case) -> _Verdict | None:
    rating, on = case.rating, case.action.rated_on
    if rating is None or not rating.is_off_track:
        return None
    rated = f"rated {rating.label.lower()}" + (f" on {date_words(on)}" if on else "")
    words = ". ".join(filter(None, (rated, issue_of(case.action.progress))))
    return _Verdict(words, (case.today - on).days if on else 0)


def _overdue(case: _Case) -> _Verdict | None:
    if not case.standing.is_overdue:
        return None
    first, *later = case.standing.missed
    words = f"the date {date_words(first)} passed {distance_words(first, case.today)}"
    if later:
        words += f"; {_several(len(later), 'later date')} passed too"
    return _Verdict(words, (case.today - first).days)


def _contested(case: _Case) -> _Verdict | None:
    """Rated otherwise than the definitions imply; what is worse than it was called comes first."""
    rating, implied = case.rating, implied_words(case.standing, case.document)
    if not (rating and implied):
        return None
    is_worse = case.standing.suggestion.meaning is Meaning.OFF_TRACK
    return _Verdict(f"rated {rating.label.lower()}; {implied}", is_worse)


def implied_words(stands: Standing, document: PlanDocument) -> str | None:
    """“the definitions imply red: date passed (31 March 2026)”, or None where they agree."""
    if stands.disagreement is None:
        return None
    meaning = stands.suggestion.meaning
    implied = rating_for(meaning, document.rating_scheme)
    words = implied.label.lower() if implied else meaning.value
    return f"the definitions imply {words}: {stands.disagreement}"


def _slipped(case: _Case) -> _Verdict | None:
    """How often, how far and why: dates that several steps moved at once are one occasion."""
    slips = case.record.slips
    if not slips or case.standing.is_complete:
        return None
    days: dict[str | None, int] = defaultdict(int)
    for _, move in slips:
        days[move.milestone] += move.days
    times = len({id(word) for word, _ in slips})
    furthest = max(days.values())
    word, move = slips[-1]
    what, by = ("date", "by") if len(days) == 1 else ("dates", "the furthest by")
    if times == 1:
        often, last = f"{what} moved once, {by} {_several(furthest, 'day')}", "on"
    else:
        often, last = f"{what} moved {times} times, {by} {furthest} days in all", "last on"
    why = f": “{move.reason}”" if move.reason else ""
    return _Verdict(f"{often}, {last} {date_words(word.on)}{why}", furthest)


def _silent(case: _Case) -> _Verdict | None:
    if not case.standing.is_silent:
        return None
    heard, days = case.action.last_update_on, case.standing.days_silent
    if heard is None or days is None:
        return _Verdict("no update yet", inf)
    return _Verdict(f"no update for {days} days, since {date_words(heard)}", days)


def _nothing_to_add(case: _Case) -> _Verdict | None:
    running = case.record.nothing_to_add
    if len(running) < NOTHING_TO_ADD_TIMES or case.standing.is_complete:
        return None
    latest, first = running[0], running[-1]
    words = f"nothing to add {len(running)} times running, from {date_words(first.on)}"
    return _Verdict(f"{words} to {date_words(latest.on)}", len(running))


def _stalled(case: _Case) -> _Verdict | None:
    before, reports = case.record.last_reports(STALLED_ROUNDS)
    if not reports or case.standing.is_complete or any(word.done for word in reports):
        return None
    if _worth(reports[-1], case) > _worth(before or reports[0], case):
        return None
    days = [day_words(word.on, reports[-1].on) for word in reports[:-1]]
    days.append(date_words(reports[-1].on))
    rating = case.rating.label.lower() if case.rating else "not rated"
    words = (
        f"the updates of {', '.join(days[:-1])} and {days[-1]} tick off no milestone, "
        f"and the rating got no better ({rating})"
    )
    return _Verdict(words, (case.today - reports[0].on).days)


def _worth(word: Word, case: _Case) -> int:
    """How good the rating of that update was, by what it means."""
    rating = case.document.rating(word.rating)
    order = (Meaning.OFF_TRACK, Meaning.ON_COURSE, Meaning.COMPLETE)
    return order.index(meaning_of(rating)) if rating else -1


def _without_impact(case: _Case) -> _Verdict | None:
    rating, on = case.rating, case.action.rated_on
    if not case.standing.is_complete or case.record.has_impact or rating is None:
        return None
    rated = f"rated {rating.label.lower()}" + (f" on {date_words(on)}" if on else "")
    return _Verdict(f"{rated}; no update says what difference it made")


def _undated(case: _Case) -> _Verdict | None:
    if case.standing.needs_review_date and not case.standing.is_complete:
        return _Verdict("ongoing, and no date is set for its next review")
    return None


def _unled(case: _Case) -> _Verdict | None:
    leads = case.action.leads
    if case.standing.is_complete or any(lead.accountable for lead in leads):
        return None
    if not leads:
        return _Verdict("no lead is named", 1)
    names = ", ".join(lead.name for lead in leads)
    return _Verdict(f"named, but not as accountable: {names}")


_KINDS: tuple[_Kind, ...] = (
    _Kind("off-track", "Off track", "Rated off track in the last accepted update.", _off_track),
    _Kind("overdue", "Overdue", "A date has passed with its work open.", _overdue),
    _Kind(
        "contested",
        "Rated otherwise than the definitions imply",
        "A person chose the rating; the dates and the evidence on record speak for another.",
        _contested,
    ),
    _Kind(
        "slipped",
        "Slipped",
        "Not complete, and accepted updates have moved a date of it to a later day.",
        _slipped,
        needs_record=True,
    ),
    _Kind(
        "silent",
        f"No update for {NOT_HEARD_OF_DAYS} days",
        "Not complete, and the last accepted word is older than that, or there is none yet.",
        _silent,
    ),
    _Kind(
        "nothing-to-add",
        "Nothing to add three times",
        f"The last {NOTHING_TO_ADD_TIMES} accepted updates, or more, had nothing to add.",
        _nothing_to_add,
        needs_record=True,
    ),
    _Kind(
        "stalled",
        "Little or no progress",
        f"Not complete; in the last {STALLED_ROUNDS} accepted updates no milestone was ticked off "
        "and the rating got no better.",
        _stalled,
        needs_record=True,
    ),
    _Kind(
        "no-impact",
        "Completed without impact",
        "Rated complete, and no accepted update says what difference it made.",
        _without_impact,
        needs_record=True,
    ),
    _Kind(
        "undated",
        "Ongoing without a review date",
        "Work without an end needs a day on which it is looked at again.",
        _undated,
    ),
    _Kind(
        "unled",
        "No accountable lead",
        "Not complete, and nobody is named as the one who answers for it.",
        _unled,
    ),
)


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def day_words(day: dt.date, beside: dt.date) -> str:
    """A day without its year, where the day told beside it is of the same year."""
    return f"{day.day} {day:%B}" if day.year == beside.year else date_words(day)
