"""Ratings as boards write them: letters, words, and colours of cells."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Sequence

from priorities.document import RatingValue
from priorities.importing.words import plain

SHIPPED = (
    RatingValue("red", "R", "Red", "", "#a01c22", 1, is_off_track=True, needs_issue=True),
    RatingValue("amber", "A", "Amber", "", "#a85b00", 2),
    RatingValue("green", "G", "Green", "", "#0b6138", 3, is_complete=True, needs_evidence=True),
)
"""The three-colour scheme that a board starts with; definitions are read or the board's own."""

_HUES = (
    ("red", 345, 360),
    ("red", 0, 18),
    ("amber", 18, 66),
    ("green", 66, 170),
    ("blue", 190, 255),
)
_WORDS = {
    "complete": (
        *("complete", "completed", "done", "achieved", "blue", "b", "closed", "finished"),
        *(
            "signed off",
            "action complete",
            "action completed",
            "fully complete",
            "met",
            "delivered",
        ),
    ),
    "steady": ("on track", "on target", "on course", "on schedule"),
    "on course": (
        *("in progress", "some risk", "started"),
        *("underway", "under way", "progressing", "some slippage", "some delay", "minor delay"),
        *("partially complete", "partly complete", "partially met", "partly met"),
        *("commenced", "begun"),
    ),
    "off track": (
        *("off track", "not started", "behind", "overdue", "at risk", "delayed", "late", "slipped"),
        *("not yet started", "not begun", "not on track", "behind schedule", "stalled", "not met"),
        *("significant delay", "no progress", "off target", "yet to start", "missed"),
    ),
}


def hue(shade: str | None) -> str | None:
    """The name of a cell's colour where it is a rating's: any red, amber, green or blue."""
    if not shade:
        return None
    red, green, blue = (int(shade[place : place + 2], 16) / 255 for place in (1, 3, 5))
    angle, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.25 or not 0.12 < lightness < 0.97:
        return None
    degrees = angle * 360
    return next((name for name, low, high in _HUES if low <= degrees < high), None)


def rating_code(text: str, shade: str | None, scheme: Sequence[RatingValue]) -> str | None:
    """The scheme's value that the words, or else the colour, of a cell name; None where none does.

    Words win: they are there for those who do not see the colour.
    """
    return _by_words(text, scheme) or (None if text.strip() else _by_colour(shade, scheme))


def says_none(text: str) -> bool:
    """Whether the words say that there is no rating yet."""
    return plain(text) in {"not yet rated", "not rated", "n a", "none", "tbc", "unrated"}


def _by_words(text: str, scheme: Sequence[RatingValue]) -> str | None:
    said = plain(re.sub(r"\(.*?\)", "", text))
    for value in scheme:
        if said and said in {plain(value.letter), plain(value.label), plain(value.code)}:
            return value.code
    first = said.split(" ")[0] if said else ""
    if re.match(r"\s*[A-Za-z]\s*[-–—:/]", text):
        return _by_words(first, scheme)
    if len(said.split()) <= 3:
        for value in scheme:
            if first in {plain(value.label), plain(value.code)}:
                return value.code
    for meaning, words in _WORDS.items():
        if said in words:
            return _meaning(meaning, scheme)
    return None


def _by_colour(shade: str | None, scheme: Sequence[RatingValue]) -> str | None:
    name = hue(shade)
    if name is None:
        return None
    for value in scheme:
        if name in {value.code, plain(value.label)} or hue(value.colour) == name:
            return value.code
    return _meaning("complete", scheme) if name == "blue" else None


def _meaning(meaning: str, scheme: Sequence[RatingValue]) -> str | None:
    """The value that means this; “on track” is green where green is less than complete."""
    if meaning == "steady":
        greens = [v.code for v in scheme if hue(v.colour) == "green" and not v.is_complete]
        return greens[0] if greens else _meaning("on course", scheme)
    for value in scheme:
        if meaning == "complete" and value.is_complete:
            return value.code
        if meaning == "off track" and value.is_off_track:
            return value.code
        if meaning == "on course" and not (value.is_complete or value.is_off_track):
            return value.code
    return None
