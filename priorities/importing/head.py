"""Text around the tables: the plan's title, period and approval, what it lists, how it ends."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from priorities.importing.grid import Line
from priorities.importing.words import plain
from priorities.timescale import Period, parse

_AGREED = re.compile(r"^\s*(?:agreed|approved|adopted|ratified|signed off)\b", re.IGNORECASE)
_TITLE = re.compile(r"\b(?:plan|strategy|priorities)\b", re.IGNORECASE)
_YEARS = re.compile(
    r"(?:19|20)\d{2}\s?(?:[-–—/]|to)\s?(?:(?:19|20)\d{2}|\d{2})(?!\d|\s+(?:of\s+)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:[-–—/]|to)\s*", re.IGNORECASE)
_BOARD = re.compile(
    r"(?P<area>(?:[A-Z][\w'’&-]+(?:\s+(?:and|of|upon|the)\b)?\s+){1,6}?)"
    r"(?:Local\s+)?(?:Safeguarding|Community\s+Safety)\s+"
    r"(?:Children(?:’s|'s)?|Adults?|Child(?:ren)?)?\s*(?:Board|Partnership)"
)


_PLAN = re.compile(r"\b(?:plan|strategy)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_AROUND_YEARS = frozenset(
    {
        *(
            "business",
            "strategic",
            "strategy",
            "plan",
            "action",
            "delivery",
            "improvement",
            "annual",
        ),
        *(
            "joint",
            "work",
            "three",
            "two",
            "one",
            "year",
            "years",
            "financial",
            "for",
            "the",
            "and",
        ),
        *(
            "period",
            "of",
            "covering",
            "from",
            "to",
            "until",
            "between",
            "in",
            "our",
            "april",
            "march",
        ),
    }
)
NEAR = 6
"""Lines around the title in which the plan's period may stand."""


@dataclass
class Around:
    """The text before, in and after the tables, in order; ``board`` is the board's own name."""

    board: str = ""
    said: list[str] = field(default_factory=list)
    title: str = ""
    agreed_on: dt.date | None = None
    front: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)

    def take(self, lines: Sequence[Line]) -> None:
        """Sort the text that stands before the plan's first table."""
        for line in lines:
            words = line.text.strip()
            if not words:
                continue
            self.said.append(words)
            if self._is_better(words):
                self.front.insert(0, self.title)
                self.title = words
            elif not self.title and (line.heading or _TITLE.search(words)) and len(words) < 200:
                self.title = words
            elif _AGREED.match(words) and (on := parse(words).due) and len(words) < 60:
                self.agreed_on = self.agreed_on or on
                self.front.append(words)
            elif self._lists_priorities(line):
                self.listed.append(words)
            else:
                self.front.append(words)

    def _is_better(self, words: str) -> bool:
        """Whether a line near it names the plan, where the title is only the board's name."""
        if not self.title or not _PLAN.search(words) or len(words.split()) > 12:
            return False
        is_near = self.said.index(self.title) >= len(self.said) - 1 - NEAR
        return is_near and self._is_board(self.title) and not words.endswith((".", ":"))

    def _is_board(self, words: str) -> bool:
        whole = _BOARD.fullmatch(words.removeprefix("The ").strip())
        return bool(whole) or plain(words) == plain(self.board)

    @property
    def is_whole(self) -> bool:
        """Whether the title is found, and all lines near it have been taken."""
        return bool(self.title) and len(self.said) > self.said.index(self.title) + NEAR

    def _lists_priorities(self, line: Line) -> bool:
        """Items of a list, or in a sheet lines, behind words such as “our priorities are:”."""
        last = self.front[-1] if self.front else ""
        is_announced = last.rstrip().endswith(":")
        return ("priorit" in last.casefold() and (line.level > 0 or is_announced)) or (
            line.level > 0 and is_announced
        )

    @property
    def period(self) -> Period | None:
        """The years that the title names, or a line near it that says little else."""
        place = self.said.index(self.title) if self.title in self.said else 0
        near = self.said[max(0, place - NEAR) : place + NEAR + 1]
        lines = [self.title, *(words for words in near if _is_period(words))]
        return next(filter(None, map(_years_of, lines)), None)


def _years_of(words: str) -> Period | None:
    """The days from which to which the words run: “2017 – 20” is from April to March."""
    years = _YEARS.search(words)
    read = parse(f"in {_TO.sub('-', years.group())}" if years else words)
    return (read.start, read.due) if read.start and read.due else None


def _is_period(words: str) -> bool:
    """Whether a line says from when to when, and hardly more: “April 2023 to March 2026”."""
    found = _years_of(words)
    if found is None or not 300 < (found[1] - found[0]).days < 366 * 6:
        return False
    left = re.sub(r"\d+(?:st|nd|rd|th)?", " ", plain(words)).split()
    return bool(_YEAR.search(words)) and _AROUND_YEARS.issuperset(left)


def other_board(texts: Sequence[str], board: str) -> str | None:
    """The name of another board that the plan's title or front names; None where there is none."""
    own = plain(board)
    for text in texts:
        for found in _BOARD.finditer(text):
            area = plain(re.sub(r"\b(?:The|MSCB|Multi|Agency)\b", "", found["area"]))
            if area and not any(word in own.split() for word in area.split() if len(word) > 3):
                return found.group().strip()
    return None
