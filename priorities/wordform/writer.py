"""Writes an update form as a Word file, of nothing that Word or LibreOffice would lose. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterable

import docx
from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row

from priorities.wordform.form import (
    ACTION,
    BOARD,
    BOXES,
    DATES,
    FORM,
    INTRODUCTION,
    MADE,
    PERSON,
    PLEASE,
    PRINTED,
    RATING,
    REFERENCE,
    ROUND,
    TITLE,
    FormAction,
    WordForm,
    printable,
)

FONT, LANGUAGE = "Arial", "en-GB"
LABEL_WIDTH, BOX_WIDTH = Mm(50), Mm(124)
HIGH, LOW = Mm(22), Mm(9)
"""How high an empty box is; it grows with what is typed."""
HEIGHTS = {"progress": HIGH, "issue": HIGH, "impact": HIGH, "evidence": HIGH}
DARK, GREY = RGBColor(0x14, 0x2B, 0x40), RGBColor(0x40, 0x48, 0x50)
LABEL_FILL = "EEF2F6"
SIZES = {"Normal": 10.5, "Title": 20.0, "Heading 2": 13.0}


def write_form(form: WordForm) -> bytes:
    """The form as a .docx: what it is for, then a table for each action."""
    file = docx.Document()
    _set_up(file, form)
    file.add_paragraph(TITLE, style="Title")
    for line in INTRODUCTION:
        file.add_paragraph(line)
    _put_head(file, form)
    for place, action in enumerate(form.actions, 1):
        file.add_heading(f"{ACTION} {place} of {len(form.actions)}", level=2)
        _put_action(file, action, form.sentences)
    made = io.BytesIO()
    file.save(made)
    return made.getvalue()


def _put_head(file: Document, form: WordForm) -> None:
    table = _table(file)
    told = {BOARD: form.board, PERSON: form.person, ROUND: form.round, MADE: form.made}
    for label, words in told.items():
        if words:
            _row(table, label, words)
    _row(table, FORM, form.reference + PLEASE, is_small=True)


def _put_action(file: Document, action: FormAction, sentences: Iterable[str]) -> None:
    """The reference first: it begins the action, wherever one table may run into the next."""
    table = _table(file)
    _row(table, REFERENCE, action.reference, is_small=True)
    for label, words in zip(PRINTED, action.printed, strict=True):
        _row(table, label, words, is_strong=label == ACTION)
    lines = "\n".join(f"[ ] {sentence}" for sentence in sentences)
    _row(table, RATING, lines)
    for name, label in BOXES.items():
        if action.asks_date or name not in DATES:
            row = _row(table, label, "")
            row.height, row.height_rule = HEIGHTS.get(name, LOW), WD_ROW_HEIGHT_RULE.AT_LEAST


def _table(file: Document) -> Table:
    table: Table = file.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    table.columns[0].width, table.columns[1].width = LABEL_WIDTH, BOX_WIDTH
    return table


def _row(
    table: Table, label: str, words: str, *, is_strong: bool = False, is_small: bool = False
) -> _Row:
    """A row: its label, and what stands beside it, a paragraph for each line."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    left, right = row.cells
    left.width, right.width = LABEL_WIDTH, BOX_WIDTH
    _write(left, label, is_strong=True)
    _shade(left)
    _write(right, words, is_strong=is_strong, is_small=is_small)
    return row


def _write(cell: _Cell, words: str, *, is_strong: bool = False, is_small: bool = False) -> None:
    for place, line in enumerate(printable(words).split("\n")):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        run = paragraph.add_run(line)
        run.bold = is_strong or None
        if is_small:
            run.font.size, run.font.color.rgb = Pt(8.5), GREY


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", LABEL_FILL)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _set_up(file: Document, form: WordForm) -> None:
    """A4, Arial, English, and a title for those who hear it."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(16)
    for style in file.styles:
        if isinstance(style, ParagraphStyle):
            _set_font(style)
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    about = file.core_properties
    about.title, about.author, about.language = TITLE, "Boardplan", LANGUAGE
    about.subject, about.comments = printable(form.board)[:255], ""


def _set_font(style: ParagraphStyle) -> None:
    """Arial, whose letters are on every computer, in place of the theme's."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    if style.name in SIZES:
        style.font.size = Pt(SIZES[style.name])
        style.paragraph_format.space_after = Pt(2 if style.name == "Normal" else 6)
    if style.name in ("Title", "Heading 2"):
        style.font.color.rgb, style.font.bold = DARK, True
