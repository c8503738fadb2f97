"""What was sent to whom at a board, and what hinders it: read by sweep and chase list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from priorities.models import Reminder

LOOKED_BACK = dt.timedelta(days=400)
"""Older reminders say nothing about when the next one is due."""


@dataclass(frozen=True)
class Mailed:
    """The last reminders of one person at a board."""

    sent_at: dt.datetime | None = None
    refused_at: dt.datetime | None = None
    """When her address was refused for good: she is not tried again before the next moment."""
    is_owed: bool = False
    trouble: str = ""

    @property
    def sent_on(self) -> dt.date | None:
        return timezone.localdate(self.sent_at) if self.sent_at else None

    @property
    def last_on(self) -> dt.date | None:
        """The day of the last e-mail, sent or refused."""
        return max((timezone.localdate(moment) for moment in self._moments), default=None)

    def told_on(self, since: dt.datetime) -> dt.date | None:
        """The day of the last e-mail since a round was opened: it told of that round, too."""
        days = [timezone.localdate(moment) for moment in self._moments if moment >= since]
        return max(days, default=None)

    @property
    def _moments(self) -> list[dt.datetime]:
        return [moment for moment in (self.sent_at, self.refused_at) if moment]


def mailed_at(board: int) -> dict[int, Mailed]:
    """By person, what became of her reminders at a board; those who had none are left out.

    One that was dropped unsent, since nothing was owed any more, tells nothing.
    """
    rows = Reminder.objects.filter(
        Q(dropped_at__isnull=True) | Q(attempts__gt=0),
        round__plan__board=board,
        queued_at__gte=timezone.now() - LOOKED_BACK,
    )
    found: dict[int, Mailed] = {}
    for row in rows.order_by("queued_at", "pk"):
        before = found.get(row.user_id, Mailed())
        found[row.user_id] = Mailed(
            sent_at=max(filter(None, (before.sent_at, row.sent_at)), default=None),
            refused_at=max(filter(None, (before.refused_at, row.dropped_at)), default=None),
            is_owed=before.is_owed or row.is_owed,
            trouble=row.trouble,
        )
    return found
