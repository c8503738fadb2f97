"""What the cells of a row say of its action: steps, measures, money, ratings, progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from priorities.document import RatingValue, RowText
from priorities.importing import costs, steps
from priorities.importing.gathering import Gathered, GatheredAction
from priorities.importing.grid import Cell, Line
from priorities.importing.ratings import rating_code, says_none
from priorities.importing.rows import SKIPPED, Heading, Row
from priorities.importing.words import joined
from priorities.timescale import Period


class CellReader:
    """Takes cells into actions. ``samples`` are the first words below each heading, ``skipped``
    those that Boardplan worked out itself; ``has_costs`` says whether costs have a column.
    """

    def __init__(
        self, gathered: Gathered, scheme: Sequence[RatingValue], period: Period | None
    ) -> None:
        self.gathered = gathered
        self.scheme = scheme
        self.period = period
        self.samples: dict[str, str] = {}
        self.skipped: set[str] = set()
        self.has_costs = False

    def take(
        self, row: Row, heading: Heading, cells: Sequence[Cell], action: GatheredAction
    ) -> None:
        """What the cells below one heading say of the action."""
        if words := " ".join(cell.text for cell in cells).strip():
            self.samples.setdefault(heading.words, words)
        for cell in cells:
            struck = [line.struck for line in cell.lines if line.struck]
            if struck:
                self.gathered.find(row.place, "struck-through words were left out", joined(struck))
            lines = [line for line in cell.lines if line.text.strip()]
            if heading.field == SKIPPED and lines:
                self.skipped.add(cell.text)
            take = self._takers().get(heading.field or "")
            if take is not None:
                take(action, lines, cell, row)
            elif heading.field is None and lines:
                self._extra(action, heading, lines)

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

    def _extra(self, action: GatheredAction, heading: Heading, lines: Iterable[Line]) -> None:
        name = heading.words or "Column without a heading"
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
        if not self.has_costs:
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
        elif says_none(words):
            self.skipped.add(words)
        elif words:
            action.progress.append(words)
            self.gathered.find(row.place, "a rating that is not in the scheme", words)

    def _progress(self, action: GatheredAction, lines: list[Line], cell: Cell, row: Row) -> None:
        if code := rating_code("", cell.shade, self.scheme):
            action.ratings.append(code)
        words = joined(x.text for x in lines)
        if len(words) <= 12 and (code := rating_code(words, None, self.scheme)):
            action.ratings.append(code)
        else:
            action.progress += [x.text for x in lines]

    def _evidence(self, action: GatheredAction, lines: list[Line], _: Cell, row: Row) -> None:
        action.evidence += [steps.evidence(x, action.rows) for x in lines]
