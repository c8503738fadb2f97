"""Meetings: one date is given, the others follow by rule; they are moved, cancelled, downloaded."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from pytest_django.asserts import assertContains, assertNotContains

from plans.models import Group, Meeting
from plans.services.meetings import meeting_add, meeting_cancel, meeting_edit
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads
from tests.factories import TODAY
from tests.priorities.filling_in import errors, send, told

LIST, NEW = "/boards/a/meetings/", "/boards/a/meetings/new/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


@pytest.fixture
def group(cast: Cast, leads: Leads) -> Group:
    assert leads.board.group is not None
    return leads.board.group


@pytest.fixture
def meeting(cast: Cast, group: Group) -> Meeting:
    found: Meeting = make.meeting(board=cast.board, group=group)
    return found


def add(client: Client, group: Group, **words: str) -> Any:
    typed = {"group": str(group.pk), "held_on": "12/3/2027"}
    return send(client, NEW, **(typed | words))


def dates(meeting: Meeting) -> list[str]:
    found = (meeting.held_on, meeting.updates_due_on, meeting.papers_due_on)
    return [f"{day:%-d %b}" for day in found]


def test_one_date_is_enough_and_the_others_follow(manager: Client, group: Group) -> None:
    response = add(manager, group, starts_at="2pm", place="Gun Wharf", agenda="Welcome\nNeglect")

    meeting = Meeting.objects.get()
    assert response.url == meeting.get_absolute_url()
    assert dates(meeting) == ["12 Mar", "26 Feb", "5 Mar"]
    assert meeting.starts_at == dt.time(14)
    page = manager.get(response.url)
    assertContains(page, "The board meeting of 12 March 2027 is in the diary.")
    assertContains(page, "<li>Neglect</li>", html=True)


def test_dates_that_are_given_stand(manager: Client, group: Group) -> None:
    add(manager, group, updates_due_on="1/3/2027", papers_due_on="12/3/2027")

    assert dates(Meeting.objects.get()) == ["12 Mar", "1 Mar", "12 Mar"]


@pytest.mark.parametrize("name", ["updates_due_on", "papers_due_on"])
def test_date_after_the_meeting_is_refused_with_words(
    manager: Client, group: Group, name: str
) -> None:
    response = add(manager, group, **{name: "13/3/2027"})

    late = "This is after the meeting (12 March 2027). Choose that day or an earlier one."
    assert errors(response) == {name: [late]}
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ({"held_on": "12/3/2207"}, "held_on"),
        ({"held_on": "12/3/2025"}, "held_on"),
        ({"held_on": "31/2/2027"}, "held_on"),
        ({"starts_at": "after lunch"}, "starts_at"),
    ],
)
def test_slips_of_the_keyboard_are_refused(
    manager: Client, group: Group, words: dict[str, str], name: str
) -> None:
    assert list(errors(add(manager, group, **words))) == [name]


def test_group_of_another_board_cannot_meet(manager: Client, group: Group, cast: Cast) -> None:
    other = make.group(board=cast.other_board)

    assert list(errors(add(manager, other))) == ["group"]


def test_same_group_meets_once_a_day(manager: Client, group: Group) -> None:
    add(manager, group)

    assert "meets on 12 March 2027 already" in str(errors(add(manager, group)))


def test_several_are_added_one_after_the_other(manager: Client, group: Group) -> None:
    response = add(manager, group, step="another")

    assert response.url == f"{NEW}?group={group.pk}"
    assert manager.get(response.url).context["form"]["group"].value() == str(group.pk)


def test_moved_meeting_takes_along_the_dates_that_follow_by_rule(
    manager: Client, group: Group
) -> None:
    add(manager, group, papers_due_on="1/3/2027")
    meeting = Meeting.objects.get()

    response = send(manager, f"{LIST}{meeting.pk}/edit/", held_on="19/3/2027")

    assert "The meeting is changed." in told(manager, response)
    meeting.refresh_from_db()
    assert dates(meeting) == ["19 Mar", "5 Mar", "1 Mar"]


def test_meeting_moved_before_a_date_of_its_own_is_refused(manager: Client, group: Group) -> None:
    add(manager, group, papers_due_on="11/3/2027")

    response = send(manager, f"{LIST}{Meeting.objects.get().pk}/edit/", held_on="8/3/2027")

    assert list(errors(response)) == ["papers_due_on"]


def test_second_person_to_change_a_meeting_is_told(
    cast: Cast, manager: Client, meeting: Meeting
) -> None:
    page = f"{LIST}{meeting.pk}/edit/"
    form = manager.get(page).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    sent = typed | {"place": "Here", "held_on": "23/12/2026", "group": meeting.group_id}
    sent |= {"updates_due_on": "9/12/2026", "papers_due_on": "16/12/2026"}
    meeting_edit(meeting=meeting, revision=meeting.revision, by=cast.deputy)

    response = manager.post(page, sent)

    assert "Somebody else changed this" in str(errors(response))
    assert response.context["form"]["place"].value() == "Here"


def test_cancelled_meeting_says_why_and_is_changed_no_more(
    manager: Client, meeting: Meeting
) -> None:
    send(manager, f"{LIST}{meeting.pk}/cancellation/", why="Snow")

    page = manager.get(meeting.get_absolute_url())
    assertContains(page, "Cancelled on 25 November 2026")
    assertContains(page, "Snow")
    assertNotContains(page, "Change it")
    response = manager.get(f"{LIST}{meeting.pk}/edit/")
    assert response.status_code == 302


def test_cancelling_needs_a_reason(manager: Client, meeting: Meeting) -> None:
    assert list(errors(send(manager, f"{LIST}{meeting.pk}/cancellation/"))) == ["why"]


def test_services_refuse_what_is_over(cast: Cast, group: Group, meeting: Meeting) -> None:
    past = make.meeting(board=cast.board, group=group, held_on=TODAY - DAY)
    with pytest.raises(ValidationError, match="has been held"):
        cancel(cast, past)
    cancelled = cancel(cast, meeting)
    with pytest.raises(ValidationError, match="cancelled already"):
        cancel(cast, cancelled)
    with pytest.raises(ValidationError, match="was cancelled"):
        meeting_edit(meeting=cancelled, revision=cancelled.revision, by=cast.manager)
    again = make.MeetingFactory.build(board=cast.board, group=group, held_on=meeting.held_on)
    assert meeting_add(meeting=again, by=cast.manager).pk, "the day is free again"


def cancel(cast: Cast, meeting: Meeting) -> Meeting:
    words: dict[str, Any] = {"by": cast.manager, "today": TODAY}
    return meeting_cancel(meeting=meeting, reason="Snow", revision=meeting.revision, **words)


def test_list_shows_the_next_meeting_first_and_those_held_below(
    cast: Cast, group: Group, client_of: ClientOf
) -> None:
    ahead, held = [TODAY, TODAY + 90 * DAY], [TODAY - 9 * DAY, TODAY - 90 * DAY]
    for day in (*reversed(ahead), *held):
        make.meeting(board=cast.board, group=group, held_on=day)
    make.meeting(board=cast.other_board)

    page = client_of(cast.observer).get(LIST).context

    assert [row.held_on for row in page["ahead"]] == ahead
    assert [row.held_on for row in page["held"]] == held


def test_empty_diary_says_what_to_do(
    cast: Cast, manager: Client, client_of: ClientOf, group: Group
) -> None:
    assertContains(manager.get(LIST), "Give the date of the next one")
    assertContains(client_of(cast.observer).get(LIST), "Once the business manager")
    Group.objects.filter(board=cast.board).update(closed_on=TODAY)
    assertContains(manager.get(LIST), "Put the board itself on the list of groups first")
    assertContains(manager.get(NEW), "There is nobody yet who could meet.")


def test_meeting_is_downloaded_as_a_calendar_entry(
    cast: Cast, client_of: ClientOf, meeting: Meeting
) -> None:
    response = client_of(cast.observer).get(f"{LIST}{meeting.pk}/meeting.ics")

    assert response.headers["Content-Type"].startswith("text/calendar")
    entry: Any
    (entry,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert entry["DTSTART"].dt == meeting.held_on
    assert str(meeting.key) in entry["UID"]


def test_list_takes_the_same_queries_for_any_number(
    cast: Cast, group: Group, manager: Client
) -> None:
    manager.get(LIST)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            manager.get(LIST)
        return len(captured)

    few = queries()
    for number in range(20):
        make.meeting(board=cast.board, group=group, held_on=TODAY + number * DAY)

    assert queries() == few <= 9
