"""A milestone's words without the dates in them, so that a moved date is no new wording. Pure."""

from __future__ import annotations

from priorities.compare.likeness import Words, words_of
from priorities.timescale import Timescale
from priorities.timescale_dates import find_dates
from priorities.timescale_words import PLAIN


def undated(text: str, scale: Timescale | None = None) -> str:
    """The text without the words of its timescale.

    Where those are not in it, or are all of it, without every date: "Report – May 2018", moved
    by an update to June, still says May.
    """
    plain = " ".join(text.translate(PLAIN).split())
    words = " ".join(scale.text.translate(PLAIN).split()) if scale else ""
    begin = plain.casefold().rfind(words.casefold()) if words else -1
    if begin >= 0 and len(words) < len(plain):
        plain = plain[:begin] + plain[begin + len(words) :]
    else:
        for found in reversed(find_dates(plain)):
            plain = plain[: found.begin] + plain[found.end :]
    return " ".join(plain.split())


def undated_words(text: str) -> Words:
    """The words without any date; of a milestone that is but a date one empty word."""
    return words_of(undated(text)) or ("",)
