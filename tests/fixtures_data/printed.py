"""What the tests of all three demonstration plans share: the Word file, and the fixture."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table, _Cell

from priorities.timescale import Period, parse

ROOT = Path(__file__).resolve().parents[2]
PLANS = ROOT.parent / "shared" / "plans"
needs_printed_plans = pytest.mark.skipif(
    not PLANS.exists(), reason="the printed plans are not beside this checkout"
)
RUN = 7
"""So many words in a row that are the same in both are a copied sentence."""

Cells = list[list[str]]
"""Of each cell of a row its paragraphs that are not empty."""


@dataclass
class PrintedAction:
    """What a printed plan says of one action, cell by cell."""

    text: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    measures: list[tuple[str, int]] = field(default_factory=list)
    resources: list[tuple[str, int]] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    when: list[str] = field(default_factory=list)
    progress: list[str] = field(default_factory=list)
    rows: int = 1


@dataclass
class PrintedObjective:
    """An objective's number, where one is printed, and its actions."""

    number: str | None
    actions: list[PrintedAction] = field(default_factory=list)


def fixture(name: str) -> Any:
    return json.loads((ROOT / "fixtures" / name).read_text(encoding="utf-8"))


def objectives_of(plan: Any) -> list[Any]:
    return [objective for priority in plan["priorities"] for objective in priority["objectives"]]


def actions_of(plan: Any) -> list[Any]:
    return [action for objective in objectives_of(plan) for action in objective["actions"]]


def tables(name: str) -> list[list[tuple[Cells, list[bool]]]]:
    """The tables of a Word file: of each row the cells, and which go on from the row above."""
    document = docx.Document(str(PLANS / name))
    return [[_row(row, table) for row in table.rows] for table in document.tables]


def _row(row: Any, table: Table) -> tuple[Cells, list[bool]]:
    cells = [_Cell(cell, table) for cell in row._tr.tc_lst]
    paragraphs = [[p.text for p in cell.paragraphs if p.text.strip()] for cell in cells]
    return paragraphs, [_goes_on(cell) for cell in cells]


def _goes_on(cell: _Cell) -> bool:
    """Whether a merged cell goes on here that begins in a row above."""
    merged = cell._tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is not None and merged.get(qn("w:val")) != "restart"


def printed_texts(name: str) -> list[str]:
    """Everything that a Word file says, a cell or a paragraph each."""
    said = ["\n".join(cell) for table in tables(name) for cells, _ in table for cell in cells]
    return said + [p.text for p in docx.Document(str(PLANS / name)).paragraphs]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def copied(ours: Any, name: str, *, may_be_same: set[str]) -> list[str]:
    """The runs of words that ours has in common with the Word file.

    Timescales are facts and stand as they are written, and so do names; ``may_be_same`` lists
    them.
    """
    printed = set().union(*(runs(text) for text in printed_texts(name)))
    found: list[str] = []
    for text in strings(ours):
        for fact in sorted(may_be_same, key=len, reverse=True):
            text = text.replace(fact, " | ")  # noqa: PLW2901
        parts = (runs(part) for part in text.split("|"))
        found += [" ".join(run) for part in parts for run in part & printed]
    return found


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of ``RUN`` words in the text, in lower case and without punctuation."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def told(timescale: dict[str, Any] | None) -> list[str | None]:
    """Start, due, recurrence and state of a fixture's timescale; nothing where it has none."""
    return [
        timescale[key] if timescale else None for key in ("start", "due", "recurrence", "state")
    ]


def meant(text: str, period: Period) -> list[str | None]:
    """The same, as the rules read them from the words."""
    scale = parse(text, period=period)
    return [_iso(scale.start), _iso(scale.due), scale.recurrence, scale.state]


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
