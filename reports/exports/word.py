"""A plan as a Word file: a table for each priority in the board's own columns, to be edited."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence

from docx.document import Document

from priorities.document import Column, PlanDocument
from reports.exports.cells import (
    BY_ROW,
    Words,
    cell,
    objective_banner,
    priority_banner,
    rating_words,
)
from reports.exports.columns import carried_column, extra_columns, printed_columns
from reports.exports.harmless import sealed
from reports.exports.look import (
    GROUP_FILL,
    HEAD_FILL,
    OBJECTIVE_FILL,
    PRIORITY_FILL,
    WHITE,
    tint,
)
from reports.exports.word_page import TABLE_WIDTH, empty_file
from reports.exports.word_xml import (
    Bookmarks,
    Xml,
    element,
    paragraph,
    paragraphs,
    table,
    table_cell,
    table_row,
)
from reports.plan_table import PrintedAction, PrintedGroup, PrintedPlan, PrintedPriority
from reports.plan_table import printed_plan as print_plan

WEIGHTS = {
    "number": 6,
    "text": 16,
    "leads": 11,
    "milestones": 24,
    "timescale": 10,
    "outcomes": 16,
    "measures": 15,
    "resources": 13,
    "cost": 7,
    "rating": 10,
    "progress": 18,
    "evidence": 20,
    "extra": 12,
    "carried_from": 9,
}
"""How wide the columns are beside each other."""


def plan_as_word(document: PlanDocument, today: dt.date) -> bytes:
    """The plan as a .docx, the same bytes for the same plan and day."""
    file = empty_file(document, today)
    _Printing(document, today, file).print_all()
    made = io.BytesIO()
    file.save(made)
    return sealed(made.getvalue())


class _Printing:
    """Prints one plan into an empty file."""

    def __init__(self, document: PlanDocument, today: dt.date, file: Document) -> None:
        self.document = document
        self.body = file.element.body
        self.marks = Bookmarks()
        actions = document.actions
        further = (*extra_columns(actions), *carried_column(actions))
        self.columns = (*printed_columns(document.layout), *further)
        self.plan: PrintedPlan = print_plan(document, today, columns=self.columns)
        self.widths = widths_of(self.columns)

    def print_all(self) -> None:
        """Title, front text, the listed priorities, definitions, the tables, closing text."""
        head = self.document.plan
        self._print(Words(head.title), "Heading 1")
        for text in head.front:
            self._print(Words(text))
        for text in head.listed_priorities:
            self._print(Words(text, level=1))
        if self.document.rating_scheme:
            self._print(Words(""))
            self._put(self._definitions())
        for priority in self.plan.priorities:
            self._put(self._priority(priority))
        for text in head.closing:
            self._print(Words(text))

    def _print(self, words: Words, style: str = "") -> None:
        self.body.insert(len(self.body) - 1, paragraph(words, self.marks, style=style))

    def _put(self, made: Xml) -> None:
        """A table, and after it the empty paragraph that parts it from the next."""
        self.body.insert(len(self.body) - 1, made)
        self._print(Words(""))

    def _definitions(self) -> Xml:
        widths = (TABLE_WIDTH // 8, TABLE_WIDTH - TABLE_WIDTH // 8)
        titles = zip(("Rating", "Definition"), widths, strict=True)
        header = [self._heading(text, width) for text, width in titles]
        rows = [table_row(header, is_header=True)]
        for rating in self.document.rating_scheme:
            words = Words(rating_words(rating), is_strong=True)
            meaning = paragraph(Words(rating.definition), self.marks)
            colour, fill = tint(rating)
            label = paragraph(words, self.marks, colour=colour)
            rows.append(
                table_row(
                    [
                        table_cell([label], width=widths[0], fill=fill),
                        table_cell([meaning], width=widths[1]),
                    ]
                )
            )
        return table(rows, widths, title="How the ratings are defined", first_column=True)

    def _priority(self, printed: PrintedPriority) -> Xml:
        rows = [*self._headers(), *self._priority_banner(printed)]
        for group in printed.groups:
            rows += self._group(group)
        return table(
            rows, self.widths, title=printed.heading, first_column=self.columns[0].field == "number"
        )

    def _headers(self) -> Iterator[Xml]:
        """One row of headings, or groups above and headings below."""
        pairs = list(zip(self.columns, self.widths, strict=True))
        if len(self.plan.header) == 1:
            cells = [self._heading(column.heading, width) for column, width in pairs]
            yield table_row(cells, is_header=True)
            return
        upper, place = [], 0
        for head in self.plan.header[0]:
            width = sum(self.widths[place : place + head.colspan])
            merge = "" if head.is_group else "restart"
            upper.append(self._heading(head.text, width, head.colspan, merge, head.is_group))
            place += head.colspan
        yield table_row(upper, is_header=True)
        lower = [
            self._heading(column.heading, width)
            if column.group
            else table_cell([], width=width, merge="continue", fill=HEAD_FILL)
            for column, width in pairs
        ]
        yield table_row(lower, is_header=True)

    def _heading(
        self, text: str, width: int, span: int = 1, merge: str = "", is_group: bool = False
    ) -> Xml:
        words = paragraph(Words(text, is_strong=True), self.marks, is_kept=True)
        fill = GROUP_FILL if is_group else HEAD_FILL
        return table_cell([words], width=width, span=span, merge=merge, fill=fill)

    def _priority_banner(self, printed: PrintedPriority) -> Iterator[Xml]:
        lines = priority_banner(printed.priority, self.document)
        if lines:
            yield self._banner(lines, printed.priority.key, "Heading 2", PRIORITY_FILL, WHITE)

    def _banner(
        self, lines: Sequence[Words], key: str | None, style: str, fill: str, colour: str = ""
    ) -> Xml:
        """One cell over the whole width, kept with the row below it."""
        first = paragraph(lines[0], self.marks, style=style, colour=colour, is_kept=True)
        first[1:] = self.marks.around(key, list(first[1:]))
        rest = [paragraph(w, self.marks, colour=colour, is_kept=True) for w in lines[1:]]
        whole = table_cell(
            [first, *rest], width=sum(self.widths), span=len(self.columns), fill=fill
        )
        return table_row([whole])

    def _group(self, group: PrintedGroup) -> Iterator[Xml]:
        if group.objective:
            lines = objective_banner(group.objective, self.document)
            yield self._banner(lines, group.objective.key, "Heading 3", OBJECTIVE_FILL)
        if group.action:
            yield from self._action(group.action)

    def _action(self, printed: PrintedAction) -> Iterator[Xml]:
        """The action's printed rows, those cells merged that speak of all of them."""
        for row in printed.rows:
            is_kept = not (row.is_last or printed.is_long)
            cells = []
            for column, width in zip(self.columns, self.widths, strict=True):
                spans = column.field not in BY_ROW and len(printed.rows) > 1
                if spans and not row.is_first:
                    cells.append(table_cell([], width=width, merge="continue"))
                    continue
                colour, fill = self._tint(column, printed)
                words = cell(column, printed, row)
                lines = paragraphs(words, self.marks, colour=colour, is_kept=is_kept)
                if row.is_first and column.field == self.plan.row_header:
                    self._mark(lines, printed.action.key)
                merge = "restart" if spans else ""
                cells.append(table_cell(lines, width=width, merge=merge, fill=fill))
            yield table_row(cells, may_split=printed.is_long)

    def _mark(self, lines: list[Xml], key: str | None) -> None:
        """Put the action's key into its first cell."""
        if not lines:
            lines.append(element("p", element("pPr")))
        lines[0][1:] = self.marks.around(key, list(lines[0][1:]))

    def _tint(self, column: Column, printed: PrintedAction) -> tuple[str, str]:
        if column.field != "rating" or printed.is_withdrawn:
            return "", ""
        return tint(printed.rating)


def widths_of(columns: Sequence[Column]) -> list[int]:
    """The columns' widths in twentieths of a point, together the width of the page's text."""
    weights = [WEIGHTS[column.field] for column in columns]
    widths = [TABLE_WIDTH * weight // sum(weights) for weight in weights]
    return [widths[0] + TABLE_WIDTH - sum(widths), *widths[1:]]
