"""The record of actions, read from the updates that count."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from priorities.models import Update
from reports.builders import ActionRecord, DateMove
from reports.track_record import track_records
from tests import factories as make
from tests.conftest import SmallPlan
from tests.factories import LONDON
from tests.priorities.many import grow

MARCH, JUNE = (dt.datetime(2026, month, 9, 12, tzinfo=LONDON) for month in (3, 6))


def say(rows: SmallPlan, at: dt.datetime, **fields: Any) -> Update:
    rating = fields.pop("rating", rows.ratings["amber"])
    update: Update = make.update(action=rows.held, is_accepted=True, rating=rating, at=at, **fields)
    return update


@pytest.fixture(autouse=True)
def _no_draft(rows: SmallPlan) -> None:
    """Nothing is under way on the action that these tests write on."""
    rows.draft_evidence.delete()
    rows.draft.delete()


def record_of(rows: SmallPlan, as_at: dt.date | None = None) -> ActionRecord | None:
    return track_records(rows.plan, as_at=as_at).get(str(rows.held.key))


def test_record_tells_of_moves_with_the_date_before(rows: SmallPlan) -> None:
    say(
        rows,
        MARCH,
        new_due_on=dt.date(2026, 12, 31),
        new_due_reason="two readers left",
        replaced={"due_on": "2026-09-30"},
    )
    update = say(rows, JUNE, impact="Fewer forms.", is_nothing_to_add=True)
    make.milestone_report(
        update=update,
        milestone=rows.overdue,
        new_due_on=dt.date(2026, 11, 30),
        reason="late",
        replaced={"due_on": "2026-10-31"},
    )

    record = record_of(rows)

    assert record is not None
    first, second = record.words
    assert first.moves == (
        DateMove(dt.date(2026, 12, 31), dt.date(2026, 9, 30), "two readers left"),
    )
    assert second.moves == (
        DateMove(dt.date(2026, 11, 30), dt.date(2026, 10, 31), "late", rows.overdue.text),
    )
    assert (first.on, first.rating, second.is_nothing_to_add) == (MARCH.date(), "amber", True)
    assert record.has_impact


def test_record_counts_what_was_ticked_off_and_leaves_out_what_changed_nothing(
    rows: SmallPlan,
) -> None:
    update = say(rows, MARCH)
    make.milestone_report(
        update=update, milestone=rows.overdue, is_done=True, replaced={"state": ""}
    )
    again = say(rows, JUNE)
    make.milestone_report(update=again, milestone=rows.overdue, is_done=True)

    record = record_of(rows)

    assert record is not None
    assert [word.done for word in record.words] == [1, 0]


def test_record_leaves_out_what_was_undone_but_knows_it_for_the_days_before(
    rows: SmallPlan,
) -> None:
    say(rows, MARCH, voided_at=JUNE, void_reason="Wrong action")

    assert record_of(rows) is None
    assert record_of(rows, as_at=dt.date(2026, 6, 8)) is not None
    assert record_of(rows, as_at=dt.date(2026, 6, 9)) is None
    assert record_of(rows, as_at=dt.date(2026, 3, 8)) is None


def test_records_of_a_plan_take_two_queries_at_any_size(rows: SmallPlan, leads: Any) -> None:
    grow(rows.plan, 30, lead=leads.board, rating=rows.ratings["amber"])

    with CaptureQueriesContext(connection) as found:
        records = track_records(rows.plan)

    assert len(records) > 30 - 1
    assert len(found) == 2
