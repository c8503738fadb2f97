"""Colours as a person sees them: theme colours, tints and shades resolved to ``#rrggbb``."""

from __future__ import annotations

import colorsys
import re

from priorities.importing.markup import A, Element, attribute, child

WHITE = "#ffffff"

HIGHLIGHTS = {
    "black": "#000000", "blue": "#0000ff", "cyan": "#00ffff", "green": "#00ff00",
    "magenta": "#ff00ff", "red": "#ff0000", "yellow": "#ffff00", "darkBlue": "#000080",
    "darkCyan": "#008080", "darkGreen": "#008000", "darkMagenta": "#800080",
    "darkRed": "#800000", "darkYellow": "#808000", "darkGray": "#808080", "lightGray": "#c0c0c0",
}  # fmt: skip

# The order in which Excel numbers them, which is not that of the theme's file.
_EXCEL_ORDER = [
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    *(f"accent{n}" for n in range(1, 7)),
    "hlink",
    "folHlink",
]
_WORD_NAMES = {
    "background1": "lt1", "light1": "lt1", "text1": "dk1", "dark1": "dk1",
    "background2": "lt2", "light2": "lt2", "text2": "dk2", "dark2": "dk2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip

# Of Office since 2013, for a file without a theme.
_OFFICE = {
    "lt1": "#ffffff", "dk1": "#000000", "lt2": "#e7e6e6", "dk2": "#44546a", "accent1": "#4472c4",
    "accent2": "#ed7d31", "accent3": "#a5a5a5", "accent4": "#ffc000", "accent5": "#5b9bd5",
    "accent6": "#70ad47", "hlink": "#0563c1", "folHlink": "#954f72",
}  # fmt: skip

_HEX = re.compile(r"[0-9a-fA-F]{6}")


def from_hex(text: str) -> str | None:
    """``#rrggbb`` of RRGGBB or AARRGGBB; None for "auto" and all else."""
    return f"#{text[-6:].lower()}" if len(text) in {6, 8} and _HEX.fullmatch(text[-6:]) else None


def visible(colour: str | None) -> str | None:
    """None for white, which paper is anyway."""
    return None if colour == WHITE else colour


def mixed(front: str, back: str, share: float) -> str:
    """A pattern of two colours, seen from afar; ``share`` (0 to 1) of it is ``front``."""
    pairs = zip(_channels(front), _channels(back), strict=True)
    return _joined([one * share + other * (1 - share) for one, other in pairs])


def tinted(colour: str, tint: float) -> str:
    """Lighter by ``tint`` (0 to 1: white), or darker (0 to -1: black), as Office reckons it."""
    hue, light, saturation = colorsys.rgb_to_hls(*_channels(colour))
    tint = max(-1.0, min(1.0, tint))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return _joined(list(colorsys.hls_to_rgb(hue, light, saturation)))


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _joined(channels: list[float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


class Theme:
    """The colours of a file's theme; Office's own where it has none."""

    def __init__(self, root: Element | None) -> None:
        self._colours = dict(_OFFICE)
        scheme = child(root, f"{A}themeElements", f"{A}clrScheme")
        for element in () if scheme is None else scheme:
            for value in element:
                text = attribute(value, "lastClr") or attribute(value, "val")
                if colour := from_hex(text):
                    self._colours[element.tag.removeprefix(A)] = colour

    def by_name(self, name: str) -> str | None:
        """A colour by Word's name for it ("accent2", "background1")."""
        return self._colours.get(_WORD_NAMES.get(name, name))

    def by_number(self, number: int) -> str | None:
        """A colour by Excel's number for it, from 0."""
        if 0 <= number < len(_EXCEL_ORDER):
            return self._colours.get(_EXCEL_ORDER[number])
        return None
