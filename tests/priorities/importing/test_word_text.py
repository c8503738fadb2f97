"""What a paragraph of a Word file says, and what it only holds."""

from __future__ import annotations

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from priorities.importing.grid import Line, Source, Text
from priorities.importing.word import read_word
from priorities.importing.word_text import DELETED, INSERTED
from tests.priorities.importing.looking import lines, told
from tests.priorities.importing.making import paragraph, run, saved, word

CHOICES = '<w:listEntry w:val="R"/><w:listEntry w:val="G"/>'


def read(body: str) -> Source:
    return read_word(word(body))


def only(body: str) -> Line:
    """The one line of such a body."""
    (line,) = lines(read(body))
    return line


def test_soft_break_is_a_new_line_and_tab_a_space() -> None:
    runs = (
        "<w:r><w:t>By</w:t><w:tab/><w:t>May </w:t><w:br/><w:t> 2018</w:t><w:cr/><w:t>x</w:t></w:r>"
    )

    assert only(paragraph(runs)).text == "By May\n2018\nx"


def test_no_break_spaces_become_spaces_and_invisible_characters_go() -> None:
    assert only(paragraph("2\u00a0May\u202f2018: re\u00adview\u200b\ufeff “now” – £5")).text == (
        "2 May 2018: review “now” – £5"
    )


def test_word_s_own_hyphens_are_a_hyphen_or_nothing() -> None:
    runs = "<w:r><w:t>sub</w:t><w:noBreakHyphen/><w:t>gr</w:t><w:softHyphen/><w:t>oup</w:t></w:r>"

    assert only(paragraph(runs)).text == "sub-group"


def test_struck_words_stand_apart() -> None:
    runs = run("Due ") + run("May 2018", "<w:strike/>") + run(" June 2018")

    assert only(paragraph(runs)) == Line("Due June 2018", struck="May 2018")


@pytest.mark.parametrize("switch", ["<w:dstrike/>", '<w:strike w:val="1"/>'])
def test_whole_paragraph_struck_has_no_text(switch: str) -> None:
    assert only(paragraph(run("Gone", switch))) == Line("", struck="Gone")


def test_strike_that_is_switched_off_strikes_nothing() -> None:
    assert only(paragraph(run("Stays", '<w:strike w:val="0"/>'))) == Line("Stays")


def test_strike_by_style_is_seen_and_can_be_switched_off() -> None:
    document = docx.Document()
    style = document.styles.add_style("Done", WD_STYLE_TYPE.PARAGRAPH)
    style.font.strike = True
    added = document.add_paragraph("Gone ", style="Done")
    added.add_run("but not this").font.strike = False

    (line,) = lines(read_word(saved(document)))

    assert line == Line("but not this", struck="Gone")


def test_struck_words_apart_from_each_other_keep_a_space_between_them() -> None:
    runs = run("a", "<w:strike/>") + run("b") + run("c", "<w:strike/>")

    assert only(paragraph(runs)) == Line("b", struck="a c")


def test_inserted_words_are_taken_and_deleted_left_out_with_one_finding_each() -> None:
    deleted = "<w:del><w:r><w:delText>March</w:delText></w:r></w:del>"
    inserted = f"<w:ins>{run('April')}</w:ins>"

    source = read(paragraph(deleted + inserted) * 2)

    assert [line.text for line in lines(source)] == ["April", "April"]
    assert {finding.what: finding.text for finding in source.findings} == {
        INSERTED: "",
        DELETED: "March\nMarch",
    }


def test_moved_words_stand_where_they_were_moved_to() -> None:
    moved = f"<w:moveFrom>{run('Ask schools')}</w:moveFrom>"
    body = paragraph(moved) + paragraph(f"<w:moveTo>{run('Ask schools')}</w:moveTo>")

    assert [line.text for line in lines(read(body))] == ["Ask schools"]


def test_hidden_words_are_told_and_left_out() -> None:
    source = read(paragraph(run("Seen ") + run("not seen", "<w:vanish/>")))

    assert [line.text for line in lines(source)] == ["Seen"]
    assert told(source) == [("text before the tables", "not seen")]
    assert "Hidden" in source.findings[0].what


