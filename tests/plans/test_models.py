"""What the rows of the plans room say of themselves, and which columns a layout may have."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from plans.models.board import check_columns
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import COLUMNS


def test_layout_of_known_fields_is_taken() -> None:
    check_columns(COLUMNS)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ([], "at least one column"),
        ("number", "at least one column"),
        (["number"], "a field, a heading and a group"),
        ([{"field": "number", "heading": "No."}], "a field, a heading and a group"),
        ([{"field": "secret", "heading": "S", "group": None}], "“secret” is not a field"),
    ],
)
def test_layout_of_anything_else_is_refused(columns: Any, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        check_columns(columns)


def test_rows_are_called_by_what_people_know_them_by(
    cast: Cast, leads: Leads, rows: SmallPlan
) -> None:
    assert str(cast.board) == "Board A"
    assert str(rows.plan) == "Business plan 2026 to 2029"
    assert str(rows.ratings["red"]) == "Red"
    assert str(cast.board.rating_scheme) == "Red, amber, green"
    assert str(rows.plan.layout) == rows.plan.layout.name
    assert str(leads.subgroup.group) == "Learning sub-group"
    assert str(leads.agency.agency) == "Police"
    assert str(cast.manager.memberships.get()) == "Business manager at Board A"
    assert str(cast.lead.lead_holdings.get()) == "Designated Nurse from 2026-04-01"
    assert str(rows.led) == "1.1.1 Train a lead worker in every school"
    assert str(rows.led.leads.get(is_accountable=True)) == "Learning sub-group"
    assert str(rows.submitted) == f"Update on {rows.waiting.pk}: Waiting to be accepted"
    done = make.milestone_report(update=rows.draft, milestone=rows.overdue, is_done=True)
    assert str(done) == "Draft the form: done"
    assert str(rows.evidence) == "Register of trainers"
