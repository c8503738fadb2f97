"""What tests look for in a file that was read."""

from __future__ import annotations

from priorities.importing.grid import Cell, Line, Source, Table, Text


def cells(table: Table) -> list[Cell]:
    """Each cell once, row by row."""
    return list({id(cell): cell for row in table.rows for cell in row}.values())


def lines(source: Source) -> list[Line]:
    """All lines of the file, in its order."""
    found: list[Line] = []
    for block in source.blocks:
        if isinstance(block, Text):
            found += block.lines
        else:
            found += [line for cell in cells(block) for line in cell.lines]
    return found


def words(source: Source) -> list[list[str]]:
    """The text of each place of the first table, row by row."""
    return [[cell.text for cell in row] for row in source.tables[0].rows]


def told(source: Source) -> list[tuple[str, str]]:
    """Where and of which text each finding is."""
    return [(finding.where, finding.text) for finding in source.findings]
