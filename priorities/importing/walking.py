"""One walk through a file, block by block and row by row: which table is what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from priorities.document import (
    BoardName,
    Column,
    Finding,
    Indicator,
    PlanHead,
    RatingValue,
    Risk,
)
from priorities.importing import beside
from priorities.importing.captions import captions
from priorities.importing.gathering import Gathered
from priorities.importing.grid import Cell, Line, Source, Table, Text
from priorities.importing.head import Around
from priorities.importing.kinds import is_log, plan_starts
from priorities.importing.ratings import SHIPPED
from priorities.importing.rows import (
    SKIPPED,
    Header,
    Heading,
    Row,
    is_risk_log,
    plan_header,
    rows_of,
)
from priorities.importing.schemes import OWN_SCHEME, own_scheme
from priorities.importing.table_reader import TableReader
from priorities.importing.words import plain
from priorities.timescale import Period

LEVELS = ("priority", "objective", SKIPPED)
"""Columns that hold what the layout prints as headings across the table, or not at all."""
REACH = 60
"""Rows that are looked at to tell what begins here: headings, or the ratings and what they mean."""


@dataclass(frozen=True)
class Setting:
    """What is known before a file is read.

    ``head`` is the plan that it is to become part of, with its period; ``leads`` the names and
    earlier names of the board's leads; ``assigned`` says by hand what a heading's column holds
    (a field's name, or "" for a column that is none of them), and ``period`` which years a plan
    is for that has no ``head`` yet.
    """

    board: BoardName
    head: PlanHead | None = None
    scheme: tuple[RatingValue, ...] = SHIPPED
    leads: tuple[str, ...] = ()
    assigned: Mapping[str, str] = field(default_factory=dict)
    period: Period | None = None


class Walk:
    """What a file holds, sorted as its blocks and rows come by."""

    def __init__(self, source: Source, setting: Setting) -> None:
        self.source = source
        self.setting = setting
        self.around = Around(setting.board.name)
        self.gathered = Gathered(findings=[_as_ours(each) for each in source.findings])
        self.scheme = own_scheme(source, setting.scheme)
        if self.scheme != setting.scheme:
            self.gathered.find("ratings", OWN_SCHEME, _meanings(self.scheme))
        self.risks: list[Risk] = []
        self.indicators: list[Indicator] = []
        self.closing: list[str] = []
        self.heading: Line | None = None
        self.starts = plan_starts(source, self._assigned)
        self.period = self._period()
        self.plan = TableReader(self.gathered, self.scheme, self.period)
        self.columns: dict[str, Column] = {}
        self.headings: dict[str, Heading] = {}
        self.take: Callable[[Row], None] = self._loose
        self.width = 0
        self.captions = captions(source, self.starts)
        self.used = {id(x) for each in self.captions.values() for c in each for x in c.lines}

    def _period(self) -> Period | None:
        head = self.setting.head
        if head and head.period_start and head.period_end:
            return head.period_start, head.period_end
        if self.setting.period:
            return self.setting.period
        around = Around(self.setting.board.name)
        for place, block in enumerate(self.source.blocks):
            if isinstance(block, Text):
                around.take(block.lines)
            elif around.title and place in self.starts:
                rows = rows_of(block)[: self.starts[place].row]
                around.take(
                    [line for row in rows if len(row.said) < 3 for line in _row_lines(row.said)]
                )
                break
            else:
                around.take([line for row in block.rows[:3] for line in _row_lines(row)])
            if around.is_whole:
                break
        return around.period

    def walk(self) -> None:
        """Take every block of the file; what came of it stands in the attributes."""
        for place, block in enumerate(self.source.blocks):
            if isinstance(block, Text):
                self._text([line for line in block.lines if line.text.strip()])
            else:
                self._table(block, place)
        self.closing += self.plan.left_over()

    # Text

    def _text(self, lines: Sequence[Line]) -> None:
        if lines:
            self.take = self._after_text if self.plan.header else self._loose
        told = [line for line in lines if id(line) not in self.used]
        if self.plan.header is None:
            self.around.take(told)
        else:
            self.closing += [line.text for line in told]

    def _after_text(self, row: Row) -> None:
        """Text has parted this table from the one before: without headings it is something else."""
        self.gathered.find(row.place, "a table that is no part of the plan", _words(row), "info")

    # Tables

    def _table(self, table: Table, place: int) -> None:
        rows = rows_of(table)
        is_more = table.width == self.width and self.source.kind == "word"
        if not is_more and self.plan.header:
            self.take = self._after_text
        self.width = table.width
        start = self.starts.get(place)
        if start is not None and start.header is None:
            self.take = self._plan_row
        heading_row = start.row if start else 0
        index = 0
        while index < len(rows):
            if start and index == heading_row:
                self._open_captions(place, rows[index])
            if index < heading_row and self._is_caption(rows[index]):
                index += 1
                continue
            index += self._begin(rows[index : index + REACH], place) or self._one(rows[index])

    def _is_caption(self, row: Row) -> bool:
        lines = [line for line in _row_lines(row.said) if line.text.strip()]
        return bool(lines) and all(id(line) in self.used for line in lines)

    def _open_captions(self, place: int, row: Row) -> None:
        for caption in self.captions.get(place, ()):
            self.plan.open(row, caption.banner)

    def _begin(self, rows: Sequence[Row], place: int) -> int:
        """Take the headings that stand here, whatever they head; how many rows they are."""
        if log := is_risk_log(rows):
            self._begin_beside(rows[: log.rows], "the risk log")
            self.take = lambda row: self._risk(row, log)
            return log.rows
        if header := plan_header(rows, self._assigned):
            if place not in self.starts or (is_log(header) and len(self.starts) > 1):
                self._begin_beside(rows[: header.rows], "a log of actions")
                self.take = self._after_text
            else:
                self._begin_plan(header, rows[0].place)
            return header.rows
        title = rows[0].said[0].text if len(rows[0].said) == 1 else ""
        for count, heads in ((1, rows[:1]), (2, rows[1:2] if title else ())):
            if heads and (columns := beside.indicator_columns(heads[0])):
                self._begin_beside(heads, "the indicators")
                self.take = partial(
                    self._indicator, columns=columns, title=title if count == 2 else ""
                )
                return count
        count = beside.key_rows(rows) or (
            beside.definition_rows(rows) if self.plan.header is None else 0
        )
        if count:
            self.scheme = beside.defined(rows[:count], self.scheme)
            heading = _words(rows[0])
            self.gathered.find(
                rows[0].place, "heading of the ratings’ definitions", heading, "info"
            )
            return count
        return 0

    def _begin_plan(self, header: Header, place: str) -> None:
        self.plan.begin(header)
        self.take = self._plan_row
        self.around.front += self.closing
        self.closing = []
        for heading in header.headings:
            if heading.field is None and heading.words and heading.words not in self.headings:
                what = "a heading that nobody knows; its column is kept beside"
                self.gathered.find(place, what, heading.words)
            if heading.words:
                self.headings.setdefault(heading.words, heading)
            if heading.field and heading.field not in LEVELS:
                self._column(heading, heading.field, place)

    def _column(self, heading: Heading, name: str, place: str) -> None:
        """The layout takes the first words that head a column; others are noted."""
        known = self.columns.setdefault(name, Column(name, heading.words, heading.group))
        if plain(known.heading) != plain(heading.words):
            what = f"another heading for “{known.heading}”"
            self.gathered.find(place, what, heading.words, "info")

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


def _as_ours(finding: Finding) -> Finding:
    is_ours = any(
        f"row 1: {words}" in finding.text for words in ("Key |", "Milestone keys", "Code")
    )
    return replace(finding, severity="info") if finding.severity == "note" or is_ours else finding


def _meanings(scheme: Sequence[RatingValue]) -> str:
    done = {True: "complete", False: "not complete"}
    return "; ".join(f"{value.label}: {done[value.is_complete]}" for value in scheme)


def _row_lines(cells: Iterable[Cell]) -> list[Line]:
    return [line for cell in dict.fromkeys(cells) for line in cell.lines]


def _is_title(words: str) -> bool:
    return len(words.split()) <= 10 and not words.endswith(".")


def _words(row: Row) -> str:
    return "\n".join(cell.text for cell in row.said)
