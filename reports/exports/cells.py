"""What stands in each cell of an exported plan, as paragraphs that Word and Excel both print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from boardplan.ui.uk_dates import date_words
from priorities.document import Column, Objective, PlanDocument, Priority, RatingValue, Withdrawal
from priorities.wording import MilestoneWords
from reports.builders import heading_of
from reports.plan_table import PrintedAction, PrintedRow

NOT_RATED = "Not yet rated"
BY_ROW = frozenset({"milestones", "measures", "resources", "evidence"})
"""The fields of which each printed row of an action has its own; the others span its rows."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; an item of a list where ``level`` is 1 or more.

    ``tail`` follows a text that is struck through, and is not struck itself. A note is what the
    export adds to the plan's own words. ``key`` is that of the milestone it tells.
    """

    text: str
    level: int = 0
    is_struck: bool = False
    is_strong: bool = False
    is_note: bool = False
    tail: str = ""
    key: str | None = None


Cell = tuple[Words, ...]
Maker = Callable[[PrintedAction, PrintedRow], Iterable[Words]]


def cell(column: Column, printed: PrintedAction, row: PrintedRow) -> Cell:
    """What stands in the column beside this printed row of the action."""
    if column.field == "extra":
        return tuple(_plain([printed.action.extra.get(column.heading, "")]))
    return tuple(MAKERS[column.field](printed, row))


def priority_banner(priority: Priority, document: PlanDocument) -> Cell:
    """The words of a priority's banner; none for a plan that prints no such level."""
    if not (priority.number or priority.title):
        return ()
    heading = Words(heading_of(priority, document), is_struck=bool(priority.withdrawn))
    theme = [Words(f"Theme: {priority.theme}", is_note=True)] if priority.theme else []
    return (heading, *_plain(priority.parts), *theme, *_withdrawn(priority.withdrawn))


def objective_banner(objective: Objective, document: PlanDocument) -> Cell:
    """The words of an objective's banner, “1.1 Desired outcome: Children are heard”."""
    label = " ".join(filter(None, (objective.number, document.layout.levels.objective)))
    text = f"{label}: {objective.title}" if objective.title else label
    return (Words(text, is_struck=bool(objective.withdrawn)), *_withdrawn(objective.withdrawn))


def rating_words(rating: RatingValue | None) -> str:
    """“Amber (A)”; a rating never stands as a colour alone."""
    return f"{rating.label} ({rating.letter})" if rating else NOT_RATED


def standing_words(printed: PrintedAction) -> str:
    """Whether it is overdue, and where its definitions imply another rating; in force only."""
    if printed.is_withdrawn:
        return ""
    overdue = "Overdue" if printed.is_overdue else ""
    doubt = printed.doubt or ""
    return "; ".join(filter(None, (overdue, doubt)))


def withdrawn_words(withdrawn: Withdrawal) -> str:
    """“Withdrawn on 1 June 2026: Overtaken”."""
    reason = f": {withdrawn.reason}" if withdrawn.reason else ""
    return f"Withdrawn on {date_words(withdrawn.on)}{reason}"


def _plain(texts: Iterable[str]) -> Iterator[Words]:
    return (Words(text) for text in texts if text)


def _withdrawn(withdrawn: Withdrawal | None) -> Iterator[Words]:
    if withdrawn:
        yield Words(withdrawn_words(withdrawn), is_note=True)


def _text(printed: PrintedAction, _: PrintedRow) -> Iterator[Words]:
    for line in printed.action.text.split("\n"):
        yield Words(line, is_struck=printed.is_withdrawn)
    yield from _withdrawn(printed.action.withdrawn)


def _leads(printed: PrintedAction, _: PrintedRow) -> Iterator[Words]:
    leads = sorted(printed.action.leads, key=lambda lead: not lead.accountable)
    return (Words(lead.name, is_strong=lead.accountable and len(leads) > 1) for lead in leads)


def _milestones(_: PrintedAction, row: PrintedRow) -> Iterator[Words]:
    return map(_milestone, row.milestones)


def _milestone(step: MilestoneWords) -> Words:
    tail = ""
    if step.withdrawn:
        words = withdrawn_words(step.withdrawn)
        tail = f" ({words[0].lower()}{words[1:]})"
    text = f"{step.text} – {step.state}" if step.state else step.text
    return Words(text, step.level, bool(step.withdrawn), tail=tail, key=step.key)


def _rating(printed: PrintedAction, _: PrintedRow) -> Iterator[Words]:
    yield Words(rating_words(printed.rating), is_strong=printed.rating is not None)


def _cost(printed: PrintedAction, _: PrintedRow) -> Iterator[Words]:
    cost = printed.action.cost
    if cost is not None:
        yield Words(f"£{cost:,.2f}".removesuffix(".00"))


def _timescale(printed: PrintedAction, _: PrintedRow) -> Iterator[Words]:
    scale = printed.action.timescale
    return _plain(scale.text.splitlines() if scale else ())


def _carried(printed: PrintedAction, _: PrintedRow) -> Iterator[Words]:
    carried = printed.action.carried_from
    return _plain([carried.words if carried else ""])


MAKERS: Mapping[str, Maker] = {
    "number": lambda printed, _: _plain([printed.action.number or ""]),
    "text": _text,
    "leads": _leads,
    "milestones": _milestones,
    "timescale": _timescale,
    "outcomes": lambda printed, _: _plain(printed.action.outcomes),
    "measures": lambda _, row: _plain(item.text for item in row.measures),
    "resources": lambda _, row: _plain(item.text for item in row.resources),
    "cost": _cost,
    "rating": _rating,
    "progress": lambda printed, _: _plain(printed.progress),
    "evidence": lambda _, row: _plain(row.evidence),
    "carried_from": _carried,
    "standing": lambda printed, _: _plain([standing_words(printed)]),
}
