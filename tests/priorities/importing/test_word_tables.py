"""Word's tables: what is merged, shaded, repeated, and in which order."""

from __future__ import annotations

import docx
import pytest

from priorities.importing.grid import Source, Table, Text
from priorities.importing.word import read_word
from tests.priorities.importing.looking import lines, told, words
from tests.priorities.importing.making import cell, paragraph, row, run, saved, table, word

DOWN = '<w:vMerge w:val="restart"/>'
ON = "<w:vMerge/>"


def read(body: str) -> Source:
    return read_word(word(body))


def shade_of(properties: str, content: str = "x") -> str | None:
    return read(table(row(cell(content, properties)))).tables[0].rows[0][0].shade


def test_text_and_tables_keep_their_order() -> None:
    body = paragraph("a") + table(row("b")) + paragraph("c") + paragraph("d") + table(row("e"))

    source = read(body)

    assert [type(block) for block in source.blocks] == [Text, Table, Text, Table]
    assert [line.text for line in lines(source)] == ["a", "b", "c", "d", "e"]
    assert [each.where for each in source.tables] == ["table 1", "table 2"]


def test_cell_over_columns_stands_in_all_of_them() -> None:
    source = read(table(row(cell("wide", '<w:gridSpan w:val="2"/>'), "c"), row("1", "2", "3")))

    assert words(source) == [["wide", "wide", "c"], ["1", "2", "3"]]
    assert source.tables[0].rows[0][0] is source.tables[0].rows[0][1]
    assert source.tables[0].rows[0][0].colspan == 2


def test_cell_over_rows_stands_in_all_of_them() -> None:
    source = read(table(row(cell("tall", DOWN), "b"), row(cell("", ON), "d"), row("e", "f")))

    assert words(source) == [["tall", "b"], ["tall", "d"], ["e", "f"]]
    assert source.tables[0].rows[1][0].rowspan == 2
    assert source.tables[0].rows[1][0].row == 0


def test_cell_that_starts_anew_is_not_merged_with_the_one_above() -> None:
    source = read(table(row(cell("a", DOWN)), row(cell("b", DOWN)), row(cell("", ON))))

    assert words(source) == [["a"], ["b"], ["b"]]


def test_merge_with_nothing_above_is_a_cell_of_its_own() -> None:
    assert words(read(table(row(cell("a", ON), "b")))) == [["a", "b"]]


def test_merge_with_a_cell_of_another_width_is_a_cell_of_its_own() -> None:
    wide = cell("wide", f'<w:gridSpan w:val="2"/>{DOWN}')

    assert words(read(table(row(wide, "c"), row(cell("a", ON), "b", "d")))) == [
        ["wide", "wide", "c"],
        ["a", "b", "d"],
    ]


def test_old_merge_over_columns_is_seen() -> None:
    first, then = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"

    assert words(read(table(row(cell("a", first), cell("", then), "b")))) == [["a", "a", "b"]]


def test_words_that_a_merged_cell_covers_are_told() -> None:
    source = read(table(row(cell("a", DOWN)), row(cell("under", ON))))

    assert words(source) == [["a"], ["a"]]
    assert told(source) == [("table 1, row 2", "under")]


def test_gaps_before_and_after_a_row_are_empty_places() -> None:
    gaps = '<w:gridBefore w:val="1"/><w:gridAfter w:val="2"/>'

    assert words(read(table(row("1", "2", "3", "4"), row("x", properties=gaps)))) == [
        ["1", "2", "3", "4"],
        ["", "x", "", ""],
    ]


def test_short_row_is_filled_up() -> None:
    assert words(read(table(row("1", "2"), row("x")))) == [["1", "2"], ["x", ""]]


def test_first_rows_that_repeat_are_counted() -> None:
    head = "<w:tblHeader/>"
    off = '<w:tblHeader w:val="0"/>'

    def headed(*properties: str) -> int:
        body = table(*(row("x", properties=each) for each in properties))
        return read(body).tables[0].header_rows

    assert [headed(head, head, ""), headed(off, head), headed("", head)] == [2, 0, 0]


