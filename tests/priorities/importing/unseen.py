"""Plans of boards that nobody here has seen: made as boards make them, and told as an outline."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter

from priorities.document import Action, PlanDocument

UP, LEFT = "^", "<"
"""A place that the cell above, or the one to the left, covers."""


@dataclass(frozen=True)
class Unseen:
    """One plan: its file, and the outline that a careful reader makes of it."""

    name: str
    board: str
    make: Callable[[], bytes]
    outline: str
    findings: tuple[str, ...] = ()
    """Words that must stand in the text of some finding."""

    @property
    def file(self) -> str:
        return f"{self.name}.{'xlsx' if self.name.endswith('_sheet') else 'docx'}"


@dataclass(frozen=True)
class Shaded:
    """A cell's words on a colour: RRGGBB, or the name of one of the theme's."""

    text: str
    colour: str


# Word


def word(*blocks: Any) -> bytes:
    """A Word file of these blocks: "# Heading", "## Heading", "- item", text, and tables."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            _paragraph(document, block)
        else:
            _table(document, block)
    return _saved(document)


def _paragraph(document: Any, text: str) -> None:
    marks = {"# ": "Heading 1", "## ": "Heading 2", "- ": "List Bullet", "! ": "Title"}
    for mark, style in marks.items():
        if text.startswith(mark):
            document.add_paragraph(text.removeprefix(mark), style=style)
            return
    made = document.add_paragraph()
    made.add_run(text.removeprefix("*")).bold = text.startswith("*")


def _table(document: Any, rows: Sequence[Sequence[Any]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for y, x, value in _places(rows):
        if value not in (UP, LEFT):
            _fill(table.cell(y, x), value)
    for top, left, bottom, right in _merges(rows):
        table.cell(top, left).merge(table.cell(bottom, right))
    # Merging leaves a blank paragraph behind for each covered cell.
    for cell in {id(c._tc): c for row in table.rows for c in row.cells}.values():
        for paragraph in cell.paragraphs[1:]:
            if not paragraph.text:
                paragraph._p.getparent().remove(paragraph._p)


def _fill(cell: Any, value: Any) -> None:
    text = value.text if isinstance(value, Shaded) else str(value or "")
    for place, line in enumerate(text.split("\n")):
        made = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        if line.startswith("- "):
            made.style = "List Bullet"
        made.add_run(line.removeprefix("- "))
    if isinstance(value, Shaded):
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        is_theme = value.colour.startswith("accent")
        shade.set(qn("w:themeFill" if is_theme else "w:fill"), value.colour)
        cell._tc.get_or_add_tcPr().append(shade)
        if cell.paragraphs[0].runs:
            cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(0, 0, 0)


# Excel


def excel(*sheets: tuple[str, Sequence[Sequence[Any]]], change: Any = None) -> bytes:
    """An Excel file of these sheets; None leaves a place empty."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        page = book.create_sheet(title)
        for y, x, value in _places(rows):
            if value not in (UP, LEFT):
                _fill_place(page.cell(y + 1, x + 1), value)
        for top, left, bottom, right in _merges(rows):
            corner = f"{get_column_letter(left + 1)}{top + 1}"
            page.merge_cells(f"{corner}:{get_column_letter(right + 1)}{bottom + 1}")
    if change:
        change(book)
    return _saved(book)


def _fill_place(cell: Any, value: Any) -> None:
    if isinstance(value, Shaded):
        cell.fill = PatternFill("solid", fgColor=value.colour)
        value = value.text or None
    if isinstance(value, tuple):
        cell.value, cell.number_format = value
    else:
        cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _saved(document: Any) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _places(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[int, int, Any]]:
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            yield y, x, value


def _merges(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[int, int, int, int]]:
    """The corners of each cell that covers others."""
    for y, x, value in _places(rows):
        if value in (UP, LEFT):
            continue
        right, bottom = x, y
        while right + 1 < len(rows[y]) and rows[y][right + 1] == LEFT:
            right += 1
        while rows[bottom + 1 :] and rows[bottom + 1][x : x + 1] == [UP]:
            bottom += 1
        if (bottom, right) != (y, x):
            yield y, x, bottom, right


# What was read


def outline(plan: PlanDocument) -> str:
    """The tree as indented lines, what is empty left out."""
    return "\n".join(_outlined(plan))


def _outlined(plan: PlanDocument) -> Iterator[str]:
    for priority in plan.priorities:
        yield " ".join(["P", priority.number or "–", priority.title or "–"])
        if priority.theme:
            yield f" theme: {priority.theme}"
        yield from (f" part: {part}" for part in priority.parts)
        for objective in priority.objectives:
            yield " ".join([" O", objective.number or "–", _flat(objective.title or "–")])
            for action in objective.actions:
                yield from _action(action)


def _action(action: Action) -> Iterator[str]:
    yield " ".join(["  A", action.number or "–", _flat(action.text)])
    when = action.timescale
    told = {
        "who": "; ".join(lead.name for lead in action.leads),
        "when": _flat(when.text) if when else "",
        "due": " ".join(filter(None, map(str, (when.start, when.due, when.recurrence, when.state))))
        .replace("None", "")
        .strip()
        if when
        else "",
        "rag": action.rating or "",
        "cost": str(action.cost or ""),
        "outcome": " / ".join(action.outcomes),
        "measure": " / ".join(_flat(item.text) for item in action.measures),
        "resource": " / ".join(_flat(item.text) for item in action.resources),
        "step": " / ".join(item.text for item in action.milestones),
        "progress": " / ".join(map(_flat, action.progress)),
        "evidence": " / ".join(item.text for item in action.evidence),
        **{f"+{name}": _flat(text) for name, text in action.extra.items()},
    }
    yield from (f"   {name}: {words}" for name, words in told.items() if words)


def _flat(text: str) -> str:
    return " / ".join(text.split("\n"))


def grid(text: str) -> list[list[Any]]:
    """Rows of a table as lines, cells parted by "|"; "¶" parts lines, "[C00000]" shades a cell."""
    return [[_cell(each) for each in line.split("|")] for line in text.strip().split("\n")]


def _cell(text: str) -> Any:
    words = text.strip().replace(" ¶ ", "\n")
    if words.startswith("[") and "]" in words:
        colour, _, rest = words[1:].partition("]")
        return Shaded(rest.strip(), colour)
    return words or None
