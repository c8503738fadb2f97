"""Rows of the plan withdrawn and restored, with what stands below them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from boardplan.audit.models import StaleRevision
from plans.models import Plan
from priorities.models import Action
from priorities.services.plan import (
    item_edit,
    item_restore,
    item_step,
    item_withdraw,
)
from priorities.services.steps import WrongStep
from tests.conftest import Cast, SmallPlan
from tests.factories import TODAY


def history_of(row: Any) -> list[str]:
    """The reasons of a row's history, the latest first, without that of its making."""
    return [each.history_change_reason for each in row.history.all()][:-1]


def withdraw(item: Any, cast: Cast, reason: str = "No longer needed") -> int:
    item.refresh_from_db()
    return item_withdraw(
        item=item, reason=reason, revision=item.revision, by=cast.manager, today=TODAY
    )


def test_item_withdraw_takes_what_is_below_and_leaves_earlier_reasons(
    rows: SmallPlan, cast: Cast
) -> None:
    withdraw(rows.undated, cast, "Never asked for")

    count = withdraw(rows.led.objective.priority, cast, "Merged")

    rows.undated.refresh_from_db()
    rows.done.refresh_from_db()
    assert rows.undated.withdrawn_reason == "Never asked for"
    assert (rows.done.withdrawn_on, rows.done.withdrawn_reason) == (TODAY, "Merged")
    assert history_of(rows.done) == ["Withdrawn: Merged"]
    assert count == 2 + 3 + 3  # objectives, actions, milestones
    assert not Action.objects.in_force().filter(objective__priority__number="1").exists()


def test_item_withdraw_leaves_the_leads_named(rows: SmallPlan, cast: Cast) -> None:
    withdraw(rows.led, cast)

    assert rows.led.leads.in_force().count() == 2


def test_item_withdraw_refuses_what_was_changed_since_it_was_read(
    rows: SmallPlan, cast: Cast
) -> None:
    item_edit(item=rows.led, columns={"text": "New"}, revision=rows.led.revision, by=cast.manager)

    with pytest.raises(StaleRevision):
        item_withdraw(item=rows.led, reason="Old", revision=1, by=cast.manager, today=TODAY)


def test_item_withdraw_refuses_a_second_time(rows: SmallPlan, cast: Cast) -> None:
    with pytest.raises(WrongStep, match="withdrawn"):
        withdraw(rows.withdrawn, cast)


def test_item_restore_brings_back_what_went_with_it(rows: SmallPlan, cast: Cast) -> None:
    objective = rows.led.objective
    withdraw(rows.undated, cast, "Never asked for")
    withdraw(rows.led, cast, "Merged")
    withdraw(objective, cast, "Merged elsewhere")

    count = item_restore(item=objective, by=cast.manager)

    rows.led.refresh_from_db()
    rows.held.refresh_from_db()
    rows.overdue.refresh_from_db()
    assert rows.led.is_withdrawn
    assert not rows.held.is_withdrawn
    assert not rows.overdue.is_withdrawn
    assert rows.held.withdrawn_reason == ""
    assert count == 2


def test_item_restore_leaves_what_stands_under_something_still_withdrawn(
    rows: SmallPlan, cast: Cast
) -> None:
    objective = rows.led.objective
    withdraw(rows.done, cast, "Merged")
    withdraw(rows.led, cast, "Another reason")
    withdraw(objective, cast, "Merged")

    item_restore(item=objective, by=cast.manager)

    rows.done.refresh_from_db()
    assert rows.done.is_withdrawn


def test_item_restore_asks_for_the_parent_first(rows: SmallPlan, cast: Cast) -> None:
    withdraw(rows.led.objective, cast)
    action = Action.objects.get(pk=rows.led.pk)

    with pytest.raises(WrongStep, match=r"1\.1 is withdrawn\. Restore it first\."):
        item_restore(item=action, by=cast.manager)


def test_item_restore_refuses_what_is_in_force(rows: SmallPlan, cast: Cast) -> None:
    with pytest.raises(WrongStep, match="in the plan already"):
        item_restore(item=rows.led, by=cast.manager)


def test_item_step_and_edit_refuse_what_is_withdrawn(rows: SmallPlan, cast: Cast) -> None:
    gone = rows.withdrawn

    with pytest.raises(WrongStep):
        item_step(item=gone, direction="up", by=cast.manager)
    with pytest.raises(WrongStep):
        item_edit(item=gone, columns={"text": "X"}, revision=gone.revision, by=cast.manager)


def test_withdrawals_are_dated_to_the_day_they_are_given(plan: Plan, cast: Cast) -> None:
    priority = plan.priorities.first()
    assert priority is not None
    day = dt.date(2026, 11, 1)

    item_withdraw(item=priority, reason="X", revision=priority.revision, by=cast.manager, today=day)

    priority.refresh_from_db()
    assert priority.withdrawn_on == day
