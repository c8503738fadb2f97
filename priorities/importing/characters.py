"""Which characters of a file are layout, and become a space or nothing. No other is changed."""

from __future__ import annotations

import re

# No-break, figure and narrow no-break space.
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\t"), " ")
# The soft hyphen; zero-width spaces, joiners and direction marks, as copied from e-mails.
_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_TABLE = _SPACES | _NOTHING

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028]")
_AROUND_BREAK = re.compile(r" *\n *")

# What Wingdings and Symbol, Word's fonts of signs, draw for the codes that plans use.
_SIGNS = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x76: "❖", 0x78: "☒", 0x9F: "•",
        0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
        0xE8: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x4A: "☺", 0x4C: "☹",
    },
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0xA3: "☐"},
    "symbol": {
        0xA3: "≤", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
        0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xD6: "√", 0x2D: "−",
    },
}  # fmt: skip
UNKNOWN_SIGN = "\ufffd"


def clean(text: str) -> str:
    """The text without what is only layout; line breaks are ``\\n``, without space around them."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return _AROUND_BREAK.sub("\n", _BREAKS.sub("\n", text).translate(_TABLE)).strip()


def has_signs(font: str) -> bool:
    """Whether the letters of this font are drawn as signs."""
    return font.lower() in _SIGNS


def sign(font: str, code: int) -> str:
    """The character that ``code`` of a font of signs shows; UNKNOWN_SIGN for one not listed.

    Word writes these codes as they are, or moved up to U+F000.
    """
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    known = _SIGNS.get(font.lower(), {})
    if low in known:
        return known[low]
    return UNKNOWN_SIGN if low != code or font.lower() in _SIGNS else chr(code)


def signs(font: str, text: str) -> str:
    """Text that is typed in a font of signs, as it is shown."""
    return "".join(each if each.isspace() else sign(font, ord(each)) for each in text)
