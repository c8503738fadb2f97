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


@dataclass
class Around:
    """The text before, in and after the tables, in order."""

    lines: list[Line] = field(default_factory=list)
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
            if not self.title and (line.heading or _TITLE.search(words)) and len(words) < 200:
                self.title = words
            elif _AGREED.match(words) and (on := parse(words).due) and len(words) < 60:
                self.agreed_on = self.agreed_on or on
                self.front.append(words)
            elif self._lists_priorities(line):
                self.listed.append(words)
            else:
                self.front.append(words)

    def _lists_priorities(self, line: Line) -> bool:
        """Items of a list, or in a sheet lines, behind words such as “our priorities are:”."""
        last = self.front[-1] if self.front else ""
        is_announced = last.rstrip().endswith(":")
        return ("priorit" in last.casefold() and (line.level > 0 or is_announced)) or (
            line.level > 0 and is_announced
        )

    @property
    def period(self) -> Period | None:
        """The years that the title names: “2017 – 20” runs from April to March."""
        years = _YEARS.search(self.title)
        words = f"in {_TO.sub('-', years.group())}" if years else self.title
        read = parse(words)
        return (read.start, read.due) if read.start and read.due else None


def other_board(texts: Sequence[str], board: str) -> str | None:
    """The name of another board that the plan's title or front names; None where there is none."""
    own = plain(board)
    for text in texts:
        for found in _BOARD.finditer(text):
            area = plain(re.sub(r"\b(?:The|MSCB|Multi|Agency)\b", "", found["area"]))
            if area and not any(word in own.split() for word in area.split() if len(word) > 3):
                return found.group().strip()
    return None
