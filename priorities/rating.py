"""What the rating definitions imply for an action, and how it stands on a day. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from priorities.document import Action, PlanDocument, RatingValue

NOT_HEARD_OF_DAYS = 90
"""An action without an accepted update for this many days is "not heard of"."""


class Meaning(Enum):
    """What a rating can mean, whatever a board's scheme calls it."""

    COMPLETE = "complete"
    ON_COURSE = "on course"
    OFF_TRACK = "off track"


@dataclass(frozen=True, slots=True)
class Step:
    """One dated piece of work: whether it is done, and by when it should be."""

    is_done: bool
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What the definitions look at."""

    steps: tuple[Step, ...]
    has_evidence: bool

    @property
    def is_done(self) -> bool:
        """Whether there was something to do and all of it is done."""
        return bool(self.steps) and all(step.is_done for step in self.steps)

    def missed(self, today: dt.date) -> tuple[dt.date, ...]:
        """The dates that passed before ``today`` with their work still open, earliest first."""
        open_dates = (step.due for step in self.steps if not step.is_done)
        return tuple(sorted(due for due in open_dates if due and due < today))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the definitions imply, and the words that say why."""

    meaning: Meaning
    reason: str


def suggest_rating(progress: Progress, today: dt.date) -> Suggestion:
    """What the definitions of Medway's plan say of this progress on this day.

    Red: the timescale has passed. Amber: in time, or done and evidence still to come.
    Green: done, with evidence on record. ("Significantly behind and nothing achieved" is a
    person's judgement; no rule can see it.)
    """
    if progress.is_done and progress.has_evidence:
        return Suggestion(Meaning.COMPLETE, "done, with evidence")
    if progress.is_done:
        return Suggestion(Meaning.ON_COURSE, "done, evidence still to come")
    if missed := progress.missed(today):
        return Suggestion(Meaning.OFF_TRACK, f"date passed ({missed[0]:%-d %B %Y})")
    return Suggestion(Meaning.ON_COURSE, "work is still open, and no date has passed")


class RatingFlags(Protocol):
    """What the rules read of a rating, from the document or from the database."""

    @property
    def label(self) -> str: ...
    @property
    def is_complete(self) -> bool: ...
    @property
    def is_off_track(self) -> bool: ...
    @property
    def needs_evidence(self) -> bool: ...
    @property
    def needs_issue(self) -> bool: ...


def meaning_of(rating: RatingFlags) -> Meaning:
    """What a value of a scheme means, by its flags."""
    if rating.is_complete:
        return Meaning.COMPLETE
    return Meaning.OFF_TRACK if rating.is_off_track else Meaning.ON_COURSE


def rating_for(meaning: Meaning, scheme: Iterable[RatingValue]) -> RatingValue | None:
    """The first value of the scheme with this meaning; None where it has none."""
    return next((value for value in scheme if meaning_of(value) is meaning), None)


def is_borne_out(chosen: Meaning, suggestion: Suggestion, progress: Progress) -> bool:
    """Whether the definitions bear out what a person chose.

    Off track is a person's right wherever nothing has been achieved yet ("significantly
    behind and nothing achieved"), whatever the dates say.
    """
    achieved = progress.has_evidence or any(step.is_done for step in progress.steps)
    return chosen is suggestion.meaning or (chosen is Meaning.OFF_TRACK and not achieved)


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a report cannot be taken yet: the field to mend, and how."""

    field: str
    message: str


def objections(
    rating: RatingFlags, *, has_evidence: bool, progress: str, issue: str
) -> tuple[Objection, ...]:
    """What is missing before this rating can be submitted with these words."""
    found = []
    if rating.needs_evidence and not has_evidence:
        found.append(
            Objection(
                "evidence_statement",
                f"{rating.label} needs evidence, and this action has none yet. Say what shows "
                "that it is done, or add a link or a file; or choose another rating.",
            )
        )
    if rating.needs_issue and not issue.strip():
        found.append(Objection("issue", f"Say what is in the way: {rating.label} needs it."))
    if not progress.strip():
        found.append(Objection("progress", "Say what has happened since the last update."))
    return tuple(found)


def progress_of(action: Action) -> Progress:
    """The progress of an action of the document: its live milestones, else its own timescale."""
    live = [m for m in action.milestones if m.withdrawn is None]
    scales = [m.timescale for m in live]
    if action.timescale is not None or not live:
        scales.append(action.timescale)
    steps = (
        Step(is_done=False) if scale is None else Step(scale.state == "complete", scale.due)
        for scale in scales
    )
    return Progress(tuple(steps), has_evidence=bool(action.evidence))


@dataclass(frozen=True, slots=True)
class Standing:
    """How an action stands on a day: how it is going, how old the last word is, what is late.

    ``disagreement`` is the reason by which the definitions imply another rating, or None.
    """

    rating: RatingFlags | None
    suggestion: Suggestion
    missed: tuple[dt.date, ...]
    days_silent: int | None
    disagreement: str | None
    has_evidence: bool
    needs_review_date: bool

    @property
    def is_complete(self) -> bool:
        return self.rating is not None and self.rating.is_complete

    @property
    def is_off_track(self) -> bool:
        return self.rating is not None and self.rating.is_off_track

    @property
    def is_overdue(self) -> bool:
        """A date has passed with its work open, and nobody has rated the action complete."""
        return bool(self.missed) and not self.is_complete

    @property
    def is_silent(self) -> bool:
        """Not complete, and no accepted word for 90 days (or ever)."""
        silent = self.days_silent is None or self.days_silent > NOT_HEARD_OF_DAYS
        return silent and not self.is_complete


def standing(action: Action, document: PlanDocument, today: dt.date) -> Standing:
    """How an action of the document stands on ``today``, by the document's own scheme."""
    return stand(
        rating=document.rating(action.rating),
        progress=progress_of(action),
        heard_on=action.last_update_on,
        needs_review_date=_is_ongoing(action) and action.next_review is None,
        today=today,
    )


def stand(
    *,
    rating: RatingFlags | None,
    progress: Progress,
    heard_on: dt.date | None,
    needs_review_date: bool,
    today: dt.date,
) -> Standing:
    """How an action stands, told from its parts."""
    suggestion = suggest_rating(progress, today)
    differs = rating is not None and not is_borne_out(meaning_of(rating), suggestion, progress)
    return Standing(
        rating=rating,
        suggestion=suggestion,
        missed=progress.missed(today),
        days_silent=(today - heard_on).days if heard_on else None,
        disagreement=suggestion.reason if differs else None,
        has_evidence=progress.has_evidence,
        needs_review_date=needs_review_date,
    )


def _is_ongoing(action: Action) -> bool:
    live = (m for m in action.milestones if m.withdrawn is None)
    scales = (action.timescale, *(m.timescale for m in live))
    return any(scale is not None and scale.state == "ongoing" for scale in scales)
