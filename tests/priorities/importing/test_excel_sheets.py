"""Sheets of an Excel file: what is merged, trimmed, hidden, and what stands beside the cells."""

from __future__ import annotations

import base64
import io
import time

import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill

from priorities.importing import excel as reading
from priorities.importing import excel_grid
from priorities.importing.excel import read_excel
from priorities.importing.files import read_file
from priorities.importing.grid import Unreadable
from tests.priorities.importing.looking import told, words
from tests.priorities.importing.making import (
    excel,
    part,
    related,
    saved,
    with_parts,
    workbook,
)

RED = PatternFill("solid", fgColor="FF0000")
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_each_visible_sheet_is_a_table() -> None:
    book = workbook([["a"]])
    book.create_sheet("Log & more")["B2"] = "b"
    book.create_sheet("Empty")

    source = read_excel(saved(book))

    assert [table.where for table in source.tables] == ["sheet “Plan”", "sheet “Log & more”"]
    assert source.findings == ()


def test_merged_cells_stand_in_all_their_places() -> None:
    book = workbook([["wide", None, "c"], ["tall", "1", "2"], [None, "3", "4"]])
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("A2:A3")

    source = read_excel(saved(book))

    assert words(source) == [["wide", "wide", "c"], ["tall", "1", "2"], ["tall", "3", "4"]]
    tall = source.tables[0].rows[2][0]
    assert (tall.row, tall.column, tall.rowspan, tall.colspan) == (1, 0, 2, 1)
    assert source.tables[0].rows[1][0] is tall


def test_blank_columns_and_rows_around_are_trimmed_and_the_row_number_kept() -> None:
    book = workbook([])
    book.active["C4"] = "a"
    book.active["E6"] = "note"

    table = read_excel(saved(book)).tables[0]

    assert [[cell.text for cell in row] for row in table.rows] == [
        ["a", "", ""],
        ["", "", ""],
        ["", "", "note"],
    ]
    assert table.first_row == 4
    assert table.place(2) == "sheet “Plan”, row 6"
    assert (table.rows[2][2].row, table.rows[2][2].column) == (2, 2)


def test_column_of_colours_alone_at_the_edge_is_kept() -> None:
    book = workbook([[None, "late"], [None, "done"]])
    book.active["A1"].fill = RED

    table = read_excel(saved(book)).tables[0]

    assert [row[0].shade for row in table.rows] == ["#ff0000", None]


def test_hidden_rows_are_told_and_not_read_but_numbers_stay() -> None:
    book = workbook([["a", "b"], ["secret", "x"], ["c", "d"]])
    book.active.row_dimensions[2].hidden = True

    source = read_excel(saved(book))

    assert words(source) == [["a", "b"], ["", ""], ["c", "d"]]
    assert told(source) == [("sheet “Plan”", "row 2: secret | x")]
    assert source.findings[0].what == excel_grid.HIDDEN_ROWS


def test_hidden_columns_are_told_and_gone() -> None:
    book = workbook([["a", "secret", "b"], ["c", None, "d"]])
    book.active.column_dimensions["B"].hidden = True

    source = read_excel(saved(book))

    assert words(source) == [["a", "b"], ["c", "d"]]
    assert told(source) == [("sheet “Plan”", "row 1: secret")]


def test_merged_cell_that_is_hidden_in_part_is_read() -> None:
    book = workbook([["title", None, None], ["a", "b", "c"]])
    book.active.merge_cells("A1:C1")
    book.active.column_dimensions["A"].hidden = True

    source = read_excel(saved(book))

    assert words(source) == [["title", "title"], ["b", "c"]]
    assert told(source) == [("sheet “Plan”", "row 2: a")]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_told_and_not_read(state: str) -> None:
    book = workbook([["a"]])
    sheet = book.create_sheet("Old")
    sheet["A1"], sheet["B1"] = "secret", "x"
    sheet.sheet_state = state

    source = read_excel(saved(book))

    assert len(source.tables) == 1
    assert told(source) == [("sheet “Old”", "secret | x")]


def test_words_under_a_merged_cell_are_told() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>under</t></is></c></row>'
    )
    merge = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B1:C1"/></mergeCells>'

    source = read_excel(excel(f"<sheetData>{rows}</sheetData>{merge}"))

    assert words(source) == [["a", "a"]]
    assert told(source) == [("sheet “Plan”, row 1", "under")]


def test_cells_without_an_address_follow_each_other() -> None:
    cells = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"

    assert words(read_excel(excel(f"<sheetData>{cells}</sheetData>"))) == [["1", "2"], ["3", ""]]


def test_rows_printed_on_each_page_are_header_rows() -> None:
    book = workbook([["a"], ["b"], ["c"]])
    book.active.print_title_rows = "1:2"

    assert read_excel(saved(book)).tables[0].header_rows == 2


