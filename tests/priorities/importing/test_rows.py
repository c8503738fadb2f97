"""Rows of a grid, and the headings over them."""

from __future__ import annotations

import pytest

from priorities.importing.rows import (
    SKIPPED,
    is_plan,
    is_risk_log,
    plan_header,
    read_header,
    rows_of,
)
from priorities.importing.vocabulary import plan_field
from tests.priorities.importing.gridding import ABOVE, LEFT, Place, table

MEDWAY = ["Action number", "Specific action", "Lead", "Actions and Timescales", "RAG rating"]
LOG = ["", "Concern", "Risk/s if not resolved", "Action required", "By whom?", "Red Amber Green"]


def test_row_has_each_of_its_cells_once_and_knows_its_place() -> None:
    _, row = rows_of(table(["a", "b", LEFT], [ABOVE, "", "d"], where="table 3"))

    assert [cell.text for cell in row.own] == ["a", "", "d"]
    assert [cell.text for cell in row.said] == ["a", "d"]
    assert [row.begins(cell) for cell in row.own] == [False, True, True]
    assert row.place == "table 3, row 2"
    assert not row.is_blank


def test_row_without_words_is_blank() -> None:
    assert rows_of(table(["", " "]))[0].is_blank


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (["Priority 1", LEFT, LEFT, LEFT], ["Priority 1"]),
        (["1.", "Improvement area", LEFT, LEFT], ["1.", "Improvement area"]),
        (["Priority 1", "", "", ""], ["Priority 1"]),
        (["", "", "Priority 1", LEFT], ["Priority 1"]),
        (["", "words", "", ""], []),
        (["1.1", "Do it", "", ""], []),
        (["a long text that is no number", "wide", LEFT, LEFT], []),
        (["1.1", "Do it", "Chair", ""], []),
        (["", "", "", ""], []),
    ],
)
def test_banner_is_one_wide_cell_perhaps_behind_a_number(
    places: list[Place], expected: list[str]
) -> None:
    (row,) = rows_of(table(places))

    assert [cell.text for cell in row.banner] == expected


def test_banner_is_none_beside_a_cell_that_goes_on_from_above() -> None:
    rows = rows_of(table(["1", "a", "b"], [ABOVE, "wide", LEFT], ["alone", ABOVE, ABOVE]))

    assert rows[1].banner == ()


def test_header_of_one_row() -> None:
    header = read_header(
        rows_of(table(MEDWAY, ["1.1", "Do it", "Chair", "May 2018", ""])), plan_field
    )

    assert header is not None
    assert header.rows == 1
    assert [h.field for h in header.headings] == ["number", "text", "leads", "milestones", "rating"]
    assert [h.columns for h in header.headings] == [(0,), (1,), (2,), (3,), (4,)]


def test_header_of_two_rows_names_groups_of_columns() -> None:
    rows = rows_of(table(["Planning", LEFT, LEFT, "Monitoring", LEFT], MEDWAY))

    header = read_header(rows, plan_field)

    assert header is not None
    assert header.rows == 2
    assert [h.group for h in header.headings] == ["Planning"] * 3 + ["Monitoring"] * 2


def test_header_of_two_rows_with_headings_over_both() -> None:
    upper = ["Objectives", "Actions", "Resources", LEFT, "Progress Green/Amber/Red"]
    lower = [ABOVE, ABOVE, "Who? (Work plans etc.)", "When?", "Comments"]

    header = read_header(rows_of(table(upper, lower)), plan_field)

    assert header is not None
    assert [(h.words, h.group, h.field) for h in header.headings] == [
        ("Objectives", None, "objective"),
        ("Actions", None, "text"),
        ("Who? (Work plans etc.)", "Resources", "leads"),
        ("When?", "Resources", "timescale"),
        ("Comments", "Progress Green/Amber/Red", "progress"),
    ]


def test_header_below_a_group_without_a_heading_of_its_own_takes_the_group_s() -> None:
    upper = ["Actions", "Resources", LEFT, "Lead"]
    lower = ["", "Who?", "When?", ""]

    header = read_header(rows_of(table(upper, lower)), plan_field)

    assert header is not None
    assert [h.words for h in header.headings] == ["Actions", "Who?", "When?", "Lead"]


@pytest.mark.parametrize(
    "rows",
    [
        [["", ""]],
        [["Action", "Whatever", "Anything", "Nothing"]],
        [["Do it", "Chair"], ["Action", "Lead"]],
        [["x" * 100, LEFT, "y"], ["Action", "Lead", "When"]],
        [["Action", "Lead " * 30, "By when"]],
        [["Agenda", LEFT], ["Notes", LEFT]],
    ],
)
def test_rows_that_are_no_headings(rows: list[list[Place]]) -> None:
    assert read_header(rows_of(table(*rows)), plan_field) is None


def test_no_rows_have_no_headings() -> None:
    assert read_header([], plan_field) is None


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["Action", "Lead"], True),
        (["Action", "By when", "Outcome"], True),
        (["Action", "Outcome"], False),
        (["Lead", "By when"], False),
    ],
)
def test_headings_of_a_plan_name_actions_and_who_or_when(
    headings: list[Place], expected: bool
) -> None:
    header = read_header(rows_of(table(headings)), plan_field)

    assert header is not None
    assert is_plan(header) is expected
    assert (plan_header(rows_of(table(headings))) is not None) is expected


def test_column_assigned_by_hand_counts_as_what_it_was_assigned() -> None:
    rows = rows_of(table(["Step", "Who", "Due", "Whence"]))

    header = plan_header(rows, {"Whence": "evidence", "Step": "text", "Due": ""}.get)

    assert header is not None
    assert [h.field for h in header.headings] == ["text", "leads", "", "evidence"]


def test_columns_that_our_own_export_worked_out_are_skipped() -> None:
    rows = rows_of(table(["Action", "Lead", "How it stands", "Last update", "Other"]))

    header = plan_header(rows)

    assert header is not None
    assert [h.field for h in header.headings] == ["text", "leads", SKIPPED, SKIPPED, None]


def test_risk_log_is_told_by_its_headings() -> None:
    assert is_risk_log(rows_of(table(LOG))) is not None


@pytest.mark.parametrize("headings", [MEDWAY, ["Concern", "By whom?"], ["Issue", "Action", "Who"]])
def test_other_headings_are_no_risk_log(headings: list[Place]) -> None:
    assert is_risk_log(rows_of(table(headings))) is None
