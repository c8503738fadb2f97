"""The cells of a row, column by column, become what they say of its action."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from priorities.document import RatingValue, RowText
from priorities.importing import costs, steps
from priorities.importing.gathering import Gathered, GatheredAction
from priorities.importing.grid import Cell, Line
from priorities.importing.ratings import hue, rating_code, says_none
from priorities.importing.rows import SKIPPED, Header, Heading, Row
from priorities.importing.vocabulary import holds_time, said_beside_rating
from priorities.importing.words import joined, plain
from priorities.timescale import Period, parse

# “Amber – two posts are empty”, “Complete” and the day below it: a rating, and a remark.
_REMARK = re.compile(r"\s*[–—:;(\n]|\s+-\s+|\s+(?=\d)")


_WITH_RATING = ("rating", "progress", "evidence")


class CellReader:
    """Reads cells by the headings above them; ``samples`` has the first words of each column."""

    def __init__(
        self, gathered: Gathered, scheme: Sequence[RatingValue], period: Period | None
    ) -> None:
        self.gathered = gathered
        self.scheme = scheme
        self.period = period
        self.header: Header | None = None
        self.samples: dict[str, str] = {}
        self.skipped: set[str] = set()
        self.has_blue = False

    def take(
        self, row: Row, heading: Heading, action: GatheredAction, cells: Sequence[Cell]
    ) -> None:
        """Add the cells of one column to the action that their row is of."""
        if words := " ".join(cell.text for cell in cells).strip():
            self.samples.setdefault(heading.words, words)
        for cell in cells:
            struck = [line.struck for line in cell.lines if line.struck]
            if struck:
                self.gathered.find(row.place, "struck-through words were left out", joined(struck))
            if not (heading.field in _WITH_RATING and self._take_both(row, heading, action, cell)):
                self._take_cell(row, heading, action, cell)

    def _take_cell(self, row: Row, heading: Heading, action: GatheredAction, cell: Cell) -> None:
        lines = [line for line in cell.lines if line.text.strip()]
        if heading.field == SKIPPED and lines:
            self.skipped.add(cell.text)
        take = self._takers().get(heading.field or "")
        if heading.field == "progress" and self._count("progress") > 1:
            lines = _headed(heading, lines)
        if heading.field == "leads" and self.is_shared(heading):
            lines = _without_times(action, lines)
        if heading.field == "rating" and self._is_overruled(row, heading):
            self._extra(action, heading, lines)
        elif take is not None:
            take(action, lines, cell, row)
        elif not heading.field and lines:
            self._extra(action, heading, lines)

    def _take_both(self, row: Row, heading: Heading, action: GatheredAction, cell: Cell) -> bool:
        """Take a cell of a column that holds ratings and words; whether it is one."""
        beside = said_beside_rating(heading.words)
        if not beside or (heading.field == "rating" and self._is_overruled(row, heading)):
            return False
        lines = self._rated(action, [line for line in cell.lines if line.text.strip()], cell, row)
        if beside == "evidence":
            self._evidence(action, lines, cell, row)
            return True
        several = self._count("progress") > 1
        action.progress += [x.text for x in (_headed(heading, lines) if several else lines)]
        return True

    def is_shared(self, heading: Heading) -> bool:
        """Whether the column has both who and by when."""
        fields = self.header.fields if self.header else frozenset()
        return "timescale" not in fields and holds_time(heading.words)

    def _count(self, name: str) -> int:
        return sum(h.field == name for h in self.header.headings) if self.header else 0

    def _is_overruled(self, row: Row, heading: Heading) -> bool:
        """Whether a later column of ratings (of a later quarter) says something in this row."""
        headings = self.header.headings if self.header else ()
        later = [
            row.cells[h.columns[0]]
            for h in headings
            if h.field == "rating" and h.columns[0] > heading.columns[0]
        ]
        return any(rating_code(cell.text, cell.shade, self.scheme) for cell in later)

    def _takers(self) -> dict[str, Callable[[GatheredAction, list[Line], Cell, Row], None]]:
        return {
            "leads": lambda action, lines, *_: action.lead_lines.extend(x.text for x in lines),
            "milestones": self._milestones,
            "timescale": lambda action, lines, *_: action.timescale_lines.extend(
                x.text for x in lines
            ),
            "outcomes": lambda action, lines, *_: action.outcomes.extend(x.text for x in lines),
            "measures": self._measures,
            "resources": self._resources,
            "cost": self._cost,
            "rating": self._rating,
            "progress": self._progress,
            "evidence": self._evidence,
        }

    def _extra(self, action: GatheredAction, heading: Heading, lines: Sequence[Line]) -> None:
        name = heading.words or "Column without a heading"
        if not lines:
            return
        before = action.extra.get(name)
        action.extra[name] = joined([before or "", *(line.text for line in lines)])

    def _milestones(self, action: GatheredAction, lines: list[Line], _: Cell, row: Row) -> None:
        action.milestones += [steps.milestone(x, action.rows, self.period) for x in lines]

    def _measures(self, action: GatheredAction, lines: list[Line], _: Cell, row: Row) -> None:
        if lines:
            action.measures.append(RowText(joined(x.text for x in lines), action.rows))

    def _resources(self, action: GatheredAction, lines: list[Line], _: Cell, row: Row) -> None:
        if not lines:
            return
        words = joined(x.text for x in lines)
        action.resources.append(RowText(words, action.rows))
        if self.header is None or "cost" not in self.header.fields:
            self._add_cost(action, costs.pounds(words))

    def _cost(self, action: GatheredAction, lines: list[Line], _: Cell, row: Row) -> None:
        if not lines:
            return
        words = joined(x.text for x in lines)
        found = costs.amount(words)
        if found is None or costs.amount(words.replace("£", "")) is None:
            action.resources.append(RowText(words, action.rows))
        self._add_cost(action, found)

    @staticmethod
    def _add_cost(action: GatheredAction, found: Decimal | None) -> None:
        if found is not None:
            action.cost = (action.cost or Decimal(0)) + found

    def _rating(self, action: GatheredAction, lines: list[Line], cell: Cell, row: Row) -> None:
        words = joined(x.text for x in lines)
        code = rating_code(words, cell.shade, self.scheme)
        if code:
            action.ratings.append(code)
            self._note_blue(row, words, cell, code)
        elif says_none(words):
            self.skipped.add(words)
        elif words and (code := self._beside_words(words, cell)):
            action.ratings.append(code)
            action.progress.append(words)
        elif words:
            action.progress.append(words)
            self.gathered.find(row.place, "a rating that is not in the scheme", words)

    def _rated(self, action: GatheredAction, lines: list[Line], cell: Cell, row: Row) -> list[Line]:
        """What is left of a cell of ratings and words: all of it but a rating's bare name.

        “Completed: two of five” is complete only where its colour, or nothing, says so.
        """
        words = joined(x.text for x in lines)
        if says_none(words):
            self.skipped.add(words)
            return []
        before = _REMARK.split(words)[0]
        code = rating_code(before, None, self.scheme) if self._is_name(before) else None
        code = code or rating_code("", cell.shade, self.scheme)
        first = lines[0].text if lines else ""
        code = (
            code or rating_code(words, None, self.scheme) or rating_code(first, None, self.scheme)
        )
        if code:
            action.ratings.append(code)
            self._note_blue(row, before if self._is_name(before) else "", cell, code)
        return lines[1:] if code and self._is_name(first) else lines

    def _is_name(self, words: str) -> bool:
        """Whether the words are the letter or the label of a rating, and no more."""
        names = {plain(name) for v in self.scheme for name in (v.letter, v.label, v.code)}
        return plain(words) in names | {"b", "blue"}

    def _beside_words(self, words: str, cell: Cell) -> str | None:
        """The rating before a remark; else that of the colour below words that are none."""
        before = rating_code(_REMARK.split(words)[0], None, self.scheme)
        return before or rating_code("", cell.shade, self.scheme)

    def _note_blue(self, row: Row, words: str, cell: Cell, code: str) -> None:
        """A scheme without blue takes it as complete; in such a plan green is less than that."""
        is_blue = plain(words) in {"b", "blue"} or (not words and hue(cell.shade) == "blue")
        if is_blue and code != "blue" and not self.has_blue:
            self.has_blue = True
            what = f"blue is not in the board’s scheme; it is read as {code}, which is complete"
            self.gathered.find(row.place, what, words)

    def _progress(self, action: GatheredAction, lines: list[Line], cell: Cell, row: Row) -> None:
        """A colour rates; without one, a word alone does where ratings have no column."""
        words = joined(x.text for x in lines)
        code = rating_code("", cell.shade, self.scheme)
        if code is None and not self._count("rating") and len(words) <= 12:
            code = rating_code(words, None, self.scheme)
            lines = [] if code else lines
        if code:
            action.ratings.append(code)
        action.progress += [x.text for x in lines]

    def _evidence(self, action: GatheredAction, lines: list[Line], _: Cell, row: Row) -> None:
        action.evidence += [steps.evidence(x, action.rows) for x in lines]


def _without_times(action: GatheredAction, lines: Sequence[Line]) -> list[Line]:
    """The lines that name leads; those that say a time go to the action's timescale."""
    left = []
    for line in lines:
        for piece in re.split(r"[,;]\s+", line.text):
            read = parse(piece)
            if (read.start or read.due or read.recurrence or read.state) is None:
                left.append(replace(line, text=piece))
            else:
                action.timescale_lines.append(piece)
    return left


def _headed(heading: Heading, lines: Sequence[Line]) -> list[Line]:
    """The lines of one of several columns of progress, with the quarter that they are of."""
    first = [replace(line, text=f"{heading.words}: {line.text}") for line in lines[:1]]
    return [*first, *lines[1:]]
