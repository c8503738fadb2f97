"""The plan laid out as its board prints it: columns, header cells, and rows side by side. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Protocol

from priorities.columns import with_rating
from priorities.document import (
    Action,
    Column,
    Layout,
    Objective,
    PlanDocument,
    Priority,
    RatingValue,
    RowText,
)
from priorities.rating import standing
from priorities.wording import MilestoneWords, evidence_words, milestone_words, without_issue
from reports.builders import heading_of, implied_words

DEFAULT_COLUMNS = (
    Column("number", "Number"),
    Column("text", "Action"),
    Column("leads", "Lead"),
    Column("milestones", "Actions and timescales"),
    Column("rating", "Rating"),
    Column("evidence", "Progress and evidence"),
)
LONG_CHARACTERS = 1400
"""More in one column than this fills most of a page; rather broken than a page left empty."""

MANY_COLUMNS = 7

ACTIONS_PER_PART = 80
"""About so many actions are printed at a time; the memory of printing grows with them."""


@dataclass(frozen=True, slots=True)
class HeaderCell:
    text: str
    colspan: int = 1
    rowspan: int = 1
    is_group: bool = False


@dataclass(slots=True)
class PrintedRow:
    """What stands side by side in one printed row of an action."""

    is_first: bool = False
    is_last: bool = False
    milestones: list[MilestoneWords] = field(default_factory=list)
    measures: list[RowText] = field(default_factory=list)
    resources: list[RowText] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PrintedAction:
    """An action with its rows; withdrawn too where what it stands under was.

    ``doubt`` says by which rule the definitions imply another rating, or is None; ``progress``
    holds the paragraphs of the latest update that the reader may see.
    """

    action: Action
    rating: RatingValue | None
    is_overdue: bool
    doubt: str | None
    progress: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    is_withdrawn: bool

    @property
    def is_dated_by_its_update(self) -> bool:
        """Whether the day of the rating is told beside the words of the update."""
        return bool(self.progress) and self.action.rated_on == self.action.last_update_on

    @property
    def is_long(self) -> bool:
        """Whether it takes so much of a page that it may be broken over two."""
        words = (*self.progress, *(item.text for item in self.action.evidence))
        longest = max(sum(map(len, words)), sum(len(m.text) for m in self.action.milestones))
        return longest > LONG_CHARACTERS


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    """What no page break should part: an action, led by its objective where it is the first."""

    objective: Objective | None
    action: PrintedAction | None


@dataclass(frozen=True, slots=True)
class PrintedPriority:
    priority: Priority
    anchor: str
    heading: str
    groups: tuple[PrintedGroup, ...]
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class PrintedPlan:
    columns: tuple[Column, ...]
    header: tuple[tuple[HeaderCell, ...], ...]
    row_header: str
    priorities: tuple[PrintedPriority, ...]

    @property
    def is_dense(self) -> bool:
        return len(self.columns) > MANY_COLUMNS


def printed_plan(
    document: PlanDocument,
    today: dt.date,
    *,
    is_public: bool = False,
    columns: tuple[Column, ...] = (),
) -> PrintedPlan:
    """The whole plan, withdrawn items included, judged as of ``today``.

    Printed in ``columns``, or without them in those of a report on progress. The public reads
    neither what is in the way of an action nor where its rating is doubted.
    """
    columns = columns or progress_columns(document.layout)
    fields = frozenset(column.field for column in columns)

    def printed(action: Action, *, is_withdrawn: bool) -> PrintedAction:
        stands = standing(action, document, today)
        return PrintedAction(
            action=action,
            rating=document.rating(action.rating),
            is_overdue=stands.is_overdue,
            doubt=None if is_public else implied_words(stands, document),
            progress=without_issue(action.progress) if is_public else action.progress,
            rows=printed_rows(action, fields),
            is_withdrawn=is_withdrawn or action.withdrawn is not None,
        )

    return PrintedPlan(
        columns=columns,
        header=tuple(header_rows(columns)),
        row_header="number" if "number" in fields else "text",
        priorities=tuple(
            PrintedPriority(
                priority,
                anchor=f"priority-{index}",
                heading=heading_of(priority, document),
                groups=tuple(_groups(priority, printed)),
            )
            for index, priority in enumerate(document.priorities, start=1)
        ),
    )


def in_parts(
    priorities: Iterable[PrintedPriority], most: int = ACTIONS_PER_PART
) -> tuple[tuple[PrintedPriority, ...], ...]:
    """The priorities in parts that are printed one by one; at least one part.

    Priorities stay together while they have no more than ``most`` actions in all. One of more than
    half as many again goes on in the next part.
    """
    parts: list[list[PrintedPriority]] = [[]]
    count = 0
    for priority in priorities:
        for piece in _pieces(priority, most):
            if count and count + len(piece.groups) > most:
                parts.append([])
                count = 0
            parts[-1].append(piece)
            count += len(piece.groups)
    return tuple(map(tuple, parts))


def _pieces(priority: PrintedPriority, most: int) -> Iterator[PrintedPriority]:
    if len(priority.groups) <= most * 1.5:
        yield priority
        return
    for start in range(0, len(priority.groups), most):
        groups = priority.groups[start : start + most]
        yield replace(priority, groups=groups, is_continued=start > 0)


def progress_columns(layout: Layout) -> tuple[Column, ...]:
    """The layout's own columns; a report on progress adds rating and progress if it lacks them."""
    columns = with_rating(layout.columns) or DEFAULT_COLUMNS
    if {column.field for column in columns}.isdisjoint({"progress", "evidence"}):
        columns = (*columns, Column("progress", "Latest update", columns[-1].group))
    return columns


