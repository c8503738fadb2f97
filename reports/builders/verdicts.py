"""Whether one action is an exception, and the words that say where that comes from. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from math import inf

from boardplan.ui.uk_dates import date_words, distance_words
from priorities.document import Action, PlanDocument, RatingValue
from priorities.rating import Meaning, Standing, meaning_of, rating_for
from priorities.wording import issue_of
from reports.builders.record import ActionRecord, Word

NOTHING_TO_ADD_TIMES = 3
"""So many updates running with nothing to add are one too many."""
STALLED_ROUNDS = 3
"""Over so many reports something must have moved."""


@dataclass(frozen=True, slots=True)
class Case:
    """One action in force, and what a verdict leans on; ``under`` is its objective's number."""

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
class Verdict:
    """The words, and how bad it is: the higher, the worse."""

    words: str
    weight: float = 0


def off_track(case: Case) -> Verdict | None:
    """Rated off track: when, and what is in the way; the longest ago is the worst."""
    rating, on = case.rating, case.action.rated_on
    if rating is None or not rating.is_off_track:
        return None
    rated = f"rated {rating.label.lower()}" + (f" on {date_words(on)}" if on else "")
    words = ". ".join(filter(None, (rated, issue_of(case.action.progress))))
    return Verdict(words, (case.today - on).days if on else 0)


def overdue(case: Case) -> Verdict | None:
    """Which date passed, and how many later ones; the earliest is the worst."""
    if not case.standing.is_overdue:
        return None
    first, *later = case.standing.missed
    words = f"the date {date_words(first)} passed {distance_words(first, case.today)}"
    if later:
        words += f"; {_several(len(later), 'later date')} passed too"
    return Verdict(words, (case.today - first).days)


def contested(case: Case) -> Verdict | None:
    """Rated otherwise than the definitions imply; what is worse than it was called comes first."""
    rating, implied = case.rating, implied_words(case.standing, case.document)
    if not (rating and implied):
        return None
    is_worse = case.standing.suggestion.meaning is Meaning.OFF_TRACK
    return Verdict(f"rated {rating.label.lower()}; {implied}", is_worse)


def implied_words(stands: Standing, document: PlanDocument) -> str | None:
    """“the definitions imply red: date passed (31 March 2026)”, or None where they agree."""
    if stands.disagreement is None:
        return None
    meaning = stands.suggestion.meaning
    implied = rating_for(meaning, document.rating_scheme)
    words = implied.label.lower() if implied else meaning.value
    return f"the definitions imply {words}: {stands.disagreement}"


def slipped(case: Case) -> Verdict | None:
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
    return Verdict(f"{often}, {last} {date_words(word.on)}{why}", furthest)


def silent(case: Case) -> Verdict | None:
    """Since when nothing was heard; never is the worst."""
    if not case.standing.is_silent:
        return None
    heard, days = case.action.last_update_on, case.standing.days_silent
    if heard is None or days is None:
        return Verdict("no update yet", inf)
    return Verdict(f"no update for {days} days, since {date_words(heard)}", days)


def nothing_to_add(case: Case) -> Verdict | None:
    """How often running there was nothing to add, from when to when."""
    running = case.record.nothing_to_add
    if len(running) < NOTHING_TO_ADD_TIMES or case.standing.is_complete:
        return None
    latest, first = running[0], running[-1]
    words = f"nothing to add {len(running)} times running, from {date_words(first.on)}"
    return Verdict(f"{words} to {date_words(latest.on)}", len(running))


def stalled(case: Case) -> Verdict | None:
    """Of which updates none ticked off a milestone or found it better than before."""
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
    return Verdict(words, (case.today - reports[0].on).days)


def _worth(word: Word, case: Case) -> int:
    """How good the rating of that update was, by what it means."""
    rating = case.document.rating(word.rating)
    order = (Meaning.OFF_TRACK, Meaning.ON_COURSE, Meaning.COMPLETE)
    return order.index(meaning_of(rating)) if rating else -1


def without_impact(case: Case) -> Verdict | None:
    """Complete, and nobody said what difference it made."""
    rating, on = case.rating, case.action.rated_on
    if not case.standing.is_complete or case.record.has_impact or rating is None:
        return None
    rated = f"rated {rating.label.lower()}" + (f" on {date_words(on)}" if on else "")
    return Verdict(f"{rated}; no update says what difference it made")


def undated(case: Case) -> Verdict | None:
    """Ongoing, without a day on which it is looked at again."""
    if case.standing.needs_review_date and not case.standing.is_complete:
        return Verdict("ongoing, and no date is set for its next review")
    return None


def unled(case: Case) -> Verdict | None:
    """Who is named, if anybody, and not as accountable."""
    leads = case.action.leads
    if case.standing.is_complete or any(lead.accountable for lead in leads):
        return None
    if not leads:
        return Verdict("no lead is named", 1)
    names = ", ".join(lead.name for lead in leads)
    return Verdict(f"named, but not as accountable: {names}")


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def day_words(day: dt.date, beside: dt.date) -> str:
    """A day without its year, where the day told beside it is of the same year."""
    return f"{day.day} {day:%B}" if day.year == beside.year else date_words(day)
