"""The three boards' real plans in Word, against what a reader sees in them."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from lxml import etree

from priorities.importing.grid import Cell, Source, Text
from priorities.importing.word import read_word
from tests.priorities.importing.looking import cells, lines
from tests.priorities.importing.real_plans import BOARDS, plan_file


def read(board: str) -> Source:
    return read_word(plan_file(f"{board}.docx"))


def find(source: Source, text: str) -> Cell:
    """The one cell with exactly this text."""
    (found,) = [
        cell for table in source.tables for cell in cells(table) if cell.text.strip() == text
    ]
    return found


@pytest.mark.parametrize(("board", "tables"), [("medway", 18), ("merton", 9), ("milton_keynes", 8)])
def test_real_plan_has_its_tables_and_no_findings(board: str, tables: int) -> None:
    source = read(board)

    assert len(source.tables) == tables
    assert source.findings == ()
    assert source.kind == "word"


@pytest.mark.parametrize("board", BOARDS)
def test_every_sentence_of_a_real_plan_is_kept(board: str) -> None:
    source = read(board)

    assert [line.text for line in lines(source)] == paragraphs(plan_file(f"{board}.docx"))


def paragraphs(data: bytes) -> list[str]:
    """The words of each paragraph, read without our reader."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found = []
    for paragraph in root.iter(f"{space}p"):
        words = "".join(
            "\n" if part.tag == f"{space}br" else str(part.text or "")
            for part in paragraph.iter(f"{space}t", f"{space}br")
        )
        if words.strip():
            found.append("\n".join(line.strip() for line in words.split("\n")))
    return found


def test_medway_numbers_merged_over_rows_stand_in_each_row() -> None:
    source = read("medway")
    number = find(source, "6.5.1")
    table = next(t for t in source.tables if any(number in row for row in t.rows))

    assert (number.rowspan, number.colspan) == (4, 1)
    assert [row[0] is number for row in table.rows[number.row : number.row + 4]] == [True] * 4
    assert table.place(number.row) == "table 14, row 3"


def test_medway_colours_are_those_of_the_definitions() -> None:
    definitions = read("medway").tables[0]

    assert [row[0].shade for row in definitions.rows[1:]] == ["#ff0000", "#ffc000", "#00b050"]
    assert definitions.header_rows == 1


def test_medway_list_items_have_their_nesting() -> None:
    source = read("medway")
    levels = [line.level for table in source.tables for cell in cells(table) for line in cell.lines]

    assert (levels.count(1), levels.count(2)) == (73, 6)
    assert [line.level for line in source.tables[16].rows[0][3].lines] == [1, 2]


def test_medway_headings_span_columns_and_repeat() -> None:
    table = read("medway").tables[1]

    assert table.header_rows == 2
    assert [cell.text for cell in table.rows[0]] == ["Planning"] * 4 + ["Monitoring"] * 2


def test_merton_headings_are_merged_both_ways() -> None:
    table = read("merton").tables[0]

    assert table.rows[0][0] is table.rows[1][1]
    assert (table.rows[0][0].rowspan, table.rows[0][0].colspan) == (2, 2)
    assert [cell.text for cell in table.rows[0][4:6]] == ["Resources", "Resources"]


def test_merton_risks_are_shaded_and_lettered() -> None:
    log = read("merton").tables[8]

    assert [(row[-1].text, row[-1].shade) for row in log.rows[1:]] == [
        ("A", "#ffc000"),
        ("G", "#00b050"),
        ("R", "#ff0000"),
    ]


def test_milton_keynes_priorities_before_the_tables_are_list_items() -> None:
    front = read("milton_keynes").blocks[0]

    assert isinstance(front, Text)
    assert [line.level for line in front.lines] == [0, 0, 0] + [1] * 11
    assert front.lines[0].heading == 1


def test_milton_keynes_cells_are_merged_differently_by_column() -> None:
    rows = read("milton_keynes").tables[1].rows

    assert [rows[1][column].rowspan for column in range(6)] == [2, 2, 1, 2, 1, 1]


def test_medway_is_read_in_well_under_a_second() -> None:
    data = plan_file("medway.docx")
    start = time.perf_counter()

    read_word(data)

    assert time.perf_counter() - start < 1
