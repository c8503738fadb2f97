"""Words made comparable, and the numbers that stand before them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,4}[a-z]?"
"""A plan number as printed: 1, 1.1.1, 1a, 7.1."""

_LEADING = re.compile(
    rf"\s*(?P<number>{NUMBER})(?:\s*[.):]+(?!\d)|(?=\s)|(?=[A-Z][a-z])|\s*$)\s*(?P<rest>.*)",
    re.DOTALL,
)
_ALONE = re.compile(rf"\s*(?P<number>{NUMBER})\s*[.):]*\s*")
_APART = re.compile(r"[^\w%£]+")
_AMPERSAND = re.compile(r"\s*&\s*")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def plain(text: str) -> str:
    """Small letters and single blanks: accents, signs and the look of quotes do not count."""
    folded = unicodedata.normalize("NFKD", _AMPERSAND.sub(" and ", text)).casefold()
    seen = "".join(char for char in folded if not unicodedata.combining(char))
    return _APART.sub(" ", seen.replace("'", "").replace("’", "")).strip()


def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same), for texts that went through ``plain``."""
    if one == other:
        return 1.0
    if 2 * min(len(one), len(other)) < 0.6 * (len(one) + len(other)):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < 0.6 or matcher.quick_ratio() < 0.6:
        return 0.0
    return matcher.ratio()


def number_alone(text: str) -> str | None:
    """The plan number that is all a cell says, without its closing full stop; else None."""
    found = _ALONE.fullmatch(text)
    return found["number"] if found else None


def leading_number(text: str) -> tuple[str | None, str]:
    """A plan number at the beginning of the text, and the rest; (None, text) without one.

    "5 Head Teachers" and "27 April 2018" begin with a figure, not with a number: one without
    points needs a sign behind it, as in "1. Embed". A misprint may leave out the blank behind one
    with points: "1.1.1Review".
    """
    found = _LEADING.match(text)
    if not found:
        return None, text
    number, rest = found["number"], found["rest"]
    has_sign = bool(re.match(r"\s*[.):]", text[found.end("number") :]))
    is_date = rest[:3].casefold() in _MONTHS
    if is_date or not rest.strip() or not ("." in number or has_sign):
        return None, text
    return number, rest


def depth(number: str | None) -> int:
    """How many levels a number names: 1 for "2", 3 for "2.1.1", 0 for none."""
    return len(number.split(".")) if number else 0


def joined(lines: Iterable[str]) -> str:
    """Lines as one text, empty ones left out."""
    return "\n".join(line for line in lines if line.strip())
