"""The lines of an Excel cell, with the lists that people type into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from priorities.importing import characters
from priorities.importing.grid import Line

_WITHDRAWN = re.compile(r"\(withdrawn on .*\)", re.IGNORECASE)
"""What an exported sheet says behind words that it strikes through."""
Piece = tuple[str, bool | None]  # text, and whether it is struck through (None: as its cell)

_BREAK = re.compile(r"\r\n?|\n")
_BULLET = re.compile(r"(?P<indent>\s*)(?P<mark>[•●▪■◦○‣⁃∙·➢–—-]|\uf0b7)\s+(?P<rest>\S.*)$")
_PLAIN = re.compile(r"(?=[^\W_])[^\r\n]+$")
# Marks of other things too, so that they make a list only where there are several.
_STAR = re.compile(r"(?P<indent>\s*)(?P<mark>\*|o(?=\s))\s+(?P<rest>\S.*)$")
_ORDINAL = re.compile(r"\s*\(?(?P<ordinal>\d{1,2}|[a-z])[.)]\s+(?P<rest>\S.*)$")


def lines(pieces: Iterable[Piece]) -> tuple[Line, ...]:
    """The lines of a cell; ``level`` is 1 for what follows a typed bullet, 2 where it is indented
    more than the first. The bullet goes, and so do the numbers of a list that begins with 1 or a.
    """
    pieces = tuple(pieces)
    if len(pieces) == 1 and _PLAIN.match(pieces[0][0]):
        # Most cells are one line of words; the rest of this takes five times as long.
        text, is_struck = characters.clean(pieces[0][0]), pieces[0][1]
        return (Line("", struck=text) if is_struck else Line(text),)
    broken = [line for line in _broken(pieces) if any(text.strip() for text, _ in line)]
    whole = ["".join(text for text, _ in line) for line in broken]
    marks = _marks(whole)
    made = []
    for line, (level, cut) in zip(broken, marks, strict=True):
        text, struck = _parted(line, cut)
        if struck and _WITHDRAWN.fullmatch(text):
            text = ""
        if text or struck:
            made.append(Line(text, level, 0, struck))
    return tuple(_joined(made)) if made and made[0].level else tuple(made)


def begins_list(text: str) -> bool:
    """Whether the text begins with what ``lines`` takes for the bullet of a list."""
    return bool(_BULLET.match(text.split("\n", maxsplit=1)[0]))


def as_typed(pieces: Iterable[Piece]) -> tuple[Line, ...]:
    """The lines of a cell whose words are meant as they stand: its first bullet is no list's."""
    pieces = tuple(pieces)
    if not begins_list("".join(text for text, _ in pieces)):
        return lines(pieces)
    parted = [_parted(line, 0) for line in _broken(pieces)]
    return tuple(
        Line(text if not _WITHDRAWN.fullmatch(text) else "", 0, 0, struck)
        for text, struck in parted
        if text or struck
    )


def _joined(made: list[Line]) -> Iterator[Line]:
    """In a list, a line without a bullet goes on with the item above it."""
    item: Line | None = None
    for line in made:
        if item is None or line.level or line.struck or item.struck:
            if item is not None:
                yield item
            item = line
        else:
            item = Line(f"{item.text}\n{line.text}", item.level)
    if item is not None:
        yield item


def _broken(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces of each line."""
    found: list[list[Piece]] = [[]]
    for text, is_struck in pieces:
        first, *others = _BREAK.split(text)
        found[-1].append((first, is_struck))
        found += [[(other, is_struck)] for other in others]
    return found


def _marks(whole: list[str]) -> list[tuple[int, int]]:
    """The level of each line, and how many of its characters are only its mark."""
    ordinals = [_ORDINAL.match(line) for line in whole]
    numbered = _is_sequence([each["ordinal"] for each in ordinals if each])
    stars = sum(bool(_STAR.match(line)) for line in whole)
    starred = stars > 1 or (stars and any(map(_BULLET.match, whole)))
    found: list[tuple[int, int]] = []
    first_indent: int | None = None
    for line, ordinal in zip(whole, ordinals, strict=True):
        bullet = _BULLET.match(line) or (_STAR.match(line) if starred else None)
        if bullet:
            indent = len(bullet["indent"])
            first_indent = indent if first_indent is None else first_indent
            is_inner = indent > first_indent + 1 or (indent > 0 and bullet["mark"] in "o◦")
            found.append((2 if is_inner else 1, bullet.start("rest")))
        elif ordinal and numbered:
            found.append((1, ordinal.start("rest")))
        else:
            found.append((0, 0))
    return found


def _is_sequence(ordinals: list[str]) -> bool:
    """Whether they count from 1 or a, and there is more than one."""
    if len(ordinals) < 2:
        return False
    numbers = [int(each) if each.isdigit() else ord(each) - ord("a") + 1 for each in ordinals]
    return numbers == list(range(1, len(numbers) + 1))


def _parted(line: list[Piece], cut: int) -> tuple[str, str]:
    """The words that hold, and those struck through, without the first ``cut`` characters."""
    held, struck = "", ""
    for piece, is_struck in line:
        text, cut = piece[cut:], max(0, cut - len(piece))
        if is_struck:
            struck += text
        else:
            held += text.lstrip(" ") if struck and held.endswith(" ") else text
            struck += " " if struck and text.strip() else ""
    return characters.clean(held), characters.clean(struck)