def header_rows(columns: tuple[Column, ...]) -> Iterator[tuple[HeaderCell, ...]]:
    """One row of headings, or two where columns are grouped: groups above, headings below."""
    if not any(column.group for column in columns):
        yield tuple(HeaderCell(column.heading) for column in columns)
        return
    yield tuple(
        cell
        for group, members in groupby(columns, key=lambda column: column.group)
        for cell in _group_cells(group, list(members))
    )
    yield tuple(HeaderCell(column.heading) for column in columns if column.group)


def _group_cells(group: str | None, members: list[Column]) -> Iterator[HeaderCell]:
    if group:
        yield HeaderCell(group, colspan=len(members), is_group=True)
    else:
        yield from (HeaderCell(column.heading, rowspan=2) for column in members)


class _Printed(Protocol):
    def __call__(self, action: Action, *, is_withdrawn: bool) -> PrintedAction: ...


def _groups(priority: Priority, printed: _Printed) -> Iterator[PrintedGroup]:
    for objective in priority.objectives:
        is_headed = objective.number or objective.title
        lead: Objective | None = objective if is_headed else None
        is_withdrawn = bool(priority.withdrawn or objective.withdrawn)
        for action in objective.actions:
            yield PrintedGroup(lead, printed(action, is_withdrawn=is_withdrawn))
            lead = None
        if lead and not objective.actions:
            yield PrintedGroup(lead, None)


def printed_rows(action: Action, fields: Container[str]) -> tuple[PrintedRow, ...]:
    """The action's printed rows in order, made of ``fields``, without empty ones; at least one."""
    rows: dict[int, PrintedRow] = defaultdict(PrintedRow)
    for milestone in action.milestones if "milestones" in fields else ():
        rows[milestone.row].milestones.append(milestone_words(milestone))
    for measure in action.measures if "measures" in fields else ():
        rows[measure.row].measures.append(measure)
    for resource in action.resources if "resources" in fields else ():
        rows[resource.row].resources.append(resource)
    for item in action.evidence if "evidence" in fields else ():
        rows[item.row].evidence.append(evidence_words(item))
    printed = tuple(rows[number] for number in sorted(rows)) or (PrintedRow(),)
    printed[0].is_first = printed[-1].is_last = True
    return printed
