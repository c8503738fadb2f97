"""The colours that Word and Excel share."""

from __future__ import annotations

from boardplan.ui.tones import HEX_COLOUR, rating_tone
from priorities.document import RatingValue

GROUP_FILL, HEAD_FILL, PRIORITY_FILL, OBJECTIVE_FILL = "C9D6E2", "DFE7EE", "1D3F5E", "EEF2F6"
WHITE, LINE = "FFFFFF", "7F8C99"

DARK = "241800"

# Those of static/src/scss/_tones.scss: a rating looks alike on the page, in the PDF and here.
TONES = {
    "red": (WHITE, "A01C22"),
    "orange": (WHITE, "B3470B"),
    "amber": (DARK, "F7B733"),
    "green": (WHITE, "0B6138"),
    "teal": (WHITE, "0B5C66"),
    "blue": (WHITE, "1B4F91"),
    "purple": (WHITE, "5B3287"),
    "grey": (WHITE, "4A5560"),
}


def tint(rating: RatingValue | None) -> tuple[str, str]:
    """The colour of a rating's words and of its cell, as six figures; empty where it has none."""
    if rating is None or not HEX_COLOUR.fullmatch(rating.colour):
        return "", ""
    return TONES[rating_tone(rating)]
