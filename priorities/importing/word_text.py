"""Word's paragraphs, read into lines: what a reader sees, and notices of what she does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from priorities.importing import characters, word_drawings
from priorities.importing.grid import Line
from priorities.importing.markup import MC, A, Element, M, W, attribute, child, is_on
from priorities.importing.noticing import NOTE, Notices
from priorities.importing.word_numbers import Numbers
from priorities.importing.word_styles import VAL, Styles

# Around blocks, rows, cells or runs, and nothing in themselves.
WRAPPERS = {
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
}
ALTERNATE = f"{MC}AlternateContent"

_SKIPPED = {
    f"{W}{name}"
    for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "rt", "rubyPr")
} | {f"{W}tblPr", f"{W}customXmlPr", f"{W}smartTagPr", f"{M}rPr", f"{M}ctrlPr"}
_TEXT = {f"{W}t", f"{W}delText", f"{M}t", f"{A}t"}
_CHARACTERS = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_NOTE_MARKS = {
    f"{W}footnoteReference": "footnote",
    f"{W}endnoteReference": "endnote",
    f"{W}commentReference": "comment",
}
BLOCKS = frozenset({f"{W}p", f"{W}tbl"})
_BOX = f"{W}txbxContent"

DELETED = "Changes are tracked in this file; words marked as deleted were left out"
INSERTED = "Changes are tracked in this file; words marked as inserted were taken as they are"
HIDDEN = "Hidden text was left out"
UNFILLED = "A box that nobody has filled in was left out"
TEXT_BOX = "A text box floats on the page; its text was put where the box is anchored"
NESTED = "A table stands inside a cell or a box; its text was put there line by line"
UNKNOWN_SIGN = "A sign of a special font could not be read; it stands as \ufffd"


def alternative(element: Element) -> Element | None:
    """The one of several forms of the same thing that is to be read: the first with words."""
    forms = [each for each in element if each.tag in {f"{MC}Choice", f"{MC}Fallback"}]
    told = (form for form in forms if next(form.iter(*_TEXT), None) is not None)
    return next(told, forms[0] if forms else None)


def inside(parent: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """The elements of these names in a container, also those in content controls and the like."""
    stack = [iter(parent)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag in wanted:
            yield element
        elif element.tag in WRAPPERS:
            stack.append(iter(element))
        elif element.tag == ALTERNATE and (form := alternative(element)) is not None:
            stack.append(iter(form))


@dataclass(frozen=True, slots=True)
class _Look:
    """How the words of a run look."""

    kind: str = ""  # "", "struck", "hidden", "deleted"
    shade: str | None = None
    font: str = ""


@dataclass(slots=True)
class _Words:
    """What one paragraph holds, while it is read."""

    paragraph_style: str
    pieces: list[tuple[str, _Look]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def of(self, kind: str) -> str:
        return characters.clean("".join(text for text, look in self.pieces if look.kind == kind))

    def visible(self) -> str:
        """The words that hold. Where some between them are left out, one space goes as well."""
        text = ""
        after_gap = False
        for piece, look in self.pieces:
            if look.kind:
                after_gap = True
                continue
            joins = after_gap and (not text or text[-1].isspace())
            text += piece.lstrip(" ") if joins else piece
            after_gap = after_gap and not piece
        return characters.clean(text)

    def struck(self) -> str:
        """What is struck through; with a space between what stood apart."""
        groups = groupby(self.pieces, key=lambda piece: piece[1].kind == "struck")
        texts = ("".join(text for text, _ in group) for is_struck, group in groups if is_struck)
        return " ".join(text for text in map(characters.clean, texts) if text)


@dataclass
class Paragraphs:
    """Reads the paragraphs of one part. ``marks`` says where notes and comments are referred to:
    ("footnote", its number) to a place. ``shades`` collects the colours behind visible words,
    ``labels`` the numbers that Word gives list items, each with the item's line (None for an empty
    one). Without ``numbers`` none are counted.
    """

    styles: Styles
    notices: Notices
    drawings: word_drawings.Drawings
    numbers: Numbers | None = None
    marks: dict[tuple[str, str], str] = field(default_factory=dict)
    shades: set[str | None] = field(default_factory=set)
    labels: list[tuple[str, Line | None]] = field(default_factory=list)

    def uncounted(self, container: Element) -> list[Line]:
        """The lines of what is not shown, which Word does not count either."""
        return replace(self, numbers=None).lines(container)

    def cell(self, container: Element) -> list[Line]:
        """The lines of a table's cell; Word's own number is put before the first.

        Where several are numbered, the cell holds a list, whose items need none.
        """
        self.labels.clear()
        lines = self.lines(container)
        if len(self.labels) != 1:
            return lines
        label, line = self.labels[0]
        if line is None:
            return lines or [Line(label)]
        if line is lines[0]:
            lines[0] = replace(line, text=f"{label} {line.text}", level=0)
        return lines

    def lines(self, container: Element) -> list[Line]:
        """All lines of a cell, a box, a header; those of tables inside it too, cell by cell."""
        lines = []
        for block in inside(container, BLOCKS):
            if block.tag == f"{W}p":
                lines += self.read(block)
            else:
                lines += self._nested(block)
        return lines

    def _nested(self, table: Element) -> list[Line]:
        rows = inside(table, frozenset({f"{W}tr"}))
        cells = (cell for row in rows for cell in inside(row, frozenset({f"{W}tc"})))
        lines = [line for cell in cells for line in self.lines(cell)]
        if lines:
            text = "\n".join(line.text for line in lines)
            self.notices.add(NESTED, text)
        return lines

    def read(self, paragraph: Element) -> list[Line]:
        """One paragraph; none where it is empty, several where text boxes are anchored in it."""
        words = _Words(attribute(child(paragraph, f"{W}pPr", f"{W}pStyle"), VAL))
        self._walk(paragraph, words)
        for kind, what in (("hidden", HIDDEN), ("deleted", DELETED)):
            if text := words.of(kind):
                self.notices.gather(what, text)
        behind = self.styles.shade(child(paragraph, f"{W}pPr", f"{W}shd"))
        self.shades |= {
            look.shade or behind for text, look in words.pieces if text.strip() and not look.kind
        }
        lines: list[Line] = []
        text, struck = words.visible(), words.struck()
        label = self._label(paragraph, words.paragraph_style)
        if text or struck:
            level, heading = self.styles.level(paragraph), self.styles.heading(paragraph)
            if label and heading and text:
                text, label = f"{label} {text}", ""
            lines.append(Line(text, level, heading, struck))
        if label and (text or not struck):
            self.labels.append((label, lines[0] if lines else None))
        for box in words.boxes:
            lines += self._box(box)
        return lines

    def _label(self, paragraph: Element, style: str) -> str:
        """Word's number for it; "" where that is hidden or struck through with its paragraph."""
        label = self.numbers.label(paragraph) if self.numbers else ""
        properties = child(paragraph, f"{W}pPr", f"{W}rPr")
        return label if label and not self._kind(properties, style) else ""

    def _box(self, box: Element) -> list[Line]:
        lines = self.lines(box)
        if lines:
            text = "\n".join(line.text for line in lines)
            self.notices.add(TEXT_BOX, text, severity=NOTE)
        return lines

    def _walk(self, paragraph: Element, words: _Words) -> None:
        stack: list[tuple[Iterator[Element], _Look, bool]] = [(iter(paragraph), _Look(), False)]
        while stack:
            elements, look, is_deleted = stack[-1]
            element = next(elements, None)
            if element is None:
                stack.pop()
                continue
            tag = element.tag
            if tag in _SKIPPED:
                continue
            if tag in {f"{W}r", f"{M}r"}:
                stack.append((iter(element), self._look(element, words, is_deleted), is_deleted))
            elif tag in {f"{W}del", f"{W}moveFrom"}:
                stack.append((iter(element), look, True))
            elif not self._leaf(element, look, words):
                inner = self._entered(element)
                if inner is not None:
                    stack.append((iter(inner), look, is_deleted))

    def _entered(self, element: Element) -> Element | None:
        """What is to be read of an element that holds others."""
        if element.tag == ALTERNATE:
            return alternative(element)
        if element.tag in {f"{W}ins", f"{W}moveTo"}:
            self.notices.gather(INSERTED, severity=NOTE)
        if element.tag == f"{W}sdt" and is_on(child(element, f"{W}sdtPr", f"{W}showingPlcHdr")):
            text = "".join(str(each.text or "") for each in element.iter(f"{W}t"))
            self.notices.gather(UNFILLED, characters.clean(text), severity=NOTE)
            return None
        return element

    def _look(self, run: Element, words: _Words, is_deleted: bool) -> _Look:
        properties = child(run, f"{W}rPr")
        kind = "deleted" if is_deleted else self._kind(properties, words.paragraph_style)
        font = attribute(child(properties, f"{W}rFonts"), f"{W}ascii")
        shade = self.styles.run_shade(properties)
        return _Look(kind, shade, font if characters.has_signs(font) else "")

    def _kind(self, properties: Element | None, style: str) -> str:
        if self.styles.is_on("vanish", properties, style):
            return "hidden"
        strikes = ("strike", "dstrike")
        return "struck" if any(self.styles.is_on(s, properties, style) for s in strikes) else ""

    def _leaf(self, element: Element, look: _Look, words: _Words) -> bool:
        """Takes what an element says itself; False where one must look into it."""
        tag = element.tag
        if tag in _TEXT:
            text = str(element.text or "")
            words.pieces.append((characters.signs(look.font, text) if look.font else text, look))
        elif tag in _CHARACTERS:
            words.pieces.append((_CHARACTERS[tag], look))
        elif tag == f"{W}sym":
            words.pieces.append((self._sign(element), look))
        elif tag == f"{W}fldChar":
            words.pieces.append((word_drawings.form_field(element), look))
        elif tag in _NOTE_MARKS:
            mark = (_NOTE_MARKS[tag], attribute(element, f"{W}id"))
            self.marks.setdefault(mark, self.notices.where)
        elif tag == _BOX:
            words.boxes.append(element)
        else:
            if text := self.drawings.see(element):
                words.pieces.append((text, replace(look, kind="")))
            return len(element) == 0
        return True

    def _sign(self, element: Element) -> str:
        try:
            code = int(attribute(element, f"{W}char"), 16)
        except ValueError:
            code = 0xF000
        found = characters.sign(attribute(element, f"{W}font"), code)
        if found == characters.UNKNOWN_SIGN:
            self.notices.gather(UNKNOWN_SIGN)
        return found
