"""A change between two plans in the board's own words, for pages, papers and sheets. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from boardplan.ui.uk_dates import date_words
from priorities.compare import Change, Piece, places, word_diff
from priorities.compare.change import squash
from priorities.compare.partners import words_at
from priorities.document import PlanDocument

_FIELDS = {
    "text": "action",
    "timescale": "by when",
    "next_review": "next review",
    "listed_priorities": "listed priorities",
    "front": "text before the tables",
    "closing": "text after the tables",
    "parts": "parts",
    "is_core": "core priority",
    "due": "by when",
    "start": "begins",
    "recurrence": "how often",
}
_SHIFTED = frozenset({"slipped", "brought forward"})
NOT_RATED = "not yet rated"
NAMED = 14
"""With so many of its words an item is named."""


@dataclass(frozen=True)
class ChangeLine:
    """One change: what it is about, and its words, piece by piece where both sides have some.

    ``name`` are the words by which to know it, where those are not what changed. ``number`` and
    ``key`` are those of the item that changed; a milestone's number is its action's.
    """

    subject: str
    field: str
    before: str
    after: str
    pieces: tuple[Piece, ...]
    days: int | None
    name: str = ""
    was: str = ""
    kind: str = ""
    level: str = ""
    number: str = ""
    key: str = ""

    @property
    def days_words(self) -> str:
        """“by 31 days”; empty where no date moved."""
        return f"by {self.days} day{'' if self.days == 1 else 's'}" if self.days else ""

    @property
    def from_to(self) -> str:
        """“from Red to Amber”; of what came or went its words alone."""
        if self.before and self.after:
            return f"from {self.before} to {self.after}"
        return self.after or self.before


@dataclass(frozen=True)
class Wording:
    """The board's words: for its levels and ratings, and of each item, by its key."""

    levels: Mapping[str, str]
    ratings: Mapping[str, str]
    names: Mapping[str, str]


def wording(*documents: PlanDocument) -> Wording:
    """The words of the plans that are compared; where two differ, those of the later one."""
    words = documents[-1].layout.levels
    return Wording(
        levels={"priority": words.priority, "objective": words.objective, "action": words.action},
        ratings={value.code: value.label for plan in documents for value in plan.rating_scheme},
        names={
            item.key: squash(words_at(item))
            for plan in documents
            for _, item in places(plan)
            if item.key
        },
    )


def change_line(change: Change, words: Wording) -> ChangeLine:
    """The change as it is told."""
    both = change.before is not None and change.after is not None
    # One update is no re-wording of the other: told word by word, neither could be read.
    is_reworded = change.kind in {"re-worded", "other", "milestone"} and change.field != "progress"
    is_words = both and is_reworded
    field = change.field or ""
    return ChangeLine(
        subject=subject_of(change, words),
        field="" if change.kind == "moved" else _FIELDS.get(field, field.replace("_", " ")),
        before=_value(change, change.before, words),
        after=_value(change, change.after, words),
        pieces=word_diff(change.before or "", change.after or "") if is_words else (),
        days=change.days,
        name=_name(change, words),
        was=change.was if change.was and change.was != change.number else "",
        kind=change.kind,
        level=change.level,
        number=change.number or "",
        key=change.key or "",
    )


def subject_of(change: Change, words: Wording) -> str:
    """“Action 1.2.3”, by the board's word for the level; a milestone's is its action's number."""
    number = f" {change.number}" if change.number else ""
    if change.kind == "lead" and change.level == "plan":
        return "Renamed or merged"
    if change.level == "milestone":
        action = words.levels["action"]
        return f"Milestone of {action if action[:2].isupper() else action.lower()}{number}"
    return f"{words.levels.get(change.level, change.level.capitalize())}{number}"


def _name(change: Change, words: Wording) -> str:
    """The words to know it by, where the change itself does not tell them."""
    is_told = change.field in {None, "text", "title"} and change.kind != "moved"
    return "" if is_told else _shortened(words.names.get(change.key or "", ""))


def _shortened(text: str) -> str:
    words = text.split()
    return " ".join(words[:NAMED]) + ("…" if len(words) > NAMED else "")


def _value(change: Change, told: str | None, words: Wording) -> str:
    """Days and ratings as people say them, and what a thing moved from and to."""
    if change.kind == "re-rated":
        return words.ratings.get(told, told) if told else NOT_RATED
    if change.kind in _SHIFTED and told:
        return date_words(dt.date.fromisoformat(told))
    if change.kind == "moved" and told and change.field:
        return f"{words.levels.get(change.field, change.field)} {told}"
    return told or ""
