"""Money in prose: “£12,000 for publicity materials” → 12,000."""

from __future__ import annotations

import re
from decimal import Decimal

_POUNDS = re.compile(
    r"£\s?(?P<whole>\d+(?:,\d{3,})*)(?P<pence>\.\d{1,2})?\s?(?P<unit>k\b|m\b|million\b)?",
    re.IGNORECASE,
)
_UNITS = {"k": 1000, "m": 1_000_000, "million": 1_000_000}


def pounds(text: str) -> Decimal | None:
    """The sum of the £ amounts in a text, conditional ones too; None where there is none."""
    found = [
        Decimal(match["whole"].replace(",", "") + (match["pence"] or ""))
        * _UNITS.get((match["unit"] or "").casefold(), 1)
        for match in _POUNDS.finditer(text)
    ]
    return sum(found, Decimal(0)) if found else None


def amount(text: str) -> Decimal | None:
    """What a cost column says: £ amounts, or a number alone."""
    alone = re.fullmatch(r"\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?\s*", text)
    if alone:
        return Decimal(alone[1].replace(",", "") + (alone[2] or ""))
    return pounds(text)
