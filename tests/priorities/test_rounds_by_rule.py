"""Rounds that open by themselves for board meetings, where the board wants it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from plans.models import Board, Meeting
from priorities.models import Reminder, UpdateRound
from priorities.services.rounds import reminders_sweep
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.factories import BEGAN, LONDON, TODAY
from tests.priorities.filling_in import errors, send

DAY = dt.timedelta(days=1)


@pytest.fixture
def meeting(cast: Cast, rows: SmallPlan, leads: Leads) -> Meeting:
    """A meeting of the board, for which updates are due in two weeks."""
    found: Meeting = make.meeting(board=cast.board, group=leads.board.group)
    return found


def wants(days: int) -> None:
    Board.objects.filter(slug="a").update(asks_days_before=days)


def sweep(day: dt.date = TODAY, hour: int = 10) -> None:
    reminders_sweep(dt.datetime.combine(day, dt.time(hour), LONDON))


def test_round_opens_by_itself_on_its_day_and_its_mails_go(cast: Cast, meeting: Meeting) -> None:
    wants(14)

    sweep()
    sweep()

    round_ = UpdateRound.objects.get()
    assert (round_.meeting, round_.due_on) == (meeting, meeting.updates_due_on)
    assert (round_.is_whole, round_.opened_by) == (True, None)
    assert Reminder.objects.count() == 2
    for reminder in Reminder.objects.all():
        message = reminder.message()
        assert message is not None
        assert message.reply_to == [cast.manager.email]


@pytest.mark.parametrize("why", ["not wanted", "too early", "at night", "of a group", "asked"])
def test_no_round_opens_by_itself_where_it_should_not(
    cast: Cast, rows: SmallPlan, meeting: Meeting, leads: Leads, why: str
) -> None:
    wants(14)
    hour = 10
    if why == "not wanted":
        Board.objects.update(asks_days_before=None)
    elif why == "too early":
        wants(13)
    elif why == "at night":
        hour = 7
    elif why == "of a group":
        Meeting.objects.update(group=leads.subgroup.group)
    else:
        make.update_round(plan=rows.plan, meeting=meeting, closed_at=BEGAN)
    before = UpdateRound.objects.count()

    sweep(hour=hour)

    assert UpdateRound.objects.count() == before


def test_round_over_some_actions_that_is_open_keeps_the_rule_from_asking_twice(
    cast: Cast, rows: SmallPlan, meeting: Meeting
) -> None:
    wants(14)
    some = make.update_round(plan=rows.plan, is_whole=False)
    make.round_action(round=some, action=rows.held)

    sweep()

    assert UpdateRound.objects.get() == some


def test_days_that_no_worker_ran_are_made_up_for(meeting: Meeting) -> None:
    wants(14)

    sweep(TODAY + 5 * DAY)

    assert UpdateRound.objects.exists()


def test_manager_sets_the_days(cast: Cast, client_of: ClientOf) -> None:
    client: Client = client_of(cast.manager)
    page = "/boards/a/settings/"

    assert list(errors(send(client, page, asks_days_before="soon"))) == ["asks_days_before"]
    assert list(errors(send(client, page, asks_days_before="400"))) == ["asks_days_before"]
    send(client, page, asks_days_before="21")

    assert Board.objects.get(slug="a").asks_days_before == 21
    assertContains(client.get(page), 'value="21"')
    send(client, page, asks_days_before="")
    assert Board.objects.get(slug="a").asks_days_before is None
