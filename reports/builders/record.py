"""What was said of one action over time, as far as exceptions speak of it. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import takewhile


@dataclass(frozen=True, slots=True)
class DateMove:
    """A date that an update moved: the action's own, or that of the ``milestone`` named.

    ``was`` is None where there was no date before.
    """

    to: dt.date
    was: dt.date | None = None
    reason: str = ""
    milestone: str | None = None

    @property
    def days(self) -> int:
        """By how many days it went back; less than 0 where it was brought forward."""
        return (self.to - self.was).days if self.was else 0


@dataclass(frozen=True, slots=True)
class Word:
    """One accepted update: the day it was said, its rating's code, and what it changed.

    ``done`` counts the milestones that it ticked off. ``is_report`` is False for what an import
    brought: it tells how things stood, and is no answer in a round.
    """

    on: dt.date
    rating: str | None = None
    is_nothing_to_add: bool = False
    is_report: bool = True
    done: int = 0
    moves: tuple[DateMove, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """The accepted updates on one action, oldest first; and whether any told of a difference."""

    words: tuple[Word, ...] = ()
    has_impact: bool = False

    @property
    def slips(self) -> tuple[tuple[Word, DateMove], ...]:
        """Every move of a date to a later one, oldest first, with the update that made it."""
        return tuple((word, move) for word in self.words for move in word.moves if move.days > 0)

    @property
    def nothing_to_add(self) -> tuple[Word, ...]:
        """The latest updates that all said there was nothing to add, latest first."""
        return tuple(takewhile(lambda word: word.is_nothing_to_add, reversed(self.words)))

    def last_reports(self, count: int) -> tuple[Word | None, tuple[Word, ...]]:
        """The last so many reports, oldest first, and the word before them, if any.

        No reports where there are fewer than that.
        """
        places = [place for place, word in enumerate(self.words) if word.is_report][-count:]
        if len(places) < count:
            return None, ()
        before = self.words[places[0] - 1] if places[0] else None
        return before, tuple(self.words[place] for place in places)