@pytest.mark.parametrize(
    "runs",
    [
        f'<w:hyperlink r:id="x">{run("words")}</w:hyperlink>',
        f'<w:fldSimple w:instr="DATE">{run("words")}</w:fldSimple>',
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('words')}</w:sdtContent></w:sdt>",
        f'<w:smartTag w:element="x">{run("words")}</w:smartTag>',
        f"<w:r><w:instrText>REF x</w:instrText></w:r>{run('words')}",
        "<m:oMath><m:r><m:t>words</m:t></m:r></m:oMath>",
    ],
)
def test_words_inside_links_fields_controls_and_formulas_are_kept(runs: str) -> None:
    assert only(paragraph(runs)).text == "words"


def test_content_control_around_paragraphs_is_seen_through() -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('a')}{paragraph('b')}</w:sdtContent></w:sdt>"

    assert [line.text for line in lines(read(body))] == ["a", "b"]


def test_prompt_of_a_control_that_nobody_filled_in_is_no_text() -> None:
    prompt = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("Choose an item.")

    source = read(paragraph(f"<w:sdt>{prompt}</w:sdtContent></w:sdt>"))

    assert lines(source) == []
    assert told(source) == [("text before the tables", "Choose an item.")]


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "A8", "☐"),
        ("Symbol", "F0B7", "•"),
        ("Arial", "41", "A"),
    ],
)
def test_signs_of_special_fonts_are_characters(font: str, code: str, shown: str) -> None:
    runs = f'<w:r><w:sym w:font="{font}" w:char="{code}"/><w:t> done</w:t></w:r>'

    assert only(paragraph(runs)).text == f"{shown} done"


def test_words_in_a_font_of_signs_are_what_they_show() -> None:
    assert only(paragraph(run("ü", '<w:rFonts w:ascii="Wingdings"/>'))).text == "✓"


def test_sign_that_nobody_knows_is_told() -> None:
    source = read(paragraph('<w:r><w:sym w:font="Webdings" w:char="F0AA"/></w:r>'))

    assert [line.text for line in lines(source)] == ["\ufffd"]
    assert "sign" in source.findings[0].what


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="0"/></w:checkBox>', "☐"),
        (f'<w:ddList><w:result w:val="1"/>{CHOICES}</w:ddList>', "G"),
        (f"<w:ddList>{CHOICES}</w:ddList>", "R"),
    ],
)
def test_old_form_fields_show_what_was_chosen(field: str, shown: str) -> None:
    begin = f'<w:fldChar w:fldCharType="begin"><w:ffData>{field}</w:ffData></w:fldChar>'

    assert only(paragraph(f"<w:r>{begin}</w:r>")).text == shown


@pytest.mark.parametrize(
    ("style", "level", "heading"),
    [
        ("List Bullet", 1, 0),
        ("List Bullet 2", 2, 0),
        ("List Number 3", 3, 0),
        ("List Paragraph", 0, 0),
        ("Heading 2", 0, 2),
        ("Title", 0, 1),
        ("Normal", 0, 0),
    ],
)
def test_styles_say_level_and_heading(style: str, level: int, heading: int) -> None:
    document = docx.Document()
    document.add_paragraph("words", style=style)

    assert lines(read_word(saved(document))) == [Line("words", level, heading)]


def test_list_level_by_its_own_numbering_counts_from_one() -> None:
    listed = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    body = "".join(paragraph("x", listed.format(level)) for level in (0, 1, 2))

    assert [line.level for line in lines(read(body))] == [1, 2, 3]


def test_numbering_switched_off_is_no_list() -> None:
    off = '<w:pStyle w:val="ListBullet"/><w:numPr><w:numId w:val="0"/></w:numPr>'

    assert only(paragraph("x", off)).level == 0


def test_style_based_on_a_heading_is_a_heading() -> None:
    document = docx.Document()
    style = document.styles.add_style("Ours", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 3"]
    document.add_paragraph("words", style="Ours")

    assert lines(read_word(saved(document)))[0].heading == 3


def test_outline_level_of_a_paragraph_is_a_heading() -> None:
    assert only(paragraph("x", '<w:outlineLvl w:val="1"/>')).heading == 2
    assert only(paragraph("x", '<w:outlineLvl w:val="9"/>')).heading == 0


def test_empty_paragraphs_are_no_lines() -> None:
    source = read(paragraph(" ") + paragraph("x") + paragraph("<w:r/>"))

    assert source.blocks == (Text((Line("x"),)),)
