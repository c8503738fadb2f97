"""What a Word or Excel file holds: text and tables of cells, in its order, without meaning yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from priorities.document import Finding

Value = dt.date | int | float | bool


class Unreadable(ValueError):
    """The file cannot be read; the message says why, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or an item of a list; soft line breaks are ``\\n`` in its text.

    ``level`` is the nesting of a list item (1 the outermost), 0 for a plain paragraph;
    ``heading`` the level of a heading, 0 for none. ``struck`` is what is struck through in it: the
    ``text`` is without that.
    """

    text: str
    level: int = 0
    heading: int = 0
    struck: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell, merged or not: its place is that of its upper left corner.

    ``shade`` is its colour as ``#rrggbb``, None where it has none or white. ``value`` is what an
    Excel cell holds where that is no text; its words then say it as the sheet shows it.
    """

    lines: tuple[Line, ...] = ()
    row: int = 0
    column: int = 0
    rowspan: int = 1
    colspan: int = 1
    shade: str | None = None
    value: Value | None = None

    @cached_property
    def text(self) -> str:
        """All its lines, without what is struck through."""
        return "\n".join(line.text for line in self.lines if line.text)


@dataclass(frozen=True)
class Table:
    """A grid of cells. ``rows[r][c]`` is the cell that covers this place, so that a merged one
    stands in all of its places; every row has as many places.

    ``where`` names it for people ("table 3", "sheet “Plan”"); ``first_row`` is the number that
    people see beside its first row. ``header_rows`` repeat on each page, as the file says.
    """

    where: str
    rows: tuple[tuple[Cell, ...], ...] = ()
    first_row: int = 1
    header_rows: int = 0

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def place(self, row: int) -> str:
        """A row as people find it: "table 3, row 7"."""
        return f"{self.where}, row {self.first_row + row}"


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs that stand between the tables."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The whole file. ``findings`` say what the reader saw and could not give: hidden sheets,
    pictures, text in the margins.
    """

    kind: str
    blocks: tuple[Text | Table, ...]
    findings: tuple[Finding, ...] = field(default=())

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))
