"""Asking for updates, and the manager's chase list."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from plans.models import Meeting
from priorities.models import Reminder, UpdateRound
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.factories import LONDON, TODAY
from tests.priorities.filling_in import errors, send, told

DAY = dt.timedelta(days=1)
NOW = dt.datetime.combine(TODAY, dt.time(10), LONDON)


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


@pytest.fixture
def meeting(cast: Cast, leads: Leads) -> Meeting:
    found: Meeting = make.meeting(board=cast.board, group=leads.board.group)
    return found


@pytest.fixture
def opened(cast: Cast, rows: SmallPlan, meeting: Meeting) -> UpdateRound:
    found: UpdateRound = make.update_round(plan=rows.plan, meeting=meeting, opened_by=cast.manager)
    return found


def new(meeting: Meeting) -> str:
    return f"/boards/a/rounds/new/?meeting={meeting.pk}"


def test_round_is_opened_over_the_whole_plan(
    manager: Client, rows: SmallPlan, meeting: Meeting
) -> None:
    response = send(manager, new(meeting), note="Be brief.")

    round_ = UpdateRound.objects.get()
    assert (round_.due_on, round_.is_whole) == (meeting.updates_due_on, True)
    assert "The round is open." in told(manager, response)
    page = manager.get(meeting.get_absolute_url())
    assertContains(page, "Updates for the board meeting of 23 December 2026")
    assertNotContains(page, "Ask for updates")


def test_round_is_opened_over_some_actions(
    manager: Client, rows: SmallPlan, meeting: Meeting
) -> None:
    send(manager, new(meeting), scope="some", actions=[str(rows.held.pk)])

    round_ = UpdateRound.objects.get()
    assert [row.action for row in round_.asked.all()] == [rows.held]
    assertContains(manager.get(meeting.get_absolute_url()), "Ask for updates")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ({"due_on": "24/12/2026"}, "due_on"),
        ({"due_on": "24/11/2026"}, "due_on"),
        ({"scope": "some"}, "actions"),
        ({"scope": "some", "actions": ["999999"]}, "actions"),
    ],
)
def test_round_that_does_not_fit_is_refused_at_its_field(
    manager: Client, rows: SmallPlan, meeting: Meeting, words: dict[str, Any], name: str
) -> None:
    assert list(errors(send(manager, new(meeting), **words))) == [name]


def test_second_round_is_refused_with_words(
    manager: Client, meeting: Meeting, opened: UpdateRound
) -> None:
    response = send(manager, new(meeting))

    assertContains(response, "A round that asks for the same is open")


def test_without_a_meeting_or_a_plan_the_page_says_what_to_do(
    cast: Cast, manager: Client, rows: SmallPlan, client_of: ClientOf
) -> None:
    assertContains(manager.get("/boards/a/rounds/new/"), "Give its date first.")
    assert manager.get("/boards/a/rounds/new/?meeting=1").status_code == 404
    other = make.board(slug="c", name="Board C")
    make.membership(board=other, user=cast.stranger, role="manager")
    page = client_of(cast.stranger).get("/boards/c/rounds/new/")
    assertContains(page, "This board has no business plan here yet.")


def test_chase_list_says_who_owes_what_and_what_was_sent(
    cast: Cast, manager: Client, opened: UpdateRound
) -> None:
    make.reminder(round=opened, user=cast.lead, sent_at=NOW)
    refused = {"dropped_at": NOW, "attempts": 1, "trouble": "The address was refused (550)."}
    make.reminder(round=opened, user=cast.subgroup_chair, **refused)

    page = manager.get(opened.get_absolute_url())

    assertContains(page, "1 of 5 actions has an update. 2 people owe the others.")
    assertContains(page, "Last reminded 25 November 2026.")
    assertContains(page, "remind again from 1 December 2026 on")
    assertContains(page, "The address was refused (550).")
    assertContains(page, "last word 1 October 2026: Nine schools are trained.")
    assertContains(page, "A draft waits to be finished")
    assertNotContains(page, "Words of a draft")
    assertContains(page, "For you to report on")


def test_remind_now_sends_one_and_is_refused_the_second_time(
    cast: Cast, manager: Client, opened: UpdateRound
) -> None:
    where = f"/boards/a/rounds/{opened.pk}/people/{cast.lead.pk}/reminding/"

    assert "is on its way" in told(manager, manager.post(where))
    assert "on its way already" in told(manager, manager.post(where))
    assert Reminder.objects.get().user == cast.lead


def test_date_is_moved_and_a_late_one_refused(manager: Client, opened: UpdateRound) -> None:
    where = f"/boards/a/rounds/{opened.pk}/date/"

    assert list(errors(send(manager, where, due_on="24/12/2026"))) == ["due_on"]
    send(manager, where, due_on="16/12/2026")

    opened.refresh_from_db()
    assert opened.due_on == dt.date(2026, 12, 16)
    assertContains(manager.get(opened.get_absolute_url()), "The meeting’s own date for updates is")


def test_closed_round_offers_nothing_more(manager: Client, opened: UpdateRound) -> None:
    send(manager, f"/boards/a/rounds/{opened.pk}/closing/")

    page = manager.get(opened.get_absolute_url())
    assertContains(page, "Closed on 25 November 2026")
    assertNotContains(page, "Remind now")
    assertNotContains(page, "Write it down")


def test_round_that_everybody_answered_says_so(
    cast: Cast, manager: Client, rows: SmallPlan, meeting: Meeting
) -> None:
    some = make.update_round(plan=rows.plan, meeting=meeting, is_whole=False)
    make.round_action(round=some, action=rows.waiting)

    assertContains(manager.get(some.get_absolute_url()), "Nobody owes anything.")


def test_home_tells_the_manager_how_many_still_owe(
    cast: Cast, manager: Client, opened: UpdateRound, client_of: ClientOf
) -> None:
    page = manager.get("/boards/a/")

    assertContains(page, opened.get_absolute_url())
    assertContains(page, "2 people still owe an update")
    assertNotContains(client_of(cast.member).get("/boards/a/"), opened.get_absolute_url())


def test_others_read_that_updates_are_asked_for(
    cast: Cast, client_of: ClientOf, opened: UpdateRound, meeting: Meeting
) -> None:
    page = client_of(cast.member).get(meeting.get_absolute_url())

    assertContains(page, "Asked for by 9 December 2026")
    assertNotContains(page, opened.get_absolute_url())
