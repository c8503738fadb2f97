"""Reads an update form that came back from Word or LibreOffice; what is no answer is kept. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from priorities.importing.files import OLE, OPEN_DOCUMENT, TOO_DEEP, of_old_office
from priorities.importing.grid import Unreadable
from priorities.importing.markup import MC, Element, W, child
from priorities.importing.package import Package
from priorities.wordform.form import (
    ACTION,
    BOXES,
    FORM,
    HEADS,
    INTRODUCTION,
    PLEASE,
    PRINTED,
    RATING,
    REFERENCE,
    TITLE,
    ReturnedAction,
    ReturnedForm,
    digest,
    plain,
)
from priorities.wordform.marks import marked_in

EMPTY = "The file is empty. Choose the form that came back."
NOT_OURS = (
    "This is not one of the update forms that were made here. Choose the Word form that came back, "
    "saved as .docx."
)
NO_REFERENCE = (
    "The line “Form” with its reference is gone from this form, so it cannot be told whose it is. "
    "Put the line back from the form that was sent out, or write the update down on behalf."
)
_FORM_REFERENCE = re.compile(r"BP1(?:-[0-9A-Z]+){4}-[A-Z2-7]{10}(?![0-9A-Z])")
_ACTION_REFERENCE = re.compile(r"([A-Z2-7]{10})-([A-Z2-7]{6})(?![0-9A-Z])")
_HEADING = re.compile(rf"{ACTION} \d+ of \d+")
_OURS = {plain(text) for text in (TITLE, *INTRODUCTION)}
_FIXED = {plain(label).casefold(): label for label in (*HEADS, REFERENCE, *PRINTED)}
_ASKED = {plain(label).casefold(): label for label in (RATING, *BOXES.values())}
_BOX_OF = {label: name for name, label in BOXES.items()}
_LEFT_OUT = {f"{W}del", f"{W}moveFrom", f"{MC}Fallback", f"{W}pPr", f"{W}rPr"}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "‑", f"{W}sym": "☒"}


def read_form(data: bytes, sentences: Sequence[str]) -> ReturnedForm:
    """What was filled in, whatever program it was filled in with.

    ``sentences`` say the ratings that may be marked. Raises Unreadable, whose message says what to
    do, for what is no such form; whether it is a true one its references tell.
    """
    package = _opened(data)
    try:
        body = child(package.xml(package.main), f"{W}body")
        if body is None:
            raise Unreadable(NOT_OURS)
        reading = _Reading(tuple(sentences))
        for item in _items(body):
            reading.take(item)
        for part in package.related(package.main, "comments"):
            reading.outside += [
                words for item in _items(package.xml(part)) if (words := _told(item))
            ]
    except RecursionError as error:
        raise Unreadable(TOO_DEEP) from error
    return reading.form()


def _opened(data: bytes) -> Package:
    if not data:
        raise Unreadable(EMPTY)
    if data.startswith(OLE):
        raise Unreadable(of_old_office(data))
    if b"PK\x03\x04" not in data[:4096]:
        raise Unreadable(NOT_OURS)
    package = Package(data)
    if not package.main:
        raise Unreadable(OPEN_DOCUMENT if "content.xml" in package else NOT_OURS)
    if package.root_name(package.main) != "document":
        raise Unreadable(NOT_OURS)
    return package


Item = str | tuple[str, ...]
"""A paragraph, or the cells of a row."""


def _items(holder: Element) -> Iterator[Item]:
    """Paragraphs and rows in their order, through whatever they are wrapped in."""
    for part in holder:
        if part.tag == f"{W}p":
            yield _text(part)
        elif part.tag == f"{W}tr":
            yield tuple(_cell(cell) for cell in part.iter(f"{W}tc") if _row_of(cell) is part)
        elif part.tag not in _LEFT_OUT:
            yield from _items(part)


def _row_of(cell: Element) -> Element | None:
    return next(cell.iterancestors(f"{W}tr"), None)


def _cell(cell: Element) -> str:
    """Its paragraphs, and the rows of what tables are in it, each on a line of its own."""
    return "\n".join(_told(item) for item in _items(cell))


def _told(item: Item) -> str:
    return item if isinstance(item, str) else "\t".join(item)


def _text(part: Element) -> str:
    """The words of a paragraph, those left out that were deleted with changes tracked."""
    if part.tag in _LEFT_OUT:
        return ""
    if part.tag == f"{W}t":
        return part.text or ""
    return _SIGNS.get(str(part.tag), "") + "".join(_text(inner) for inner in part)


@dataclass
class _Part:
    """One action of the form, as its rows come."""

    code: str
    digest: str
    printed: dict[str, str] = field(default_factory=dict)
    marked: tuple[str, ...] = ()
    boxes: dict[str, str] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)

    def action(self) -> ReturnedAction:
        told = tuple(self.printed.get(label, "") for label in PRINTED)
        is_as_printed = not self.code or digest(told) == self.digest
        return ReturnedAction(
            code=self.code,
            called=plain(told[0]),
            is_as_printed=is_as_printed,
            printed="" if is_as_printed else "\n".join(filter(None, told)),
            marked=self.marked,
            boxes=self.boxes,
            odd=tuple(self.odd),
        )


@dataclass
class _Reading:
    """Takes paragraphs and rows, and tells which action they belong to."""

    sentences: tuple[str, ...]
    reference: str = ""
    parts: list[_Part] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def take(self, item: Item) -> None:
        if not self.reference and (found := _FORM_REFERENCE.search(_told(item))):
            self.reference = found[0]
        if isinstance(item, str):
            words = plain(item)
            if words and words not in _OURS and not _HEADING.fullmatch(words):
                self.outside.append(item.strip())
        elif item:
            self._take_row(item[0], "\n".join(item[1:]).strip())

    def _take_row(self, label: str, words: str) -> None:
        known, more = _label(label)
        if known == REFERENCE:
            self._begin(words)
        elif not self.parts:
            if known not in HEADS or (known == FORM and not _FORM_REFERENCE.search(words)):
                self._keep(self.outside, label, words)
        elif known in PRINTED:
            self.parts[-1].printed[known] = words
        elif known in _BOX_OF:
            self._box(_BOX_OF[known], words)
        elif known == RATING:
            marked, odd = marked_in(words, self.sentences)
            self.parts[-1].marked += marked
            self.parts[-1].odd += odd
        else:
            self._keep(self.parts[-1].odd, label, words)
        if more and self.parts:
            self.parts[-1].odd.append(more)

    def _begin(self, words: str) -> None:
        found = _ACTION_REFERENCE.search(words)
        self.parts.append(_Part(found[1], found[2]) if found else _Part("", ""))
        rest = words[found.end() :] if found else words
        if plain(rest) not in ("", plain(PLEASE)):
            self.parts[-1].odd.append(rest.strip())

    def _box(self, name: str, words: str) -> None:
        """A box that stands there twice holds what is in both."""
        told = filter(None, (self.parts[-1].boxes.get(name, ""), words))
        if both := "\n".join(told):
            self.parts[-1].boxes[name] = both

    @staticmethod
    def _keep(kept: list[str], label: str, words: str) -> None:
        if told := ": ".join(filter(None, (label.strip(), words))):
            kept.append(told)

    def form(self) -> ReturnedForm:
        if not self.reference:
            raise Unreadable(NO_REFERENCE if self.parts else NOT_OURS)
        actions = tuple(part.action() for part in self.parts)
        return ReturnedForm(self.reference, actions, tuple(self.outside))


def _label(text: str) -> tuple[str, str]:
    """The label of ours that a cell holds, and what was written below it; else nothing."""
    words = plain(text)
    folded = words.casefold()
    if folded in _FIXED or folded in _ASKED:
        return _FIXED.get(folded) or _ASKED[folded], ""
    for start, label in _ASKED.items():
        if folded.startswith(start):
            return label, words[len(start) :].strip()
    return "", ""
