"""Whatever is typed into a grid, and however it is merged, is read back from Word and Excel."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from priorities.importing.excel import read_excel
from priorities.importing.word import read_word
from tests.priorities.importing.looking import words
from tests.priorities.importing.making import saved, word_table, workbook

Area = tuple[int, int, int, int]  # first and last row, first and last column

# Letters and signs that stay as they are, and begin no list and no formula.
texts = st.text("abcXYZ059é£“”–.,;:()%&<>\"'/", max_size=12).map(lambda text: f"t{text}")
few = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[list[str]], list[Area]]:
    """Texts, and areas of them to be merged, none over another."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    grid = [[draw(texts) for _ in range(width)] for _ in range(height)]
    areas: list[Area] = []
    for _ in range(draw(st.integers(0, 4))):
        top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        bottom, right = draw(st.integers(top, height - 1)), draw(st.integers(left, width - 1))
        is_free = all(
            bottom < other[0] or other[1] < top or right < other[2] or other[3] < left
            for other in areas
        )
        if is_free and (top, left) != (bottom, right):
            areas.append((top, bottom, left, right))
    return grid, areas


def merged(grid: list[list[str]], areas: list[Area]) -> list[list[str]]:
    """What each place shows: the text of the upper left corner of its area."""
    shown = [list(row) for row in grid]
    for top, bottom, left, right in areas:
        for row in range(top, bottom + 1):
            shown[row][left : right + 1] = [grid[top][left]] * (right + 1 - left)
    return shown


def own(grid: list[list[str]], areas: list[Area]) -> list[list[str]]:
    """The texts that stand in their own place, not under a merged cell."""
    kept = [list(row) for row in grid]
    for top, bottom, left, right in areas:
        for row in range(top, bottom + 1):
            kept[row][left : right + 1] = [""] * (right + 1 - left)
        kept[top][left] = grid[top][left]
    return kept


@few
@given(grids())
def test_any_grid_is_read_back_from_word(made: tuple[list[list[str]], list[Area]]) -> None:
    grid, areas = made
    shown = merged(grid, areas)
    document = word_table(own(grid, areas))
    (table,) = document.tables
    for top, bottom, left, right in areas:
        table.cell(top, left).merge(table.cell(bottom, right))

    source = read_word(saved(document))

    assert words(source) == shown
    assert source.findings == ()
    check_spans(source.tables[0].rows, areas)


@few
@given(grids())
def test_any_grid_is_read_back_from_excel(made: tuple[list[list[str]], list[Area]]) -> None:
    grid, areas = made
    book = workbook(grid)
    for top, bottom, left, right in areas:
        book.active.merge_cells(
            start_row=top + 1, end_row=bottom + 1, start_column=left + 1, end_column=right + 1
        )
    shown = merged(grid, areas)

    source = read_excel(saved(book))

    kept = own(grid, areas)
    height = max(r for r, row in enumerate(kept) if any(row)) + 1
    width = max(c for row in kept for c, text in enumerate(row) if text) + 1
    # What only a merged cell covers, at the bottom and at the right, is trimmed.
    assert words(source) == [row[:width] for row in shown[:height]]
    assert source.findings == ()


def check_spans(rows: tuple[tuple[object, ...], ...], areas: list[Area]) -> None:
    """Each area is one and the same cell in all its places."""
    for top, bottom, left, right in areas:
        cells = {id(rows[r][c]) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        assert len(cells) == 1
