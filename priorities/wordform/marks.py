"""Which of several lines was marked with an x, however that was done. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from priorities.wordform.form import plain

_FRAME = re.compile(r"[\s\[\](){}<>|_.,:;…☐□–—-]")
"""What stands about a mark and is none."""
_MARKS = {"x", "xx", "xxx", "х", "×", "✓", "✔", "✗", "✘", "☒", "☑", "√", "v", "y", "yes", "*"}


def marked_in(text: str, sentences: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sentences whose lines are marked; and the lines that are neither, as they stand."""
    marked: list[str] = []
    odd: list[str] = []
    bare: list[str] = []
    by_length = sorted(sentences, key=len, reverse=True)
    for line in filter(str.strip, text.split("\n")):
        words = plain(line)
        sentence = next((each for each in by_length if plain(each) in words), None)
        if sentence is None:
            odd.append(line.strip())
            continue
        mark = _FRAME.sub("", words.replace(plain(sentence), "", 1)).casefold()
        if mark in _MARKS:
            marked.append(sentence)
        elif mark:
            odd.append(line.strip())
        else:
            bare.append(line.strip())
    if not marked and len(bare) == 1 < len(sentences):
        odd += bare  # the others were taken out: perhaps this one is meant
    return tuple(marked), tuple(odd)
