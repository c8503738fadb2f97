"""Dates as pages say them."""

import datetime

import pytest

from boardplan.ui.uk_dates import (
    date_words,
    date_words_short,
    distance_words,
    due_words,
    time_words,
)

TODAY = datetime.date(2026, 11, 22)


def days(count: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=count)


def test_date_has_no_leading_zero() -> None:
    assert date_words(datetime.date(2026, 3, 2)) == "2 March 2026"
    assert date_words_short(datetime.date(2026, 3, 2)) == "2 Mar 2026"


def test_moment_late_in_the_utc_day_is_the_next_day_in_summer_time() -> None:
    moment = datetime.datetime(2026, 6, 30, 23, 30, tzinfo=datetime.UTC)

    assert date_words(moment) == "1 July 2026"
    assert time_words(moment) == "1 July 2026 at 12:30am"


@pytest.mark.parametrize(("hour", "words"), [(0, "12:05am"), (9, "9:05am"), (12, "12:05pm")])
def test_time_is_told_by_the_twelve_hour_clock(hour: int, words: str) -> None:
    moment = datetime.datetime(2026, 1, 5, hour, 5, tzinfo=datetime.UTC)

    assert time_words(moment) == f"5 January 2026 at {words}"


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "today"), (-1, "yesterday"), (1, "tomorrow"), (-12, "12 days ago"), (3, "in 3 days")],
)
def test_distance_is_told_from_today(count: int, words: str) -> None:
    assert distance_words(days(count), TODAY) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "due today"),
        (1, "due tomorrow"),
        (12, "due in 12 days"),
        (-1, "1 day overdue"),
        (-12, "12 days overdue"),
        (-61, "2 months overdue"),
        (-730, "2 years overdue"),
        (100, "due in 3 months"),
    ],
)
def test_due_day_says_how_it_stands(count: int, words: str) -> None:
    assert due_words(days(count), TODAY) == words
