"""Timescales: each rule on the phrases that boards write."""

import re
from datetime import date

import pytest

from priorities import timescale_words
from priorities.timescale import Period, Timescale, parse
from priorities.timescale_dates import MAX_DATES

ONE_YEAR: Period = (date(2017, 4, 1), date(2018, 3, 31))
FIFTEEN_MONTHS: Period = (date(2010, 1, 20), date(2011, 3, 31))
NOTHING = (None, None, None, None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _read(text: str) -> tuple[date | None, date | None, str | None, str | None]:
    found = parse(text)
    return found.start, found.due, found.recurrence, found.state


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        # Days, day first
        ("02/02/2018", "2018-02-02", "2018-02-02"),
        ("03/04/2018", "2018-04-03", "2018-04-03"),
        ("2.2.18", "2018-02-02", "2018-02-02"),
        ("31.12.99", "1999-12-31", "1999-12-31"),
        ("2018-04-27", "2018-04-27", "2018-04-27"),
        ("2 Feb 2018", "2018-02-02", "2018-02-02"),
        ("2-Feb-18", "2018-02-02", "2018-02-02"),
        ("2 Jan 29", "2029-01-02", "2029-01-02"),
        ("2 Feb '18", "2018-02-02", "2018-02-02"),
        ("27th April 2018", "2018-04-27", "2018-04-27"),
        ("Friday 27th of April 2018 at 10.30am", "2018-04-27", "2018-04-27"),
        ("April 27, 2018", "2018-04-27", "2018-04-27"),
        ("April 27th 2018", "2018-04-27", "2018-04-27"),
        ("29 Feb 2020", "2020-02-29", "2020-02-29"),
        ("visits taking place 25/06/2018", "2018-06-25", "2018-06-25"),
        # Months
        ("Sept 2014", "2014-09-01", "2014-09-30"),
        ("Oct. 2014", "2014-10-01", "2014-10-31"),
        ("September\u00a02017", "2017-09-01", "2017-09-30"),
        ("february, 2020", "2020-02-01", "2020-02-29"),
        ("may 2018", "2018-05-01", "2018-05-31"),
        ("06/2018", "2018-06-01", "2018-06-30"),
        ("Mar-18", "2018-03-01", "2018-03-31"),
        ("Sept 18", "2018-09-01", "2018-09-30"),
        ("Mar '18", "2018-03-01", "2018-03-31"),
        ("late March 2019", "2019-03-01", "2019-03-31"),
        ("section 11 March 2015", "2015-03-01", "2015-03-31"),
        # Ranges
        ("Jan – March 2018", "2018-01-01", "2018-03-31"),
        ("June—July 2018", "2018-06-01", "2018-07-31"),
        ("Feb-March 2018", "2018-02-01", "2018-03-31"),
        ("December 2017 – May 2018", "2017-12-01", "2018-05-31"),
        ("Dec – Feb 2018", "2017-12-01", "2018-02-28"),
        ("between November and April 2018", "2017-11-01", "2018-04-30"),
        ("September 2017 – June 2019", "2017-09-01", "2019-06-30"),
        ("from March until June 2018", "2018-03-01", "2018-06-30"),
        ("from 1 April 2018 to 31 March 2019", "2018-04-01", "2019-03-31"),
        ("01/04/2018-31/03/2019", "2018-04-01", "2019-03-31"),
        ("27 – 28 April 2018", "2018-04-27", "2018-04-28"),
        ("Monday 12th - Friday 16th November 2018", "2018-11-12", "2018-11-16"),
        ("27 April – 2 May 2018", "2018-04-27", "2018-05-02"),
        ("30 December – 2 January 2019", "2018-12-30", "2019-01-02"),
        ("may/june 2018", "2018-05-01", "2018-06-30"),
        ("Sept/Oct 2014", "2014-09-01", "2014-10-31"),
        # Several dates: first and last
        ("Oct 2014\nDec 2014/ Jan 2015", "2014-10-01", "2015-01-31"),
        ("Sept 2014\nHR Nov 2014\nHeads July 2015", "2014-09-01", "2015-07-31"),
        ("July 2018; July 2017", "2017-07-01", "2018-07-31"),
        ("planned for March and September 2018", "2018-03-01", "2018-09-30"),
        ("Sept, Dec 2014 and March 2015", "2014-09-01", "2015-03-31"),
        ("12, 13 and 14 June 2018", "2018-06-12", "2018-06-14"),
        ("Launch 2 Feb 2018. Review July 2018", "2018-02-02", "2018-07-31"),
        # By, before
        ("by September 2019", None, "2019-09-30"),
        ("before 1 March 2019", None, "2019-03-01"),
        ("no later than 30 June 2018", None, "2018-06-30"),
        ("by the end of March 2015", None, "2015-03-31"),
        ("by Friday 27 April 2018", None, "2018-04-27"),
        ("by the beginning of April 2018", None, "2018-04-01"),
        ("by Jan – March 2018", None, "2018-03-31"),
        ("by March 2018; July 2018", None, "2018-07-31"),
        ("to be completed by March 2019", None, "2019-03-31"),
        ("end of March 2015", None, "2015-03-31"),
        ("by March 2018, then from June 2018", None, "2018-03-31"),
        # From
        ("From Sept 2014", "2014-09-01", None),
        ("From Sept 2014 – 5 or 6 audits a year", "2014-09-01", None),
        ("from Sept/Oct 2014", "2014-09-01", None),
        ("April 2018 onwards", "2018-04-01", None),
        ("w/c 5 March 2018", "2018-03-05", None),
        ("beginning of April 2018", "2018-04-01", None),
        ("from the end of March 2018", "2018-03-31", None),
        ("from 1 April 2018, done by 31 March 2019", "2018-04-01", "2019-03-31"),
        ("March 2018, then from September 2018", "2018-03-01", None),
        ("March 2018 – June", "2018-03-01", None),
        # Quarters
        ("Q4 2018-19", "2019-01-01", "2019-03-31"),
        ("Quarter 3 2018-19", "2018-10-01", "2018-12-31"),
        ("fourth quarter of 2018/19", "2019-01-01", "2019-03-31"),
        ("Second quarter of the financial year 2018/19", "2018-07-01", "2018-09-30"),
        ("Q1, Q2 and Q3 2018/19", "2018-04-01", "2018-12-31"),
        ("Q3/4 18/19", "2018-10-01", "2019-03-31"),
        ("2018-19 Q4", "2019-01-01", "2019-03-31"),
        ("by end of Q2 2018/19", None, "2018-09-30"),
        # Terms
        ("Autumn Term 2014", "2014-09-01", "2014-12-31"),
        ("spring term 2015", "2015-01-01", "2015-03-31"),
        ("Summer Term 2014-15", "2015-04-01", "2015-07-31"),
        ("Autumn and Spring Terms 2014/15", "2014-09-01", "2015-03-31"),
        ("Autumn Term. Report to board in Jan 2015", "2015-01-01", "2015-01-31"),
        # Years as time
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("relaunch with schools for 2019", "2019-01-01", "2019-12-31"),
        ("throughout 2017-20", "2017-04-01", "2020-03-31"),
        ("during 2017 – 2020", "2017-04-01", "2020-03-31"),
        ("in 2008-9", "2008-04-01", "2009-03-31"),
        ("in 2018 and 2019", "2018-01-01", "2019-12-31"),
        ("for 2018 and 2019", "2018-01-01", "2019-12-31"),
        ("from 2017 to 2020", "2017-04-01", "2020-03-31"),
        ("from 2019", "2019-01-01", None),
        ("2019 onwards", "2019-01-01", None),
        ("by 2020", None, "2020-12-31"),
        ("by the end of 2019", None, "2019-12-31"),
        ("FY18/19", "2018-04-01", "2019-03-31"),
        ("financial year 2018-19", "2018-04-01", "2019-03-31"),
        ("2018/19 financial year", "2018-04-01", "2019-03-31"),
        # Titles beside dates
        ("Review strategy for 2017-20 – July 2017", "2017-07-01", "2017-07-31"),
        ("Campaign for 2017-20 – July 2017", "2017-07-01", "2017-07-31"),
        ("priorities 2017-20 – September 2017 – June 2019", "2017-09-01", "2019-06-30"),
        ("2018-19 report to be published – September 2019", "2019-09-01", "2019-09-30"),
        # Durations with a dated start
        ("for 3 months from May 2018", "2018-05-01", "2018-07-31"),
        ("from April 2018 for one year", "2018-04-01", "2019-03-31"),
        ("within 3 months of 30 November 2018", "2018-11-30", "2019-02-28"),
        ("two weeks after 1 April 2018", "2018-04-01", "2018-04-15"),
        ("within 5 working days of 1 April 2018", "2018-04-01", None),
        ("every six months from 1 April 2018", "2018-04-01", None),
        ("within ten days of April 2018", "2018-04-01", None),
    ],
)
def test_dates_are_read(text: str, start: str | None, due: str | None) -> None:
    found = parse(text)
    assert (found.start, found.due) == (_day(start), _day(due))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2018",
        "2017-20",
        "2018/19",
        "5",
        "100%",
        "see 1.1.10",
        "Working Together 2015",
        "in line with Working Together 2015",
        "Education Act 2002",
        "the 2017-18 annual report",
        "in the 2017-18 annual report",
        "the 2019 conference",
        "in 2018 cases",
        "in 2,018 cases",
        "Strategy for 2017-20",
        "Annual report 2017-18",
        "in 2018-18",
        "financial year 2018",
        "academic year 2018/19",
        "before 2020",
        "within 1 working day",
        "piloted for 3 months and reviewed",
        "3 months from new guidance being published",
        "Year 2 of the plan",
        "Q3",
        "Q2 2018",
        "Q3-1 2018-19",
        "Autumn 2014",
        "Autumn term",
        "Autumn term 2014-18",
        "every two years",
        "half-termly",
        "bi-monthly",
        "biannually",
        "fortnightly",
        "every Year 6 class",
        "each year group",
        "monthly, later quarterly",
        "annual report",
        "each agency to attend a meeting",
        "next meeting",
        "Board members may wish to attend",
        "May be reviewed",
        "March",
        "April 27th",
        "by March 31",
        "31 February 2019",
        "31/02/2019",
        "2019-02-31",
        "1/13/2018",
        "00/2018",
        "March 2018/19",
        "March 18 schools",
        "30 – 2 May 2018",
        "Closed",
        "Not complete",
        "Incomplete",
        "75% complete",
        "Complete?",
        "almost complete",
        "to be completed",
        "Ensure all audits are completed",
        "Ongoing/complete",
        "Ongoing work",
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    assert _read(text) == NOTHING


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("Monthly", "monthly"),
        ("every month", "monthly"),
        ("Quarterly data to be scrutinised", "quarterly"),
        ("Reports in quarterly meetings", "quarterly"),
        ("every quarter", "quarterly"),
        ("every 3 months", "quarterly"),
        ("four times a year", "quarterly"),
        ("Termly thereafter", "termly"),
        ("each school term", "termly"),
        ("six monthly reports", "six-monthly"),
        ("6-monthly", "six-monthly"),
        ("half-yearly", "six-monthly"),
        ("twice a year", "six-monthly"),
        ("and annually thereafter", "annual"),
        ("once a year", "annual"),
        ("every year", "annual"),
        ("Annual", "annual"),
        ("on an annual basis", "annual"),
        ("at each meeting", "each meeting"),
        ("every Board meeting", "each meeting"),
        ("each Executive and sub-group meeting", "each meeting"),
        ("at each quarterly meeting", "each meeting"),
    ],
)
def test_recurrence_is_read_from_its_own_word(text: str, recurrence: str) -> None:
    assert _read(text) == (None, None, recurrence, None)


