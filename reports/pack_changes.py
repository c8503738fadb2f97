"""What changed in a plan, as its pack keeps it: by kind, each change with its words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from priorities.change_words import ChangeLine
from priorities.compare import PieceKind, compare
from priorities.document import PlanDocument
from reports.changes import change_sections

AROUND: Final = 90
"""Characters of the words that stayed, before and after each that changed."""
LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class PackPiece:
    """Some words of a text that was changed: kept, gone or new."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class PackChange:
    """One change: of what, known by which words, and what became of it."""

    subject: str
    name: str
    words: str
    pieces: tuple[PackPiece, ...] = ()


@dataclass(frozen=True, slots=True)
class PackChanges:
    """All changes of one kind."""

    kind: str
    title: str
    entries: tuple[PackChange, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What changed, by kind, and in five lines."""

    changes: tuple[PackChanges, ...] = ()
    headlines: tuple[str, ...] = ()


def changes_of(before: PlanDocument, after: PlanDocument) -> Told:
    """What changed between two states, by kind in the order a reader is told of them."""
    told = change_sections(compare(before, after), before, after)
    changes = (
        PackChanges(section.kind, section.heading, tuple(map(_change, section.entries)))
        for section in told.sections
    )
    return Told(tuple(changes), told.few_lines or ("Nothing changed in the plan.",))


def _change(line: ChangeLine) -> PackChange:
    field = line.field if line.kind in {"re-worded", "other"} else ""
    subject = f"{line.subject} ({field})" if field else line.subject
    if line.field == "progress" and line.after:
        return PackChange(subject, line.name, _short(line.after))
    if line.pieces:
        return PackChange(subject, line.name, "", tuple(_pieces(line)))
    words = [line.days_words, _short(line.from_to), f"it was {line.was}" if line.was else ""]
    return PackChange(subject, line.name, ", ".join(filter(None, words)))


def _pieces(line: ChangeLine) -> Iterator[PackPiece]:
    """The words that changed, with some of those around them."""
    for place, piece in enumerate(line.pieces):
        text, is_last = piece.text, place == len(line.pieces) - 1
        if piece.kind == "kept" and len(text) > 2 * AROUND:
            begin = "" if place == 0 else text[:AROUND].rsplit(" ", 1)[0] + " "
            end = "" if is_last else " " + text[-AROUND:].split(" ", 1)[-1]
            text = f"{begin}…{end}"
        yield PackPiece(piece.kind, text)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"