def test_colours_by_rule_are_told() -> None:
    book = workbook([["a"]])
    rule = CellIsRule(operator="equal", formula=['"R"'], fill=RED)
    book.active.conditional_formatting.add("A1:A9", rule)

    assert [finding.what for finding in read_excel(saved(book)).findings] == [reading.CONDITIONS]


def test_comment_is_told_where_it_stands() -> None:
    book = workbook([["a"], ["b"]])
    book.active["A2"].comment = Comment("Which one?", "Chair")

    assert told(read_excel(saved(book))) == [("sheet “Plan”, row 2", "Which one?")]


def test_text_box_and_picture_are_told() -> None:
    book = workbook([["a"]])
    book.active.add_image(Image(io.BytesIO(DOT)), "C3")
    data = saved(book)
    drawing = part(data, "xl/drawings/drawing1.xml")
    names = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    body = f"<txBody {names}><a:p><a:r><a:t>boxed</a:t></a:r></a:p></txBody>"
    end = drawing.rindex("</")

    source = read_excel(
        with_parts(data, {"xl/drawings/drawing1.xml": drawing[:end] + body + drawing[end:]})
    )

    assert sorted(told(source)) == [("sheet “Plan”", ""), ("sheet “Plan”", "boxed")]


def test_picture_without_cells_may_be_the_plan() -> None:
    book = workbook([])
    book.active.add_image(Image(io.BytesIO(DOT)), "A1")

    source = read_excel(saved(book))

    assert reading.NO_CELLS_BUT_PICTURE in [finding.what for finding in source.findings]


def test_page_header_is_told_without_its_codes() -> None:
    book = workbook([["a"]])
    book.active.oddHeader.center.text = "Draft & secret"
    book.active.oddHeader.center.size = 12

    assert told(read_excel(saved(book))) == [("sheet “Plan”", "Draft & secret")]


def test_chart_sheet_is_told() -> None:
    book = workbook([["a"]])
    book.create_chartsheet("Chart")

    whats = [finding.what for finding in read_excel(saved(book)).findings]

    assert reading.CHART_SHEET in whats


def test_macros_are_told_and_the_rest_is_read() -> None:
    source = read_file(with_parts(saved(workbook([["a"]])), {"xl/vbaProject.bin": b"x"}), "p.xlsm")

    assert words(source) == [["a"]]
    assert [finding.what for finding in source.findings] == [reading.MACROS]


def test_new_comments_are_told_once() -> None:
    book = workbook([["a"]])
    book.active["A1"].comment = Comment("[Threaded comment] Which one?", "tc={1}")
    said = '<threadedComment ref="A1"><text>Which one?</text></threadedComment>'
    thread = f"<ThreadedComments>{said}</ThreadedComments>"
    data = related(
        saved(book),
        "xl/worksheets/sheet1.xml",
        "threadedComment",
        "xl/threadedComments/t1.xml",
        thread,
    )

    assert told(read_excel(data)) == [("sheet “Plan”, row 1", "Which one?")]


def test_formatting_to_the_last_row_and_column_costs_nothing() -> None:
    book = workbook([["a", "b"], ["c", "d"]])
    book.active["A1048576"].fill = RED
    book.active["XFD1"].fill = RED
    data = merged(saved(book), "A3:XFD1048576")
    start = time.perf_counter()

    source = read_excel(data)

    assert words(source) == [["a", "b"], ["c", "d"]]
    assert time.perf_counter() - start < 1


def merged(data: bytes, area: str) -> bytes:
    """The same with one merge more; openpyxl would make a cell of each place in it."""
    xml = part(data, "xl/worksheets/sheet1.xml")
    merge = f'</sheetData><mergeCells><mergeCell ref="{area}"/></mergeCells>'
    return with_parts(data, {"xl/worksheets/sheet1.xml": xml.replace("</sheetData>", merge)})


def test_word_at_the_sheet_s_very_end_is_a_table_of_its_own() -> None:
    book = workbook([["a"], ["b"]])
    book.active["A1048576"] = "end"

    source = read_excel(saved(book))

    assert [(len(table.rows), table.first_row) for table in source.tables] == [(2, 1), (1, 1048576)]


def test_far_column_of_a_long_sheet_stays_and_the_empty_ones_between_shrink() -> None:
    book = workbook([["a", "b"]] * 400)
    book.active["XFD400"] = "note"

    table = read_excel(saved(book)).tables[0]

    assert [cell.text for cell in table.rows[399]] == ["a", "b", "", "note"]


def test_too_many_cells_are_refused() -> None:
    cells = "<c><v>1</v></c>" * 16_000
    with pytest.raises(Unreadable, match="cells"):
        read_excel(excel(f"<sheetData>{f'<row>{cells}</row>' * 20}</sheetData>"))
