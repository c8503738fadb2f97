"""The numbers that Word gives list items by itself."""

from __future__ import annotations

from typing import Any

import docx
import pytest

from priorities.importing.grid import Line, Source
from priorities.importing.word import read_word
from priorities.importing.word_numbers import written
from tests.priorities.importing.looking import lines, words
from tests.priorities.importing.making import cell, element, paragraph, row, run, table, word

PLAIN = (("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))
ABSTRACT = 90


def level(place: int, form: str, text: str, more: str = "") -> str:
    start = "" if "w:start" in more else '<w:start w:val="1"/>'
    return (
        f'<w:lvl w:ilvl="{place}">{start}<w:numFmt w:val="{form}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def levels(*told: tuple[str, str]) -> str:
    return "".join(level(place, form, text) for place, (form, text) in enumerate(told))


def listed(inner: str, *overrides: str, more: str = "") -> Any:
    """A document with one list of these levels, as number 91, and as 92, 93 … with overrides."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0, element(f'<w:abstractNum w:abstractNumId="{ABSTRACT}">{more}{inner}</w:abstractNum>')
    )
    for number, override in enumerate(("", *overrides), start=91):
        numbering.append(
            element(
                f'<w:num w:numId="{number}"><w:abstractNumId w:val="{ABSTRACT}"/>{override}</w:num>'
            )
        )
    return document


def item(text: str = "", at: int = 0, num: int = 91, more: str = "") -> str:
    listing = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>'
    return paragraph(run(text), f"{listing}{more}")


def read(body: str, document: Any = None) -> Source:
    return read_word(word(body, document=document or listed(levels(*PLAIN))))


def column(source: Source) -> list[str]:
    """The first cell of each row."""
    return [line[0] for line in words(source)]


def test_number_is_put_before_the_words_of_a_cell() -> None:
    source = read(table(*(row(cell(item("Do X", at)), "x") for at in (0, 1, 1, 2, 0, 1))))

    assert column(source) == [
        "1. Do X",
        "1.1 Do X",
        "1.2 Do X",
        "1.2.1 Do X",
        "2. Do X",
        "2.1 Do X",
    ]
    assert source.tables[0].rows[1][0].lines == (Line("1.1 Do X"),)


def test_empty_paragraph_in_a_number_s_cell_says_its_number() -> None:
    source = read(table(row(cell(item()), "Do X"), row(cell(item(at=1)), "Do Y")))

    assert words(source) == [["1.", "Do X"], ["1.1", "Do Y"]]


def test_numbers_run_on_through_tables_and_text() -> None:
    body = table(row(cell(item("a")))) + item("between") + table(row(cell(item("b"))))

    source = read(body)

    assert [line.text for line in lines(source)] == ["1. a", "between", "3. b"]


def test_list_of_several_items_in_a_cell_stays_a_list() -> None:
    source = read(table(row(cell(item("a") + item("b", 1))), row(cell(item("c")))))

    first, second = (line[0] for line in source.tables[0].rows)
    assert first.lines == (Line("a", 1), Line("b", 2))
    assert second.text == "2. c"


def test_numbered_first_paragraph_before_bullets_has_its_number() -> None:
    bullet = paragraph("then", '<w:pStyle w:val="ListBullet"/>')

    source = read(table(row(cell(item("a") + bullet))))

    assert source.tables[0].rows[0][0].lines == (Line("1. a"), Line("then", 1))


@pytest.mark.parametrize("before", [paragraph("Words first")])
def test_numbered_paragraph_further_down_stays_an_item(before: str) -> None:
    source = read(table(row(cell(before + item("a"))), row(cell(before + item()))))

    assert [line[0].lines for line in source.tables[0].rows] == [
        (Line("Words first"), Line("a", 1)),
        (Line("Words first"),),
    ]


def test_list_outside_a_table_stays_list_items() -> None:
    assert lines(read(item("a") + item("b"))) == [Line("a", 1), Line("b", 1)]


def test_list_number_style_of_word_stays_list_items_in_text() -> None:
    body = paragraph("a", '<w:pStyle w:val="ListNumber"/>') * 2

    assert lines(read(body)) == [Line("a", 1)] * 2


def test_heading_has_its_number_in_text_and_in_a_cell() -> None:
    head = '<w:pStyle w:val="Heading1"/>'

    source = read(item("Aims", more=head) + table(row(cell(item("Harm", more=head)))))

    assert lines(source) == [Line("1. Aims", heading=1), Line("2. Harm", heading=1)]


def test_style_of_a_list_gives_its_level() -> None:
    document = listed(
        level(0, "decimal", "Priority %1:", '<w:pStyle w:val="Heading1"/>')
        + level(1, "decimal", "%1.%2", '<w:pStyle w:val="Heading2"/>')
    )
    for name in ("Heading 1", "Heading 2"):
        properties = document.styles[name].element.get_or_add_pPr()
        properties.append(element('<w:numPr><w:numId w:val="91"/></w:numPr>'))
    body = "".join(paragraph("Harm", f'<w:pStyle w:val="Heading{n}"/>') for n in (1, 2, 2, 1, 2))

    found = [line.text for line in lines(read(body, document))]

    assert found == ["Priority 1: Harm", "1.1 Harm", "1.2 Harm", "Priority 2: Harm", "2.1 Harm"]


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("lowerLetter", "%1)", ["a) x", "b) x"]),
        ("upperLetter", "%1.", ["A. x", "B. x"]),
        ("lowerRoman", "(%1)", ["(i) x", "(ii) x"]),
        ("upperRoman", "%1.", ["I. x", "II. x"]),
        ("decimalZero", "%1", ["01 x", "02 x"]),
        ("bullet", "•", ["x", "x"]),
        ("none", "", ["x", "x"]),
        ("none", "%1", ["x", "x"]),
        ("cardinalText", "%1", ["1 x", "2 x"]),
    ],
)
def test_form_of_numbers(form: str, text: str, expected: list[str]) -> None:
    source = read(table(*[row(cell(item("x")))] * 2), listed(levels((form, text))))

    assert column(source) == expected


def test_legal_numbering_writes_letters_and_roman_numbers_as_figures() -> None:
    inner = level(0, "upperRoman", "%1.") + level(1, "lowerLetter", "%1.%2", "<w:isLgl/>")

    source = read(table(row(cell(item("x"))), row(cell(item("x", 1)))), listed(inner))

    assert column(source) == ["I. x", "1.1 x"]


def test_level_below_one_never_counted_takes_its_start() -> None:
    inner = level(0, "decimal", "%1.", '<w:start w:val="3"/>') + level(1, "decimal", "%1.%2")

    source = read(table(row(cell(item("x", 1)))), listed(inner))

    assert column(source) == ["3.1 x"]


def test_lists_that_share_their_levels_go_on_but_for_one_that_starts_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    document = listed(levels(*PLAIN), "", anew)

    source = read(table(*(row(cell(item("x", num=num))) for num in (91, 92, 93, 93, 91))), document)

    assert column(source) == ["1. x", "2. x", "5. x", "6. x", "7. x"]


def test_list_may_override_a_level_whole() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'

    source = read(table(row(cell(item("x", num=92)))), listed(levels(*PLAIN), other))

    assert column(source) == ["A) x"]


@pytest.mark.parametrize(("restart", "last"), [(0, "2.2 x"), (1, "2.1 x")])
def test_level_restarts_behind_the_one_it_names(restart: int, last: str) -> None:
    more = f'<w:lvlRestart w:val="{restart}"/>'
    inner = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2", more)

    source = read(table(*(row(cell(item("x", at))) for at in (0, 1, 0, 1))), listed(inner))

    assert column(source)[-1] == last


def test_list_linked_to_a_list_style_has_the_levels_of_that() -> None:
    document = listed(levels(*PLAIN), more='<w:styleLink w:val="Plan"/>')
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        element(
            '<w:abstractNum w:abstractNumId="95"><w:numStyleLink w:val="Plan"/></w:abstractNum>'
        ),
    )
    numbering.append(element('<w:num w:numId="96"><w:abstractNumId w:val="95"/></w:num>'))

    source = read(table(row(cell(item("x", num=96))), row(cell(item("x", 1)))), document)

    assert column(source) == ["1. x", "1.1 x"]


@pytest.mark.parametrize("num", [0, 77])
def test_paragraph_of_no_list_has_no_number(num: int) -> None:
    assert column(read(table(row(cell(item("x", num=num)))))) == ["x"]


def test_level_that_the_list_has_not_has_no_number() -> None:
    assert column(read(table(row(cell(item("x", 7)))))) == ["x"]


def test_what_is_not_shown_is_not_counted() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row(cell(item("a"), down)),
        row(cell(item(), on)),
        row(cell(item("hidden")), properties="<w:hidden/>"),
        row(cell(item("b"))),
    )

    assert column(read(body)) == ["1. a", "1. a", "2. b"]


def test_struck_item_has_no_number() -> None:
    gone = item(more="<w:rPr><w:strike/></w:rPr>")
    listing = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="91"/></w:numPr>'
    struck = paragraph(run("Gone", "<w:strike/>"), listing)

    source = read(table(row(cell(gone), cell(struck), cell(item("c")))))

    assert [each.lines for each in source.tables[0].rows[0]] == [
        (),
        (Line("", 1, struck="Gone"),),
        (Line("3. c"),),
    ]


@pytest.mark.parametrize(
    ("count", "form", "expected"),
    [
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (0, "lowerLetter", "0"),
        (1994, "upperRoman", "MCMXCIV"),
        (0, "lowerRoman", "0"),
        (12, "decimalZero", "12"),
        (12, "decimal", "12"),
        (12, "none", ""),
    ],
)
def test_count_as_it_is_written(count: int, form: str, expected: str) -> None:
    assert written(count, form) == expected
