"""Two texts word by word: what was kept, what is gone, what is new. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, Literal, NamedTuple

PieceKind = Literal["kept", "gone", "new"]

# Up to so many words times words difflib looks at every one; its work grows with their product.
CLOSELY: Final = 40_000

_TOKEN: Final = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row that share a fate. Every piece but the last ends with a blank or line break.

    The kept and the new pieces make the text after, the kept and the gone the text before, but
    for its blanks and line breaks.
    """

    kind: PieceKind
    text: str


class _Run(NamedTuple):
    """So many words from ``a_from`` on that are those of the other text from ``b_from`` on."""

    a_from: int
    b_from: int
    size: int


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order, what is gone before what is new in its place.

    Words are what stands between blanks, with case and punctuation. Short texts are compared
    closely. Long ones are first divided by the words that each of them has once, in an order
    common to both (patience diff); the time grows little faster than their length.
    """
    ours, theirs = _TOKEN.findall(before.strip()), _TOKEN.findall(after.strip())
    a, b = [word.rstrip() for word in ours], [word.rstrip() for word in theirs]
    parts: list[tuple[PieceKind, str]] = []
    i = j = 0
    for run in (*_runs(a, b, 0, 0), _Run(len(a), len(b), 0)):
        parts += [("gone", word) for word in ours[i : run.a_from]]
        parts += [("new", word) for word in theirs[j : run.b_from]]
        i, j = run.a_from + run.size, run.b_from + run.size
        parts += [("kept", word) for word in theirs[run.b_from : j]]
    return tuple(_joined(parts))


def _joined(parts: Sequence[tuple[PieceKind, str]]) -> Iterator[Piece]:
    """Parts of one kind made one piece, each word apart from the next."""
    words = [(kind, word if word[-1].isspace() else f"{word} ") for kind, word in parts]
    pieces = [(kind, "".join(word for _, word in group)) for kind, group in groupby(words, _kind)]
    for index, (kind, text) in enumerate(pieces, start=1):
        yield Piece(kind, text if index < len(pieces) else text.rstrip())


def _kind(part: tuple[PieceKind, str]) -> PieceKind:
    return part[0]


def _runs(a: Sequence[str], b: Sequence[str], a_from: int, b_from: int) -> Iterator[_Run]:
    """The runs of words common to both, in order; offsets are added to the places."""
    begin = _common(a, b)
    a, b = a[begin:], b[begin:]
    end = _common(a[::-1], b[::-1])
    a_left, b_left = a[: len(a) - end], b[: len(b) - end]
    if begin:
        yield _Run(a_from, b_from, begin)
    if a_left and b_left:
        yield from _divided(a_left, b_left, a_from + begin, b_from + begin)
    if end:
        yield _Run(a_from + begin + len(a_left), b_from + begin + len(b_left), end)


def _divided(a: Sequence[str], b: Sequence[str], a_from: int, b_from: int) -> Iterator[_Run]:
    if len(a) * len(b) <= CLOSELY:
        for i, j, size in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
            yield _Run(a_from + i, b_from + j, size)
        return
    anchors = _anchors(a, b)
    i = j = 0
    for next_i, next_j in (*anchors, (len(a), len(b))) if anchors else ():
        yield from _runs(a[i:next_i], b[j:next_j], a_from + i, b_from + j)
        if next_i < len(a):
            yield _Run(a_from + next_i, b_from + next_j, 1)
        i, j = next_i + 1, next_j + 1


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(a), len(b)))


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The places of words that both have once: the most of them that stand in one order."""
    once = {word for word, times in Counter(b).items() if times == 1}
    place = {word: j for j, word in enumerate(b) if word in once}
    both = {word for word, times in Counter(a).items() if times == 1 and word in place}
    return _rising([(i, place[word]) for i, word in enumerate(a) if word in both])


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, of which the first rise, in which the second rise too."""
    ends: list[int] = []  # the lowest second that a run of each length ends with
    last: list[int] = []  # which pair that is
    previous: list[int] = []
    for index, (_, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        previous.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [second]
        last[length : length + 1] = [index]
    run = []
    index = last[-1] if last else -1
    while index >= 0:
        run.append(pairs[index])
        index = previous[index]
    return run[::-1]
