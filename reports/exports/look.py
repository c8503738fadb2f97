"""The colours that Word and Excel share."""

from __future__ import annotations

import re

from priorities.document import RatingValue

GROUP_FILL, HEAD_FILL, PRIORITY_FILL, OBJECTIVE_FILL = "C9D6E2", "DFE7EE", "1D3F5E", "EEF2F6"
WHITE, LINE = "FFFFFF", "7F8C99"

COLOUR = re.compile("#[0-9a-fA-F]{6}")


def tint(rating: RatingValue | None) -> tuple[str, str]:
    """The colour of a rating's words and of its cell, as six figures; empty where it has none."""
    if rating is None or not COLOUR.fullmatch(rating.colour):
        return "", ""
    return WHITE, rating.colour[1:].upper()
