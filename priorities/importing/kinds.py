"""Which tables of a file hold the plan, and where in each of them its headings stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from priorities.importing.banners import read_banners
from priorities.importing.grid import Source, Table, Text
from priorities.importing.rows import (
    MOST_BELOW,
    FieldOf,
    Header,
    Row,
    is_risk_log,
    plan_header,
    rows_of,
)
from priorities.importing.words import plain

_LOG_HEADINGS = re.compile(
    r"(?:date (?:of|raised at) )?(?:meeting|minutes?|agenda)"
    r"(?: (?:date|ref|reference|no|number|item))?"
    r"|date (?:raised|opened|logged)|raised by|date of (?:last )?minutes?"
)
_LOG_TITLE = re.compile(
    r"\b(?:action(?:s)?\s+log|matters\s+arising|meeting\s+actions?|actions?\s+arising|action\s+tracker"
    r"|actions?\s+from\s+(?:the\s+)?(?:last\s+)?(?:meeting|minutes)|outstanding\s+actions)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Start:
    """Where the plan begins in a table: the row of its headings; None where it goes on without."""

    row: int
    header: Header | None


def plan_starts(source: Source, field_of: FieldOf | None) -> Mapping[int, Start]:
    """The blocks that are tables of the plan. A log of a meeting's actions is one only if the file
    has no other plan.
    """
    found: dict[int, Start] = {}
    logs: dict[int, Start] = {}
    width = 0
    for place, block in enumerate(source.blocks):
        if not isinstance(block, Table):
            continue
        rows = rows_of(block)
        start = _start(rows, field_of)
        if start is None and block.width == width and _is_announced(source, place, rows):
            start = Start(0, None)
        if start is None:
            continue
        is_a_log = start.header is not None and is_log(start.header, _titles(source, place, start))
        (logs if is_a_log else found)[place] = start
        width = width if is_a_log else block.width
    return found or logs


def _start(rows: Sequence[Row], field_of: FieldOf | None) -> Start | None:
    for index in range(len(rows)):
        some = rows[index : index + 2 + MOST_BELOW]
        if not is_risk_log(some) and (header := plan_header(some, field_of)):
            return Start(index, header)
    return None


def is_log(header: Header, titles: Iterable[str] = ()) -> bool:
    """Whether these are the headings, or the titles, of a log of what meetings asked for."""
    return any(_LOG_HEADINGS.fullmatch(plain(h.words)) for h in header.headings) or any(
        _LOG_TITLE.search(title) for title in titles
    )


def _is_announced(source: Source, place: int, rows: Sequence[Row]) -> bool:
    """Whether a line that names a priority or an objective stands right above the table."""
    before = source.blocks[place - 1] if place else None
    if not isinstance(before, Text) or is_risk_log(rows[:3]):
        return False
    return any(banner.label and banner.number for banner in read_banners([_last(before)]))


def _last(text: Text) -> str:
    return next((line.text for line in reversed(text.lines) if line.text.strip()), "")


def _titles(source: Source, place: int, start: Start) -> Iterator[str]:
    """The table's own name, the last line before it, and what stands above its headings."""
    table = source.blocks[place]
    if isinstance(table, Table):
        yield table.where
        yield from (cell.text for row in rows_of(table)[: start.row] for cell in row.said)
    before = source.blocks[place - 1] if place else None
    if isinstance(before, Text):
        yield _last(before)
