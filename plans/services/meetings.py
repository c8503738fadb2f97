"""Meetings put into the diary, changed and cancelled; the dates that follow from theirs."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from boardplan.accounts.models import User
from boardplan.ui.uk_dates import date_words
from plans.models import Meeting
from plans.services.memberships import board_locked

UPDATES_BEFORE = dt.timedelta(days=14)
PAPERS_BEFORE = dt.timedelta(days=7)


def updates_due(held_on: dt.date) -> dt.date:
    """By rule, the day by which updates are due for a meeting."""
    return held_on - UPDATES_BEFORE


def papers_due(held_on: dt.date) -> dt.date:
    """By rule, the day by which papers are due for a meeting."""
    return held_on - PAPERS_BEFORE


@transaction.atomic
def meeting_add(*, meeting: Meeting, by: User) -> Meeting:
    """Put a meeting into the diary.

    Raises ValidationError where one of its dates comes after it, or the group meets that day.
    """
    board_locked(meeting.board)
    _check(meeting)
    return meeting.record(by=by, reason="Added")


@transaction.atomic
def meeting_edit(*, meeting: Meeting, revision: int, by: User) -> Meeting:
    """Save the changed words and dates of a meeting; raises as ``meeting_add``, StaleRevision."""
    board_locked(meeting.board)
    if meeting.is_cancelled:
        raise ValidationError("This meeting was cancelled. Add a new one instead.")
    _check(meeting)
    return meeting.revise(revision=revision, by=by, reason="Changed")


@transaction.atomic
def meeting_cancel(
    *, meeting: Meeting, reason: str, revision: int, by: User, today: dt.date
) -> Meeting:
    """Take a meeting out of the diary; it stays readable, with the reason.

    Raises ValidationError where it was cancelled or held already, StaleRevision.
    """
    if meeting.is_cancelled:
        raise ValidationError("This meeting was cancelled already.")
    if meeting.held_on < today:
        raise ValidationError("This meeting has been held: its day has passed.")
    meeting.cancelled_on, meeting.cancelled_reason = today, reason
    return meeting.revise(revision=revision, by=by, reason=f"Cancelled: {reason}")


def _check(meeting: Meeting) -> None:
    held = date_words(meeting.held_on)
    late = f"This is after the meeting ({held}). Choose that day or an earlier one."
    names = ("updates_due_on", "papers_due_on")
    if errors := {name: late for name in names if getattr(meeting, name) > meeting.held_on}:
        raise ValidationError(errors)
    others = Meeting.objects.in_diary().filter(group=meeting.group_id, held_on=meeting.held_on)
    if others.exclude(pk=meeting.pk).exists():
        raise ValidationError({"held_on": f"{meeting.group} meets on {held} already."})
