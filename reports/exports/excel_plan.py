"""The sheet “Plan” of an exported workbook: the board's columns, a row for each printed row."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from priorities.document import Column, PlanDocument
from reports.exports.cells import (
    BY_ROW,
    Cell,
    cell,
    objective_banner,
    priority_banner,
)
from reports.exports.columns import further_columns, printed_columns
from reports.exports.excel_cells import (
    MOST_POINTS,
    POINTS_PER_LINE,
    Pen,
    cell_text,
    height,
    lines_of,
)
from reports.exports.harmless import printable
from reports.exports.look import (
    GROUP_FILL,
    HEAD_FILL,
    OBJECTIVE_FILL,
    PRIORITY_FILL,
    WHITE,
    tint,
)
from reports.plan_table import PrintedAction, PrintedGroup, PrintedRow, printed_plan

WIDTHS = {
    "number": 8,
    "text": 27,
    "leads": 19,
    "milestones": 40,
    "timescale": 17,
    "outcomes": 28,
    "measures": 26,
    "resources": 24,
    "cost": 12,
    "rating": 13,
    "progress": 34,
    "evidence": 36,
    "extra": 24,
    "carried_from": 18,
    "last_update_on": 18,
    "next_review": 18,
    "standing": 28,
}
"""How wide the columns are, in characters."""

MONEY, DAY = '"£"#,##0.00', "d mmmm yyyy"
MOST_IN_HEADER = 120
"""Excel takes no file whose header has more than 255 characters, and “&” counts twice."""

KEY, STEP_KEYS = "Key", "Milestone keys"


class PlanSheet:
    """Writes one plan into an empty sheet."""

    def __init__(self, document: PlanDocument, today: dt.date, sheet: Worksheet) -> None:
        self.document, self.sheet, self.pen = document, sheet, Pen(sheet)
        self.printed = printed_columns(document.layout)
        self.columns = (*self.printed, *further_columns(document))
        self.plan = printed_plan(document, today, columns=self.columns)
        self.widths = [WIDTHS[column.field] for column in self.columns]
        self.key = len(self.columns) + 1
        """Where the keys stand: of the row's priority, objective or action; of its milestones."""
        self.row = 0

    def write_all(self) -> None:
        """Headings, banners and actions; keys in hidden columns at the right."""
        self.sheet.title = "Plan"
        self._write_headings()
        for printed in self.plan.priorities:
            lines = priority_banner(printed.priority, self.document)
            self._write_banner(lines, printed.priority.key, PRIORITY_FILL, WHITE)
            for group in printed.groups:
                self._write_group(group)
        self._set_up()

    def _write_headings(self) -> None:
        """One row, or two where columns are grouped; ungrouped headings then span both."""
        self.row = depth = len(self.plan.header)
        heads = [column.heading for column in self.columns] + [KEY, STEP_KEYS]
        for place, heading in enumerate(heads, start=1):
            column = self.columns[place - 1] if place < self.key else None
            is_low = depth == 2 and column is not None and bool(column.group)
            self._head(2 if is_low else 1, place, heading)
            if depth == 2 and not is_low:
                self._head(2, place, "")
                self._merge(1, place, 2, place)
        place = 1
        for head in self.plan.header[0] if depth == 2 else ():
            if head.is_group:
                for covered in range(place, place + head.colspan):
                    self._head(1, covered, head.text if covered == place else "", GROUP_FILL)
                self._merge(1, place, 1, place + head.colspan - 1)
            place += head.colspan
        headings = zip(heads, [*self.widths, 10, 14], strict=True)
        self.sheet.row_dimensions[depth].height = height(headings)

    def _head(self, row: int, column: int, text: str, fill: str = HEAD_FILL) -> None:
        self.pen.write(row, column, text, fill=fill, is_strong=True)

    def _write_banner(self, lines: Cell, key: str | None, fill: str, colour: str = "") -> None:
        if not lines:
            return
        self.row += 1
        last = len(self.columns)
        for column in range(1, last + 1):
            words = lines if column == 1 else None
            self.pen.write(self.row, column, words, fill=fill, colour=colour, is_strong=True)
        self._merge(self.row, 1, self.row, len(self.printed))
        self.pen.write(self.row, self.key, key or "")
        room = sum(self.widths[: len(self.printed)])
        self.sheet.row_dimensions[self.row].height = height([(cell_text(lines), room)])

    def _write_group(self, group: PrintedGroup) -> None:
        if group.objective:
            lines = objective_banner(group.objective, self.document)
            self._write_banner(lines, group.objective.key, OBJECTIVE_FILL)
        if group.action:
            self._write_action(group.action)

    def _write_action(self, printed: PrintedAction) -> None:
        """The action's printed rows, those cells merged that speak of all of them."""
        first = self.row + 1
        for row in printed.rows:
            self.row += 1
            for place, column in enumerate(self.columns, start=1):
                self._write_cell(place, column, printed, row)
            self.pen.write(self.row, self.key, (printed.action.key or ""))
            keys = "\n".join(step.key or "" for step in row.milestones)
            self.pen.write(self.row, self.key + 1, keys.strip("\n") and keys)
        if self.row > first:
            for place, column in enumerate(self.columns, start=1):
                if column.field not in BY_ROW:
                    self._merge(first, place, self.row, place)
        self._give_room(first, printed)

    def _write_cell(
        self, place: int, column: Column, printed: PrintedAction, row: PrintedRow
    ) -> None:
        value: Cell | dt.date | Decimal | None = None
        if row.is_first or column.field in BY_ROW:
            value = self._value(column, printed, row)
        is_rating = column.field == "rating" and not printed.is_withdrawn
        colour, fill = tint(printed.rating) if is_rating else ("", "")
        shape = MONEY if column.field == "cost" else DAY
        look = {"colour": colour, "fill": fill, "number_format": shape}
        self.pen.write(self.row, place, value, is_strong=bool(fill), **look)

    def _value(
        self, column: Column, printed: PrintedAction, row: PrintedRow
    ) -> Cell | dt.date | Decimal | None:
        """Words; but a real amount, and real days for what the plan itself has as days."""
        action = printed.action
        if column.field == "cost":
            return action.cost
        if column.field == "last_update_on":
            return action.last_update_on
        if column.field == "next_review":
            return action.next_review
        return cell(column, printed, row)

    def _give_room(self, first: int, printed: PrintedAction) -> None:
        """Each row as high as its own cells need; what the merged ones lack goes to the last."""
        pairs = list(zip(self.columns, self.widths, strict=True))
        own, merged = [], 1
        for row in printed.rows:
            texts = [(cell_text(cell(c, printed, row)), w) for c, w in pairs if c.field in BY_ROW]
            own.append(height(texts))
        for column, width in pairs:
            if column.field not in BY_ROW and column.field not in {"last_update_on", "next_review"}:
                text = cell_text(cell(column, printed, printed.rows[0]))
                merged = max(merged, lines_of(text, width))
        lacking = merged * POINTS_PER_LINE + 4 - sum(own)
        if lacking > 0:
            share = lacking / len(own)
            own = [min(points + share, MOST_POINTS) for points in own]
        for row_number, points in enumerate(own, start=first):
            self.sheet.row_dimensions[row_number].height = round(points, 1)

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            # Not by merge_cells, which compares each area with all the others: ours never overlap.
            self.sheet.merged_cells.ranges.add(CellRange(None, left, top, right, bottom))

    def _set_up(self) -> None:
        """What stays in view, what is printed, and on which paper."""
        sheet, depth = self.sheet, len(self.plan.header)
        for place, width in enumerate(self.widths, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        for place in (self.key, self.key + 1):
            sheet.column_dimensions[get_column_letter(place)].hidden = True
        is_numbered = self.columns[0].field == "number"
        sheet.freeze_panes = f"{'B' if is_numbered else 'A'}{depth + 1}"
        sheet.print_title_rows = f"1:{depth}"
        sheet.print_area = f"A1:{get_column_letter(len(self.printed))}{self.row}"
        sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.5
        margins.top, margins.bottom = 0.7, 0.6
        # The header and footer need room between these and the table, or they are cut off.
        margins.header = margins.footer = 0.3
        title = f"{self.document.board.name} · {self.document.plan.title}"
        sheet.oddHeader.left.text = printable(title)[:MOST_IN_HEADER].replace("&", "&&")
        sheet.oddFooter.right.text = "Page &P of &N"
