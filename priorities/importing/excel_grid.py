"""A sheet's cells, laid out as tables: trimmed, merged, without what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from priorities.importing.excel_sheet import Area, Content, Sheet
from priorities.importing.grid import Cell, Table, Unreadable
from priorities.importing.limits import MAX_PLACES, MAX_ROWS, TOO_MANY_ROWS, TOO_WIDE
from priorities.importing.noticing import Notices

# Below so many blank rows something else begins: a stray word at the sheet's very end.
_GAP = 1_000
# So many columns that have a colour but no word may stand beside those with words.
_COLOURED = 3

HIDDEN_ROWS = "Hidden rows were left out; show them in Excel and save, if they belong to the plan"
HIDDEN_COLUMNS = (
    "Hidden columns were left out; show them in Excel and save, if they belong to the plan"
)
COVERED = "Text that a merged cell hides was left out"


def tables(sheet: Sheet, where: str, notices: Notices, titles: tuple[int, int]) -> list[Table]:
    """The sheet's tables: one, or several where more than a thousand blank rows part them.

    ``titles`` are the first and last row that are printed on each page, (0, 0) for none. Raises
    Unreadable where the sheet has too many rows or places.
    """
    _Hidden(sheet, where, notices).take_out()
    found = []
    rows = sorted(row for row, cells in sheet.cells.items() if any(c.lines for c in cells.values()))
    merges = sorted(sheet.merges, key=lambda area: area.top)
    for top, bottom in _bands(rows):
        if bottom - top >= MAX_ROWS:
            raise Unreadable(TOO_MANY_ROWS)
        inner = [area for area in merges if area.top <= bottom and area.bottom >= top]
        band = _Band(sheet, top, bottom, where, notices)
        header_rows = titles[1] - top + 1 if titles[0] and titles[0] <= top <= titles[1] else 0
        grid = band.grid(inner)
        found.append(Table(where, grid, top, min(header_rows, len(grid))))
    return found


def _bands(rows: list[int]) -> Iterator[tuple[int, int]]:
    if not rows:
        return
    top = last = rows[0]
    for row in rows:
        if row - last > _GAP:
            yield top, last
            top = row
        last = row
    yield top, last


@dataclass
class _Hidden:
    """Takes hidden rows and columns out of a sheet, and tells of their words."""

    sheet: Sheet
    where: str
    notices: Notices

    def take_out(self) -> None:
        if not (self.sheet.hidden_rows or self.sheet.hidden_columns):
            return
        for area in self.sheet.merges:
            self._save(area)
        rows = {
            row: self.sheet.cells.pop(row)
            for row in sorted(self.sheet.hidden_rows & self.sheet.cells.keys())
        }
        self._tell(HIDDEN_ROWS, rows)
        columns: dict[int, dict[int, Content]] = {}
        for row, cells in self.sheet.cells.items():
            for column in [each for each in cells if each in self.sheet.hidden_columns]:
                columns.setdefault(row, {})[column] = cells.pop(column)
        self._tell(HIDDEN_COLUMNS, columns)

    def _tell(self, what: str, rows: dict[int, dict[int, Content]]) -> None:
        lines = []
        for row, cells in sorted(rows.items()):
            texts = [cells[column].text for column in sorted(cells) if cells[column].text]
            if texts:
                lines.append(f"row {row}: {' | '.join(texts)}")
        if lines:
            self.notices.add(what, "\n".join(lines), where=self.where)

    def _save(self, area: Area) -> None:
        """A merged cell is seen where only a part of it is hidden: its words stand there."""
        rows = range(area.top, area.bottom + 1)
        row = next((each for each in rows if each not in self.sheet.hidden_rows), None)
        columns = range(area.left, area.right + 1)
        column = next((each for each in columns if each not in self.sheet.hidden_columns), None)
        content = self.sheet.cells.get(area.top, {}).get(area.left)
        if row and column and content and (row, column) != (area.top, area.left):
            del self.sheet.cells[area.top][area.left]
            self.sheet.cells.setdefault(row, {})[column] = content


@dataclass
class _Band:
    """The rows from ``top`` to ``bottom`` of a sheet, which become one table."""

    sheet: Sheet
    top: int
    bottom: int
    where: str
    notices: Notices
    columns: list[int] = field(default_factory=list)
    places: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def grid(self, merges: list[Area]) -> tuple[tuple[Cell, ...], ...]:
        self.columns = self._columns()
        looked_at = 0
        for area in merges:
            looked_at += self._merge(area)
            if looked_at > 4 * MAX_PLACES:
                raise Unreadable(TOO_WIDE)
        return tuple(
            tuple(self._cell(row, at) for at in range(len(self.columns)))
            for row in range(self.top, self.bottom + 1)
        )

    def _columns(self) -> list[int]:
        """The sheet's columns that the table has: visible, trimmed left and right."""
        worded: set[int] = set()
        coloured: set[int] = set()
        for row in range(self.top, self.bottom + 1):
            for column, content in self.sheet.cells.get(row, {}).items():
                (worded if content.lines else coloured).add(column)
        left, right = min(worded), max(worded)
        for _ in range(_COLOURED):
            left -= left - 1 in coloured
            right += right + 1 in coloured
        shown = [
            column for column in range(left, right + 1) if column not in self.sheet.hidden_columns
        ]
        height = self.bottom - self.top + 1
        if len(shown) * height > MAX_PLACES:
            # Of many empty columns side by side, one is enough to part what stands around them.
            used = worded | coloured
            shown = [column for column in shown if column in used or column - 1 in used]
        if len(shown) * height > MAX_PLACES:
            raise Unreadable(TOO_WIDE)
        return shown

    def _merge(self, area: Area) -> int:
        """Puts a merged cell in its places, unless one is taken; how many places were tried."""
        rows = range(max(area.top, self.top), min(area.bottom, self.bottom) + 1)
        spots = [at for at, column in enumerate(self.columns) if area.left <= column <= area.right]
        if not spots or not rows:
            return len(self.columns)
        wanted = [(row, at) for row in rows for at in spots]
        if not any(place in self.places for place in wanted):
            first = self._content(rows[0], spots[0])
            cell = Cell(
                first.lines,
                rows[0] - self.top,
                spots[0],
                len(rows),
                len(spots),
                first.shade,
                first.value,
            )
            self.places.update(dict.fromkeys(wanted, cell))
            self._tell_covered(wanted[1:])
        return len(self.columns) + len(wanted)

    def _tell_covered(self, covered: list[tuple[int, int]]) -> None:
        for row, at in covered:
            if text := self._content(row, at).text:
                self.notices.where = f"{self.where}, row {row}"
                self.notices.gather(COVERED, text)

    def _content(self, row: int, at: int) -> Content:
        return self.sheet.cells.get(row, {}).get(self.columns[at]) or Content()

    def _cell(self, row: int, at: int) -> Cell:
        merged = self.places.get((row, at))
        if merged is not None:
            return merged
        content = self._content(row, at)
        return Cell(content.lines, row - self.top, at, 1, 1, content.shade, content.value)
