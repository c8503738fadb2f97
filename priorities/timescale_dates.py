"""Single dates as boards write them: where they stand in a text and what they say alone."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from priorities import timescale_words as words

# A text with more dates than this is a document, not a timescale, and gives none.
MAX_DATES: Final = 2000
# How far back from a date the words that qualify it are looked for, in characters.
REACH: Final = 80


@dataclass(slots=True)
class Found:
    """A date as it stands in the text: months and days, and a year once it has one."""

    begin: int
    end: int
    opening: tuple[int, int | None]  # month, day
    closing: tuple[int, int | None]
    year: int | None  # of the opening
    crossed: int = 0  # years between opening and closing
    unit: Literal["day", "month", "quarter", "term", "years"] = "month"
    mode: Literal["by", "from"] | None = None
    edge: Literal["end", "beginning"] | None = None
    run: re.Match[str] | None = None  # "for three months"
    is_joined: bool = False  # to the date before it, as in "Sept/Oct" or "May – June"
    is_range: bool = False
    is_financial: bool = False
    is_title: bool = False  # "for 2017-20" may be part of a name


def find_dates(text: str) -> list[Found]:
    """Every date that `text` (as `words.PLAIN` makes it) holds, in order.

    31 February is still among them: it keeps its words from being read as February.
    """
    matches = list(islice(words.DATE.finditer(text), MAX_DATES + 1))
    found: list[Found] = []
    if len(matches) > MAX_DATES:
        return found
    for match in matches:
        item = _READERS[str(match.lastgroup)](match)
        if item and _qualify(text, item, found[-1] if found else None):
            found.append(item)
    return found


def _qualify(text: str, item: Found, previous: Found | None) -> bool:
    """Add what the words around the date say; False where they show that it is no time."""
    since = max(previous.end if previous else 0, item.begin - REACH)
    before = next(words.QUALIFIER.finditer(text, since, item.begin))
    if previous and words.JOIN.match(text, previous.end, item.begin):
        item.is_joined = True
        item.is_range = bool(words.RANGE.search(text, previous.end, item.begin))
    if before["by"]:
        item.mode = "by"
    elif before["from"] or words.ONWARDS.match(text, item.end):
        item.mode = "from"
    elif previous and item.is_joined and not item.is_range and previous.mode == "from":
        item.mode = "from"  # "from Sept/Oct 2014"
    if before["end"] or before["beginning"]:
        item.edge = "end" if before["end"] else "beginning"
    if item.unit == "years":
        return _is_time(text, item, before, previous)
    item.run = words.RUN_AFTER.match(text, item.end) or words.RUN_BEFORE.search(
        text, since, item.begin
    )
    return item.year is not None or not _is_verb(text, item, before)


def _is_time(text: str, item: Found, before: re.Match[str], previous: Found | None) -> bool:
    """Whether years are used as time ("throughout 2017-20") and not in a title."""
    is_financial = item.is_financial or bool(before["fy"])
    if not words.FREE.match(text, item.end) or (is_financial and item.crossed != 1):
        return False
    if previous and previous.unit == "years" and item.is_joined:
        item.is_title = previous.is_title
        return True
    if item.crossed > 1 and item.mode == "from":
        item.mode = None  # "from 2017-20" is closed
    item.is_title = bool(before["for"])
    if before["for"] and words.TITLE.search(text, max(0, before.start() - REACH), before.start()):
        return False
    used = before["during"] or before["from"] or (before["by"] and not before["before"])
    return bool(used or item.mode == "from" or item.edge or is_financial)


def _is_verb(text: str, item: Found, before: re.Match[str]) -> bool:
    """Whether "may" without a year is the verb."""
    name = text[item.end - 3 : item.end]
    if name.lower() != "may" or before["by"] or before["from"] or before["during"]:
        return False
    if words.RUNS_ON.match(text, item.end):
        return False
    return name == "may" or not words.FREE.match(text, item.end)


def _full_year(figures: str) -> int:
    year = int(figures)
    if len(figures) == 4:
        return year
    return year + (2000 if year < 70 else 1900)


def _month_number(name: str) -> int:
    return words.MONTHS.index(name[:3].lower()) + 1


def _years(text: str) -> tuple[int, int] | None:
    """First and last year of "2018-19", "2017 – 2020", "2008-9" or "2018"; None if they fall."""
    figures = words.DIGITS.findall(text)
    first = _full_year(figures[0])
    last = int(str(first)[: 4 - len(figures[-1])] + figures[-1])
    return (first, last) if len(figures) == 1 or last > first else None


def _day(match: re.Match[str], year: int | None, month: int, day: int) -> Found:
    return Found(*match.span(), (month, day), (month, day), year, unit="day")


def _read_iso(match: re.Match[str]) -> Found:
    return _day(match, int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))


def _is_label(match: re.Match[str]) -> bool:
    begin = match.start()
    return bool(words.LABEL.search(match.string, max(0, begin - REACH), begin))


def _read_numeric(match: re.Match[str]) -> Found | None:
    if match["sep"] == "." and _is_label(match):
        return None
    return _day(match, _full_year(match["y"]), int(match["m"]), int(match["d"]))


def _read_slashed(match: re.Match[str]) -> Found:
    month = (int(match["slashed_m"]), None)
    return Found(*match.span(), month, month, int(match["slashed_y"]))


def _read_month_first(match: re.Match[str]) -> Found:
    year = match["mf_y1"] or match["mf_y2"]
    month = _month_number(match["mf_name"])
    return _day(match, int(year) if year else None, month, int(match["mf_d"]))


def _read_month(match: re.Match[str]) -> Found | None:
    """A month, or one or several days of it, with or without its year."""
    if match["with_span"] or match["with_number"]:
        return None  # "March 2018-19" is of either year, "March 18 schools" of neither
    if match["short"] in {"29", "30", "31"} and not match["days"]:
        return None  # "March 31" may be a day
    short = match["quoted"] or match["short"]
    month = _month_number(match["name"])
    figures = match["year"] or short
    year = _full_year(figures) if figures else None
    if not match["days"] or _is_label(match):
        return Found(*match.span(), (month, None), (month, None), year)
    days = [int(day) for day in words.DIGITS.findall(match["days"])]
    if days != sorted(days):
        return None
    return Found(*match.span(), (month, days[0]), (month, days[-1]), year, unit="day")


def _years_beside(match: re.Match[str], after: str | None) -> tuple[int, int] | None:
    """The years written after a quarter or term, else those just before it."""
    begin = match.start()
    if after is None:
        before = words.YEARS_BEFORE.search(match.string, max(0, begin - REACH), begin)
        after = before["years"] if before else None
    return _years(after) if after else None


def _read_quarter(match: re.Match[str]) -> Found | None:
    """Quarters of a financial year; a single year would not say which, so it gives none."""
    years = _years_beside(match, match["q_years"])
    first = int(match["q1"] or words.QUARTERS.get((match["q_word"] or "").lower(), 4))
    last = int(match["q2"] or first)
    if years is None or years[1] != years[0] + 1 or last < first:
        return None
    opening, closing = (first * 3) % 12 + 1, (last * 3) % 12 + 3
    year = years[0] + (first == 4)
    crossed = int(last == 4 and first < 4)
    return Found(*match.span(), (opening, None), (closing, None), year, crossed, "quarter")


def _read_term(match: re.Match[str]) -> Found | None:
    season = match["season"].lower()
    opening, closing = words.TERMS[season]
    years = _years_beside(match, match["t_years"])
    if years and years[1] - years[0] > 1:
        return None
    year = years and years[0 if season == "autumn" else 1]
    return Found(*match.span(), (opening, None), (closing, None), year, unit="term")


def _read_years(match: re.Match[str]) -> Found | None:
    is_financial = bool(match["fy"] or match["fy_after"])
    years = _years(match[0])
    if years is None or (is_financial and years[1] != years[0] + 1):
        return None
    first, last = years
    opening, closing = (1, 12) if first == last else (4, 3)
    return Found(
        *(*match.span(), (opening, None), (closing, None), first, last - first, "years"),
        is_financial=is_financial,
    )


_READERS: Final[dict[str, Callable[[re.Match[str]], Found | None]]] = {
    "iso": _read_iso,
    "numeric": _read_numeric,
    "slashed": _read_slashed,
    "month_first": _read_month_first,
    "month": _read_month,
    "quarter": _read_quarter,
    "term": _read_term,
    "years": _read_years,
}
