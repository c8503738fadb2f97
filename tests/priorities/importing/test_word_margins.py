"""What a Word file holds beside its text: nothing of it is lost without a finding."""

from __future__ import annotations

import base64
import io

import docx
import pytest

from priorities.importing import word as reading
from priorities.importing.files import read_file
from priorities.importing.word import read_word
from tests.priorities.importing.looking import lines, told, words
from tests.priorities.importing.making import (
    cell,
    paragraph,
    related,
    row,
    run,
    saved,
    table,
    with_parts,
    word,
)

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def text_box(text: str) -> str:
    """A floating box as Word writes it: once for new programs, once more for old ones."""
    inside = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    new = f"<wp:anchor><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></wp:anchor>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{new}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{old_text_box(text)}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def old_text_box(text: str) -> str:
    inside = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"


def test_text_box_is_read_once_where_it_is_anchored() -> None:
    source = read_word(word(paragraph(text_box("Priority 1") + run("Beside")) + paragraph("After")))

    assert [line.text for line in lines(source)] == ["Beside", "Priority 1", "After"]
    assert told(source) == [("text before the tables", "Priority 1")]


def test_text_box_in_a_cell_is_read_there() -> None:
    source = read_word(word(table(row(cell(paragraph(text_box("boxed"))), "b"))))

    assert words(source) == [["boxed", "b"]]


def test_old_text_box_alone_is_read() -> None:
    source = read_word(word(paragraph(f"<w:r>{old_text_box('old')}</w:r>")))

    assert [line.text for line in lines(source)] == ["old"]


def test_word_art_is_text() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>'

    assert [line.text for line in lines(read_word(word(paragraph(art))))] == ["DRAFT"]


def test_page_header_and_footer_are_told() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Confidential"
    document.sections[0].footer.paragraphs[0].text = "Version 8"

    source = read_word(saved(document))

    assert lines(source) == []
    assert told(source) == [("the page header", "Confidential"), ("the page footer", "Version 8")]


@pytest.mark.parametrize(("kind", "singular"), [("footnotes", "footnote"), ("endnotes", "endnote")])
def test_notes_are_told_where_they_are_referred_to(kind: str, singular: str) -> None:
    mark = f'<w:r><w:{singular}Reference w:id="2"/></w:r>'
    line = f'<w:{singular} w:type="separator" w:id="0"><w:p/></w:{singular}>'
    note = f'<w:{singular} w:id="2">{paragraph("See annex")}</w:{singular}>'
    notes = f"<w:{kind} {W}>{line}{note}</w:{kind}>"
    data = word(table(row("a"), row(cell(paragraph(run("b") + mark)))))

    source = read_word(related(data, "word/document.xml", kind, f"word/{kind}.xml", notes))

    assert words(source) == [["a"], ["b"]]
    assert told(source) == [("table 1, row 2", "See annex")]


def test_comment_is_told_with_its_author_and_place() -> None:
    document = docx.Document()
    added = document.add_paragraph("Ask schools")
    document.add_comment(added.runs, text="Which ones?", author="Chair")

    source = read_word(saved(document))

    assert [line.text for line in lines(source)] == ["Ask schools"]
    assert told(source) == [("text before the tables", "Which ones?")]
    assert "by Chair" in source.findings[0].what


def test_pictures_are_told_once_for_all() -> None:
    document = docx.Document()
    document.add_table(1, 1)
    document.add_picture(io.BytesIO(DOT))
    document.add_picture(io.BytesIO(DOT))

    source = read_word(saved(document))

    assert len(source.findings) == 1
    assert "picture" in source.findings[0].what


def test_picture_without_a_table_may_be_the_plan() -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(DOT))

    whats = [finding.what for finding in read_word(saved(document)).findings]

    assert reading.NO_TABLE_BUT_PICTURE in whats


def test_text_beside_a_picture_is_kept() -> None:
    document = docx.Document()
    added = document.add_paragraph("Before ")
    added.add_run().add_picture(io.BytesIO(DOT))
    added.add_run("after")

    assert [line.text for line in lines(read_word(saved(document)))] == ["Before after"]


def test_embedded_file_and_linked_document_are_told() -> None:
    shown = '<v:shape><v:imagedata/></v:shape><o:OLEObject ProgID="Excel.Sheet.12"/>'
    embedded = paragraph(f"<w:r><w:object>{shown}</w:object></w:r>")

    source = read_word(word(embedded + '<w:altChunk r:id="x"/>'))

    assert [finding.text for finding in source.findings] == ["Excel.Sheet.12", ""]
    assert source.findings[1].what == reading.OTHER_FILE


def test_diagram_is_told_with_its_words() -> None:
    names = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    drawn = f'<w:r><w:drawing><dgm:relIds {names} r:dm="rIdMorediagramData"/></w:drawing></w:r>'
    data = (
        '<d xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:t>Board</a:t>'
        "<a:t>Executive</a:t></d>"
    )

    source = read_word(
        related(
            word(paragraph(drawn)),
            "word/document.xml",
            "diagramData",
            "word/diagrams/data1.xml",
            data,
        )
    )

    assert told(source) == [("text before the tables", "Board\nExecutive")]


def test_macros_are_told_and_the_rest_is_read() -> None:
    data = with_parts(word(table(row("a"))), {"word/vbaProject.bin": b"\x00macro"})

    source = read_file(data, "plan.docm")

    assert words(source) == [["a"]]
    assert [finding.what for finding in source.findings] == [reading.MACROS]
