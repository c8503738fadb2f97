"""Numbers as plans print them: how they sort, which comes next. They are labels, not counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

SortKey = tuple[tuple[int, int, str], ...]

_PIECES = re.compile(r"[0-9]+|[^\W\d_]+")
_TAIL = re.compile(r"(?P<stem>.*?)(?P<count>[0-9]+|(?<![^\W\d_])[A-Ya-y])", re.DOTALL)
_UNNUMBERED: SortKey = ((2, 0, ""),)


def tidy_number(text: str) -> str:
    """The number without spaces around it, repeated ones in it, and a closing full stop."""
    return " ".join(text.split()).rstrip(".").rstrip()


def natural_key(number: str) -> SortKey:
    """What to sort numbers by: 1.9 before 1.10, 1 before 1a and 1.1, what has no number last.

    Never raises, whatever the text.
    """
    return tuple(map(_piece_key, _PIECES.findall(number))) or _UNNUMBERED


def next_number(siblings: Iterable[str], *, parent: str = "", taken: Collection[str] = ()) -> str:
    """The number to suggest for one more item beside ``siblings``, withdrawn ones included.

    ``parent`` is the number of what it stands under, for a first child; ``taken`` are the
    numbers used at this level of the plan, which are passed over. Empty where nothing follows
    from the numbers there are: a list without numbers goes on without.
    """
    present = list(siblings)
    numbered = sorted(filter(None, present), key=natural_key)
    if present and not numbered:
        return ""
    number = _following(numbered[-1]) if numbered else _first(parent)
    used = {each.casefold() for each in taken}
    while number and number.casefold() in used:
        number = _following(number)
    return number


def _piece_key(piece: str) -> tuple[int, int, str]:
    if piece[0] in "0123456789":
        digits = piece.lstrip("0")
        return 0, len(digits), digits  # as int() would sort them, but for any length
    return 1, 0, piece.casefold()


def _first(parent: str) -> str:
    return f"{parent}.1" if parent else "1"


def _following(number: str) -> str:
    """The number with its last figure or letter raised by one; empty where it ends otherwise."""
    match = _TAIL.fullmatch(number)
    if match is None:
        return ""
    count = match["count"]
    if count.isdigit():
        return f"{match['stem']}{int(count) + 1:0{len(count)}}"
    return match["stem"] + chr(ord(count) + 1)
