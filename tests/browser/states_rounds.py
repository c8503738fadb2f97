"""Meetings and rounds for the pages that tell of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from plans.access import Access
from plans.models import GroupKind, Meeting, Plan
from priorities.models import UpdateRound
from priorities.rounds import owed_in
from tests import factories as make

DAY = dt.timedelta(days=1)


def meeting(access: Access) -> Meeting:
    """A meeting of the board in four weeks, with a place and an agenda."""
    return _held(access, 28, starts_at=dt.time(14), place="Gun Wharf", agenda="Welcome\nNeglect")


def meeting_list(access: Access) -> None:
    """Nothing of its own: a diary with a meeting ahead, one held and one cancelled."""
    meeting(access)
    _held(access, -60)
    _held(access, 60, cancelled_on=access.today, cancelled_reason="Moved to March.")


def chased(access: Access) -> UpdateRound:
    """An open round: somebody was reminded, somebody's address was refused, others wait."""
    plan = Plan.objects.visible_to(access).get()
    now = timezone.now()
    round_: UpdateRound = make.update_round(
        plan=plan, meeting=meeting(access), opened_at=now, opened_by=access.user
    )
    reminded, refused, *_ = owed_in(round_, access.today).people
    words: dict[str, Any] = {"round": round_, "on": access.today, "queued_at": now}
    make.reminder(user=reminded.user, sent_at=now, attempts=1, **words)
    trouble = "The address was refused (550)."
    make.reminder(user=refused.user, dropped_at=now, attempts=1, trouble=trouble, **words)
    return round_


def _held(access: Access, days: int, **fields: Any) -> Meeting:
    group = access.board.groups.get(kind=GroupKind.BOARD)
    held_on = access.today + days * DAY
    found: Meeting = make.meeting(board=access.board, group=group, held_on=held_on, **fields)
    return found