def test_recurrence_is_none_for_dates_alone() -> None:
    assert parse("July 2017; July 2018; July 2019").recurrence is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Complete", "complete"),
        ("COMPLETED.", "complete"),
        ("Done", "complete"),
        ("100% complete", "complete"),
        ("Agreed by the board - Complete", "complete"),
        ("Document to be launched – complete", "complete"),
        ("July 2018 (Complete)", "complete"),
        ("July 2018, completed", "complete"),
        ("Review of groups – complete January 2018", "complete"),
        ("Completed on 12 June 2018", "complete"),
        ("Review of dataset complete.", "complete"),
        ("February 2018 – March 2018 - Complete", "complete"),
        ("In progress", "in progress"),
        ("Under way", "in progress"),
        ("Strategy to be updated – In progress May 2019", "in progress"),
        ("In progress – due March 2019", "in progress"),
        ("part of the training currently being undertaken", "in progress"),
        ("Ongoing", "ongoing"),
        ("on-going", "ongoing"),
        ("Data to be included – Ongoing", "ongoing"),
        ("Ongoing from Sept 2014", "ongoing"),
        ("Ongoing (quarterly)", "ongoing"),
        ("To be completed – July 2018", None),
        ("Complete by July 2018", None),
        ("Complete quarterly", None),
        ("Audit completed – September 2019", None),
        ("Should be complete by May 2019", None),
        ("July 2018 – complete; report to follow", None),
    ],
)
def test_state_is_the_whole_text_or_its_closing_words(text: str, state: str | None) -> None:
    assert parse(text).state == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("July 2017 - Complete; July 2018; July 2019.", "in progress"),
        ("July 2017 (complete), July 2018", "in progress"),
        ("Sept 2014\nNov 2014 – done", "in progress"),
        ("Draft – July 2017 – complete. Final – July 2018", "in progress"),
        ("Draft – July 2017. Final – July 2018 – complete", "in progress"),
        ("Draft – complete July 2017\nFinal – July 2018", "in progress"),
        ("July 2017 – Complete; July 2018 – Complete", "complete"),
        ("July 2017 and July 2018 – Complete", "complete"),
        ("July 2017; July 2018", None),
        ("July 2017; to be completed July 2018", None),
    ],
)
def test_state_of_several_dates_when_some_are_done(text: str, state: str | None) -> None:
    assert parse(text).state == state


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quarterly throughout 2017-20", ("2017-04-01", "2020-03-31", "quarterly", None)),
        ("October 2010 and annually thereafter", ("2010-10-01", "2010-10-31", "annual", None)),
        ("Reports to each meeting\nMarch 2011", ("2011-03-01", "2011-03-31", "each meeting", None)),
        ("added to dataset – by May 2019 – Complete", (None, "2019-05-31", None, "complete")),
        (
            "decisions within 4 hours – by May 2019 – Complete",
            (None, "2019-05-31", None, "complete"),
        ),
        (
            "Plan for 2017-20 – July – September 2017 – complete",
            ("2017-07-01", "2017-09-30", None, "complete"),
        ),
    ],
)
def test_everything_is_read_together(
    text: str, expected: tuple[str | None, str | None, str | None, str | None]
) -> None:
    start, due, recurrence, state = expected
    assert parse(text) == Timescale(text, _day(start), _day(due), recurrence, state)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "period", "start", "due"),
    [
        ("October - 2 sessions planned", ONE_YEAR, "2017-10-01", "2017-10-31"),
        ("Sept – March", ONE_YEAR, "2017-09-01", "2018-03-31"),
        ("by 31st March", ONE_YEAR, None, "2018-03-31"),
        ("by May", ONE_YEAR, None, "2017-05-31"),
        ("Nov – Jan", FIFTEEN_MONTHS, "2010-11-01", None),
        ("Jan – Nov", FIFTEEN_MONTHS, "2010-01-01", "2010-11-30"),
        # A month that the period holds twice stays without a year.
        ("January", FIFTEEN_MONTHS, None, None),
        ("March", FIFTEEN_MONTHS, None, None),
        # A written year outside the period stands.
        ("July 2019", ONE_YEAR, "2019-07-01", "2019-07-31"),
        # A range does not end before it starts.
        ("March 2018 – June", ONE_YEAR, "2018-03-01", None),
        # Only a month takes a year from the period.
        ("Autumn Term", ONE_YEAR, None, None),
        ("Q3", ONE_YEAR, None, None),
        ("31 February", ONE_YEAR, None, None),
        ("the action may be late", ONE_YEAR, None, None),
    ],
)
def test_period_gives_a_year_where_the_month_falls_in_it_once(
    text: str, period: Period, start: str | None, due: str | None
) -> None:
    found = parse(text, period=period)
    assert (found.start, found.due) == (_day(start), _day(due))


