"""First days of roles, posts and chairs: none far away, which is a slip of the keyboard."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from boardplan.ui.forms import UKDateField

A_YEAR = dt.timedelta(days=366)
TOO_LATE = "This day is more than a year ahead. Check the year."
TOO_EARLY = "This day is more than a year ago. Check the year."


class FirstDayField(UKDateField):
    """The day from which something holds, at most a year back or ahead."""

    def validate(self, value: Any) -> None:
        """Refuse a day that is far away."""
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        if value > today + A_YEAR:
            raise ValidationError(TOO_LATE)
        if value < today - A_YEAR:
            raise ValidationError(TOO_EARLY)
