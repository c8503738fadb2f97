"""What binds the appointment of a deputy: how long it goes."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError

from boardplan.ui.uk_dates import date_words

LONGEST = 366
"""Days, the first and the last among them: a year from a day to the same day."""
TOO_LONG = (
    "A deputy is appointed for a year at most, here to {}. "
    "The appointment can be renewed when it ends."
)
NEEDS_LAST_DAY = "Fill in the last day: a deputy is appointed from one day to another."


def check_days(*, starts_on: dt.date, ends_on: dt.date | None) -> None:
    """Raise ValidationError (of ``ends_on``) for an appointment that goes too far."""
    if ends_on is None:
        raise ValidationError({"ends_on": NEEDS_LAST_DAY})
    longest = starts_on + dt.timedelta(days=LONGEST - 1)
    if ends_on > longest:
        raise ValidationError({"ends_on": TOO_LONG.format(date_words(longest))})
