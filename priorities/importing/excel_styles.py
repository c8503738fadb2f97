"""How an Excel file's cells look, by the number of their style: colour, struck, number format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from priorities.importing import colours
from priorities.importing.excel_numbers import BUILT_IN
from priorities.importing.markup import Element, S, attribute, child, number
from priorities.importing.package import Package

T = TypeVar("T")

# People quote a dash so that Excel takes it for no formula; our exports, to mean it.
_CREATOR, MADE_BY = "docProps/core.xml", b">Boardplan</dc:creator>"

# Excel's palette of old, from number 8 on; 0 to 7 are the first eight of it again.
_PALETTE = (
    "000000 ffffff ff0000 00ff00 0000ff ffff00 ff00ff 00ffff 800000 008000 000080 808000 800080 "
    "008080 c0c0c0 808080 9999ff 993366 ffffcc ccffff 660066 ff8080 0066cc ccccff 000080 ff00ff "
    "ffff00 00ffff 800080 800000 008080 0000ff 00ccff ccffff ccffcc ffff99 99ccff ff99cc cc99ff "
    "ffcc99 3366ff 33cccc 99cc00 ffcc00 ff9900 ff6600 666699 969696 003366 339966 003300 333300 "
    "993300 993366 333399 333333"
)
_INDEXED = [f"#{colour}" for colour in (_PALETTE[: 8 * 7] + _PALETTE).split()]

# How much of a patterned cell has the pattern's colour.
_PATTERNS = {
    "darkGray": 0.75,
    "mediumGray": 0.5,
    "lightGray": 0.25,
    "gray125": 0.125,
    "gray0625": 0.0625,
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks: ``shade`` as ``#rrggbb``, ``code`` its number format.

    ``is_quoted`` says that an export of ours means its words as they stand.
    """

    shade: str | None = None
    is_struck: bool = False
    code: str = "General"
    is_quoted: bool = False


class Looks:
    """The cell styles of a file."""

    def __init__(self, package: Package, workbook: str) -> None:
        names = package.related(workbook, "styles")
        root = package.xml(names[0]) if names else None
        themes = package.related(workbook, "theme")
        self._theme = colours.Theme(package.xml(themes[0]) if themes else None)
        self._palette = _palette(root)
        codes = dict(BUILT_IN)
        for each in _children(root, "numFmts"):
            codes[number(attribute(each, "numFmtId"))] = attribute(each, "formatCode")
        fills = [self._fill(each) for each in _children(root, "fills")]
        struck = [_is_struck(each) for each in _children(root, "fonts")]
        is_ours = _CREATOR in package and MADE_BY in package.read(_CREATOR)
        self._looks = [
            Look(
                _at(fills, number(attribute(style, "fillId"))),
                bool(_at(struck, number(attribute(style, "fontId")))),
                codes.get(number(attribute(style, "numFmtId")), "General"),
                is_ours and attribute(style, "quotePrefix") in {"1", "true"},
            )
            for style in _children(root, "cellXfs")
        ]

    def look(self, style: str | None) -> Look:
        """The look of a cell with this ``s`` attribute."""
        return _at(self._looks, number(style or "0")) or Look()

    def _fill(self, fill: Element) -> str | None:
        pattern = child(fill, f"{S}patternFill")
        kind = attribute(pattern, "patternType")
        if pattern is not None and kind not in {"", "none"}:
            front = self.colour(child(pattern, f"{S}fgColor"))
            if kind == "solid":
                return colours.visible(front)
            back = self.colour(child(pattern, f"{S}bgColor")) or colours.WHITE
            share = _PATTERNS.get(kind, 0.5)
            return colours.visible(colours.mixed(front or "#000000", back, share))
        stop = child(fill, f"{S}gradientFill", f"{S}stop", f"{S}color")
        return colours.visible(self.colour(stop))

    def colour(self, element: Element | None) -> str | None:
        """A colour as ``#rrggbb``; None for "automatic"."""
        if element is None:
            return None
        if told := attribute(element, "theme"):
            base = self._theme.by_number(number(told, -1))
        elif told := attribute(element, "indexed"):
            base = _at(self._palette, number(told, -1))
        else:
            base = colours.from_hex(attribute(element, "rgb"))
        try:
            tint = float(attribute(element, "tint") or 0)
        except ValueError:
            tint = 0.0
        return colours.tinted(base, tint) if base and tint else base


def _palette(root: Element | None) -> list[str | None]:
    """The colours by number; a file may bring its own."""
    own = [colours.from_hex(attribute(each, "rgb")) for each in _own_colours(root)]
    return own or list(_INDEXED)


def _own_colours(root: Element | None) -> list[Element]:
    found = child(root, f"{S}colors", f"{S}indexedColors")
    return [] if found is None else list(found)


def _children(root: Element | None, name: str) -> list[Element]:
    found = child(root, f"{S}{name}")
    return [] if found is None else list(found)


def _is_struck(font: Element) -> bool:
    strike = child(font, f"{S}strike")
    return strike is not None and strike.get("val", "1") not in {"0", "false"}


def _at(items: Sequence[T], index: int) -> T | None:
    return items[index] if 0 <= index < len(items) else None
