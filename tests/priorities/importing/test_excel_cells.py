"""What a cell of an Excel file says: numbers, dates and lists as the sheet shows them."""

from __future__ import annotations

import datetime as dt

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color, Font, GradientFill, PatternFill

from priorities.importing import excel_sheet
from priorities.importing.excel import read_excel
from priorities.importing.excel_lines import lines
from priorities.importing.grid import Cell, Line
from tests.priorities.importing.looking import told
from tests.priorities.importing.making import excel, part, saved, with_parts, workbook


def cell(value: object, number_format: str = "General", **looks: object) -> Cell:
    """The cell that a sheet with only this value holds."""
    book = workbook([[value]])
    book.active["A1"].number_format = number_format
    for name, look in looks.items():
        setattr(book.active["A1"], name, look)
    return read_excel(saved(book)).tables[0].rows[0][0]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (3.1, "0.00", "3.10"),
        (3.1, "General", "3.1"),
        (3, "General", "3"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567, "General", "1234567"),
        (2.5, "0", "3"),
        (7, "000", "007"),
        (0.723, "0.0%", "72.3%"),
        (0.3, "0%", "30%"),
        (12000, '"£"#,##0', "£12,000"),
        (12000.5, "[$£-809]#,##0.00", "£12,000.50"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (-5, "0.0", "-5.0"),
        (0, '0;-0;"none"', "none"),
        (0, '_-"£"* #,##0_-;-"£"* #,##0_-;_-"£"* "-"_-;_-@_-', "£-"),
        (5, '0" days"', "5 days"),
        (1500000, '0.0,,"m"', "1.5m"),
        (0.5, "#.##", ".5"),
        (12345, "0.00E+00", "1.23E+04"),
        (0.5, "h:mm", "12:00"),
        (1.5, "[h]:mm", "36:00"),
        (5, "@", "5"),
    ],
)
def test_number_is_what_its_format_shows(value: float, number_format: str, text: str) -> None:
    found = cell(value, number_format)

    assert found.text == text
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("day", "number_format", "text"),
    [
        (dt.date(2018, 3, 1), "mmm-yy", "March 2018"),
        (dt.date(2018, 4, 27), "dd/mm/yyyy", "27 April 2018"),
        (dt.date(2018, 4, 27), "[$-809]d mmmm yyyy;@", "27 April 2018"),
        (dt.date(2018, 4, 27), "mmm-yy", "27 April 2018"),
        (dt.date(2018, 1, 1), "yyyy", "2018"),
        (dt.date(1900, 2, 28), "dd/mm/yyyy", "28 February 1900"),
    ],
)
def test_date_is_a_date_and_reads_as_a_plan_says_it(
    day: dt.date, number_format: str, text: str
) -> None:
    found = cell(day, number_format)

    assert (found.text, found.value) == (text, day)


def test_time_of_a_day_is_said() -> None:
    assert cell(dt.datetime(2018, 4, 27, 10, 30), "dd/mm/yyyy hh:mm").text == "27 April 2018, 10:30"  # noqa: DTZ001


def test_dates_of_an_old_mac_count_from_1904() -> None:
    data = saved(workbook([[dt.date(2018, 4, 27)]]))
    book = part(data, "xl/workbook.xml").replace("<workbookPr", '<workbookPr date1904="1"', 1)

    found = read_excel(with_parts(data, {"xl/workbook.xml": book})).tables[0].rows[0][0]

    assert found.value == dt.date(2022, 4, 28)


def test_date_written_in_words_of_iso_is_a_date() -> None:
    data = excel('<sheetData><row r="1"><c r="A1" t="d"><v>2018-04-27</v></c></row></sheetData>')

    found = read_excel(data).tables[0].rows[0][0]

    assert (found.text, found.value) == ("27 April 2018", dt.date(2018, 4, 27))


def test_date_before_all_days_is_its_number() -> None:
    assert cell(0, "dd/mm/yyyy").text == "0"


def test_truth_is_said_as_the_sheet_does() -> None:
    assert (cell(True).text, cell(True).value, cell(False).text) == ("TRUE", True, "FALSE")


def test_number_typed_as_text_stays_as_typed() -> None:
    assert (cell("3.10").text, cell("3.10").value) == ("3.10", None)


def formula(inside: str, kind: str = "") -> bytes:
    cells = f"<c{kind}>{inside}</c><c><v>1</v></c>"
    return excel(f"<sheetData><row>{cells}</row></sheetData>")


def test_formula_is_its_result() -> None:
    source = read_excel(formula("<f>1+1</f><v>2</v>"))

    assert source.tables[0].rows[0][0].text == "2"
    assert source.findings == ()


def test_formula_that_gives_no_words_is_empty() -> None:
    assert read_excel(formula('<f>""</f><v></v>', ' t="str"')).findings == ()


