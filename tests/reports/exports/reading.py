"""Exported files read back, and the plans they were made of."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.document import Document
from docx.oxml.ns import qn

from priorities.document import Action, Layout, PlanDocument, Withdrawal
from tests.priorities.documents import WHOLE

ROOT = Path(__file__).parents[3]
TODAY = dt.date(2026, 11, 27)
GONE = Withdrawal(dt.date(2026, 6, 1), "Overtaken")


def medway() -> PlanDocument:
    """The demonstration board's plan, as its fixture has it."""
    text = (ROOT / "fixtures/medway/plan.json").read_text(encoding="utf-8")
    return PlanDocument.from_json(json.loads(text))


def plan_with(action: Action, layout: Layout | None = None) -> PlanDocument:
    """The smallest plan with this action, printed in this layout or the usual one."""
    priority = WHOLE.priorities[0]
    objective = replace(priority.objectives[0], actions=(action,))
    return replace(
        WHOLE,
        layout=layout or Layout(),
        priorities=(replace(priority, objectives=(objective,)),),
    )


def as_word(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def as_book(data: bytes) -> Any:
    """The workbook, its struck words told apart from the others."""
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def as_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def plan_tables(word: Document) -> list[Any]:
    """The tables that hold the plan: those after the definitions."""
    return [table._tbl for table in word.tables[1:]]


def rows_of(table: Any) -> list[Any]:
    return list(table.iter(qn("w:tr")))


def cells_of(row: Any) -> list[Any]:
    return list(row.iter(qn("w:tc")))


def text_of(part: Any) -> str:
    """The words of a cell, a row or a table, paragraphs and soft breaks on lines of their own."""
    lines = []
    for paragraph in part.iter(qn("w:p")):
        pieces = paragraph.iter(qn("w:t"), qn("w:br"))
        lines.append("".join(p.text or "" if p.tag == qn("w:t") else "\n" for p in pieces))
    return "\n".join(lines)


def value(part: Any, tag: str, name: str = "val") -> str | None:
    """What an element below says, for example the fill of a cell's shading."""
    found = next(part.iter(qn(f"w:{tag}")), None)
    return None if found is None else found.get(qn(f"w:{name}"))


def has(part: Any, tag: str) -> bool:
    return next(part.iter(qn(f"w:{tag}")), None) is not None
