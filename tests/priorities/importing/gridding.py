"""Grids for tests, made by hand: rows of words, of which some go on to the right or downwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from priorities.document import BoardName
from priorities.importing.grid import Cell, Line, Source, Table, Text
from priorities.importing.reading import Read, Setting, read_plan

LEFT = "<"
"""The cell at the left covers this place, too."""
ABOVE = "^"
"""The cell above does."""
BOARD = BoardName("medway", "Medway Safeguarding Children Board")

Place = str | Cell


def cell(text: str = "", *, shade: str | None = None, struck: str = "", level: int = 0) -> Cell:
    lines = [Line(line, level, struck=struck) for line in text.split("\n")]
    return Cell(tuple(line for line in lines if line.text or line.struck), shade=shade)


def table(*rows: Sequence[Place], where: str = "table 1") -> Table:
    """A table of these rows, all as wide."""
    made: list[list[Cell]] = []
    for r, row in enumerate(rows):
        made.append([])
        for c, place in enumerate(row):
            if place == LEFT:
                made[r].append(made[r][c - 1])
            elif place == ABOVE:
                made[r].append(made[r - 1][c])
            else:
                plain = cell(place) if isinstance(place, str) else place
                made[r].append(_spanning(plain, rows, r, c))
    return Table(where, tuple(tuple(row) for row in made))


def _spanning(plain: Cell, rows: Sequence[Sequence[Place]], r: int, c: int) -> Cell:
    right = next((n for n, place in enumerate(rows[r][c + 1 :]) if place != LEFT), None)
    down = next((n for n, row in enumerate(rows[r + 1 :]) if row[c] != ABOVE), None)
    wide = len(rows[r]) - c if right is None else right + 1
    high = len(rows) - r if down is None else down + 1
    return replace(plain, row=r, column=c, colspan=wide, rowspan=high)


def text(*lines: str | Line) -> Text:
    return Text(tuple(Line(line) if isinstance(line, str) else line for line in lines))


def read(*blocks: Table | Text, setting: Setting | None = None) -> Read:
    """What is understood of a file of these blocks."""
    return read_plan(Source("word", blocks), setting or Setting(BOARD))
