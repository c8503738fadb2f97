"""The reminder's words, written from the record when it is sent; and its calendar file."""

from __future__ import annotations

import datetime as dt
from email.mime.text import MIMEText
from typing import Any

import pytest
from django.core.mail import EmailMessage
from icalendar import Calendar
from pytest_django import Settings

from plans.calendar import meeting_calendar
from plans.models import Meeting
from priorities.models import Reminder, Update, UpdateRound
from priorities.services.links import link_of
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import TODAY

DAY = dt.timedelta(days=1)


@pytest.fixture
def meeting(cast: Cast, leads: Leads) -> Meeting:
    found: Meeting = make.meeting(
        board=cast.board, group=leads.board.group, starts_at=dt.time(14), place="Gun Wharf"
    )
    return found


@pytest.fixture
def opened(cast: Cast, rows: SmallPlan, meeting: Meeting) -> UpdateRound:
    found: UpdateRound = make.update_round(
        plan=rows.plan, meeting=meeting, opened_by=cast.manager, note="The inspectors come."
    )
    return found


def written(round_: UpdateRound, user: Any) -> EmailMessage:
    message = make.reminder(round=round_, user=user).message()
    assert message is not None
    return message


def words(message: EmailMessage) -> str:
    return " ".join(str(message.body).split())


def test_reminder_says_all_that_is_owed_with_one_link(
    cast: Cast, opened: UpdateRound, settings: Settings
) -> None:
    settings.BOARDPLAN_ADDRESS = "https://boardplan.council.example"

    message = written(opened, cast.lead)

    assert message.to == [cast.lead.email]
    assert message.reply_to == [cast.manager.email]
    assert (
        message.subject
        == "Updates for the board meeting of 23 December 2026, due by 9 December 2026"
    )
    body = words(message)
    assert "how 1 action of yours is going" in body
    assert "1.1.2 Agree one assessment form" in body
    assert "56 days overdue" in body
    assert "A draft of yours waits" in body
    assert "“No update received yet; nothing has been said of it so far.”" in body
    assert "The inspectors come." in body
    assert body.count("https://") == 1
    token = body.partition("https://boardplan.council.example/reporting/")[2].partition("/")[0]
    link = link_of(token)
    assert link is not None
    assert (link.user, link.board) == (cast.lead, cast.board)


def test_reminder_holds_no_draft_and_nobody_elses_actions(cast: Cast, opened: UpdateRound) -> None:
    body = words(written(opened, cast.lead))

    assert "Words of a draft" not in body
    assert "Train a lead worker" not in body


def test_reminder_quotes_what_the_board_will_read_of_silence(
    cast: Cast, rows: SmallPlan, opened: UpdateRound
) -> None:
    body = words(written(opened, cast.subgroup_chair))

    assert "“No update received; last word 1 October 2026: Nine schools are trained." in body


def test_reminder_of_what_was_sent_back_asks_the_question(
    cast: Cast, rows: SmallPlan, opened: UpdateRound
) -> None:
    Update.objects.filter(pk=rows.submitted.pk).update(status="sent_back", question="How many?")

    assert "The business manager asks: How many?" in words(written(opened, cast.subgroup_chair))


def test_reminder_after_the_date_says_so(cast: Cast, opened: UpdateRound) -> None:
    UpdateRound.objects.update(due_on=TODAY - DAY)

    message = written(UpdateRound.objects.get(), cast.lead)

    assert message.subject.startswith("Still wanted: updates for the board meeting")
    assert "They were due by 24 November 2026" in words(message)


def test_reminder_names_what_she_owes_in_other_open_rounds(
    cast: Cast, rows: SmallPlan, leads: Leads, meeting: Meeting
) -> None:
    make.action_lead(action=rows.unled, lead=leads.post)
    some = make.update_round(plan=rows.plan, meeting=meeting, is_whole=False)
    make.round_action(round=some, action=rows.held)
    other = make.update_round(
        plan=rows.plan, is_whole=False, meeting=make.meeting(board=cast.board)
    )
    make.round_action(round=other, action=rows.unled)

    body = words(written(some, cast.lead))

    assert "how 2 actions of yours are going" in body
    assert "Ask twice a year" in body


@pytest.mark.parametrize("why", ["closed", "cancelled", "held", "nothing owed"])
def test_there_is_nothing_to_say_once_the_round_asks_no_more(
    cast: Cast, rows: SmallPlan, opened: UpdateRound, meeting: Meeting, why: str
) -> None:
    if why == "closed":
        UpdateRound.objects.update(closed_at=opened.opened_at)
    elif why == "cancelled":
        Meeting.objects.update(cancelled_on=TODAY, cancelled_reason="Snow")
    elif why == "held":
        yesterday = TODAY - DAY
        dates = {"held_on": yesterday, "updates_due_on": yesterday, "papers_due_on": yesterday}
        Meeting.objects.update(**dates)
    else:
        rows.held.leads.update(withdrawn_on=TODAY, withdrawn_reason="Off")

    assert Reminder(round=opened, user=cast.lead).message() is None


def test_calendar_file_holds_the_meeting_and_the_day_updates_are_due(
    cast: Cast, opened: UpdateRound, meeting: Meeting
) -> None:
    first, second = (calendar(written(opened, who)) for who in (cast.lead, cast.subgroup_chair))

    assert first["METHOD"] == "PUBLISH"
    due, held = first.walk("VEVENT")
    assert due["DTSTART"].dt == opened.due_on
    assert due["SUMMARY"] == "Updates due for the board meeting of 23 December 2026"
    assert held["DTSTART"].dt == dt.datetime(2026, 12, 23, 14, tzinfo=dt.UTC)
    assert held["LOCATION"] == "Gun Wharf"
    assert [event["UID"] for event in first.walk("VEVENT")] == [
        event["UID"] for event in second.walk("VEVENT")
    ]


def test_calendar_entry_in_summer_time_begins_an_hour_earlier_in_universal_time(
    cast: Cast, meeting: Meeting
) -> None:
    meeting.held_on = dt.date(2027, 3, 28)
    held: Any
    (held,) = Calendar.from_ical(meeting_calendar(meeting)).walk("VEVENT")

    assert held["DTSTART"].dt == dt.datetime(2027, 3, 28, 13, tzinfo=dt.UTC)


def calendar(message: EmailMessage) -> Any:
    (part,) = message.attachments
    assert isinstance(part, MIMEText)
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "PUBLISH"
    file: Any = part.get_payload(decode=True)
    return Calendar.from_ical(file)
