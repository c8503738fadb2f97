"""Dates as people type them."""

import datetime
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardplan.ui.uk_dates import NotADateError, read_date

THE_31ST = datetime.date(2027, 3, 31)


@pytest.mark.parametrize(
    "text",
    [
        "31/3/2027",
        "31/03/2027",
        "31.3.2027",
        "31-3-2027",
        "31 3 2027",
        "31 / 3 / 2027",
        " 31  March 2027 ",
        "31 MARCH 2027",
        "31st Mar 2027",
        "31st of March, 2027",
        "31 Mar. 2027",
        "2027-03-31",
    ],
)
def test_date_is_read_however_it_is_written(text: str) -> None:
    assert read_date(text) == THE_31ST


def test_date_with_low_numbers_is_read_day_first() -> None:
    assert read_date("3/4/2027") == datetime.date(2027, 4, 3)


@pytest.mark.parametrize("text", ["9 Sept 2026", "9 sep 2026", "9 September 2026"])
def test_date_with_a_short_month_is_read(text: str) -> None:
    assert read_date(text) == datetime.date(2026, 9, 9)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31 February 2027", "31 February 2027 is not a date. Check the day."),
        ("29/2/2027", "29 February 2027 is not a date. Check the day."),
        ("0/3/2027", "0 March 2027 is not a date. Check the day."),
        ("3/13/2027", "There is no month 13. Write the day first, then the month."),
        ("3/0/2027", "There is no month 0. Write the day first, then the month."),
        ("31 March", "Add the year, such as 27 March 2027."),
        ("31/3/27", "Write the year in full, such as 2027."),
        ("31 March 20270", "Write the year in full, such as 2027."),
        ("31 March 3027", "Check the year: 3027 is too far away."),
        ("31 Marhc 2027", "“Marhc” is not a month. Check the spelling."),
        ("31 Ma 2027", "“Ma” is not a month. Check the spelling."),
        ("next month", "Write the date with day, month and year"),
        ("3/2027", "Write the date with day, month and year"),
        ("\x00", "Write the date with day, month and year"),
    ],
)
def test_text_that_is_no_date_gets_its_reason(text: str, reason: str) -> None:
    with pytest.raises(NotADateError) as refusal:
        read_date(text)

    assert str(refusal.value).startswith(reason)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_every_date_written_in_words_or_numbers_is_read_back(day: datetime.date) -> None:
    assert read_date(f"{day.day}/{day.month}/{day.year}") == day
    assert read_date(f"{day.day} {day:%B %Y}") == day


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    with suppress(NotADateError):
        assert isinstance(read_date(text), datetime.date)
