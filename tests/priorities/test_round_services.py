"""Rounds are opened, moved and closed; reminders are queued when they are due, never too often."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from boardplan.accounts.models import User
from plans.models import LeadHolder, Meeting, Membership
from plans.roles import Role
from priorities.models import ActionLead, Reminder, UpdateRound
from priorities.services.rounds import (
    reminders_sweep,
    round_close,
    round_move_due,
    round_open,
)
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import BEGAN, LONDON, TODAY
from tests.priorities.many import bulk, grow

DAY = dt.timedelta(days=1)
NOW = dt.datetime.combine(TODAY, dt.time(10), LONDON)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting in four weeks; updates are due in two."""
    found: Meeting = make.meeting(board=cast.board)
    return found


@pytest.fixture
def opened(cast: Cast, rows: SmallPlan, meeting: Meeting) -> UpdateRound:
    """A round over the whole plan, opened now."""
    return open_round(cast, rows, meeting)


def open_round(cast: Cast, rows: SmallPlan, meeting: Meeting, **words: Any) -> UpdateRound:
    given = {"due_on": meeting.updates_due_on, "by": cast.manager, "today": TODAY, **words}
    return round_open(plan=rows.plan, meeting=meeting, **given)


def sweep(day: dt.date, hour: int = 10) -> int:
    return reminders_sweep(dt.datetime.combine(day, dt.time(hour), LONDON))


def all_sent(day: dt.date) -> None:
    sent = dt.datetime.combine(day, dt.time(10), LONDON)
    Reminder.objects.filter(sent_at__isnull=True).update(sent_at=sent)


def refusal(call: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        call()
    return " ".join(refused.value.messages)


# Opening


def test_round_over_some_actions_asks_for_them(
    cast: Cast, rows: SmallPlan, meeting: Meeting
) -> None:
    round_ = open_round(cast, rows, meeting, actions=[rows.held, rows.led], note="Be brief.")

    assert not round_.is_whole
    assert set(round_.asked.values_list("action", flat=True)) == {rows.held.pk, rows.led.pk}
    assert {row.history.get().history_user for row in round_.asked.all()} == {cast.manager}


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, "This date has passed"), (29, "after the meeting (23 December 2026)")],
)
def test_round_with_a_date_that_does_not_fit_is_refused(
    cast: Cast, rows: SmallPlan, meeting: Meeting, days: int, words: str
) -> None:
    told = refusal(lambda: open_round(cast, rows, meeting, due_on=TODAY + days * DAY))

    assert words in told
    assert not UpdateRound.objects.exists()


def test_round_for_a_cancelled_or_past_meeting_is_refused(cast: Cast, rows: SmallPlan) -> None:
    cancelled = make.meeting(board=cast.board, cancelled_on=TODAY, cancelled_reason="Snow")
    past = make.meeting(board=cast.board, held_on=TODAY - DAY)

    assert "was cancelled" in refusal(lambda: open_round(cast, rows, cancelled))
    assert "has been held" in refusal(lambda: open_round(cast, rows, past))


def test_second_round_over_the_same_action_is_refused_naming_the_first(
    cast: Cast, rows: SmallPlan, meeting: Meeting
) -> None:
    open_round(cast, rows, meeting, actions=[rows.held])

    assert "23 December 2026" in refusal(lambda: open_round(cast, rows, meeting))
    assert "23 December 2026" in refusal(
        lambda: open_round(cast, rows, meeting, actions=[rows.held, rows.led])
    )
    open_round(cast, rows, meeting, actions=[rows.led])


def test_round_in_which_nobody_would_owe_anything_is_refused(
    cast: Cast, rows: SmallPlan, meeting: Meeting
) -> None:
    type(rows.led).objects.update(withdrawn_on=TODAY, withdrawn_reason="Over")

    assert "every action of the plan is complete" in refusal(
        lambda: open_round(cast, rows, meeting)
    )


@pytest.mark.parametrize("which", ["none", "withdrawn", "of another board"])
def test_round_over_actions_that_cannot_be_asked_for_is_refused(
    cast: Cast, rows: SmallPlan, meeting: Meeting, which: str
) -> None:
    actions = {"none": [], "withdrawn": [rows.withdrawn], "of another board": [rows.elsewhere]}

    assert refusal(lambda: open_round(cast, rows, meeting, actions=actions[which]))


# Moving and closing


def test_round_is_moved_within_the_days_up_to_the_meeting(cast: Cast, opened: UpdateRound) -> None:
    words: dict[str, Any] = {"revision": opened.revision, "by": cast.manager, "today": TODAY}

    moved = round_move_due(round_=opened, due_on=TODAY + 20 * DAY, **words)

    assert moved.due_on == TODAY + 20 * DAY
    assert "after the meeting" in refusal(
        lambda: round_move_due(round_=opened, due_on=TODAY + 40 * DAY, **words)
    )