@pytest.mark.parametrize(
    ("shading", "shade"),
    [
        ('w:val="clear" w:fill="FF0000"', "#ff0000"),
        ('w:val="clear" w:fill="auto"', None),
        ('w:val="clear" w:fill="FFFFFF"', None),
        ('w:val="solid" w:color="00B050" w:fill="FF0000"', "#00b050"),
        ('w:val="pct50" w:color="000000" w:fill="FFFFFF"', "#808080"),
        # Word writes the colour of the theme beside what it was when the file was saved.
        ('w:val="clear" w:fill="123456" w:themeFill="accent2"', "#c0504d"),
        ('w:val="clear" w:fill="E5B8B7" w:themeFill="accent2" w:themeFillTint="66"', "#e6b9b8"),
        ('w:val="clear" w:fill="943634" w:themeFill="accent2" w:themeFillShade="BF"', "#953735"),
        ('w:val="clear" w:fill="auto" w:themeFill="background1"', None),
    ],
)
def test_colour_of_a_cell(shading: str, shade: str | None) -> None:
    assert shade_of(f"<w:shd {shading}/>") == shade


@pytest.mark.parametrize(
    ("look", "shade"),
    [
        ('<w:highlight w:val="red"/>', "#ff0000"),
        ('<w:shd w:val="clear" w:fill="FFC000"/>', "#ffc000"),
    ],
)
def test_cell_whose_whole_text_is_highlighted_has_that_colour(look: str, shade: str) -> None:
    assert shade_of("", paragraph(run("A", look) + run("B", look))) == shade
    assert shade_of("", paragraph(run("A", look) + run("B"))) is None
    assert (
        shade_of('<w:shd w:val="clear" w:fill="00B050"/>', paragraph(run("A", look))) == "#00b050"
    )


def test_colour_of_the_table_s_style_is_that_of_its_rows() -> None:
    document = docx.Document()
    made = document.add_table(2, 2, style="Light Shading Accent 2")
    made.cell(0, 0).text = "x"
    plain = document.add_table(1, 1, style="Table Grid")
    plain.cell(0, 0).text = "x"

    striped, unstriped = read_word(saved(document)).tables

    assert striped.rows[1][1].shade == "#efd4d3"
    assert unstriped.rows[0][0].shade is None


def test_controls_around_rows_and_cells_are_seen_through() -> None:
    def wrapped(xml: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{xml}</w:sdtContent></w:sdt>"

    body = wrapped(table(row("a", wrapped(cell("b"))), wrapped(row("c", "d"))))

    assert words(read(body)) == [["a", "b"], ["c", "d"]]


def test_table_inside_a_cell_gives_its_lines_and_a_finding() -> None:
    inner = table(row("in 1", "in 2"))

    source = read(table(row(cell(paragraph("before") + inner + paragraph("after")), "b")))

    assert words(source) == [["before\nin 1\nin 2\nafter", "b"]]
    assert len(source.tables) == 1
    assert told(source) == [("table 1, row 1", "in 1\nin 2")]


@pytest.mark.parametrize(
    ("mark", "word_for_it"), [("<w:del/>", "deleted"), ("<w:hidden/>", "hidden")]
)
def test_rows_deleted_or_hidden_are_told_and_left_out(mark: str, word_for_it: str) -> None:
    source = read(table(row("a", "b"), row("c", "d", properties=mark), row("e", "f")))

    assert words(source) == [["a", "b"], ["e", "f"]]
    assert told(source) == [("table 1", "c | d")]
    assert word_for_it in source.findings[0].what


def test_inserted_row_is_taken() -> None:
    assert words(read(table(row("a", properties="<w:ins/>")))) == [["a"]]


def test_deleted_cell_is_told_and_empty() -> None:
    source = read(table(row("a", cell("b", "<w:cellDel/>"))))

    assert words(source) == [["a", ""]]
    assert told(source) == [("table 1, row 1", "b")]


def test_table_without_rows_is_none() -> None:
    assert read(table()).tables == ()


def test_list_items_in_a_cell_keep_their_levels() -> None:
    document = docx.Document()
    place = document.add_table(1, 1).cell(0, 0)
    place.text = "first"
    place.add_paragraph("item", style="List Bullet")
    place.add_paragraph("inner", style="List Bullet 2")

    (found,) = read_word(saved(document)).tables[0].rows[0]

    assert [(line.text, line.level) for line in found.lines] == [
        ("first", 0),
        ("item", 1),
        ("inner", 2),
    ]
