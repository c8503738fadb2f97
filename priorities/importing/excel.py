"""An Excel file, read into a table for each visible sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from priorities.importing import excel_grid, excel_margins
from priorities.importing.excel_lines import Piece
from priorities.importing.excel_sheet import INNER, SheetReader, string_pieces
from priorities.importing.excel_styles import Looks
from priorities.importing.grid import Source, Table, Unreadable
from priorities.importing.limits import (
    MAX_PLACES,
    MAX_ROWS,
    MAX_TABLES,
    TOO_MANY_ROWS,
    TOO_MANY_TABLES,
    TOO_WIDE,
)
from priorities.importing.markup import Element, R, S, attribute, child, stream
from priorities.importing.noticing import NOTE, Notices
from priorities.importing.package import Package, Relation

MACROS = "The file holds macros (small programs); they were not run and not read"
HIDDEN_SHEET = "A hidden sheet was left out; show it in Excel and save, if it belongs to the plan"
CHART_SHEET = "A sheet that is a chart was left out"
CONDITIONS = (
    "Colours that Excel gives by rules (conditional formatting) were not read; if they show the "
    "rating, write the rating in words"
)
NO_CELLS_BUT_PICTURE = (
    "There is nothing in the cells of the file, but a picture. If the picture shows the plan, it "
    "cannot be read: ask for the file that it was made from, or type the plan into the cells"
)
_TITLES = re.compile(r"\$(\d+):\$(\d+)$")


def read_excel(data: bytes) -> Source:
    """The whole of a .xlsx or .xlsm. Raises Unreadable, whose message says how to mend it."""
    return read_package(Package(data))


def read_package(package: Package) -> Source:
    """The same for a package that is open already."""
    return _Reader(package, package.main).read()


@dataclass
class _Reader:
    package: Package
    name: str
    notices: Notices = field(default_factory=Notices)
    tables: list[Table] = field(default_factory=list)
    pictures: int = 0

    def read(self) -> Source:
        workbook = self.package.xml(self.name)
        sheets = child(workbook, f"{S}sheets")
        elements = [] if sheets is None else list(sheets)
        if len(elements) > MAX_TABLES:
            raise Unreadable(TOO_MANY_TABLES)
        if any(name.endswith("vbaproject.bin") for name in self.package.names):
            self.notices.add(MACROS, where="the file", severity=NOTE)
        looks = Looks(self.package, self.name)
        strings = self._strings()
        from_1904 = attribute(child(workbook, f"{S}workbookPr"), "date1904") in {"1", "true"}
        relations = {each.id: each for each in self.package.relations(self.name)}
        for at, element in enumerate(elements):
            relation = relations.get(attribute(element, f"{R}id"))
            where = f"sheet “{attribute(element, 'name')}”"
            reader = SheetReader(strings, looks, self.notices, where, from_1904)
            is_hidden = attribute(element, "state") in {"hidden", "veryHidden"}
            self._read_sheet(reader, relation, _titles(workbook, at), is_hidden=is_hidden)
        if not self.tables and self.pictures:
            self.notices.add(NO_CELLS_BUT_PICTURE, where="the file")
        return Source("excel", tuple(self.tables), self.notices.findings())

    def _strings(self) -> list[tuple[Piece, ...]]:
        names = self.package.related(self.name, "sharedStrings")
        if not names:
            return []
        found = stream(self.package.chunks(names[0]), frozenset({"si"}), INNER)
        return [string_pieces(element) for element in found]

    def _read_sheet(
        self,
        reader: SheetReader,
        relation: Relation | None,
        titles: tuple[int, int],
        *,
        is_hidden: bool,
    ) -> None:
        if relation is None or relation.target not in self.package:
            return
        if relation.kind != "worksheet":
            self.notices.add(CHART_SHEET, where=reader.where)
            return
        sheet = reader.read(self.package.chunks(relation.target))
        if is_hidden:
            rows = (sheet.cells[row] for row in sorted(sheet.cells))
            texts = (
                " | ".join(cells[column].text for column in sorted(cells) if cells[column].lines)
                for cells in rows
            )
            self.notices.add(HIDDEN_SHEET, "\n".join(filter(None, texts)), where=reader.where)
            return
        self.tables += excel_grid.tables(sheet, reader.where, self.notices, titles)
        self._refuse_too_much()
        if sheet.has_conditions:
            self.notices.add(CONDITIONS, where=reader.where)
        margins = excel_margins.Margins(self.package, self.notices, reader.where)
        self.pictures += margins.notice(relation.target, sheet.margins)

    def _refuse_too_much(self) -> None:
        if len(self.tables) > MAX_TABLES:
            raise Unreadable(TOO_MANY_TABLES)
        if sum(len(table.rows) for table in self.tables) > MAX_ROWS:
            raise Unreadable(TOO_MANY_ROWS)
        if sum(len(table.rows) * table.width for table in self.tables) > MAX_PLACES:
            raise Unreadable(TOO_WIDE)


def _titles(workbook: Element, sheet: int) -> tuple[int, int]:
    """The first and the last row that a sheet prints on each page; (0, 0) for none."""
    names = child(workbook, f"{S}definedNames")
    for name in () if names is None else names:
        is_titles = attribute(name, "name") == "_xlnm.Print_Titles"
        if is_titles and attribute(name, "localSheetId") == str(sheet):
            found = _TITLES.search(str(name.text or ""))
            if found:
                return int(found[1]), int(found[2])
    return 0, 0