def test_formula_without_a_result_is_told() -> None:
    source = read_excel(saved(workbook([["=SUM(B1:B2)", 1]])))

    assert [cell.text for cell in source.tables[0].rows[0]] == ["1"]
    assert told(source) == [("sheet “Plan”, row 1", "=SUM(B1:B2)")]
    assert source.findings[0].what == excel_sheet.UNCALCULATED


def test_error_is_kept_and_told() -> None:
    source = read_excel(formula("<f>1/0</f><v>#DIV/0!</v>", ' t="e"'))

    assert source.tables[0].rows[0][0].text == "#DIV/0!"
    assert told(source) == [("sheet “Plan”, row 1", "#DIV/0!")]


def test_number_hidden_by_its_format_is_told() -> None:
    book = workbook([["x", 5]])
    book.active["B1"].number_format = ";;;"

    assert told(read_excel(saved(book))) == [("sheet “Plan”, row 1", "5")]


@pytest.mark.parametrize(
    ("fill", "shade"),
    [
        (PatternFill("solid", fgColor="FF0000"), "#ff0000"),
        (PatternFill("solid", fgColor="FFFFFF"), None),
        (PatternFill("solid", fgColor=Color(theme=5)), "#c0504d"),
        (PatternFill("solid", fgColor=Color(theme=5, tint=0.6)), "#e6b9b8"),
        (PatternFill("solid", fgColor=Color(theme=0, tint=-0.5)), "#808080"),
        (PatternFill("solid", fgColor=Color(indexed=10)), "#ff0000"),
        (PatternFill("solid", fgColor=Color(indexed=2)), "#ff0000"),
        (PatternFill("solid", fgColor=Color(indexed=64)), None),
        (PatternFill("mediumGray", fgColor="FF0000", bgColor="FFFFFF"), "#ff8080"),
        (GradientFill(stop=("00B050", "FFFFFF")), "#00b050"),
        (PatternFill(), None),
    ],
)
def test_colour_of_a_cell(fill: object, shade: str | None) -> None:
    assert cell("x", fill=fill).shade == shade


def test_struck_cell_and_struck_words_stand_apart() -> None:
    rich = CellRichText("Due ", TextBlock(InlineFont(strike=True), "May"), " June")

    assert cell("Gone", font=Font(strike=True)).lines == (Line("", struck="Gone"),)
    assert cell(rich).lines == (Line("Due June", struck="May"),)


def test_words_of_several_looks_are_one_text() -> None:
    rich = CellRichText("Ask ", TextBlock(InlineFont(b=True), "schools"), " now")

    assert cell(rich).text == "Ask schools now"


def test_escaped_characters_are_read() -> None:
    data = excel(
        '<sheetData><row><c t="inlineStr"><is><t>a_x000D_\nb_x0041_</t></is></c></row></sheetData>'
    )

    assert [line.text for line in read_excel(data).tables[0].rows[0][0].lines] == ["a", "bA"]


def test_look_of_words_does_not_depend_on_what_else_is_said_of_them() -> None:
    look = "<rPr><strike/><sz val='9'/></rPr>"
    cells = f'<c t="inlineStr"><is><r>{look}<t>Gone</t></r></is></c><c><v>1</v><x/></c>'

    row = read_excel(excel(f"<sheetData><row>{cells}</row></sheetData>")).tables[0].rows[0]

    assert (row[0].lines, row[1].text) == ((Line("", struck="Gone"),), "1")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("one\ntwo", [("one", 0), ("two", 0)]),
        ("one\n\n two ", [("one", 0), ("two", 0)]),
        ("Steps:\n• one\n• two", [("Steps:", 0), ("one", 1), ("two", 1)]),
        ("- one\n– two", [("one", 1), ("two", 1)]),
        ("• one\n   o inner\n• two", [("one", 1), ("inner", 2), ("two", 1)]),
        ("• one\n    • inner", [("one", 1), ("inner", 2)]),
        ("* one\n* two", [("one", 1), ("two", 1)]),
        ("* a remark", [("* a remark", 0)]),
        ("1. one\n2) two", [("one", 1), ("two", 1)]),
        ("a) one\nb) two", [("one", 1), ("two", 1)]),
        ("1. Embed the framework", [("1. Embed the framework", 0)]),
        ("2. two\n4. four", [("2. two", 0), ("4. four", 0)]),
        ("1.1 one\n1.2 two", [("1.1 one", 0), ("1.2 two", 0)]),
        ("2 May - 3 May", [("2 May - 3 May", 0)]),
        ("-", [("-", 0)]),
        ("-5", [("-5", 0)]),
        ("•\u00a0\tone", [("one", 1)]),
    ],
)
def test_typed_lists_are_list_items(typed: str, read: list[tuple[str, int]]) -> None:
    assert [(line.text, line.level) for line in lines([(typed, False)])] == read
