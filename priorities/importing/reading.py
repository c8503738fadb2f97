"""A file's blocks become a plan document: which table is what, and what became of every word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from priorities.document import (
    Column,
    Finding,
    Indicator,
    Layout,
    PlanDocument,
    Risk,
)
from priorities.importing import beside
from priorities.importing.finishing import finished
from priorities.importing.gathering import Gathered
from priorities.importing.grid import Cell, Line, Source, Table, Text
from priorities.importing.head import Around, other_board
from priorities.importing.homes import homeless
from priorities.importing.particulars import covered, level_words, plan_head
from priorities.importing.rows import (
    SKIPPED,
    Header,
    Heading,
    Row,
    is_risk_log,
    plan_header,
    rows_of,
)
from priorities.importing.setting import FoundColumn, Read, Setting
from priorities.importing.table_reader import TableReader
from priorities.importing.words import plain
from priorities.timescale import Period

__all__ = ["ANOTHER_BOARD", "NO_PLAN", "FoundColumn", "Read", "Setting", "read_plan"]

LEVELS = ("priority", "objective", SKIPPED)
"""Columns that hold what the layout prints as headings across the table, or not at all."""
ANOTHER_BOARD = "the plan names another board"
NO_PLAN = "No table in this file reads like a plan: none heads its columns with actions and leads."


def read_plan(source: Source, setting: Setting) -> Read:
    """The plan that the file holds, with findings; without priorities where it holds none."""
    reading = _Reading(source, setting)
    document = reading.document()
    return Read(document, tuple(reading.found.values()))


class _Reading:
    """One walk through a file, block by block and row by row."""

    def __init__(self, source: Source, setting: Setting) -> None:
        self.source = source
        self.setting = setting
        self.around = Around()
        self.gathered = Gathered(findings=[_as_ours(each) for each in source.findings])
        self.scheme = setting.scheme
        self.risks: list[Risk] = []
        self.indicators: list[Indicator] = []
        self.closing: list[str] = []
        self.heading: Line | None = None
        self.period = self._period()
        self.plan = TableReader(self.gathered, self.scheme, self.period)
        self.columns: dict[str, Column] = {}
        self.headings: dict[str, Heading] = {}
        self.take: Callable[[Row], None] = self._loose
        self.width = 0

    def _period(self) -> Period | None:
        head = self.setting.head
        if head and head.period_start and head.period_end:
            return head.period_start, head.period_end
        around = Around()
        for block in self.source.blocks:
            if isinstance(block, Text):
                around.take(block.lines)
            else:
                around.take([line for row in block.rows[:3] for line in _row_lines(row)])
            if around.title:
                break
        return around.period

    @property
    def found(self) -> dict[str, FoundColumn]:
        """The columns by their headings."""
        return {
            words: FoundColumn(words, h.group, h.field, self.plan.cells.samples.get(words, ""))
            for words, h in self.headings.items()
        }

    def document(self) -> PlanDocument:
        for block in self.source.blocks:
            if isinstance(block, Text):
                self._text(block.lines)
            else:
                self._table(block)
        self.closing += self.plan.left_over()
        has_leads = "leads" in self.plan.covers
        priorities = finished(
            self.gathered, period=self.period, known=self.setting.leads, has_leads=has_leads
        )
        self._labels()
        if self.plan.cells.skipped:
            told = "\n".join(sorted(self.plan.cells.skipped))
            self.gathered.find(
                "columns", "worked out by Boardplan, and not read back", told, "info"
            )
        headings = self.plan.header.headings if self.plan.header else ()
        document = PlanDocument(
            board=self.setting.board,
            plan=plan_head(self.setting, self.around, self.period, self.closing),
            rating_scheme=self.scheme,
            layout=Layout(level_words(self.plan.labels, headings), tuple(self.columns.values())),
            covers=covered(self.plan.covers, self.gathered.actions),
            priorities=priorities,
            risks=tuple(self.risks),
            indicators=tuple(self.indicators),
        )
        return replace(document, findings=tuple(self._findings(document)))

    # Text

    def _text(self, lines: Sequence[Line]) -> None:
        self.take = self._after_text if self.plan.header else self._loose
        if self.plan.header is None:
            self.around.take(lines)
        else:
            self.closing += [line.text for line in lines if line.text.strip()]

    def _after_text(self, row: Row) -> None:
        """Text has parted this table from the one before: without headings it is something else."""
        self.gathered.find(row.place, "a table that is no part of the plan", _words(row), "info")

    # Tables

    def _table(self, table: Table) -> None:
        rows = rows_of(table)
        if table.width != self.width and self.take == self._plan_row:
            self.take = self._after_text
        index = 0
        while index < len(rows):
            index += self._begin(rows[index:]) or self._one(rows[index])

    def _begin(self, rows: Sequence[Row]) -> int:
        """Take the headings that stand here, whatever they head; how many rows they are."""
        table = rows[0].table
        if log := is_risk_log(rows):
            self._begin_beside(rows[: log.rows], "the risk log")
            self.take = lambda row: self._risk(row, log)
            return log.rows
        if header := plan_header(rows, self._assigned):
            self._begin_plan(header, table)
            return header.rows
        title = rows[0].said[0].text if len(rows[0].said) == 1 else ""
        for count, heads in ((1, rows[:1]), (2, rows[1:2] if title else ())):
            if heads and (columns := beside.indicator_columns(heads[0])):
                self._begin_beside(heads, "the indicators")
                self.take = partial(
                    self._indicator, columns=columns, title=title if count == 2 else ""
                )
                return count
        if self.plan.header is None and (count := beside.definition_rows(rows)):
            self.scheme = beside.defined(rows[:count], self.scheme)
            heading = _words(rows[0])
            self.gathered.find(
                rows[0].place, "heading of the ratings’ definitions", heading, "info"
            )
            return count
        return 0

    def _begin_plan(self, header: Header, table: Table) -> None:
        self.plan.begin(header)
        self.take = self._plan_row
        self.width = table.width
        self.around.front += self.closing
        self.closing = []
        for heading in header.headings:
            if heading.words:
                self.headings.setdefault(heading.words, heading)
            name = heading.field or f"extra {heading.words}"
            if heading.field is None and heading.words:
                what = "a heading that nobody knows; its column is kept beside"
                if name not in self.columns:
                    self.gathered.find(table.place(0), what, heading.words)
            if heading.field and heading.field not in LEVELS:
                self._column(heading, heading.field, table)

    def _column(self, heading: Heading, name: str, table: Table) -> None:
        """The layout takes the first words that head a column; others are noted."""
        known = self.columns.setdefault(name, Column(name, heading.words, heading.group))
        if plain(known.heading) != plain(heading.words):
            what = f"another heading for “{known.heading}”"
            self.gathered.find(table.place(0), what, heading.words, "info")

    def _one(self, row: Row) -> int:
        if not row.is_blank:
            self.take(row)
        return 1

    def _loose(self, row: Row) -> None:
        """A row of a sheet above the plan's headings: text."""
        self.around.take(_row_lines(row.said))

    def _plan_row(self, row: Row) -> None:
        banner = row.banner
        if banner:
            self.plan.banner(row, banner)
        elif self.plan.header:
            self.plan.row(row, self.plan.header)

    def _risk(self, row: Row, header: Header) -> None:
        found = beside.risk(row, header, self.scheme, self.period)
        if found is None:
            self.gathered.find(
                row.place, "words in the risk log that raise no concern", _words(row)
            )
        else:
            self.risks.append(found)

    def _indicator(self, row: Row, columns: dict[int, str], title: str) -> None:
        found = beside.indicator(row, columns, title)
        if found is None:
            self.gathered.find(row.place, "words among the indicators", _words(row))
        else:
            self.indicators.append(found)

    def _begin_beside(self, heads: Sequence[Row], name: str) -> None:
        """The short lines right above such a table are its title, not the plan's closing words."""
        for row in heads:
            self.gathered.find(row.place, f"headings of {name}", _words(row), "info")
        self.closing += self.plan.left_over()
        while self.closing and _is_title(self.closing[-1]):
            self.gathered.find(name, "its title", self.closing.pop(), "info")

    def _assigned(self, words: str) -> str | None:
        return self.setting.assigned.get(words)

    # The document's own particulars

    def _labels(self) -> None:
        for key, text in self.plan.labels.items():
            if key.startswith("question "):
                self.gathered.find("headings", "a question printed under each label", text, "info")

    def _findings(self, document: PlanDocument) -> Iterable[Finding]:
        if not document.actions:
            yield Finding("error", "the file", NO_PLAN)
        texts = (self.around.title, *document.plan.front[:3])
        if name := other_board(texts, self.setting.board.name):
            yield Finding("warning", "title", ANOTHER_BOARD, name)
        if self.setting.head and self.around.title:
            yield Finding("info", "title", "the title in the file", self.around.title)
        yield from self.gathered.findings
        yield from homeless(self.source, document, self.gathered.findings)


def _as_ours(finding: Finding) -> Finding:
    is_ours = any(
        f"row 1: {words}" in finding.text for words in ("Key |", "Milestone keys", "Code")
    )
    return replace(finding, severity="info") if finding.severity == "note" or is_ours else finding


def _row_lines(cells: Iterable[Cell]) -> list[Line]:
    return [line for cell in dict.fromkeys(cells) for line in cell.lines]


def _is_title(words: str) -> bool:
    return len(words.split()) <= 10 and not words.endswith(".")


def _words(row: Row) -> str:
    return "\n".join(cell.text for cell in row.said)
