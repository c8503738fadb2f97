"""When a person is reminded of what she owes in a round: the moments, and never too often. Pure."""

from __future__ import annotations

import datetime as dt

BEFORE = (7, 1)
"""Days before the round's date."""
AFTER = (1, 7)
"""Days after it; from the last of them on, every EVERY days."""
EVERY = 30
QUIET_DAYS = 5
"""How many days after an e-mail the person is left alone."""


def newest_moment(today: dt.date, *, opened_on: dt.date, due_on: dt.date) -> dt.date | None:
    """The last moment of a round that has come by ``today``; None before it opens.

    A round that opens late has no moments before that day, so that nobody is told twice of it.
    """
    return max(
        (moment for moment in _moments(today, opened_on, due_on) if opened_on <= moment <= today),
        default=None,
    )


def is_due(
    today: dt.date,
    *,
    opened_on: dt.date,
    due_on: dt.date,
    told_on: dt.date | None,
    mailed_on: dt.date | None,
) -> bool:
    """Whether a person who owes something is to be mailed today.

    ``told_on`` is the day of her last e-mail since the round was opened, ``mailed_on`` that of
    her last one at this board at all, None where there was none. Moments that nobody was at
    work for are made up for by one e-mail, for the newest of them.
    """
    moment = newest_moment(today, opened_on=opened_on, due_on=due_on)
    if moment is None or (told_on is not None and told_on >= moment):
        return False
    return mailed_on is None or today >= next_day(mailed_on)


def next_day(mailed_on: dt.date) -> dt.date:
    """The first day on which somebody mailed on that day may be mailed again."""
    return mailed_on + dt.timedelta(days=QUIET_DAYS + 1)


def _moments(today: dt.date, opened_on: dt.date, due_on: dt.date) -> list[dt.date]:
    days = [*(-days for days in BEFORE), *AFTER]
    last = AFTER[-1]
    late = (today - due_on).days
    if late > last:
        days.append(late - (late - last) % EVERY)
    return [opened_on, *(due_on + dt.timedelta(days=day) for day in days)]
