"""Meetings, and the days that hang on them, as entries of people's calendars (.ics)."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from plans.models import GroupKind, Meeting

CONTENT_TYPE = "text/calendar; method=PUBLISH; charset=utf-8"


def meeting_calendar(
    meeting: Meeting, *, updates_due_on: dt.date | None = None, updates_revision: int = 0
) -> bytes:
    """A calendar file with the meeting; with ``updates_due_on`` also the day updates are due by.

    An entry keeps its number for as long as the meeting is there: opened again, a file changes
    the entry that an earlier one made. ``updates_revision`` grows each time that day is moved.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Boardplan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if updates_due_on is not None:
        due = _entry(meeting, "updates", f"Updates due for the {meeting.called}", updates_revision)
        _all_day(due, updates_due_on)
        calendar.add_component(due)
    calendar.add_component(_meeting(meeting))
    return bytes(calendar.to_ical())


def _meeting(meeting: Meeting) -> Event:
    entry = _entry(meeting, "meeting", _title(meeting))
    if meeting.starts_at is None:
        _all_day(entry, meeting.held_on)
    else:
        begins = timezone.make_aware(dt.datetime.combine(meeting.held_on, meeting.starts_at))
        # In universal time: right whatever the reader's calendar knows of our clocks.
        entry.add("dtstart", begins.astimezone(dt.UTC))
    if meeting.place:
        entry.add("location", meeting.place)
    return entry


def _entry(meeting: Meeting, what: str, summary: str, revision: int = 0) -> Event:
    entry = Event()
    entry.add("uid", f"{what}-{meeting.key}@{_domain()}")
    entry.add("dtstamp", timezone.now().astimezone(dt.UTC))
    entry.add("sequence", meeting.revision + revision)
    entry.add("summary", summary)
    entry.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    return entry


def _all_day(entry: Event, day: dt.date) -> None:
    """A whole day, in which nobody counts as busy."""
    entry.add("dtstart", day)
    entry.add("dtend", day + dt.timedelta(days=1))
    entry.add("transp", "TRANSPARENT")


def _title(meeting: Meeting) -> str:
    is_boards = meeting.group.kind == GroupKind.BOARD
    return f"{'Board meeting' if is_boards else meeting.group}, {meeting.board.short_name}"


def _domain() -> str:
    return settings.BOARDPLAN_ADDRESS.partition("://")[2].partition(":")[0]
