"""When somebody is reminded: the moments of a round, and never too often."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorities.reminding import QUIET_DAYS, is_due, newest_moment, next_day

OPENED = dt.date(2026, 1, 5)
DUE = dt.date(2026, 2, 26)
DAY = dt.timedelta(days=1)

days = st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31))
spans = st.integers(0, 120)


def run(opened_on: dt.date, due_on: dt.date, until: dt.date, *, asleep: set[dt.date]) -> list[int]:
    """The days, counted from the opening, on which somebody who never answers is mailed."""
    mails: list[dt.date] = []
    for n in range((until - opened_on).days + 1):
        today = opened_on + n * DAY
        last = mails[-1] if mails else None
        due = is_due(today, opened_on=opened_on, due_on=due_on, told_on=last, mailed_on=last)
        if due and today not in asleep:
            mails.append(today)
    return [(mail - opened_on).days for mail in mails]


def test_moments_are_those_of_the_design() -> None:
    shown = {
        newest_moment(DUE + n * DAY, opened_on=OPENED, due_on=DUE) for n in range(-60, 140)
    } - {None}

    assert sorted((day - DUE).days for day in shown if day) == [-52, -7, -1, 1, 7, 37, 67, 97, 127]


def test_no_moment_has_come_before_the_round_opens() -> None:
    assert newest_moment(OPENED - DAY, opened_on=OPENED, due_on=DUE) is None
    assert not is_due(OPENED - DAY, opened_on=OPENED, due_on=DUE, told_on=None, mailed_on=None)


def test_round_that_opens_late_has_no_moments_from_before() -> None:
    opened = DUE - 3 * DAY

    assert newest_moment(opened, opened_on=opened, due_on=DUE) == opened


def test_who_never_answers_is_mailed_at_the_moments_and_left_alone_between() -> None:
    mailed = run(OPENED, DUE, DUE + 70 * DAY, asleep=set())

    # The days after 1 and 7 are put off: six days after the e-mail before.
    assert [day - (DUE - OPENED).days for day in mailed] == [-52, -7, -1, 5, 11, 37, 67]


def test_runs_that_were_missed_are_made_up_for_by_one_mail() -> None:
    asleep = {DUE + n * DAY for n in range(-10, 4)}

    mailed = run(OPENED, DUE, DUE + 12 * DAY, asleep=asleep)

    assert [day - (DUE - OPENED).days for day in mailed] == [-52, 4, 10]


def test_mail_of_another_round_puts_a_new_round_off_and_does_not_answer_for_it() -> None:
    mailed = OPENED - 2 * DAY

    due = [
        is_due(OPENED + n * DAY, opened_on=OPENED, due_on=DUE, told_on=None, mailed_on=mailed)
        for n in range(5)
    ]

    assert due == [False] * 4 + [True]


@pytest.mark.parametrize("told", [0, 3])
def test_who_was_told_at_or_since_the_newest_moment_is_left_alone(told: int) -> None:
    moment = DUE - 7 * DAY
    last = moment + told * DAY
    assert not is_due(DUE - 2 * DAY, opened_on=OPENED, due_on=DUE, told_on=last, mailed_on=last)


@given(days, spans, spans, st.sets(spans))
def test_nobody_is_mailed_twice_within_the_quiet_days(
    opened: dt.date, span: int, after: int, asleep: set[int]
) -> None:
    due = opened + span * DAY
    sleeping = {opened + n * DAY for n in asleep}

    mailed = run(opened, due, due + after * DAY, asleep=sleeping)

    assert all(b - a > QUIET_DAYS for a, b in itertools.pairwise(mailed))


@given(days, spans, spans, st.sets(spans))
def test_each_mail_answers_a_moment_that_came_since_the_one_before(
    opened: dt.date, span: int, after: int, asleep: set[int]
) -> None:
    due = opened + span * DAY
    sleeping = {opened + n * DAY for n in asleep}

    mailed = [opened + n * DAY for n in run(opened, due, due + after * DAY, asleep=sleeping)]

    moments = [newest_moment(day, opened_on=opened, due_on=due) for day in mailed]
    assert len(set(moments)) == len(moments)


@given(days, spans, spans)
def test_nobody_waits_longer_than_the_quiet_days_for_a_moment_that_has_come(
    opened: dt.date, span: int, after: int
) -> None:
    due = opened + span * DAY
    today = due + after * DAY

    mailed = [opened + n * DAY for n in run(opened, due, today, asleep=set())]
    moment = newest_moment(today, opened_on=opened, due_on=due)

    assert moment is not None
    assert mailed[-1] >= moment or today < next_day(mailed[-1])
