"""Word's tables, read into grids: merged both ways, shaded, with their rows that repeat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from priorities.importing.grid import Cell, Line, Table, Unreadable
from priorities.importing.limits import MAX_PLACES, TOO_WIDE
from priorities.importing.markup import Element, W, attribute, child, is_on, number
from priorities.importing.word_styles import VAL, Styles
from priorities.importing.word_text import Paragraphs, inside

_MAX_SPAN = 63  # Word's own bound of columns

HIDDEN_ROW = "A hidden row was left out"
DELETED_ROW = "Changes are tracked in this file; a row marked as deleted was left out"
DELETED_CELL = "Changes are tracked in this file; a cell marked as deleted was left out"
COVERED = "Text that a merged cell hides was left out"

_ROW = frozenset({f"{W}tr"})
_CELL = frozenset({f"{W}tc"})
# Bits of tblLook in old files, which do not spell it out.
_LOOK_BITS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}


@dataclass(slots=True)
class _Place:
    """A cell whose full height is not known yet."""

    row: int
    column: int
    colspan: int
    lines: tuple[Line, ...] = ()
    shade: str | None = None
    rowspan: int = 1
    is_continued: bool = False

    def cell(self) -> Cell:
        return Cell(self.lines, self.row, self.column, self.rowspan, self.colspan, self.shade)


@dataclass
class TableReader:
    """Reads one table. ``where`` names it for people ("table 3")."""

    paragraphs: Paragraphs
    styles: Styles
    where: str
    rows: list[list[_Place]] = field(default_factory=list)

    def read(self, table: Element, first_row: int = 1) -> Table:
        """The table; its findings go to the paragraphs' notices. Raises Unreadable where it has
        too many places.
        """
        header_rows = 0
        elements = [row for row in inside(table, _ROW) if not self._is_left_out(row)]
        style = _TableStyle(self.styles, table, len(elements))
        for row in elements:
            self._at(len(self.rows))
            properties = child(row, f"{W}trPr")
            if is_on(child(properties, f"{W}tblHeader")) and header_rows == len(self.rows):
                header_rows += 1
            self.rows.append(self._row(row, style))
        width = max((_end(row) for row in self.rows), default=0)
        if width * len(self.rows) > MAX_PLACES:
            raise Unreadable(TOO_WIDE)
        return Table(self.where, self._grid(width), first_row, header_rows)

    def _at(self, row: int) -> None:
        self.paragraphs.notices.where = f"{self.where}, row {row + 1}"

    def _is_left_out(self, row: Element) -> bool:
        """Whether a row is hidden or deleted; its text is then told."""
        properties = child(row, f"{W}trPr")
        for tag, what in (("del", DELETED_ROW), ("hidden", HIDDEN_ROW)):
            mark = child(properties, f"{W}{tag}")
            if mark is not None and is_on(mark):
                cells = (self.paragraphs.uncounted(cell) for cell in inside(row, _CELL))
                text = " | ".join("\n".join(line.text for line in lines) for lines in cells)
                self.paragraphs.notices.where = self.where
                self.paragraphs.notices.add(what, text)
                return True
        return False

    def _row(self, row: Element, style: _TableStyle) -> list[_Place]:
        number_of_row = len(self.rows)
        properties = child(row, f"{W}trPr")
        places: list[_Place] = []
        if before := _count(child(properties, f"{W}gridBefore"), 0):
            places.append(_Place(number_of_row, 0, before))
        for cell in inside(row, _CELL):
            self._cell(cell, places, style)
        if after := _count(child(properties, f"{W}gridAfter"), 0):
            places.append(_Place(number_of_row, _end(places), after))
        return places

    def _cell(self, cell: Element, places: list[_Place], style: _TableStyle) -> None:
        row, column = len(self.rows), _end(places)
        properties = child(cell, f"{W}tcPr")
        span = _count(child(properties, f"{W}gridSpan"), 1)
        if _merge(properties, "hMerge") == "continue" and places:
            places[-1].colspan += span
            self._covered(cell)
            return
        above = self._above(column, span) if _merge(properties, "vMerge") == "continue" else None
        if above is not None:
            above.rowspan += 1
            places.append(above)
            self._covered(cell)
            return
        lines, shade = self._content(cell)
        shade = shade or style.shade(row, column, is_last=cell.getnext() is None)
        places.append(_Place(row, column, span, lines, shade))

    def _above(self, column: int, span: int) -> _Place | None:
        """The cell that one marked as merged with it continues: as wide, and just above."""
        for place in self.rows[-1] if self.rows else ():
            if place.column == column and place.colspan == span:
                return place
        return None

    def _content(self, cell: Element) -> tuple[tuple[Line, ...], str | None]:
        properties = child(cell, f"{W}tcPr")
        self.paragraphs.shades.clear()
        lines = self.paragraphs.cell(cell)
        behind = next(iter(self.paragraphs.shades)) if len(self.paragraphs.shades) == 1 else None
        if child(properties, f"{W}cellDel") is not None:
            self.paragraphs.notices.gather(DELETED_CELL, _told(lines))
            lines = []
        return tuple(lines), self.styles.shade(child(properties, f"{W}shd")) or behind

    def _covered(self, cell: Element) -> None:
        if text := _told(self.paragraphs.uncounted(cell)):
            self.paragraphs.notices.gather(COVERED, text)

    def _grid(self, width: int) -> tuple[tuple[Cell, ...], ...]:
        made: dict[int, Cell] = {}
        rows = []
        for number_of_row, places in enumerate(self.rows):
            row: list[Cell] = []
            for place in places:
                cell = made.setdefault(id(place), place.cell())
                row += [cell] * place.colspan
            row += [Cell(row=number_of_row, column=at) for at in range(len(row), width)]
            rows.append(tuple(row))
        return tuple(rows)


class _TableStyle:
    """The colours that a table's style gives its cells, by their place."""

    def __init__(self, styles: Styles, table: Element, height: int) -> None:
        properties = child(table, f"{W}tblPr")
        self._styles = styles
        self._name = attribute(child(properties, f"{W}tblStyle"), VAL)
        self._look = child(properties, f"{W}tblLook")
        self._last_row = height - 1
        self._found: dict[tuple[str, ...], str | None] = {}

    def shade(self, row: int, column: int, *, is_last: bool) -> str | None:
        places = tuple(self._places(row, column, is_last=is_last))
        if places not in self._found:
            self._found[places] = self._styles.table_shade(self._name, places)
        return self._found[places]

    def _places(self, row: int, column: int, *, is_last: bool) -> Iterator[str]:
        if row == 0 and self._has("firstRow"):
            yield "firstRow"
        if row == self._last_row and self._has("lastRow"):
            yield "lastRow"
        if column == 0 and self._has("firstColumn"):
            yield "firstCol"
        if is_last and self._has("lastColumn"):
            yield "lastCol"
        if not self._has("noHBand"):
            band = (row - self._has("firstRow")) % 2
            yield "band2Horz" if band else "band1Horz"
        if not self._has("noVBand"):
            band = (column - self._has("firstColumn")) % 2
            yield "band2Vert" if band else "band1Vert"

    def _has(self, name: str) -> bool:
        told = attribute(self._look, f"{W}{name}")
        if told:
            return told in {"1", "true", "on"}
        try:
            bits = int(attribute(self._look, VAL) or "0", 16)
        except ValueError:
            bits = 0
        return bool(bits & _LOOK_BITS[name])


def _told(lines: list[Line]) -> str:
    return "\n".join(line.text or line.struck for line in lines)


def _end(places: list[_Place]) -> int:
    return places[-1].column + places[-1].colspan if places else 0


def _count(element: Element | None, otherwise: int) -> int:
    return max(otherwise, min(number(attribute(element, VAL), otherwise), _MAX_SPAN))


def _merge(properties: Element | None, name: str) -> str:
    """ "restart", "continue", or "" where a cell is not merged that way."""
    mark = child(properties, f"{W}{name}")
    return "" if mark is None else attribute(mark, VAL) or "continue"
