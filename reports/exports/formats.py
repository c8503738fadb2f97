"""The forms a plan goes out in, and what a file of each is called."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass

from priorities.document import PlanDocument
from reports.exports.csv import plan_as_csv
from reports.exports.excel import plan_as_excel
from reports.exports.word import plan_as_word

OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One form: its code is also the ending of the file's name; ``hint`` says what it is for."""

    code: str
    label: str
    hint: str
    content_type: str
    make: Callable[[PlanDocument, dt.date], bytes]
    is_binary: bool = False

    def file_name(self, document: PlanDocument, day: dt.date) -> str:
        """“medway-business-plan-2017-20-2026-11-27.docx”."""
        return f"{document.board.slug}-{document.plan.slug}-{day:%Y-%m-%d}.{self.code}"


def plan_as_json(document: PlanDocument, today: dt.date) -> bytes:  # noqa: ARG001
    """The plan in the form ``boardplan/plan@1``, whole."""
    return (json.dumps(document.to_json(), ensure_ascii=False, indent=2) + "\n").encode()


FORMATS = {
    each.code: each
    for each in (
        ExportFormat(
            "docx",
            "Word",
            "The plan in the board’s own columns, to read, print or edit.",
            f"{OFFICE}wordprocessingml.document",
            plan_as_word,
            is_binary=True,
        ),
        ExportFormat(
            "xlsx",
            "Excel",
            "The same columns as a sheet, with all that the plan holds beyond them.",
            f"{OFFICE}spreadsheetml.sheet",
            plan_as_excel,
            is_binary=True,
        ),
        ExportFormat(
            "csv",
            "CSV",
            "A row for each milestone, to sort and count.",
            "text/csv; charset=utf-8",
            plan_as_csv,
        ),
        ExportFormat(
            "json",
            "JSON",
            "The whole plan for another program.",
            "application/json",
            plan_as_json,
        ),
    )
}
