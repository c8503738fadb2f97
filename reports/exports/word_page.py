"""The empty Word file that a plan is printed into: its page, styles, lists and particulars."""

from __future__ import annotations

import datetime as dt

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from boardplan.ui.uk_dates import date_words
from priorities.document import PlanDocument
from reports.exports.cells import Words
from reports.exports.columns import left_out
from reports.exports.harmless import printable
from reports.exports.word_xml import (
    LIST_ID,
    NOTE_STYLE,
    STEP_STYLE,
    Bookmarks,
    Xml,
    element,
    field,
    paragraph,
    run,
)

FONT = "Arial"
LANGUAGE = "en-GB"
MARGIN, PAGE_WIDTH, PAGE_HEIGHT = Mm(15), Mm(297), Mm(210)
TABLE_WIDTH = round((PAGE_WIDTH - 2 * MARGIN) / Pt(1) * 20)
"""In twentieths of a point, as tables are measured."""

SIZES = {"Normal": 9.0, "Heading 1": 18.0, "Heading 2": 10.5, "Heading 3": 9.5, "List Bullet": 9.0}
SPACES = {"Normal": (0, 3), "Heading 1": (0, 8), "Heading 2": (3, 3), "Heading 3": (2, 2)}
GREY, DARK = RGBColor(0x40, 0x48, 0x50), RGBColor(0x14, 0x2B, 0x40)
MOST_IN_PROPERTY = 255
BULLETS = ("•", "–", "•")


def empty_file(document: PlanDocument, today: dt.date) -> Document:
    """A landscape A4 file in the board's name, dated ``today``, with header and footer."""
    file = docx.Document()
    _set_up_page(file)
    _set_up_styles(file)
    _set_up_lists(file)
    _set_up_settings(file)
    _name(file, document, today)
    _print_margins(file, document, today)
    return file


def _set_up_page(file: Document) -> None:
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin = section.right_margin = section.bottom_margin = MARGIN
    section.top_margin = Mm(18)
    section.header_distance = section.footer_distance = Mm(8)


def _set_up_styles(file: Document) -> None:
    styles = file.styles
    for name in (NOTE_STYLE, STEP_STYLE):
        added = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.element.set(qn("w:styleId"), name.replace(" ", ""))
        added.base_style = styles["Normal"]
    for style in styles:
        if isinstance(style, ParagraphStyle):
            _set_font(style)
    note = styles[NOTE_STYLE]
    note.font.size, note.font.italic, note.font.color.rgb = Pt(8), True, GREY
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _set_font(style: ParagraphStyle) -> None:
    """Arial, whose letters are on every computer, in place of the theme's."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    if style.name in SIZES:
        style.font.size = Pt(SIZES[style.name])
    if style.name in SPACES:
        before, after = SPACES[style.name]
        shape = style.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.0
    if style.name and style.name.startswith("Heading"):
        style.font.color.rgb = DARK
        style.font.bold = True


def _set_up_lists(file: Document) -> None:
    """Bullets three deep; definitions stand before the lists that use them."""
    numbering = file.part.numbering_part.element
    kind = element("abstractNum", abstractNumId=LIST_ID)
    kind.append(element("multiLevelType", val="hybridMultilevel"))
    for depth, bullet in enumerate(BULLETS):
        fonts = element("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT)
        indent = element("ind", left=190 * (depth + 1), hanging=190)
        kind.append(
            element(
                "lvl",
                element("start", val=1),
                element("numFmt", val="bullet"),
                element("lvlText", val=bullet),
                element("lvlJc", val="left"),
                element("pPr", indent),
                element("rPr", fonts),
                ilvl=depth,
            )
        )
    numbering.insert(0, kind)
    numbering.append(element("num", element("abstractNumId", val=LIST_ID), numId=LIST_ID))


def _set_up_settings(file: Document) -> None:
    """Today's Word, not its compatibility mode of 2007."""
    for setting in file.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _name(file: Document, document: PlanDocument, today: dt.date) -> None:
    moment = dt.datetime.combine(today, dt.time())
    about = file.core_properties
    about.title = printable(document.plan.title)[:MOST_IN_PROPERTY]
    subject = f"{document.board.name}, as at {date_words(today)}"
    about.subject = printable(subject)[:MOST_IN_PROPERTY]
    about.author = about.last_modified_by = "Boardplan"
    about.comments, about.keywords, about.language = "", "", LANGUAGE
    about.created = about.modified = moment
    about.revision = 1


def _print_margins(file: Document, document: PlanDocument, today: dt.date) -> None:
    """What is not the plan's own text stands in the margins, where no reader takes it for that."""
    section = file.sections[0]
    agreed = document.plan.agreed_on
    words = [
        document.board.name,
        document.plan.title,
        f"agreed {date_words(agreed)}" if agreed else "",
        f"as at {date_words(today)}",
    ]
    _margin(section.header, [run(" · ".join(filter(None, words)))])
    pages = [run("Page "), *field("PAGE"), run(" of "), *field("NUMPAGES")]
    lacking = ", ".join(left_out(document))
    if lacking:
        pages.append(run(f" · On record and not printed in this layout: {lacking}"))
    _margin(section.footer, pages)


def _margin(part: Xml, runs: list[Xml]) -> None:
    holder = part._element
    for old in list(holder):
        holder.remove(old)
    made = paragraph(Words("", is_note=True), Bookmarks())
    made.extend(runs)
    holder.append(made)
