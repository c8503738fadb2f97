"""Rows under the headings of a plan become priorities, objectives and actions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from priorities.document import RatingValue
from priorities.importing.banners import Banner, is_label, read_banners, stem, titled
from priorities.importing.cell_reader import CellReader
from priorities.importing.gathering import (
    Gathered,
    GatheredAction,
    GatheredObjective,
    GatheredPriority,
)
from priorities.importing.grid import Cell, Line
from priorities.importing.rows import SKIPPED, Header, Heading, Row
from priorities.importing.words import depth, joined, leading_number, number_alone, plain, reference
from priorities.timescale import Period

PAGE = ("page",)
_CORE = re.compile(r"\bcore\b", re.IGNORECASE)


class TableReader:
    """Reads one plan's rows in order; what it understood stands in ``gathered``."""

    def __init__(
        self, gathered: Gathered, scheme: Sequence[RatingValue], period: Period | None
    ) -> None:
        self.gathered = gathered
        self.scheme = scheme
        self.period = period
        self.header: Header | None = None
        self.action: GatheredAction | None = None
        self.labels: dict[str, str] = {}
        self.pending: list[tuple[Row, Banner]] = []
        self.covers: set[str] = set()
        self.reader = CellReader(gathered, scheme, period)
        self.is_skipping = False

    def begin(self, header: Header) -> None:
        """Take new headings for the rows that follow."""
        self.header = self.reader.header = header
        self.covers |= header.fields - {"priority", "objective", SKIPPED}
        if any(h.field == "leads" and self.reader.is_shared(h) for h in header.headings):
            self.covers.add("timescale")

    # Headings across the table

    def banner(self, row: Row, cells: Sequence[Cell]) -> None:
        """A heading across the table; a loose sentence waits until an action follows it."""
        *before, wide = cells
        number = number_alone(before[0].text) if before else None
        lines = [line.text for line in wide.lines if line.text.strip()]
        if before and is_label(before[0].text):
            lines[0] = f"{before[0].text.strip(' :')}: {lines[0]}"
        lines += row.sponsor.split("\n") if row.sponsor else []
        for banner in read_banners(lines, number):
            if not banner.is_sure:
                self.pending.append((row, banner))
            else:
                self._settle()
                self.open(row, banner)

    def left_over(self) -> list[str]:
        """The sentences after the last action: no headings, then, but the plan's closing text."""
        words = [joined([b.title, *b.parts]) for _, b in self.pending]
        self.pending.clear()
        return words

    def _settle(self) -> None:
        """What waited was a heading: of a priority where none is printed yet, else a theme."""
        for row, banner in self.pending:
            has_column = self.header is not None and "objective" in self.header.fields
            is_first = not any(p.title for p in self.gathered.priorities)
            banner.level = "priority" if has_column or is_first else "objective"
            self.open(row, banner)
        self.pending.clear()

    def open(self, row: Row, banner: Banner) -> None:
        """Open the priority or objective that a heading names, unless it is open already."""
        self.action = None
        if banner.level == "priority" and banner.label and not banner.is_core:
            first = self.labels.get("priority")
            if first and stem(first) != stem(banner.label) and not _CORE.search(first):
                banner.level = "objective"
        for text in banner.dropped:
            self.labels.setdefault(f"question {plain(text)}", text)
        if banner.label:
            self._label(row, banner)
        if banner.level == "priority":
            self._open_priority(row, banner)
        elif banner.level == "objective":
            self._open_objective(row, banner.number, joined([banner.title, *banner.parts]))
        else:
            self.gathered.find(row.place, "a heading that fits no level", banner.title)

    def _label(self, row: Row, banner: Banner) -> None:
        """The first label of a level is the layout's; another one is noted."""
        known = self.labels.setdefault(banner.level, banner.label)
        if plain(known) != plain(banner.label) != plain(banner.title):
            words = " ".join(filter(None, (banner.label, banner.number)))
            self.gathered.find(row.place, f"another label for “{known}”", words, "info")

    def _open_priority(self, row: Row, banner: Banner) -> None:
        self.gathered.open_priority(
            GatheredPriority(
                row.place,
                number=banner.number,
                title=banner.title or None,
                theme=banner.theme,
                parts=banner.parts,
                is_core=banner.is_core,
            )
        )

    def _open_objective(self, row: Row, number: str | None, title: str) -> None:
        priority = self.gathered.priority(row.place)
        if number and number == priority.number:
            what = "an objective with the number of its priority"
            self.gathered.find(row.place, what, number)
        if not title:
            self.gathered.find(row.place, "an objective without a title", number or "")
        self.gathered.open_objective(GatheredObjective(row.place, number, title or None))

    # Rows of actions

    def row(self, row: Row, header: Header) -> None:
        """One printed row under these headings: a new action, or more of the one above."""
        self._settle()
        self._levels(row)
        if self._is_struck(row):
            return
        number, text = self._number(row), self._lines(row, "text")
        is_new = self._is_new(number, text)
        if is_new:
            self._begin_action(row, number, text)
        elif self.action is not None:
            self.action.rows += 1
        if self.action is None:
            self.gathered.find(row.place, "words that belong to no action", _text(row.said))
            return
        for heading in header.headings:
            cells = self._cells(row, heading, is_new=is_new)
            self.reader.take(row, heading, self.action, cells)

    def _is_struck(self, row: Row) -> bool:
        """Whether the row is of an action that is struck through, from its first row on."""
        struck = [line for line in self._all_lines(row, "text") if line.struck]
        if struck and not any(line.text.strip() for line in self._lines(row, "number")):
            whole = "\n".join(filter(None, (line.struck for c in row.own for line in c.lines)))
            words = joined([whole or struck[0].struck, _text(row.said)])
            self.gathered.find(row.place, "a struck-through action was left out", words)
            self.is_skipping, self.action = True, None
        elif self._lines(row, "number") or self._lines(row, "text"):
            self.is_skipping = False
        elif self.is_skipping:
            self.gathered.find(row.place, "a struck-through action was left out", _text(row.said))
        return self.is_skipping

    def _levels(self, row: Row) -> None:
        for level in ("priority", "objective"):
            words = joined(line.text for line in self._lines(row, level))
            if not words:
                continue
            number, title = self._level_words(row, words)
            if level == "priority":
                opened = self.gathered.opened
                if opened is None or plain(opened.title or "") != plain(title):
                    self._open_priority(row, Banner("priority", number, "", title))
            elif not self._is_current_objective(number, title):
                self._open_objective(row, number, title)
                self.action = None

    def _is_current_objective(self, number: str | None, title: str) -> bool:
        priority = self.gathered.opened
        current = priority.opened if priority else None
        return current is not None and (current.number, plain(current.title or "")) == (
            number,
            plain(title),
        )

    def _level_words(self, row: Row, words: str) -> tuple[str | None, str]:
        """Number and title of a cell; a page number that strayed into it is reported."""
        lines = words.split("\n")
        if len(lines) > 1 and plain(lines[0]).split(" ")[0] in PAGE:
            self.gathered.find(row.place, "a page number among the words", lines[0])
            lines = lines[1:]
        if len(lines) > 1 and (alone := number_alone(lines[0])):
            return alone, joined(lines[1:])
        return titled(joined(lines))

    def _number(self, row: Row) -> str | None:
        words = joined(line.text for line in self._lines(row, "number"))
        if not words:
            return None
        if (alone := reference(words)) is not None:
            return alone
        number, rest = leading_number(words)
        if rest.strip():
            self.gathered.find(row.place, "words beside a number", words)
        return number

    def _is_new(self, number: str | None, text: list[Line]) -> bool:
        if self.action is None:
            return bool(number or text)
        if number and number != self.action.number:
            return True
        words = joined(line.text for line in text)
        is_repeated = plain(words) == plain(self.action.text)
        return bool(words) and not is_repeated

    def _begin_action(self, row: Row, number: str | None, text: list[Line]) -> None:
        words = joined(line.text for line in text)
        if number is None and "number" not in (self.header.fields if self.header else ()):
            found, rest = leading_number(words)
            if found and (depth(found) > 1 or not _is_list(text)):
                number, words = found, rest
        if not words:
            self.gathered.find(row.place, "an action without words", number or "")
        self.action = GatheredAction(row.place, number=number, text=words)
        self.gathered.objective(row.place).actions.append(self.action)

    # Cells

    def _cells(self, row: Row, heading: Heading, *, is_new: bool = False) -> list[Cell]:
        """The cells below this heading that begin in this row.

        One that began further up belongs to every action that it spans.
        """
        cells = dict.fromkeys(row.cells[c] for c in heading.columns if c < len(row.cells))
        return [cell for cell in cells if is_new or row.begins(cell)]

    def _lines(self, row: Row, name: str) -> list[Line]:
        return [line for line in self._all_lines(row, name) if line.text.strip()]

    def _all_lines(self, row: Row, name: str) -> list[Line]:
        """The lines below the headings of a field, those that are struck through too."""
        headings = self.header.headings if self.header else ()
        cells = [c for h in headings if h.field == name for c in self._cells(row, h)]
        return [line for cell in dict.fromkeys(cells) for line in cell.lines]


def _is_list(lines: Sequence[Line]) -> bool:
    """Whether the numbers before the lines of a cell count its items."""
    return sum(leading_number(line.text)[0] is not None for line in lines) > 1


def _text(cells: Iterable[Cell]) -> str:
    return joined(cell.text for cell in cells)
