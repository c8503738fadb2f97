"""A plan as an Excel workbook: the plan in its board's columns, the ratings, and the rest."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from boardplan.ui.uk_dates import date_words
from priorities.document import PlanDocument
from reports.exports.cells import rating_words
from reports.exports.excel_cells import Pen, height
from reports.exports.excel_plan import PlanSheet
from reports.exports.harmless import printable, sealed
from reports.exports.look import HEAD_FILL, tint

PROPERTIES = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def plan_as_excel(document: PlanDocument, today: dt.date) -> bytes:
    """The plan as an .xlsx, the same bytes for the same plan and day.

    Raises TooLongForExcel where a text is longer than a cell can be.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101
    PlanSheet(document, today, sheet).write_all()
    _write_ratings(document, book.create_sheet("Ratings"))
    _write_about(document, today, book.create_sheet("About"))
    about = book.properties
    about.title = printable(document.plan.title)
    about.subject = printable(f"{document.board.name}, as at {date_words(today)}")
    about.creator = about.lastModifiedBy = "Boardplan"
    about.language = "en-GB"
    about.created = about.modified = dt.datetime.combine(today, dt.time())
    made = io.BytesIO()
    book.save(made)
    return sealed(dated(made.getvalue(), today))


def dated(data: bytes, today: dt.date) -> bytes:
    """The workbook with the day in place of the moment at which it was saved."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == PROPERTIES:
                part = MODIFIED.sub(rb"\g<1>" + f"{today:%Y-%m-%d}T00:00:00Z".encode(), part)
            target.writestr(entry, part)
    return made.getvalue()


def write_table(sheet: Worksheet, widths: tuple[int, ...], rows: list[tuple[str, ...]]) -> None:
    """A plain table with one row of headings, which stays in view."""
    pen = Pen(sheet)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, row in enumerate(rows, start=1):
        is_head = number == 1
        for column, text in enumerate(row, start=1):
            fill = HEAD_FILL if is_head else ""
            pen.write(number, column, text, is_strong=is_head, fill=fill)
        sheet.row_dimensions[number].height = height(zip(row, widths, strict=True))
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write_ratings(document: PlanDocument, sheet: Worksheet) -> None:
    """The scheme: its words, colours and definitions; the codes hidden."""
    scheme = document.rating_scheme
    rows = [(rating_words(r), r.definition, r.code) for r in scheme]
    write_table(sheet, (18, 90, 12), [("Rating", "Definition", "Code"), *rows])
    for number, rating in enumerate(scheme, start=2):
        colour, fill = tint(rating)
        Pen(sheet).write(number, 1, rating_words(rating), colour=colour, fill=fill, is_strong=True)
    sheet.column_dimensions["C"].hidden = True


def _write_about(document: PlanDocument, today: dt.date, sheet: Worksheet) -> None:
    write_table(sheet, (26, 110), [("What", "Words"), *_about(document, today)])


def _about(document: PlanDocument, today: dt.date) -> Iterator[tuple[str, str]]:
    """What has no column in the plan, a line each."""
    head, levels = document.plan, document.layout.levels
    days = {"From": head.period_start, "To": head.period_end}
    yield "Board", document.board.name
    yield "Plan", head.title
    yield from ((name, date_words(day)) for name, day in days.items() if day)
    yield "As at", date_words(today)
    yield from (("Version", head.version),) if head.version else ()
    yield from (("Agreed on", date_words(head.agreed_on)),) if head.agreed_on else ()
    yield from (("Agreed by", head.agreed_by),) if head.agreed_by else ()
    yield "Word for a priority", levels.priority
    yield "Word for an objective", levels.objective
    yield "Word for an action", levels.action
    yield from (("Front text", text) for text in head.front)
    yield from (("Listed priority", text) for text in head.listed_priorities)
    yield from (("Closing text", text) for text in head.closing)
