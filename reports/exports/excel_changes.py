"""What changed in a plan as an Excel workbook: a row for each change."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from priorities.change_words import ChangeLine
from priorities.document import PlanDocument
from reports.changes import ChangesTold
from reports.exports.excel import dated, write_table
from reports.exports.harmless import printable, sealed

HEADINGS = ("Kind", "What", "Number", "Words", "Of it", "From", "To", "Days")
WIDTHS = (18, 24, 12, 44, 18, 54, 54, 8)


def changes_as_excel(
    told: ChangesTold, document: PlanDocument, *, before: str, after: str, today: dt.date
) -> bytes:
    """The changes as an .xlsx, the same bytes for the same changes and day.

    Every cell is text, never a formula. Raises TooLongForExcel where a text is longer than a
    cell can be.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101
    sheet.title = "Changes"
    write_table(sheet, WIDTHS, [HEADINGS, *_rows(told)])
    write_table(book.create_sheet("Summary"), (110,), [*_summary(told, document, before, after)])
    about = book.properties
    about.title = printable(f"{document.plan.title}: what changed from {before} to {after}")
    about.creator = about.lastModifiedBy = "Boardplan"
    about.language = "en-GB"
    about.created = about.modified = dt.datetime.combine(today, dt.time())
    made = io.BytesIO()
    book.save(made)
    return sealed(dated(made.getvalue(), today))


def _rows(told: ChangesTold) -> Iterator[tuple[str, ...]]:
    for section in told.sections:
        yield from (_row(section.heading, entry) for entry in section.entries)


def _row(kind: str, entry: ChangeLine) -> tuple[str, ...]:
    was = f" (it was {entry.was})" if entry.was else ""
    days = str(entry.days) if entry.days else ""
    facts = (entry.subject, entry.number + was, entry.name, entry.field)
    return (kind, *facts, entry.before, entry.after, days)


def _summary(
    told: ChangesTold, document: PlanDocument, before: str, after: str
) -> Iterator[tuple[str, ...]]:
    yield (f"{document.board.name}, {document.plan.title}: from {before} to {after}",)
    yield from ((line,) for line in told.few_lines or ("Nothing changed.",))
