"""A Word file, read into text and tables in the order of its pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from priorities.importing import word_drawings, word_margins
from priorities.importing.grid import Line, Source, Table, Text, Unreadable
from priorities.importing.limits import (
    MAX_PLACES,
    MAX_ROWS,
    MAX_TABLES,
    TOO_MANY_ROWS,
    TOO_MANY_TABLES,
    TOO_WIDE,
)
from priorities.importing.markup import DAMAGED, Element, W, child, parse
from priorities.importing.noticing import NOTE, Notices
from priorities.importing.package import Package
from priorities.importing.word_numbers import Numbers
from priorities.importing.word_styles import Styles
from priorities.importing.word_tables import TableReader
from priorities.importing.word_text import BLOCKS, Paragraphs, inside

MACROS = "The file holds macros (small programs); they were not run and not read"
NO_TABLE_BUT_PICTURE = (
    "There is no table in the file, but a picture. If the picture shows the plan, it cannot be "
    "read: ask for the file that it was made from, or type the plan into a table"
)
OTHER_FILE = "Another document is linked in here and was not read; copy its text into this file"


def read_word(data: bytes) -> Source:
    """The whole of a .docx or .docm. Raises Unreadable, whose message says how to mend it."""
    return read_package(Package(data))


def read_package(package: Package) -> Source:
    """The same for a package that is open already."""
    name = package.main
    content = package.read(name)
    # Before a tree is made of it, which takes many times the memory.
    if content.count(b"</w:tr>") > MAX_ROWS:
        raise Unreadable(TOO_MANY_ROWS)
    body = child(parse(content), f"{W}body")
    if body is None:
        raise Unreadable(DAMAGED)
    del content
    return _Reader(package, name).read(body)


@dataclass
class _Reader:
    package: Package
    name: str
    notices: Notices = field(default_factory=Notices)
    blocks: list[Text | Table] = field(default_factory=list)
    tables: int = 0
    rows: int = 0
    places: int = 0

    def read(self, body: Element) -> Source:
        styles = Styles(self.package, self.name)
        drawings = word_drawings.Drawings(self.package, self.name, self.notices)
        paragraphs = Paragraphs(styles, self.notices, drawings, Numbers(styles))
        if any(name.endswith("vbaproject.bin") for name in self.package.names):
            self.notices.add(MACROS, where="the file", severity=NOTE)
        self._read_blocks(body, paragraphs)
        self.notices.where = "the file"
        if not self.tables and drawings.pictures:
            self.notices.add(NO_TABLE_BUT_PICTURE)
        word_margins.notice(self.package, self.name, paragraphs)
        return Source("word", tuple(self.blocks), self.notices.findings())

    def _read_blocks(self, body: Element, paragraphs: Paragraphs) -> None:
        waiting: list[Line] = []
        for block in inside(body, BLOCKS | {f"{W}altChunk"}):
            self.notices.where = self._text_place()
            if block.tag == f"{W}p":
                waiting += paragraphs.read(block)
            elif block.tag == f"{W}tbl":
                if waiting:
                    self.blocks.append(Text(tuple(waiting)))
                    waiting = []
                self._read_table(block, paragraphs)
            else:
                self.notices.add(OTHER_FILE)
        if waiting:
            self.blocks.append(Text(tuple(waiting)))

    def _text_place(self) -> str:
        return f"text after table {self.tables}" if self.tables else "text before the tables"

    def _read_table(self, element: Element, paragraphs: Paragraphs) -> None:
        if self.tables == MAX_TABLES:
            raise Unreadable(TOO_MANY_TABLES)
        self.tables += 1
        table = TableReader(paragraphs, paragraphs.styles, f"table {self.tables}").read(element)
        self.rows += len(table.rows)
        self.places += len(table.rows) * table.width
        if self.rows > MAX_ROWS:
            raise Unreadable(TOO_MANY_ROWS)
        if self.places > MAX_PLACES:
            raise Unreadable(TOO_WIDE)
        if table.rows:
            self.blocks.append(table)
