"""Undoing an acceptance: what the update changed returns, what others changed since stays."""

import datetime as dt
from typing import Any

import pytest

from priorities.document import Action
from priorities.models import Update
from priorities.report import MilestoneWord, NewEvidence
from priorities.services import updates as services
from priorities.services.steps import WrongStep
from priorities.snapshot import plan_document
from tests.conftest import Cast, SmallPlan
from tests.factories import TODAY
from tests.priorities.reporting import report, revision_of

JUNE = dt.date(2027, 6, 30)


def accept(rows: SmallPlan, cast: Cast, code: str = "amber", **words: Any) -> Update:
    """The manager's own update on 1.1.1, on record at once."""
    return services.update_submit(
        action=rows.led,
        report=report(rows, code, **words),
        revision=revision_of(rows.led),
        by=cast.manager,
        accepts=True,
        today=TODAY,
    )


def undo(update: Update, cast: Cast) -> Update:
    return services.update_void(update=update, reason="Wrong action", by=cast.manager)


def printed(rows: SmallPlan) -> Action:
    """Action 1.1.1 as the plan prints it."""
    return next(a for a in plan_document(rows.plan).actions if a.number == "1.1.1")


def test_undoing_brings_the_whole_action_back(cast: Cast, rows: SmallPlan) -> None:
    before = printed(rows)
    update = accept(
        rows,
        cast,
        "green",
        new_due_on=JUNE,
        new_due_reason="Late",
        milestones=(
            MilestoneWord(rows.undated, is_done=True),
            MilestoneWord(rows.dated, new_due_on=JUNE, reason="Holidays"),
        ),
        evidence=NewEvidence("A wrong piece"),
    )
    changed = printed(rows)

    voided = undo(update, cast)

    assert changed != before
    assert changed.rating == "green"
    assert changed.timescale is not None
    assert printed(rows) == before
    assert (voided.void_reason, voided.voided_by) == ("Wrong action", cast.manager)
    assert voided.history.latest().history_change_reason == "Acceptance undone: Wrong action"


def test_acceptance_moves_dates_and_keeps_the_old_words(cast: Cast, rows: SmallPlan) -> None:
    update = accept(
        rows, cast, milestones=(MilestoneWord(rows.dated, new_due_on=JUNE, reason="Holidays"),)
    )

    rows.dated.refresh_from_db()
    assert (rows.dated.due_on, rows.dated.timescale_text) == (JUNE, "by 30 June 2027")
    assert update.milestone_reports.get().replaced["timescale_text"] == "by 31 March 2027"
    assert rows.dated.history.latest().history_change_reason == "Date moved: Holidays"


def test_undoing_leaves_a_later_edit_of_a_milestone_alone(cast: Cast, rows: SmallPlan) -> None:
    update = accept(
        rows, cast, milestones=(MilestoneWord(rows.dated, new_due_on=JUNE, reason="Holidays"),)
    )
    rows.dated.refresh_from_db()
    rows.dated.due_on, rows.dated.timescale_text = dt.date(2027, 9, 1), "September 2027"
    rows.dated.record(by=cast.manager)

    undo(update, cast)

    rows.dated.refresh_from_db()
    assert (rows.dated.due_on, rows.dated.timescale_text) == (
        dt.date(2027, 9, 1),
        "September 2027",
    )


def test_undoing_keeps_words_written_since_on_a_milestone_done(cast: Cast, rows: SmallPlan) -> None:
    update = accept(rows, cast, milestones=(MilestoneWord(rows.undated, is_done=True),))
    rows.undated.refresh_from_db()
    rows.undated.text = "Ask every head how it went"
    rows.undated.record(by=cast.manager)

    undo(update, cast)

    rows.undated.refresh_from_db()
    assert (rows.undated.state, rows.undated.text) == ("", "Ask every head how it went")


def test_undoing_leaves_a_milestone_that_was_reopened_since_alone(
    cast: Cast, rows: SmallPlan
) -> None:
    update = accept(rows, cast, milestones=(MilestoneWord(rows.undated, is_done=True),))
    rows.undated.refresh_from_db()
    rows.undated.state = "in progress"
    rows.undated.record(by=cast.manager)

    undo(update, cast)

    rows.undated.refresh_from_db()
    assert rows.undated.state == "in progress"


def test_undoing_leaves_a_later_date_of_the_action_alone(cast: Cast, rows: SmallPlan) -> None:
    update = accept(rows, cast, new_due_on=JUNE, new_due_reason="Late")
    rows.led.refresh_from_db()
    rows.led.due_on = dt.date(2027, 12, 31)
    rows.led.record(by=cast.manager)

    undo(update, cast)

    rows.led.refresh_from_db()
    assert rows.led.due_on == dt.date(2027, 12, 31)


def test_only_the_latest_acceptance_is_undone(cast: Cast, rows: SmallPlan) -> None:
    later = accept(rows, cast, "red", issue="No room.")

    with pytest.raises(WrongStep, match="Undo the later one first"):
        undo(rows.accepted, cast)
    undo(later, cast)

    assert printed(rows).rating == "amber"
    assert undo(rows.accepted, cast).is_voided
    assert printed(rows).rating is None


@pytest.mark.parametrize("name", ["draft", "submitted"])
def test_what_was_never_accepted_is_not_undone(cast: Cast, rows: SmallPlan, name: str) -> None:
    with pytest.raises(WrongStep):
        undo(getattr(rows, name), cast)


def test_same_acceptance_is_not_undone_twice(cast: Cast, rows: SmallPlan) -> None:
    update = undo(rows.accepted, cast)

    with pytest.raises(WrongStep):
        undo(update, cast)


def test_update_accepted_after_an_undoing_counts_again(cast: Cast, rows: SmallPlan) -> None:
    undo(rows.accepted, cast)

    accept(rows, cast, "red", issue="No room.")

    assert printed(rows).rating == "red"
