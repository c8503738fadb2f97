"""The plan as CSV, read back by the standard library."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from priorities.document import Action, Objective, Priority
from reports.exports.csv import plan_as_csv
from reports.exports.harmless import STARTS, as_written, harmless
from tests.priorities.documents import WHOLE, WHOLE_ACTION
from tests.reports.exports.reading import TODAY, as_rows, medway, plan_with

STARTING = st.builds(str.__add__, st.sampled_from([*STARTS, "'", "''"]), st.text(max_size=9))


def test_file_begins_with_the_mark_of_utf8_and_ends_lines_as_excel_does() -> None:
    data = plan_as_csv(medway(), TODAY)

    assert data.startswith(b'\xef\xbb\xbf"Priority number"')
    assert data.endswith(b'"\r\n')


def test_each_milestone_of_medways_plan_has_a_row() -> None:
    plan = medway()

    rows = as_rows(plan_as_csv(plan, TODAY))

    assert len(plan.actions) == 37
    assert {row["Action number"] for row in rows} == {action.number for action in plan.actions}
    steps = [m.text for a in plan.actions for m in a.milestones]
    assert [row["Milestone"] for row in rows if row["Milestone"]] == steps


def test_row_tells_all_that_the_plan_holds_of_it() -> None:
    (first, second) = as_rows(plan_as_csv(WHOLE, TODAY))

    assert (first["Priority"], first["Objective"], first["Action key"]) == (
        "Neglect",
        "Seen early",
        WHOLE_ACTION.key,
    )
    assert {name: first[name] for name in first if first[name] and "key" not in name} == {
        "Priority number": "1",
        "Priority": "Neglect",
        "Objective number": "1.1",
        "Objective": "Seen early",
        "Action number": "1.1.1",
        "Action": "Train a lead worker",
        "Leads": "Learning sub-group\nPolice",
        "By when": "October and annually",
        "Start": "2026-10-01",
        "Due": "2026-10-31",
        "Outcomes": "Neglect is named\nSooner",
        "Measures": "Referrals",
        "Resources": "Two trainers",
        "Cost": "1200.50",
        "Rating": "Amber (A)",
        "Last update": "2026-09-30",
        "Progress": "Nine schools\nHeads ring sooner",
        "Evidence": "Register (1 May 2026)",
        "Review": "2027-01-15",
        "Withdrawn on": "2026-06-01",
        "Why withdrawn": "Overtaken",
        "Heading nobody knows": "kept",
        "Milestone": "Find trainers",
        "Milestone level": "1",
        "Milestone row": "1",
        "Milestone by when": "as written",
        "Milestone due": "2026-05-31",
        "Milestone state": "complete",
    }
    assert (second["Milestone key"], second["Why milestone withdrawn"]) == ("m2", "Overtaken")


def test_row_tells_how_an_action_in_force_stands() -> None:
    late = replace(WHOLE_ACTION, withdrawn=None)

    row, *_ = as_rows(plan_as_csv(plan_with(late), TODAY))

    assert row["How it stands"].startswith("Overdue; the definitions imply red: date passed")


def test_branches_without_actions_are_not_lost() -> None:
    bare = (
        Priority(number="8", title="Nothing yet", key="p8"),
        Priority(number="9", title="Begun", objectives=(Objective(number="9.1", title="Bare"),)),
    )

    rows = as_rows(plan_as_csv(replace(WHOLE, priorities=bare), TODAY))

    assert [(row["Priority"], row["Objective"]) for row in rows] == [
        ("Nothing yet", ""),
        ("Begun", "Bare"),
    ]
    assert [row["Priority key"] for row in rows] == ["p8", ""]


@given(text=STARTING)
def test_no_cell_begins_with_what_a_spreadsheet_runs_and_each_comes_back(text: str) -> None:
    plan = plan_with(Action(text, number=text, extra={text: text}))

    read = csv.reader(io.StringIO(plan_as_csv(plan, TODAY).decode("utf-8-sig"), newline=""))
    head, row = list(read)

    for cell in (*head, *row):
        assert not cell.startswith(tuple(STARTS))
    told = dict(zip(map(as_written, head), map(as_written, row), strict=True))
    assert (told["Action"], told[text]) == (text, text)


@given(text=st.text() | STARTING)
def test_apostrophe_is_taken_away_from_those_it_was_given_to_only(text: str) -> None:
    assert as_written(harmless(text)) == text


def test_same_plan_and_day_give_the_same_bytes() -> None:
    assert plan_as_csv(WHOLE, TODAY) == plan_as_csv(WHOLE, TODAY)
