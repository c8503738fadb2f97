"""Fills in update forms as a person would: boxes typed into, a rating marked."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import docx
from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table, _Row

from priorities.wordform.form import BOXES, RATING, FormAction, WordForm

GREEN = "Done, with evidence (green)"
AMBER = "On course, or done and evidence to come (amber)"
RED = "Behind, or the date has passed (red)"
SENTENCES = (GREEN, AMBER, RED)


def form(*, actions: int = 2) -> WordForm:
    """A form for somebody of a board that is nowhere."""
    return WordForm(
        board="Board A",
        person="Chair, Learning",
        round="Board, 12 January 2027",
        made="25 November 2026 at 10:03am",
        reference="BP1-1-5-0-TGQK3C-ABCDEFGHIJ",
        sentences=SENTENCES,
        actions=tuple(
            FormAction(
                code="ABCDEFGHI" + "ABCDEFGH"[n],
                number=f"1.1.{n + 1}",
                text=f"Action {n + 1}",
                due="by 31 March 2027",
                last_said="On 1 October 2026: Nine schools.\nDifference made: Heads ring.",
            )
            for n in range(actions)
        ),
    )


def edited(data: bytes, edit: Callable[[Document], None]) -> bytes:
    """The file after somebody edited it."""
    file = docx.Document(io.BytesIO(data))
    edit(file)
    made = io.BytesIO()
    file.save(made)
    return made.getvalue()


def table_of(file: Document, action: str) -> Table:
    """The table of an action, by its number or the start of its text."""
    return next(t for t in file.tables if t.rows[1].cells[1].text.startswith(action))


def row_of(table: Table, label: str) -> _Row:
    found: _Row = next(row for row in table.rows if row.cells[0].text == label)
    return found


def filled_in(data: bytes, answers: Mapping[str, Mapping[str, str]]) -> bytes:
    """The form with these answers, by action; "rating" is the sentence to be marked."""

    def edit(file: Document) -> None:
        for action, boxes in answers.items():
            table = table_of(file, action)
            for name, words in boxes.items():
                if name == "rating":
                    mark(row_of(table, RATING), words)
                else:
                    row_of(table, BOXES[name]).cells[1].text = words

    return edited(data, edit)


def mark(row: _Row, sentence: str, sign: str = "[x]") -> None:
    """Put an x before a rating."""
    for paragraph in row.cells[1].paragraphs:
        if paragraph.text == f"[ ] {sentence}":
            paragraph.runs[0].text = f"{sign} {sentence}"


def taken_out(element: BaseOxmlElement) -> None:
    """Delete a part of the file."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
