"""The few elements of a Word file that the exports are built of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reports.exports.cells import Cell, Words
from reports.exports.harmless import printable
from reports.exports.look import LINE

Xml = Any
"""An element; its library has no types."""

NOTE_STYLE, STEP_STYLE = "Boardplan note", "Boardplan list item"
LIST_ID = "71"
"""The numbering of the lists in the cells, apart from those that Word's own styles use."""


def element(tag: str, *children: Xml, **attributes: str | int) -> Xml:
    """A Word element: ``element("shd", fill="ff0000")`` is ``<w:shd w:fill="ff0000"/>``."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def run(text: str, *properties: Xml) -> Xml:
    """A run of text; each new line in it is a soft line break."""
    made = element("r", *([element("rPr", *properties)] if properties else []))
    for place, line in enumerate(printable(text).split("\n")):
        if place:
            made.append(element("br"))
        piece = element("t")
        piece.text = line
        piece.set(qn("xml:space"), "preserve")
        made.append(piece)
    return made


def field(instruction: str) -> list[Xml]:
    """A field that the program fills in, such as the number of the page."""
    begin, end = (element("r", element("fldChar", fldCharType=kind)) for kind in ("begin", "end"))
    words = element("instrText")
    words.text = f" {instruction} "
    return [begin, element("r", words), end]


SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
EDGE: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": LINE}
PADDING = (("top", 40), ("left", 85), ("bottom", 20), ("right", 85))
"""In twentieths of a point."""


class Bookmarks:
    """Hidden bookmarks that carry the keys of what is printed, each numbered once."""

    def __init__(self) -> None:
        self.count = 0

    def around(self, key: str | None, runs: Iterable[Xml]) -> list[Xml]:
        """The runs, marked with the key where they have one of ours."""
        name = bookmark_name(key)
        if name is None:
            return list(runs)
        self.count += 1
        start = element("bookmarkStart", id=self.count, name=name)
        return [start, *runs, element("bookmarkEnd", id=self.count)]


def bookmark_name(key: str | None) -> str | None:
    """“_bp_” and the key's 32 figures; a name that begins so is hidden in Word."""
    try:
        return f"_bp_{UUID(key).hex}" if key else None
    except ValueError:
        return None


def paragraph(
    words: Words,
    marks: Bookmarks,
    *,
    style: str = "",
    colour: str = "",
    is_kept: bool = False,
) -> Xml:
    """The words as a paragraph, or as an item of a list. Kept, it stays with what follows."""
    style = NOTE_STYLE if words.is_note else STEP_STYLE if words.level else style
    shape = [element("pStyle", val=style.replace(" ", ""))] if style else []
    if is_kept:
        shape.append(element("keepNext"))
    if words.level:
        nesting = element("ilvl", val=min(words.level, 3) - 1)
        shape.append(element("numPr", nesting, element("numId", val=LIST_ID)))
    tint = [element("color", val=colour)] if colour else []
    look = [element("b")] if words.is_strong else []
    struck = [element("strike")] if words.is_struck else []
    runs = [run(words.text, *look, *struck, *tint)]
    if words.tail:
        tint = [element("color", val=colour)] if colour else []
        runs.append(run(words.tail, *tint))
    return element("p", element("pPr", *shape), *marks.around(words.key, runs))


def table_cell(
    paragraphs: Sequence[Xml], *, width: int, span: int = 1, merge: str = "", fill: str = ""
) -> Xml:
    """A cell; ``width`` in twentieths of a point, ``merge`` is "restart" or "continue"."""
    shape = [element("tcW", w=width, type="dxa")]
    if span > 1:
        shape.append(element("gridSpan", val=span))
    if merge:
        shape.append(element("vMerge", val=merge))
    if fill:
        shape.append(element("shd", val="clear", color="auto", fill=fill))
    return element("tc", element("tcPr", *shape), *(paragraphs or [element("p")]))


def table_row(cells: Iterable[Xml], *, is_header: bool = False, may_split: bool = False) -> Xml:
    """A row; a header row is printed again on each page."""
    shape = [] if may_split else [element("cantSplit")]
    if is_header:
        shape.append(element("tblHeader"))
    return element("tr", element("trPr", *shape), *cells)


def table(rows: Iterable[Xml], widths: Sequence[int], *, title: str, first_column: bool) -> Xml:
    """A table of fixed columns; ``title`` is told to those who hear the page."""
    look = element("tblLook", val="04A0", firstRow=1, firstColumn=int(first_column), noHBand=1)
    shape = element(
        "tblPr",
        element("tblStyle", val="TableGrid"),
        element("tblW", w=sum(widths), type="dxa"),
        element("tblBorders", *(element(side, **EDGE) for side in SIDES)),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=w, type="dxa") for side, w in PADDING)),
        look,
        element("tblCaption", val=printable(title)),
    )
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", shape, grid, *rows)


def paragraphs(cell: Cell, marks: Bookmarks, **look: Any) -> list[Xml]:
    """All paragraphs of a cell."""
    return [paragraph(words, marks, **look) for words in cell]