def test_meetings_give_no_date_to_the_next_meeting() -> None:
    assert parse("next meeting", meetings=[date(2018, 5, 1)]).due is None


def test_text_is_kept_exactly_as_written() -> None:
    text = "  Oct\u00a02014 \n Dec 2014/ Jan 2015\t"
    assert parse(text).text == text


def test_text_with_very_many_dates_gives_none() -> None:
    assert parse("1 May 2018; " * (MAX_DATES + 1)).start is None
    assert parse("1 May 2018; " * MAX_DATES).start == date(2018, 5, 1)


def test_closing_state_is_found_at_the_end_of_a_long_text() -> None:
    found = parse("May 2018 " + "and so on " * 100 + "June 2018 – complete")
    assert found.state == "complete"


@pytest.mark.parametrize("piece", ["1, ", "12 - ", "1/1/18 ", "March 2018 – ", "May ", "each A "])
def test_a_megabyte_of_text_is_kept_and_gives_no_dates(piece: str) -> None:
    """A pattern that backtracks would not come back within the hour."""
    text = piece * (1_000_000 // len(piece))

    assert parse(text) == Timescale(text)


def test_no_pattern_has_a_possessive_group() -> None:
    # Later Pythons than Debian 12's match them rightly, so no other test would tell there.
    possessive = re.compile(r"(?<!\\)\)(?:[?*+]|\{[0-9,]+\})\+")
    patterns = [each for each in vars(timescale_words).values() if isinstance(each, re.Pattern)]

    assert patterns
    assert [each.pattern for each in patterns if possessive.search(each.pattern)] == []
