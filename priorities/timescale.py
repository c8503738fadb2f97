"""Timescales: the words as a board wrote them, and the dates that those words hold."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal

from priorities import timescale_words as words
from priorities.timescale_dates import REACH, Found, find_dates

Recurrence = Literal["monthly", "quarterly", "termly", "six-monthly", "annual", "each meeting"]
State = Literal["complete", "in progress", "ongoing"]
Period = tuple[date, date]
Bounds = tuple[date | None, date | None]

# How much of a text's end is searched for a closing state, in characters.
TAIL: Final = 400

RECURRENCES: Final[dict[str, Recurrence]] = {
    "monthly": "monthly",
    "quarterly": "quarterly",
    "termly": "termly",
    "six_monthly": "six-monthly",
    "annual": "annual",
    "each_meeting": "each meeting",
}


@dataclass(frozen=True, slots=True)
class Timescale:
    """A timescale as written and as understood; what the words do not say is None.

    `text` is the text given to `parse`, unchanged. `start` and `due` are its first and its last
    day; where both are known, start is not after due.
    """

    text: str
    start: date | None = None
    due: date | None = None
    recurrence: Recurrence | None = None
    state: State | None = None


def parse(
    text: str,
    *,
    period: Period | None = None,
    meetings: Sequence[date] = (),  # noqa: ARG001
) -> Timescale:
    """Read the dates, the recurrence and the state that `text` itself gives; never guess.

    `period` (first and last day of the plan) only gives a year to a month without one, and only
    where that month falls in it once. `meetings` (the board's known meeting days) gives no date
    today: a text does not say when it was written, so "the next meeting" stays words. Whatever
    the text, nothing is raised.

    Source of the rules: design, "Timescales". Days come first; quarters and financial years run
    April to March, terms from September, January and April to December, March and July.
    """
    plain = text.translate(words.PLAIN)
    found = find_dates(plain)
    _give_years(found, period)
    dated = [(item, bounds) for item in found if (bounds := _bounds(item)) != (None, None)]
    if any(not item.is_title for item, _ in dated):
        dated = [(item, bounds) for item, bounds in dated if not item.is_title]
    start, due = _first_and_last([bounds for _, bounds in dated])
    state = _state(plain, found, [item for item, _ in dated])
    return Timescale(text, start, due, _recurrence(plain), state)


def _first_and_last(all_bounds: list[Bounds]) -> Bounds:
    """The start of the first date and the end of the last, either of which may be open."""
    if not all_bounds:
        return None, None
    start = min(all_bounds, key=lambda bounds: bounds[0] or bounds[1] or date.max)[0]
    due = max(all_bounds, key=lambda bounds: bounds[1] or bounds[0] or date.min)[1]
    if start is None and due is None:  # "by March 2018, then from June 2018": keep the deadline
        due = max(due for _, due in all_bounds if due)
    return start, due


def _give_years(found: list[Found], period: Period | None) -> None:
    """Give a year to months without one: from the date they lead up to, else from the period."""
    beside = list(zip([None, *found][:-1], found, [*found, None][1:], strict=True))
    for previous, item, following in reversed(beside):
        if item.year is not None:
            continue
        if following and following.is_joined and following.year is not None:
            # "Dec – Feb 2018": a month later in the calendar belongs to the year before.
            item.year = following.year - (_place(item)[1:] > _place(following)[1:])
        elif period and item.unit in {"day", "month"}:
            item.year = _only_year(item.opening[0], period)
            if item.is_range and previous and _place(item) < _place(previous):
                item.year = None
    for item, following in pairwise(found):
        if following.is_joined and following.year is None and item.mode is None:
            item.mode = "from"  # "March 2018 – June": it ends later, nothing says when


def _place(item: Found) -> tuple[int, int, int]:
    month, day = item.opening
    return item.year or 0, month, day or 1


def _only_year(month: int, period: Period) -> int | None:
    """The year in which `month` falls in `period`, where there is exactly one."""
    first, last = ((day.year, day.month) for day in period)
    years = [year for year in range(first[0], last[0] + 1) if first <= (year, month) <= last]
    return years[0] if len(years) == 1 else None


def _bounds(item: Found) -> Bounds:
    """First and last day of a date, with its "by", "from", "end of" and "for three months"."""
    days = _days(item)
    if days is None:
        return None, None
    start: date | None
    due: date | None
    start, due = days
    if item.run and item.mode != "by":
        return start, _run_end(item.run, start, is_day=start == due)
    if item.edge == "end":
        start = None
    elif item.edge == "beginning":
        due = None
    if item.mode == "by":
        return None, due or start
    if item.mode == "from":
        return start or due, None
    return start, due


def _days(item: Found) -> tuple[date, date] | None:
    """First and last day, None where the year is not known or the calendar lacks such a day."""
    if item.year is None:
        return None
    (month, day), (last_month, last_day) = item.opening, item.closing
    last_year = item.year + item.crossed
    try:
        last = last_day or monthrange(last_year, last_month)[1]
        return date(item.year, month, day or 1), date(last_year, last_month, last)
    except ValueError:
        return None


def _run_end(run: re.Match[str], start: date, *, is_day: bool) -> date | None:
    """The end of "for three months from", or of "within three months of" a day.

    None where the words leave it open: working days, or a deadline counted from a month.
    """
    whole = bool(run["whole"])
    if run["working"] or not (whole or is_day):
        return None
    figures, unit = run["count"].lower(), run["unit"].lower()
    count = int(figures) if figures.isdigit() else words.NUMBERS.index(figures) + 1
    if unit in {"day", "week"}:
        end = start + timedelta(days=count * (7 if unit == "week" else 1))
    else:
        months = start.month - 1 + count * (12 if unit == "year" else 1)
        year, month = start.year + months // 12, months % 12 + 1
        end = date(year, month, min(start.day, monthrange(year, month)[1]))
    return end - timedelta(days=1) if whole else end


def _recurrence(text: str) -> Recurrence | None:
    """The one recurrence that the text names; None where it names several."""
    kinds = {str(match.lastgroup) for match in words.RECURRENCE.finditer(text)} - {"other"}
    return RECURRENCES[kinds.pop()] if len(kinds) == 1 else None


def _state(text: str, found: list[Found], dated: list[Found]) -> State | None:
    """In progress where some of several dates are marked done, else the state that closes."""
    marked = _marked(text, dated)
    if any(marked) and not all(marked):
        return "in progress"
    return _closing_state(text, found)


def _marked(text: str, dated: list[Found]) -> list[bool]:
    """For each entry ("July 2017 – Complete; July 2018") whether it is marked done."""
    entries: list[bool] = []
    end = 0
    was_marked = False
    for item in dated:
        if not entries or was_marked or words.ENTRY_END.search(text, end, item.begin):
            entries.append(False)
        since = max(end, item.begin - REACH)
        before = item.mode != "by" and words.DONE_BEFORE.search(text, since, item.begin)
        after = words.DONE_AFTER.match(text, item.end)
        was_marked = after is not None
        entries[-1] = entries[-1] or bool(before) or was_marked
        end = after.end() if after else item.end
    return entries


def _closing_state(text: str, found: list[Found]) -> State | None:
    """The state that is the whole text or its closing words, dates aside; a target is none."""
    tail = _without_times(text, found)
    closing = words.CLOSING.search(tail)
    if closing is None:
        return None
    before = tail[: closing.start()]
    if not words.SET_OFF.search(before):
        is_dated = closing["done_dated"] is not None or closing["dated"] is not None
        if is_dated or words.TARGET.search(words.CLAUSE.split(before)[-1]):
            return None
    if closing["complete"]:
        return "complete"
    return "in progress" if closing["in_progress"] else "ongoing"


def _without_times(text: str, found: list[Found]) -> str:
    """The end of the text, its dates and recurrences replaced by one character each."""
    begin = max(0, len(text) - TAIL)
    tail = text[begin:]
    for item in reversed(found):
        if item.begin < begin:
            break
        tail = tail[: item.begin - begin] + words.A_DATE + tail[item.end - begin :]
    return words.RECURRENCE.sub(words.A_RECURRENCE, tail)
