"""One sheet of an Excel file as its XML holds it: what cells say, merges, and what is hidden."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from priorities.importing import excel_lines, excel_numbers
from priorities.importing.excel_lines import Piece
from priorities.importing.excel_styles import Look, Looks
from priorities.importing.grid import Line, Unreadable, Value
from priorities.importing.limits import MAX_PLACES, TOO_WIDE
from priorities.importing.markup import Element, local, number, stream
from priorities.importing.noticing import Notices

UNCALCULATED = (
    "A formula has no result in the file, so it was left out; open the file in Excel and save it"
)
ERROR = "A formula shows an error"
HIDDEN_NUMBER = "A number is hidden by its format, and was left out"
_MAX_COLUMN = 16_384
_MAX_ROW = 1_048_576
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_MARGINS = {f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")}
_READ = frozenset({"row", "c", "col", "mergeCell", "conditionalFormatting", *_MARGINS})
INNER = frozenset({"v", "f", "is", "t", "r", "rPr", "strike"})


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell holds and shows."""

    lines: tuple[Line, ...] = ()
    shade: str | None = None
    value: Value | None = None

    @property
    def text(self) -> str:
        return "\n".join(line.text or line.struck for line in self.lines)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of places, its edges included; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """``cells[row][column]``, counted from 1; cells without words and colour are not there."""

    cells: dict[int, dict[int, Content]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    margins: list[str] = field(default_factory=list)
    has_conditions: bool = False


def place_of(reference: str) -> tuple[int, int]:
    """Row and column of "B3", from 1; (0, 0) for none."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def area_of(reference: str) -> Area | None:
    """The rectangle of "A1:B3"."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = place_of(first), place_of(last or first)
    is_one = 1 <= top <= bottom <= _MAX_ROW and 1 <= left <= right <= _MAX_COLUMN
    return Area(top, left, bottom, right) if is_one else None


@dataclass
class SheetReader:
    """Reads one sheet. ``strings`` are those that the sheets share."""

    strings: list[tuple[Piece, ...]]
    looks: Looks
    notices: Notices
    where: str
    from_1904: bool = False
    sheet: Sheet = field(default_factory=Sheet)
    _open: Element | None = None
    _row: int = 0
    _column: int = 0
    _count: int = 0
    _plain: dict[str, Content] = field(default_factory=dict)

    def read(self, chunks: Iterable[bytes]) -> Sheet:
        """The sheet. Raises Unreadable for one with too many cells."""
        for element in stream(chunks, _READ, INNER):
            name = local(element)
            if name == "c":
                self._read_cell(element)
            elif name == "row":
                self._enter(element)
                self._open = None
            elif name == "col" and _is_set(element, "hidden"):
                self._hide_columns(element)
            elif name == "mergeCell":
                self._read_merge(element)
            elif name == "conditionalFormatting":
                self.sheet.has_conditions = True
            elif name in _MARGINS and element.text:
                self.sheet.margins.append(str(element.text))
        return self.sheet

    def _enter(self, element: Element | None) -> None:
        """Notes in which row the next cell is."""
        if element is None or element is self._open:
            return
        self._open = element
        self._row = number(element.get("r", ""), self._row + 1)
        self._column = 0
        if _is_set(element, "hidden"):
            self.sheet.hidden_rows.add(self._row)

    def _hide_columns(self, element: Element) -> None:
        first = max(1, number(element.get("min", "")))
        last = min(number(element.get("max", "")), _MAX_COLUMN)
        # Ranges that overlap are none of Excel's, and could be made to take for ever.
        if not self.sheet.hidden_columns & {first, last}:
            self.sheet.hidden_columns.update(range(first, last + 1))

    def _read_merge(self, element: Element) -> None:
        area = area_of(element.get("ref", ""))
        if area is None:
            return
        if len(self.sheet.merges) >= MAX_PLACES:
            raise Unreadable(TOO_WIDE)
        self.sheet.merges.append(area)

    def _read_cell(self, element: Element) -> None:
        self._enter(element.getparent())
        row, column = place_of(element.get("r", ""))
        self._column = column or self._column + 1
        row = row or self._row
        if not (1 <= row <= _MAX_ROW and self._column <= _MAX_COLUMN):
            return
        self.notices.where = f"{self.where}, row {row}"
        content = self._content(element)
        if content.shade is None and not content.lines:
            return
        self._count += 1
        if self._count > MAX_PLACES:
            raise Unreadable(TOO_WIDE)
        self.sheet.cells.setdefault(row, {})[self._column] = content

    # --- one cell --------------------------------------------------------------------------------

    def _content(self, element: Element) -> Content:
        look = self.looks.look(element.get("s"))
        if not len(element):
            return self._blank(look)
        raw, pieces, formula = _inside(element)
        kind = element.get("t", "n")
        if kind == "inlineStr":
            return self._worded(pieces, look)
        if raw is None or (raw == "" and kind != "str"):
            if formula is not None:
                self.notices.gather(UNCALCULATED, f"={formula}" if formula else "")
            return self._blank(look)
        if kind == "s":
            at = number(raw, -1)
            known = self.strings[at] if 0 <= at < len(self.strings) else ()
            return self._worded(known, look)
        return self._valued(kind, raw, look)

    def _blank(self, look: Look) -> Content:
        key = look.shade or ""
        return self._plain.setdefault(key, Content(shade=look.shade))

    def _valued(self, kind: str, raw: str, look: Look) -> Content:
        value: Value | None = None
        text = raw
        if kind == "b":
            value = raw in {"1", "true"}
            text = "TRUE" if value else "FALSE"
        elif kind == "e":
            self.notices.gather(ERROR, raw)
        elif kind == "d":
            value = _iso_date(raw)
            text = excel_numbers.words(value) if value else raw
        elif kind != "str":
            shown = excel_numbers.show(raw, look.code, from_1904=self.from_1904)
            if shown:
                text, value = shown.text, shown.value
                if not text:
                    self.notices.gather(HIDDEN_NUMBER, raw)
        lines = excel_lines.lines([(text, look.is_struck)])
        return Content(lines, look.shade, value)

    def _worded(self, pieces: Iterable[Piece], look: Look) -> Content:
        """Words; a piece that says nothing of its own look has the cell's."""
        known = [(text, look.is_struck if struck is None else struck) for text, struck in pieces]
        read = excel_lines.as_typed if look.is_quoted else excel_lines.lines
        return Content(read(known), look.shade)


def _inside(cell: Element) -> tuple[str | None, tuple[Piece, ...], str | None]:
    """The raw value, the words in place, and the formula of a cell."""
    raw: str | None = None
    pieces: tuple[Piece, ...] = ()
    formula: str | None = None
    for part in cell:
        name = local(part)
        if name == "v":
            raw = str(part.text or "")
        elif name == "is":
            pieces = string_pieces(part)
        elif name == "f":
            formula = str(part.text or "")
    return raw, pieces, formula


def string_pieces(element: Element) -> tuple[Piece, ...]:
    """The words of a string, those struck through apart; None for what has no look of its own."""
    pieces: list[Piece] = []
    for part in element:
        name = local(part)
        if name == "t":
            pieces.append((_unescaped(part), None))
        elif name == "r":
            struck: bool | None = None
            for inner in part:
                if local(inner) == "rPr":
                    struck = any(local(each) == "strike" and _is_struck(each) for each in inner)
                elif local(inner) == "t":
                    pieces.append((_unescaped(inner), struck))
    return tuple(pieces)


def _unescaped(element: Element) -> str:
    """Excel writes characters that XML cannot hold as _x000D_."""
    text = str(element.text or "")
    return re.sub(r"_x([0-9A-Fa-f]{4})_", _character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if code >= 0x20 or code in {9, 10, 13} else ""


def _is_struck(element: Element) -> bool:
    return element.get("val", "1") not in {"0", "false"}


def _is_set(element: Element, name: str) -> bool:
    return element.get(name, "0") in {"1", "true"}


def _iso_date(raw: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(raw[:10])
    except ValueError:
        return None
