"""Plain tables of text: as wide as their words, long words folded."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from itertools import zip_longest

WIDEST = 60


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, widest: int = WIDEST) -> str:
    """The rows below their heads; a cell of more than ``widest`` characters takes more lines."""
    folded = [[_lines(value, widest) for value in row] for row in (heads, *rows)]
    columns = zip(*folded, strict=True)
    widths = [max(len(line) for cell in column for line in cell) for column in columns]
    printed = [_printed(row, widths) for row in folded]
    printed.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in printed) + "\n"


def _lines(value: object, widest: int) -> list[str]:
    text = "" if value is None else str(value)
    return [
        line
        for part in text.split("\n") or [""]
        for line in textwrap.wrap(part, widest, break_on_hyphens=False) or [""]
    ]


def _printed(row: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    lines = zip_longest(*row, fillvalue="")
    padded = ("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
    return "\n".join(padded)
