"""The cells of an exported workbook: harmless text, colours, and room for what they hold."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from priorities.importing.excel_lines import begins_list
from reports.exports.cells import Cell, Words
from reports.exports.harmless import is_risky, printable
from reports.exports.look import LINE

FONT, SIZE = "Arial", 10
THIN = Side(style="thin", color=LINE)
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
TOP_LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True)
BULLETS = {1: "• ", 2: "    – ", 3: "        • "}
MOST_CHARACTERS = 32_767
"""What a cell of Excel holds."""

POINTS_PER_LINE, MOST_POINTS = 12.75, 409.0


class TooLongForExcel(ValueError):
    """A text is longer than a cell of Excel can be; the message says which."""


class Pen:
    """Writes the cells of a sheet; each look is worked out once, which is most of the work."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.looks: dict[tuple[str, str, bool, str, bool], Any] = {}

    def write(
        self,
        row: int,
        column: int,
        value: Cell | str | dt.date | Decimal | None,
        *,
        fill: str = "",
        colour: str = "",
        is_strong: bool = False,
        number_format: str = "",
    ) -> None:
        """Write one cell. Text is always text, never a formula, whatever it begins with.

        Raises TooLongForExcel.
        """
        target = self.sheet.cell(row=row, column=column)
        if isinstance(value, dt.date | Decimal):
            target.value = value
            self._dress(target, (fill, colour, is_strong, number_format, False))
            return
        text = printable(value if isinstance(value, str) else cell_text(value or ()))
        if text:
            _check_length(text)
            marked = () if isinstance(value, str) else value or ()
            is_rich = any(words.is_struck or words.is_note for words in marked)
            target.value = _rich(marked, colour, is_strong) if is_rich else text
            # Of its own accord the library takes “=…” for a formula, and “#N/A” for an error.
            target.data_type = "s"
        is_quoted = _is_to_be_quoted(text) or _has_typed_bullet(value or ())
        self._dress(target, (fill, colour, is_strong, "", is_quoted))

    def _dress(self, target: Any, look: tuple[str, str, bool, str, bool]) -> None:
        if look not in self.looks:
            fill, colour, is_strong, number_format, is_quoted = look
            target.font = Font(name=FONT, size=SIZE, bold=is_strong, color=colour or None)
            target.alignment, target.border = TOP_LEFT, BOX
            if fill:
                target.fill = PatternFill("solid", fgColor=fill)
            target.number_format = number_format or "General"
            target.quotePrefix = is_quoted
            self.looks[look] = copy.copy(target._style)
        target._style = copy.copy(self.looks[look])


def _is_to_be_quoted(text: str) -> bool:
    return is_risky(text) or text.startswith("\n")


def _has_typed_bullet(value: Cell | str) -> bool:
    """Whether the words begin with a bullet of their own, that is no list's."""
    text = value if isinstance(value, str) else value[0].text if value else ""
    level = 0 if isinstance(value, str) or not value else value[0].level
    return not level and begins_list(text)


def _check_length(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise TooLongForExcel(
            f"A text of the plan has {len(text)} characters, and a cell of Excel holds"
            f" {MOST_CHARACTERS}: “{text[:40]}…”. Take Word or JSON."
        )


def cell_text(cell: Cell) -> str:
    """The paragraphs of a cell, one a line; items of lists with their bullets."""
    return "\n".join(_line(words) + words.tail for words in cell)


def _line(words: Words) -> str:
    return BULLETS.get(min(words.level, 3), "") + words.text


def _rich(cell: Cell, colour: str, is_strong: bool) -> CellRichText:
    """The same text with its struck words struck and its notes slanted."""
    pieces: list[Any] = []
    for place, words in enumerate(cell):
        is_bold = is_strong and not place
        font = _font(colour, strike=words.is_struck, i=words.is_note, b=is_bold)
        start = "\n" if place else ""
        pieces.append(TextBlock(font, printable(start + _line(words))))
        if words.tail:
            pieces.append(TextBlock(_font(colour), printable(words.tail)))
    return CellRichText(pieces)


def _font(colour: str, **look: bool) -> InlineFont:
    asked = {name: value for name, value in look.items() if value}
    return InlineFont(rFont=FONT, sz=SIZE, color=colour or None, **asked)


def lines_of(text: str, width: float) -> int:
    """About how many lines the text takes in a column of ``width`` characters."""
    room = max(width * 1.1, 1)
    return sum(max(-(-len(line) // int(room)), 1) for line in text.split("\n"))


def height(texts: Iterable[tuple[str, float]]) -> float:
    """The height in points of a row with these texts, each in a column of this width."""
    lines = max((lines_of(text, width) for text, width in texts), default=1)
    return min(lines * POINTS_PER_LINE + 4, MOST_POINTS)
