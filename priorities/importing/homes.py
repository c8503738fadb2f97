"""Every word of a file has a home in the document or in a finding; what has none becomes one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from priorities.document import Finding, PlanDocument
from priorities.importing.grid import Line, Source, Table
from priorities.importing.words import in_words, plain

HOMELESS = "text that found no home"
_PIECES = re.compile(r"[\n/;,–—&()?:]|\.(?!\d)| - | and | with | to ", re.IGNORECASE)


def homeless(
    source: Source, document: PlanDocument, findings: Sequence[Finding]
) -> Iterator[Finding]:
    """A finding for each line of the file whose words are neither in the document nor found."""
    told = _Told(document, findings)
    for where, line in lines_of(source):
        words = "\n".join(filter(None, (line.text, line.struck)))
        if missing := told.missing(words):
            yield Finding("warning", where, HOMELESS, missing)


def share(source: Source, document: PlanDocument) -> tuple[int, int]:
    """How many of the file's lines are in the document or its findings, and how many there are."""
    told = _Told(document, document.findings)
    lines = [line.text for _, line in lines_of(source) if plain(line.text)]
    return sum(not told.missing(words) for words in lines), len(lines)


def lines_of(source: Source) -> Iterator[tuple[str, Line]]:
    """Every line of the file once, with where it stands."""
    for block in source.blocks:
        if not isinstance(block, Table):
            yield from (("text", line) for line in block.lines)
            continue
        for index, row in enumerate(block.rows):
            for cell in dict.fromkeys(row):
                if cell.row == index:
                    yield from ((block.place(index), line) for line in cell.lines)


class _Told:
    """All words of a document and of its findings."""

    def __init__(self, document: PlanDocument, findings: Iterable[Finding]) -> None:
        texts = [
            *_texts(document.to_json()),
            *(finding.text for finding in findings),
            *_headings(document),
        ]
        self.whole = {plain(text) for text in texts}
        self.known = f" {' | '.join(self.whole)} "

    def missing(self, text: str) -> str:
        """What of the text is told nowhere: whole, else piece by piece."""
        if self._is_told(text):
            return ""
        pieces = [piece for piece in _PIECES.split(text) if piece and not self._is_told(piece)]
        return " … ".join(piece.strip() for piece in pieces if plain(piece))

    def _is_told(self, text: str) -> bool:
        words = plain(text)
        # Most lines are whole texts of the document; only others are searched for in all of it.
        if not words or words in self.whole or f" {words} " in self.known:
            return True
        bare = re.sub(r"^(?:\d+ )*\d+[a-z]? ", "", words)
        return bool(bare) and f" {bare} " in self.known


def _headings(document: PlanDocument) -> Iterator[str]:
    """Labels, numbers and codes as they stand together in print."""
    levels = document.layout.levels
    for priority in document.priorities:
        yield f"{levels.priority} {priority.number or ''} {priority.title or ''}"
        yield f"{levels.priority} {in_words(priority.number or '')} {priority.title or ''}"
        for objective in priority.objectives:
            yield f"{levels.objective} {objective.number or ''} {objective.title or ''}"
            said = in_words(objective.number or "")
            yield f"{levels.objective} {said} {objective.title or ''}"
    # “QA & Training SubGroups” are two bodies, each told in the singular.
    for name in {lead.name for action in document.actions for lead in action.leads}:
        yield f"{name}s"
    for indicator in document.indicators:
        yield (indicator.code or "").replace(" ", "")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield str(name)
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
