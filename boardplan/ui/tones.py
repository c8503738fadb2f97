"""Which of the style sheet's tones shows a rating.

A strict content security policy lets no page carry a colour of its own, so the colour that a board
chose for a rating is shown by the nearest of a fixed palette, each with a contrast that was
checked. The tones are those of static/src/scss/_tones.scss.
"""

import colorsys
import re
from typing import Protocol

# Hue in degrees at the middle of each tone.
HUES = {
    "red": 0,
    "orange": 22,
    "amber": 42,
    "green": 130,
    "teal": 180,
    "blue": 215,
    "purple": 280,
}
TONES = (*HUES, "grey")
UNRATED = "none"

# Below this saturation, or outside these limits of lightness, a colour is seen as a grey.
MIN_SATURATION = 0.15
LIGHTNESS = (0.06, 0.96)

HEX_COLOUR = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.IGNORECASE)


class RatingLike(Protocol):
    """What a tag needs to know of a rating: a row of a scheme, or one in a frozen document."""

    @property
    def code(self) -> str: ...
    @property
    def letter(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def colour(self) -> str: ...


def rating_tone(rating: RatingLike | None) -> str:
    """The tone's name: by the rating's code where that is a colour's name, else by its colour."""
    if rating is None:
        return UNRATED
    if rating.code in TONES:
        return rating.code
    return nearest_tone(rating.colour)


def nearest_tone(colour: str) -> str:
    """The tone nearest in hue to `colour` ("#1d70b8"); grey for greys and for what is no colour."""
    match = HEX_COLOUR.fullmatch(colour.strip())
    if match is None:
        return "grey"
    red, green, blue = (int(part, 16) / 255 for part in match.groups())
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < MIN_SATURATION or not LIGHTNESS[0] <= lightness <= LIGHTNESS[1]:
        return "grey"
    return min(HUES, key=lambda tone: _angle(hue * 360, HUES[tone]))


def _angle(one: float, other: float) -> float:
    """The smaller of the two ways round between two hues, in degrees."""
    distance = abs(one - other) % 360
    return min(distance, 360 - distance)
