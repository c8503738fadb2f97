"""What binds the appointment of a deputy: how long it goes, and who is one herself."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError

from boardplan.accounts.models import User
from boardplan.ui.uk_dates import date_words
from plans.models import Board, Membership
from plans.roles import Role

LONGEST = 366
"""Days, the first and the last among them: a year from a day to the same day."""
TOO_LONG = (
    "A deputy is appointed for a year at most, here to {}. "
    "The appointment can be renewed when it ends."
)
NEEDS_LAST_DAY = "Fill in the last day: a deputy is appointed from one day to another."
BEYOND_OWN = "You are deputy manager to {} yourself. Choose that day or an earlier one."


def check_days(
    *, board: Board, starts_on: dt.date, ends_on: dt.date | None, by: User, today: dt.date
) -> None:
    """Raise ValidationError (of ``ends_on``) for an appointment that goes too far."""
    if ends_on is None:
        raise ValidationError({"ends_on": NEEDS_LAST_DAY})
    longest = starts_on + dt.timedelta(days=LONGEST - 1)
    if ends_on > longest:
        raise ValidationError({"ends_on": TOO_LONG.format(date_words(longest))})
    own = own_last_day(by, board, today)
    if own is not None and ends_on > own:
        raise ValidationError({"ends_on": BEYOND_OWN.format(date_words(own))})


def own_last_day(user: User, board: Board, today: dt.date) -> dt.date | None:
    """The last day of one who appoints as a deputy; None for whoever is bound by none.

    A manager or an independent chair who is deputy as well appoints as what she is otherwise.
    """
    held = list(Membership.objects.filter(board=board, user=user).on(today))
    if any(row.role in {Role.MANAGER, Role.CHAIR} for row in held):
        return None
    days = [row.ends_on for row in held if row.role == Role.DEPUTY]
    return None if None in days else max(filter(None, days), default=None)
