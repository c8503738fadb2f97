"""Updates, milestones and evidence in the words in which page and paper print them. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from priorities.document import Evidence, Milestone, Withdrawal
from priorities.timescale import Timescale

IN_THE_WAY = "In the way: "
DIFFERENCE_MADE = "Difference made: "
NEVER_HEARD = "No update received yet; nothing has been said of it so far."
QUOTED = 300
"""Characters of the last word that a silence is told with; the whole of it stands in the plan."""
CARRIED_HEADING = "Carried from the plan before"
"""The column of an export that tells it; an import passes over it."""


def progress_words(*, progress: str, issue: str, impact: str) -> tuple[str, ...]:
    """An update's words, one paragraph each, without empty ones; all but the first labelled."""
    labelled = (("", progress), (IN_THE_WAY, issue), (DIFFERENCE_MADE, impact))
    return tuple(label + words for label, words in labelled if words)


def issue_of(progress: Iterable[str]) -> str | None:
    """Of an update's paragraphs the one on what is in the way, with its label; None for none."""
    return next((words for words in progress if words.startswith(IN_THE_WAY)), None)


def without_issue(progress: Iterable[str]) -> tuple[str, ...]:
    """An update's paragraphs for the public, who do not read what is in the way."""
    return tuple(words for words in progress if not words.startswith(IN_THE_WAY))


@dataclass(frozen=True, slots=True)
class MilestoneWords:
    """A milestone's words; ``state`` is printed after them, empty where they tell it already."""

    text: str
    state: str
    is_complete: bool
    level: int
    withdrawn: Withdrawal | None
    key: str | None = None

    @property
    def is_nested(self) -> bool:
        return self.level > 1


def milestone_words(milestone: Milestone) -> MilestoneWords:
    """The milestone with its date and its state, each told once.

    In an imported plan the text holds the date already; one that was moved, or typed apart,
    is added to it.
    """
    scale = milestone.timescale
    words = _dated_words(scale, milestone.text) if scale else ""
    text = f"{milestone.text} – {words}" if words else milestone.text
    state = (scale.state or "") if scale else ""
    is_told = scale is not None and _ends_with_state(text, scale)
    return MilestoneWords(
        text=text,
        state="" if is_told else state,
        is_complete=state == "complete",
        level=milestone.level,
        withdrawn=milestone.withdrawn,
        key=milestone.key,
    )


def _ends_with_state(text: str, scale: Timescale) -> bool:
    words = scale.text.casefold()
    return (scale.state or "") in words and text.casefold().endswith(words)


def _dated_words(scale: Timescale, text: str) -> str:
    """The timescale's words, without a closing state, where ``text`` does not hold them."""
    if not (scale.start or scale.due or scale.recurrence):
        return ""
    words = scale.text
    if scale.state and words.casefold().endswith(scale.state):
        words = words[: -len(scale.state)].rstrip(" –—-,;:")
    return "" if words.casefold() in text.casefold() else words


def evidence_words(item: Evidence) -> str:
    """The evidence, with its date unless its own words speak of that year."""
    if item.on is None or str(item.on.year) in item.text:
        return item.text
    return f"{item.text} ({item.on:%-d %B %Y})"


def silence_words(said_on: dt.date | None, progress: Iterable[str]) -> str:
    """What the board reads of an action that nobody has reported on in a round.

    ``said_on`` is the day of the last word that counts, ``progress`` its paragraphs. The same
    words stand in the reminder, in the chase list and in the pack.
    """
    if said_on is None:
        return NEVER_HEARD
    day = f"{said_on:%-d %B %Y}"
    words = " ".join(" ".join(progress).split())
    if not words:
        return f"No update received; last heard of on {day}."
    if len(words) > QUOTED:
        words = f"{words[:QUOTED].rsplit(' ', 1)[0].rstrip(' ,;:–-')} …"
    return f"No update received; last word {day}: {words}"


def years_words(start: dt.date, end: dt.date) -> str:
    """The years of a plan's period: “2017–20”, “1998–2001”, or “2026” where it is one."""
    if start.year == end.year:
        return str(start.year)
    is_one_century = start.year // 100 == end.year // 100
    return f"{start.year}–{f'{end:%y}' if is_one_century else end.year}"
