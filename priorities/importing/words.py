"""Words made comparable, and the numbers that stand before them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

COUNTED = r"one|two|three|four|five|six|seven|eight|nine|ten"
NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,4}[a-z]?"
"""A plan number as printed: 1, 1.1.1, 1a, 7.1."""

# With the board's or the chapter's letters before it: A1, P1.1, SAB 2.3. Q1 is a quarter.
_LETTERED = rf"(?:(?!Q[1-4])[A-Z]{{1,5}}[ .-]?)?{NUMBER}"
_LEADING = re.compile(
    rf"\s*(?P<number>{_LETTERED})(?:\s*[.):]+(?!\d)|(?=\s)|(?=[A-Z][a-z])|\s*$)"
    r"\s*(?P<rest>.*)",
    re.DOTALL,
)
_ALONE = re.compile(rf"\s*\(?(?P<number>{_LETTERED})\s*[.):]*\s*")
_REFERENCE = re.compile(
    r"\s*(?P<number>(?:[A-Z]{1,6}[ ./-]?)?\d[\w./-]{0,9}(?:\([a-z]{1,4}\))?"
    r"|[A-Z]|[ivx]{1,5})[.):]*\s*"
)
_WORDS = COUNTED.split("|")
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


def reference(text: str) -> str | None:
    """What stands alone in a column of numbers: a plan number, or a mark such as B, iv, 2/03."""
    found = _REFERENCE.fullmatch(text)
    return number_alone(text) or (found["number"].rstrip(".") if found else None)


def in_figures(word: str) -> str:
    """“two” and “TWO” are 2; all else stays as it is."""
    said = word.casefold()
    return str(_WORDS.index(said) + 1) if said in _WORDS else word


def in_words(number: str) -> str:
    """“2” is “two”; all else, and what is more than ten, stays as it is."""
    is_counted = number.isdecimal() and 0 < int(number) <= len(_WORDS)
    return _WORDS[int(number) - 1] if is_counted else number


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
