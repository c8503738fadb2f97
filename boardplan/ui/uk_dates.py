"""Dates as people in the United Kingdom type them, the day first, and as they say them."""

import datetime
import re

from django.utils import timezone

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
YEARS = range(1900, 2101)

NUMBERS = re.compile(r"(\d{1,2})\s?[/.\- ]\s?(\d{1,2})\s?[/.\- ]\s?(\d+)")
WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]+)[.,]*(?: (\d+))?")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class NotADateError(ValueError):
    """The text is no date; the message tells the person who typed it what to mend."""


def read_date(text: str) -> datetime.date:
    """The date that `text` says: "31/3/2027", "31 March 2027", "31st Mar 2027" or "2027-03-31".

    Raises NotADateError. Nothing is guessed: two figures are no year, and a day that the month
    does not have is an error, not the first of the next month.
    """
    words = " ".join(text.lower().split())
    if match := ISO.fullmatch(words):
        return _date(match[3], int(match[2]), match[1])
    if match := NUMBERS.fullmatch(words):
        return _date(match[1], int(match[2]), match[3])
    if match := WORDS.fullmatch(words):
        month = _month(match[2])
        if match[3] is None:
            raise NotADateError("Add the year, such as 27 March 2027.")
        return _date(match[1], month, match[3])
    raise NotADateError(
        "Write the date with day, month and year, such as 27/3/2027 or 27 March 2027."
    )


def _month(word: str) -> int:
    """The number of a month's name or its short form of three letters or more."""
    matches = [n for n, name in enumerate(MONTHS, 1) if len(word) > 2 and name.startswith(word)]
    if len(matches) != 1:
        raise NotADateError(f"“{word.capitalize()}” is not a month. Check the spelling.")
    return matches[0]


def _date(day: str, month: int, year: str) -> datetime.date:
    """The date of a day and a year as typed and a month's number."""
    if len(year) != 4:
        raise NotADateError("Write the year in full, such as 2027.")
    if not 1 <= month <= 12:
        raise NotADateError(f"There is no month {month}. Write the day first, then the month.")
    if int(year) not in YEARS:
        raise NotADateError(f"Check the year: {year} is too far away.")
    try:
        return datetime.date(int(year), month, int(day))
    except ValueError:
        name = MONTHS[month - 1].capitalize()
        raise NotADateError(f"{int(day)} {name} {year} is not a date. Check the day.") from None


def as_date(moment: datetime.date) -> datetime.date:
    """The day of a date, or of a moment in local time."""
    if isinstance(moment, datetime.datetime):
        return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
    return moment


def date_words(moment: datetime.date) -> str:
    """12 March 2026."""
    day = as_date(moment)
    return f"{day.day} {day:%B %Y}"


def date_words_short(moment: datetime.date) -> str:
    """12 Mar 2026: for narrow columns."""
    day = as_date(moment)
    return f"{day.day} {day:%b %Y}"


def time_words(moment: datetime.datetime) -> str:
    """12 March 2026 at 10:42am, in local time."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    hour = local.hour % 12 or 12
    return f"{date_words(local)} at {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def span_words(earlier: datetime.date, later: datetime.date) -> str:
    """How long from one day to another: 1 day, 12 days, from two months on months, then years."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    months -= later.day < earlier.day
    if months >= 24:
        return f"{months // 12} years"
    if months >= 2:
        return f"{months} months"
    days = (later - earlier).days
    return f"{days} day{'' if days == 1 else 's'}"


def distance_words(moment: datetime.date, today: datetime.date) -> str:
    """How far a day lies from `today`: today, yesterday, 12 days ago, in 3 months."""
    days = (today - as_date(moment)).days
    special = {0: "today", 1: "yesterday", -1: "tomorrow"}
    if days in special:
        return special[days]
    day = as_date(moment)
    return f"{span_words(day, today)} ago" if days > 0 else f"in {span_words(today, day)}"


def due_words(due: datetime.date, today: datetime.date) -> str:
    """How a due day stands: due today, due in 12 days, 1 day overdue."""
    if as_date(due) < today:
        return f"{span_words(as_date(due), today)} overdue"
    return f"due {distance_words(due, today)}"
