"""Where an action was carried from, in files and in the pack; an import passes it over."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from docx import Document

from priorities.document import CarriedFrom, PlanDocument
from priorities.snapshot import plan_document
from reports.exports.excel import plan_as_excel
from reports.exports.word import plan_as_word
from reports.models import EditionChoice
from reports.pack import board_pack_parts
from reports.pack_data import pack_data
from tests.conftest import Cast, SmallPlan
from tests.priorities.test_next_plan import follow
from tests.reports.exports.test_round_trips import CODES, changes_of, imported
from tests.reports.test_pack import TODAY, medway, with_first_action

WORDS = "from 4.2.3, 2014–17"


@pytest.fixture
def document() -> PlanDocument:
    """Medway's plan, whose first action was carried from the plan before."""
    plan = medway()
    origin = CarriedFrom("k", "2014–17", "4.2.3")
    return with_first_action(plan, replace(plan.actions[0], carried_from=origin))


def test_word_file_has_a_column_for_it(document: PlanDocument) -> None:
    file = Document(io.BytesIO(plan_as_word(document, TODAY)))

    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert "Carried from the plan before" in cells
    assert WORDS in cells


def test_excel_file_has_a_column_for_it(document: PlanDocument) -> None:
    book = openpyxl.load_workbook(io.BytesIO(plan_as_excel(document, TODAY)))

    assert WORDS in [cell.value for row in book.worksheets[0].iter_rows() for cell in row]


def test_plan_without_any_has_no_such_column() -> None:
    file = Document(io.BytesIO(plan_as_word(medway(), TODAY)))

    assert not any("Carried" in cell.text for table in file.tables for cell in table.rows[0].cells)


@pytest.mark.parametrize("edition", EditionChoice)
def test_pack_prints_it_below_the_action(document: PlanDocument, edition: EditionChoice) -> None:
    pack = "".join(board_pack_parts(pack_data(document, as_at=TODAY, edition=edition)))

    assert len(re.findall(f'<p class="small">{WORDS}</p>', pack)) == 1


@pytest.mark.parametrize("code", CODES)
def test_next_plan_that_goes_out_and_comes_back_keeps_where_it_came_from(
    cast: Cast, rows: SmallPlan, code: str
) -> None:
    plan = follow(rows, cast)

    assert not [c for c in changes_of(plan, code) if c.field in {"extra", "carried"}]
    imported(plan, code)

    actions = plan_document(plan).actions
    assert {action.carried_from.number for action in actions if action.carried_from} == {
        *("1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2")
    }
