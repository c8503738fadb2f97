"""Copies of a real plan with more dirt: what boards do to their tables over the years."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterator
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Word = Any
Change = Callable[[Word], None]

HEADINGS = {
    "Actions": "What will we do?",
    "Lead": "Responsible officer",
    "By when": "Target date",
    "Performance Measures": "How will we know?",
    "Desired Outcome": "Outcome sought / objective",
    "Progress report": "Position to date",
}
TYPING_ERRORS = {
    "Actions": "Actoins",
    "By when": "By wehn",
    "Performance Measures": "Perfomance Measure",
}
COLOURS = ("FF0000", "FFC000", "00B050")


def changed(data: bytes, change: Change) -> bytes:
    """The Word file with ``change`` done to it."""
    document = docx.Document(BytesIO(data))
    change(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def plan_tables(document: Word) -> list[Any]:
    """The tables that are the plan: those of the width of the first."""
    width = len(document.tables[0].columns)
    return [table for table in document.tables if len(table.columns) == width]


def columns_reordered(document: Word) -> None:
    """The lead's column stands last."""
    for table in plan_tables(document):
        for row in table.rows:
            cells = row._tr.findall(qn("w:tc"))
            row._tr.append(cells[3])


def _reword(document: Word, words: dict[str, str]) -> None:
    for table in plan_tables(document):
        for cell in table.rows[0].cells:
            if cell.text.strip() in words:
                cell.paragraphs[0].text = words[cell.text.strip()]


def headings_reworded(document: Word) -> None:
    _reword(document, HEADINGS)


def headings_mistyped(document: Word) -> None:
    _reword(document, TYPING_ERRORS)


def headings_missing(document: Word) -> None:
    """Only the first table has headings; the others go on after a page break."""
    for table in plan_tables(document)[1:]:
        table._tbl.remove(table.rows[0]._tr)


def headings_repeated(document: Word) -> None:
    """The headings stand again in each table, where no merged cell is cut in two."""
    for table in plan_tables(document):
        rows = [row._tr for row in table.rows]
        heads = rows[:2] if table.rows[0].cells[0].text.startswith("Planning") else rows[:1]
        whole = [row for row in rows[len(heads) + 2 :] if not _continues(row)]
        for head in heads if whole else ():
            whole[0].addprevious(copy.deepcopy(head))


def _continues(row: Any) -> bool:
    merges = row.iter(qn("w:vMerge"))
    return any(merge.get(qn("w:val")) != "restart" for merge in merges)


def merged_cells_split(document: Word) -> None:
    """No cell spans rows; the words stand in the first of them."""
    for table in plan_tables(document):
        for properties in table._tbl.iter(qn("w:tcPr")):
            for merge in properties.findall(qn("w:vMerge")):
                properties.remove(merge)


def blank_rows(document: Word) -> None:
    for table in plan_tables(document):
        for row in table.rows[1:]:
            blank = copy.deepcopy(row._tr)
            for text in blank.iter(qn("w:t")):
                text.text = ""
            for merge in list(blank.iter(qn("w:vMerge"))):
                merge.getparent().remove(merge)
            if not row._tr.findall(".//" + qn("w:vMerge")):
                row._tr.addprevious(blank)


def ratings_as_colours(document: Word) -> None:
    """The last column of each row is shaded red, amber and green in turn."""
    place = 0
    for table in plan_tables(document):
        for row in table.rows[1:]:
            cell = row._tr.findall(qn("w:tc"))[-1]
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), COLOURS[place % 3])
            cell.get_or_add_tcPr().append(shade)
            place += 1


def unknown_column(document: Word) -> None:
    """A column with a heading that no vocabulary knows."""
    for table in plan_tables(document):
        for index, row in enumerate(table.rows):
            cell = copy.deepcopy(row._tr.findall(qn("w:tc"))[-1])
            for paragraph in cell.findall(qn("w:p"))[1:]:
                cell.remove(paragraph)
            (paragraph,) = cell.findall(qn("w:p"))
            for run in paragraph.findall(qn("w:r")):
                paragraph.remove(run)
            run, text = OxmlElement("w:r"), OxmlElement("w:t")
            text.text = "Whence it came" if index == 0 else f"Paper {index}"
            run.append(text)
            paragraph.append(run)
            row._tr.append(cell)


def numbers_missing(document: Word) -> None:
    """The outcomes have no numbers any more."""
    for table in plan_tables(document):
        for text in _texts(table):
            head, dot, rest = (text.text or "").partition(". ")
            if head.isdigit() and dot:
                text.text = rest


def two_plans(document: Word) -> None:
    """All tables of the plan a second time, behind a line of text."""
    body = document.element.body
    section = body.sectPr
    for table in plan_tables(document):
        section.addprevious(OxmlElement("w:p"))
        section.addprevious(copy.deepcopy(table._tbl))


def without_definitions(change: Change) -> Change:
    """The change done to the tables of Medway's plan alone, its table of definitions left out."""

    def done(document: Word) -> None:
        plans = [t for t in document.tables[1:] if t.rows[0].cells[0].text.startswith("Planning")]
        change(SimpleNamespace(tables=plans))

    return done


def _texts(table: Any) -> Iterator[Any]:
    yield from table._tbl.iter(qn("w:t"))


def sheet(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The Excel file with ``change`` done to its first sheet."""
    book = openpyxl.load_workbook(BytesIO(data))
    change(book.worksheets[0])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def dates_as_dates(page: Any) -> None:
    """“October 2010” alone in a cell is a real date, shown as Excel likes."""
    for row in page.iter_rows():
        for cell in row:
            if cell.value == "October 2010":
                cell.value, cell.number_format = dt.date(2010, 10, 1), "mmm-yy"


def pushed_to_the_right(page: Any) -> None:
    """Two blank columns at the left, and a note far at the right."""
    ranges = [str(each) for each in page.merged_cells.ranges]
    for each in ranges:
        page.unmerge_cells(each)
    page.insert_cols(1, 2)
    for each in ranges:
        found = openpyxl.worksheet.cell_range.CellRange(each)
        found.shift(col_shift=2)
        page.merge_cells(found.coord)