def test_closed_round_is_closed_once_and_not_moved(cast: Cast, opened: UpdateRound) -> None:
    first = round_close(round_=opened, by=cast.manager)
    second = round_close(round_=opened, by=cast.manager)

    assert (first.is_open, second.closed_at, second.revision) == (
        False,
        first.closed_at,
        first.revision,
    )
    words: dict[str, Any] = {"revision": 2, "by": cast.manager, "today": TODAY}
    assert "closed" in refusal(lambda: round_move_due(round_=first, due_on=TODAY, **words))


@pytest.mark.parametrize("why", ["held", "cancelled"])
def test_sweep_closes_the_round_of_a_meeting_that_is_over(
    opened: UpdateRound, meeting: Meeting, why: str
) -> None:
    day = meeting.held_on
    if why == "cancelled":
        Meeting.objects.update(cancelled_on=TODAY, cancelled_reason="Snow")
    else:
        day += DAY

    assert sweep(day, hour=1) == 0

    opened.refresh_from_db()
    assert not opened.is_open
    assert why in opened.history.first().history_change_reason


def test_round_still_asks_on_the_day_of_the_meeting(opened: UpdateRound, meeting: Meeting) -> None:
    assert sweep(meeting.held_on) == 2


# Reminders


def test_sweep_queues_one_reminder_for_each_who_owes(cast: Cast, opened: UpdateRound) -> None:
    assert sweep(TODAY) == 2
    assert sweep(TODAY) == 0

    assert {row.user for row in Reminder.objects.all()} == {cast.subgroup_chair, cast.lead}


def test_sweep_queues_nothing_before_eight_in_the_morning(opened: UpdateRound) -> None:
    assert reminders_sweep(dt.datetime.combine(TODAY + DAY, dt.time(7, 59), LONDON)) == 0
    assert reminders_sweep(dt.datetime.combine(TODAY + DAY, dt.time(8), LONDON)) == 2


def test_round_that_was_opened_early_in_the_morning_is_told_of_at_once(
    cast: Cast, rows: SmallPlan, meeting: Meeting, clock: time_machine.Traveller
) -> None:
    clock.move_to(dt.datetime.combine(TODAY, dt.time(5), LONDON))
    open_round(cast, rows, meeting)

    assert sweep(TODAY, hour=6) == 2


@pytest.mark.parametrize(
    ("day", "utc_hour", "queued"),
    [
        (dt.date(2027, 3, 27), 7, 0),  # 7:30 in London, still winter time
        (dt.date(2027, 3, 28), 7, 1),  # the clocks went forward: 8:30
        (dt.date(2026, 10, 24), 7, 1),  # summer time: 8:30
        (dt.date(2026, 10, 25), 7, 0),  # the clocks went back: 7:30
    ],
)
def test_mornings_are_those_of_london_when_the_clocks_change(
    cast: Cast, rows: SmallPlan, day: dt.date, utc_hour: int, queued: int
) -> None:
    meeting = make.meeting(board=cast.board, held_on=dt.date(2027, 6, 1))
    make.update_round(plan=rows.plan, meeting=meeting, opened_at=BEGAN)

    assert reminders_sweep(dt.datetime.combine(day, dt.time(utc_hour, 30), dt.UTC)) == queued


def test_person_who_waits_for_an_earlier_mail_is_not_queued_again(opened: UpdateRound) -> None:
    sweep(TODAY)

    assert sweep(opened.due_on - 7 * DAY) == 0
    all_sent(opened.due_on - 7 * DAY)
    assert sweep(opened.due_on - 7 * DAY) == 0
    assert sweep(opened.due_on - DAY) == 2


def test_two_open_rounds_of_a_board_cost_nobody_two_mails(
    cast: Cast, rows: SmallPlan, meeting: Meeting
) -> None:
    make.action_lead(action=rows.unled, lead=rows.held.leads.get().lead)
    open_round(cast, rows, meeting, actions=[rows.held])
    open_round(cast, rows, meeting, actions=[rows.unled], due_on=TODAY + 10 * DAY)

    assert sweep(TODAY) == 1


def test_sweep_of_two_hundred_reminders_takes_two_seconds_at_most(
    cast: Cast, rows: SmallPlan, leads: Leads, meeting: Meeting, clock: time_machine.Traveller
) -> None:
    # Every third waits for the manager, so that nobody owes it.
    actions = grow(rows.plan, 300, lead=leads.agency, rating=rows.ratings["amber"])
    users = [User(email=f"lead-{n}@a.example", name=f"Lead {n}") for n in range(300)]
    bulk(User, [*users])
    roles = [
        Membership(board=cast.board, user=u, role=Role.LEAD, starts_on=BEGAN.date()) for u in users
    ]
    bulk(Membership, [*roles])
    posts = [type(leads.post)(board=cast.board, name=f"Post {n}") for n in range(300)]
    bulk(type(leads.post), [*posts])
    held = zip(posts, users, strict=True)
    bulk(LeadHolder, [LeadHolder(lead=p, user=u, starts_on=BEGAN.date()) for p, u in held])
    led = zip(posts, actions, strict=True)
    bulk(ActionLead, [ActionLead(action=a, lead=p, position=2) for p, a in led])
    open_round(cast, rows, meeting)

    began = time.perf_counter()
    queued = sweep(TODAY)
    took = time.perf_counter() - began

    assert queued >= 200
    assert took <= 2
