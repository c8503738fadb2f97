"""The three boards' real plans in Excel, against what a reader sees in them and in Word."""

from __future__ import annotations

import io

import openpyxl
import pytest

from priorities.importing.files import read_file
from priorities.importing.grid import Source
from priorities.importing.word import read_word
from tests.priorities.importing.looking import cells, lines
from tests.priorities.importing.real_plans import BOARDS, plan_file


def read(board: str) -> Source:
    return read_file(plan_file(f"{board}.xlsx"), f"{board}.xlsx")


@pytest.mark.parametrize(
    ("board", "sheets"),
    [
        ("medway", [("Business Plan", 1, 140, 6)]),
        ("merton", [("Business Plan", 1, 80, 7), ("Risk & Challenge Log", 2, 4, 7)]),
        ("milton_keynes", [("Business Plan", 1, 57, 8), ("Appendix 1", 2, 14, 7)]),
    ],
)
def test_real_plan_has_its_sheets_and_no_findings(
    board: str, sheets: list[tuple[str, int, int, int]]
) -> None:
    source = read(board)

    found = [(t.where, t.first_row, len(t.rows), t.width) for t in source.tables]
    assert found == [(f"sheet “{name}”", *numbers) for name, *numbers in sheets]
    assert source.findings == ()
    assert source.kind == "excel"


@pytest.mark.parametrize("board", BOARDS)
def test_every_sentence_of_a_real_plan_is_kept(board: str) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(plan_file(f"{board}.xlsx")))
    typed = [
        line.strip().removeprefix("• ").removeprefix("o ")
        for sheet in workbook
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
        for line in str(value).split("\n")
    ]

    assert [line.text for line in lines(read(board))] == [line for line in typed if line]


def test_medway_has_the_list_items_that_its_word_file_has() -> None:
    excel = [(line.text, line.level) for line in lines(read("medway")) if line.level]
    word = [
        (line.text, line.level) for line in lines(read_word(plan_file("medway.docx"))) if line.level
    ]

    assert excel == word


def test_medway_numbers_merged_over_rows_stand_in_each_row() -> None:
    table = read("medway").tables[0]
    number = table.rows[108][0]

    assert (number.text, number.rowspan) == ("6.5.1", 4)
    assert [row[0] is number for row in table.rows[108:112]] == [True] * 4
    assert table.place(number.row) == "sheet “Business Plan”, row 109"


def test_merton_headings_are_merged_both_ways() -> None:
    table = read("merton").tables[0]
    heading = next(cell for cell in cells(table) if cell.text == "Objectives")

    assert (heading.rowspan, heading.colspan) == (2, 2)


def test_merton_risks_are_shaded_and_lettered() -> None:
    log = read("merton").tables[1]

    assert [(row[-1].text, row[-1].shade) for row in log.rows[1:]] == [
        ("A", "#ffc000"),
        ("G", "#00b050"),
        ("R", "#ff0000"),
    ]
