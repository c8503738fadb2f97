"""Words of a sheet that are quoted, so that nothing in them is taken for more than it is."""

from __future__ import annotations

import pytest

from priorities.importing.files import read_file
from priorities.importing.grid import Line
from tests.priorities.importing.making import saved, workbook


def lines_of(text: str, *, creator: str, is_quoted: bool) -> tuple[Line, ...]:
    made = workbook([["Action"], [text]])
    made.properties.creator = creator
    made.active["A2"].quotePrefix = is_quoted
    (table,) = read_file(saved(made), "plan.xlsx").tables
    return table.rows[1][0].lines


def test_quoted_bullet_of_our_export_is_a_word() -> None:
    found = lines_of("• Count\n• Tell", creator="Boardplan", is_quoted=True)

    assert found == (Line("• Count"), Line("• Tell"))


def test_quoted_text_without_a_bullet_keeps_its_list() -> None:
    found = lines_of("+Count\n• Tell", creator="Boardplan", is_quoted=True)

    assert found == (Line("+Count"), Line("Tell", 1))


@pytest.mark.parametrize(("creator", "is_quoted"), [("A Person", True), ("Boardplan", False)])
def test_bullet_that_people_type_is_a_list_s(creator: str, *, is_quoted: bool) -> None:
    assert lines_of("- Count", creator=creator, is_quoted=is_quoted) == (Line("Count", 1),)
