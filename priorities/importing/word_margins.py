"""What stands beside the text of a Word file: page headers and footers, notes, comments."""

from __future__ import annotations

from dataclasses import replace

from priorities.importing.grid import Line
from priorities.importing.markup import Element, W, attribute
from priorities.importing.noticing import NOTE
from priorities.importing.package import Package
from priorities.importing.word_drawings import Drawings
from priorities.importing.word_text import Paragraphs

_PAGES = {"header": "Text in the page header", "footer": "Text in the page footer"}
_NOTES = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}


def notice(package: Package, main: str, paragraphs: Paragraphs) -> None:
    """Makes a finding of each; ``paragraphs`` has read the text, so knows where notes belong."""
    for kind, what in _PAGES.items():
        for name in package.related(main, kind):
            lines = _reader(package, name, paragraphs).lines(package.xml(name))
            _told(paragraphs, what, lines, where=f"the page {kind}")
    for kind, singular in _NOTES.items():
        for name in package.related(main, kind):
            reader = _reader(package, name, paragraphs)
            for note in package.xml(name).iterfind(f"{W}{singular}"):
                _notice_one(note, singular, reader)


def _reader(package: Package, name: str, paragraphs: Paragraphs) -> Paragraphs:
    """Reads another part, whose pictures are related to that part."""
    return replace(paragraphs, drawings=Drawings(package, name, paragraphs.notices))


def _notice_one(note: Element, singular: str, reader: Paragraphs) -> None:
    mark = (singular, attribute(note, f"{W}id"))
    # Word keeps the lines that part notes from the text as notes of their own, without a mark.
    where = reader.marks.get(mark, f"a {singular}")
    author = attribute(note, f"{W}author")
    what = f"A {singular} by {author}" if author else f"{_article(singular)} {singular}"
    reader.notices.where = where
    _told(reader, what, reader.lines(note), where=where)


def _article(word: str) -> str:
    return "An" if word[0] in "aeiou" else "A"


def _told(paragraphs: Paragraphs, what: str, lines: list[Line], *, where: str) -> None:
    text = "\n".join(line.text or line.struck for line in lines)
    if text:
        paragraphs.notices.add(
            f"{what} was not read into the plan", text, severity=NOTE, where=where
        )
