"""Rows of tables, one after the other, and the headings that tell what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise

from priorities.importing.banners import is_label, is_lead_label, is_level, is_titled, names_lead
from priorities.importing.grid import Cell, Table
from priorities.importing.vocabulary import is_known, plan_field, risk_field
from priorities.importing.words import plain, reference
from priorities.wording import CARRIED_HEADING

SKIPPED = "skipped"
WORKED_OUT = ("How it stands", "Last update", "Review")
"""Columns that our own exports add, for people; the first one tells that an export is ours."""
_RANKS = frozenset({"", "high", "medium", "low", "urgent", "critical", "h", "m", "l", "very high"})
MOST_BELOW = 30
"""Rows below the headings that are looked at to tell what a column holds."""
MOST_IN_A_HEADING = 90
"""Characters; more is a sentence."""


@dataclass(frozen=True)
class Row:
    """One row of a table; ``cells[c]`` covers place ``c``, also where it began further up."""

    table: Table
    index: int

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.table.rows[self.index]

    @property
    def place(self) -> str:
        """Where people find it: "table 3, row 7"."""
        return self.table.place(self.index)

    @cached_property
    def own(self) -> tuple[Cell, ...]:
        """The cells of this row from left to right, each once."""
        return tuple(cell for _, (cell, *_more) in groupby(self.cells, key=id) if True)

    @property
    def said(self) -> tuple[Cell, ...]:
        """Those of them that hold words."""
        return tuple(cell for cell in self.own if cell.text.strip())

    @property
    def is_blank(self) -> bool:
        return not self.said

    def begins(self, cell: Cell) -> bool:
        """Whether the cell begins in this row."""
        return cell.row == self.index

    @property
    def banner(self) -> tuple[Cell, ...]:
        """What a heading across the table says: one wide cell, perhaps a number before it.

        Empty where the row is none. In a sheet a heading need not be merged: then it is the only
        one in its row that says anything, and stands at its left.
        """
        said = self.said
        if self.sponsor:
            return said[:1]
        if not said or len(said) > 2 or not all(map(self.begins, said)):
            return ()
        *before, wide = said
        is_wide = wide.colspan >= max(2, (len(self.cells) + 1) // 2)
        is_alone = not before and wide.column == 0 and all(map(self.begins, self.own))
        if before and not (is_wide and (len(before[0].text) <= 12 or is_label(before[0].text))):
            return ()
        return said if is_wide or is_alone else ()

    @cached_property
    def sponsor(self) -> str:
        """Who leads what a heading names, where that stands beside it; "" where nobody does."""
        first, *others = self.said or (None,)
        if first is None or not others or len(others) > 2 or first is not self.own[0]:
            return ""
        if not all(map(self.begins, self.own)) or not is_titled(first.text):
            return ""
        if len(others) == 2 and is_lead_label(others[0].text):
            return f"{others[0].text.strip(' :')}: {others[1].text}"
        words = [cell.text for cell in others]
        return "\n".join(words) if all(map(names_lead, words)) else ""


@dataclass(frozen=True)
class Heading:
    """The heading over one column: its words, those of the group above it, what it holds."""

    words: str
    group: str | None
    field: str | None
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Header:
    """The headings over a table, and how many rows they take."""

    headings: tuple[Heading, ...]
    rows: int

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(heading.field for heading in self.headings if heading.field)


FieldOf = Callable[[str], str | None]


def rows_of(table: Table) -> list[Row]:
    """All rows of a table, in order."""
    return [Row(table, index) for index in range(len(table.rows))]


def read_header(rows: Sequence[Row], field_of: FieldOf) -> Header | None:
    """The headings that begin with the first of ``rows``; None where it is none.

    A second row of headings may follow (finer ones under the first), or a first row may only name
    groups of columns.
    """
    if not rows or rows[0].is_blank:
        return None
    first = _matches(rows[0], field_of)
    second = _matches(rows[1], field_of) if len(rows) > 1 else 0
    if second and _may_group(rows[0], rows[1]) and (second > 1 or first > 1):
        return Header(tuple(_headings(rows[0], rows[1], field_of)), 2)
    if first > 1:
        return Header(tuple(_headings(None, rows[0], field_of)), 1)
    return None


def _matches(row: Row, field_of: FieldOf) -> int:
    """How many headings of the row are known; 0 where most are not, or where one is a sentence."""
    said = row.said
    if not said or any(len(cell.text) > MOST_IN_A_HEADING for cell in said):
        return 0
    known = {field for cell in said if (field := field_of(cell.text))}
    return len(known) if 2 * len(known) >= len(said) else 0


def _may_group(upper: Row, lower: Row) -> bool:
    """Whether the upper row heads columns together: one of its cells spans several, finer below."""
    if any(len(cell.text) > MOST_IN_A_HEADING for cell in upper.said) or len(upper.said) < 2:
        return False
    if upper.sponsor or (len(upper.banner) == 2 and is_level(upper.banner[0].text)):
        return False
    wide = [cell for cell in upper.said if cell.colspan > 1]
    finer = [
        cell
        for cell in wide
        if len({id(c) for c in lower.cells[cell.column : cell.column + cell.colspan]}) > 1
    ]
    shares = any(cell.rowspan > 1 and cell.row == upper.index for cell in lower.said)
    return bool(finer) or shares


def _headings(upper: Row | None, lower: Row, field_of: FieldOf) -> Iterator[Heading]:
    for _, places in groupby(range(len(lower.cells)), key=lambda place: id(lower.cells[place])):
        columns = tuple(places)
        cell = lower.cells[columns[0]]
        above = upper.cells[columns[0]] if upper else None
        words = _one_line(cell.text)
        group = _one_line(above.text) if above is not None and above is not cell else None
        if not words and group:
            words, group = group, None
        field = field_of(words) if words else None
        yield Heading(words, group or None, field, columns)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def is_plan(header: Header) -> bool:
    """Whether these are the headings of a plan: actions, and who does them or by when."""
    fields = header.fields
    return "text" in fields and bool(fields & {"leads", "timescale", "milestones", "rating"})


def is_risk_log(rows: Sequence[Row]) -> Header | None:
    """The headings of a risk or challenge log, or None."""
    header = read_header(rows, risk_field) if _may_head(rows, None) else None
    if header is None or not {"concern", "action"} <= header.fields:
        return None
    words = plain(" ".join(heading.words for heading in header.headings))
    return header if any(word in words for word in ("concern", "risk", "challenge")) else None


def plan_header(rows: Sequence[Row], assigned: FieldOf | None = None) -> Header | None:
    """The headings of a plan that begin with the first row; None where it heads something else."""

    def field_of(words: str) -> str | None:
        chosen = assigned(words) if assigned else None
        return chosen if chosen is not None else plan_field(words)

    header = read_header(rows, field_of) if _may_head(rows, assigned) else None
    header = header and _with_text(header)
    if header is None or not is_plan(header):
        return None
    below = [row for row in rows[header.rows :][:MOST_BELOW] if not row.is_blank and not row.banner]
    known = {h.words for h in header.headings if assigned and assigned(h.words) is not None}
    header = _with_objective(_without_ours(_without_ranks(header, below, known)))
    return _with_number(_with_shared(header, below, known), below[:4])


def _may_head(rows: Sequence[Row], assigned: FieldOf | None) -> bool:
    """Whether a heading is known to the letter; only then likeness is worth its time."""
    return any(
        is_known(cell.text) or (assigned is not None and assigned(cell.text) is not None)
        for row in rows[:2]
        for cell in row.said
    )


def _with(header: Header, place: int, name: str | None) -> Header:
    headings = list(header.headings)
    headings[place] = replace(headings[place], field=name)
    return replace(header, headings=tuple(headings))


def _with_text(header: Header) -> Header:
    """“Objective | Lead | By when”: where no column has actions, what is led and dated are they."""
    if "text" not in header.fields and {"leads", "timescale"} <= header.fields:
        for name in ("objective", "milestones"):
            for place, heading in enumerate(header.headings):
                if heading.field == name:
                    return _with(header, place, "text")
    return header


def _with_levels(header: Header) -> Header:
    """An outcome right of the actions is theirs; of two priorities the second is lower."""
    fields = [heading.field for heading in header.headings]
    for place, heading in enumerate(header.headings):
        is_right = "text" in fields[:place] and heading.field == "objective"
        if is_right and "outcome" in heading.words.casefold():
            header = _with(header, place, "outcomes")
    if fields.count("priority") == 2 and "objective" not in header.fields:
        second = [place for place, name in enumerate(fields) if name == "priority"][1]
        header = _with(header, second, "objective")
    return header


def _without_ranks(header: Header, rows: Sequence[Row], known: Container[str]) -> Header:
    """“Priority” above nothing but “High” and “Low” says how urgent an action is, not what for.

    A column that is ``known`` stays what it is.
    """
    for place, heading in enumerate(header.headings):
        words = [plain(row.cells[heading.columns[0]].text) for row in rows]
        is_guessed = heading.field == "priority" and heading.words not in known
        if is_guessed and any(words) and _RANKS.issuperset(words):
            return _with(header, place, None)
    return header


def _with_shared(header: Header, rows: Sequence[Row], known: Container[str]) -> Header:
    """Outcomes in the first column that several actions share are the objectives, where no other
    column has a level. Right of a number they are those of the action.
    """
    fields = [heading.field for heading in header.headings]
    has_levels = bool({"priority", "objective", SKIPPED} & set(fields))
    is_guessed = fields[0] == "outcomes" and header.headings[0].words not in known
    if has_levels or "text" not in fields or not is_guessed:
        return header
    is_shared = _is_shared(rows, header.headings[fields.index("text")].columns[0])
    return _with(header, 0, "objective") if is_shared else header


def _is_shared(rows: Sequence[Row], actions: int) -> bool:
    """Whether the first column has one cell, or the same words, beside two different actions."""
    return any(
        plain(one.cells[0].text) == plain(two.cells[0].text) != ""
        and "" != plain(one.cells[actions].text) != plain(two.cells[actions].text) != ""
        for one, two in pairwise(rows)
    )


def _with_number(header: Header, rows: Sequence[Row]) -> Header:
    """A first column without a heading that holds nothing but numbers holds theirs."""
    first = header.headings[0]
    if first.words or "number" in header.fields:
        return header
    said = [row.cells[0].text for row in rows]
    return _with(header, 0, "number") if said and all(map(reference, said)) else header


def _with_objective(header: Header) -> Header:
    """“What will we do? | How will we do it?”: the first of two columns of actions says what for,
    where no other column does.
    """
    header = _with_levels(header)
    places = [place for place, h in enumerate(header.headings) if h.field == "text"]
    if len(places) != 2 or "objective" in header.fields:
        return header
    return _with(header, places[0], "objective")


def _without_ours(header: Header) -> Header:
    """The headings of a plan that Boardplan wrote, without the columns that it worked out."""
    is_ours = any(heading.words == WORKED_OUT[0] for heading in header.headings)
    ours = {CARRIED_HEADING, *(WORKED_OUT if is_ours else ())}
    headings = tuple(replace(h, field=SKIPPED) if h.words in ours else h for h in header.headings)
    return replace(header, headings=headings)
