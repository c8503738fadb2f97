"""The text around the tables."""

from __future__ import annotations

import datetime as dt

import pytest

from priorities.importing.grid import Line
from priorities.importing.head import Around, other_board

MEDWAY = "Medway Safeguarding Children Board"


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("MSCB Business Plan 2017 – 2020 VERSION 8", ((2017, 4, 1), (2020, 3, 31))),
        ("Business Plan 2014 – 16", ((2014, 4, 1), (2016, 3, 31))),
        ("Strategy 2018/19", ((2018, 4, 1), (2019, 3, 31))),
        ("Plan 2018 to 2019", ((2018, 4, 1), (2019, 3, 31))),
        ("Business Plan 20 January 2010 - 31 March 2011", ((2010, 1, 20), (2011, 3, 31))),
        ("Business Plan", None),
        ("", None),
    ],
)
def test_period_that_the_title_names(
    title: str, period: tuple[tuple[int, int, int], ...] | None
) -> None:
    expected = tuple(dt.date(*day) for day in period) if period else None

    assert Around(title=title).period == expected


def test_front_is_sorted_into_title_date_list_and_the_rest() -> None:
    around = Around()

    around.take(
        [
            Line(""),
            Line("A word from the chair"),
            Line("Business Plan 2014 – 16", heading=1),
            Line("Agreed 16 September 2014"),
            Line("Approved: 20 January 2015"),
            Line("Priorities for this business year are:"),
            Line("quality assurance", level=1),
            Line("listening to children"),
            Line("Agreed by all of the partners"),
            Line("Items:"),
            Line("of a list", level=1),
        ]
    )

    assert around.title == "Business Plan 2014 – 16"
    assert around.agreed_on == dt.date(2014, 9, 16)
    assert around.listed[0] == "quality assurance"
    assert "of a list" in around.listed
    assert "A word from the chair" in around.front
    assert "Approved: 20 January 2015" in around.front


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Kent Safeguarding Children Board plan", "Kent Safeguarding Children Board"),
        ("Milton Keynes Safeguarding Children Board", "Milton Keynes Safeguarding Children Board"),
        ("Medway Safeguarding Children Board Plan", None),
        ("The Kent and Medway Safeguarding Adults Board", None),
        ("The Safeguarding Board", None),
        ("A plan", None),
    ],
)
def test_other_board_that_the_title_names(text: str, other: str | None) -> None:
    assert other_board([text], MEDWAY) == other


@pytest.mark.parametrize("name", [MEDWAY, "The Kent Safeguarding Adults Board", "Safer Medway"])
@pytest.mark.parametrize("gap", [0, 3])
def test_board_s_name_as_a_heading_hides_neither_title_nor_period(name: str, gap: int) -> None:
    around = Around("Safer Medway")
    more = [Line("A word from the chair")] * gap

    around.take([Line(name, heading=1), *more, Line("Business Plan 2023-26")])

    assert around.title == "Business Plan 2023-26"
    assert around.period == (dt.date(2023, 4, 1), dt.date(2026, 3, 31))
    assert around.front[0] == name


def test_board_s_name_is_the_title_where_nothing_else_is() -> None:
    around = Around(MEDWAY)

    around.take([Line(MEDWAY, heading=1), Line("This plan says what we do."), Line("Strategy:")])

    assert (around.title, around.period) == (MEDWAY, None)


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("April 2023 to March 2026", (2023, 4, 1), (2026, 3, 31)),
        ("2023 – 2026", (2023, 4, 1), (2026, 3, 31)),
        ("For the period 1 April 2023 to 31 March 2024", (2023, 4, 1), (2024, 3, 31)),
    ],
)
@pytest.mark.parametrize("is_before", [True, False])
def test_period_stands_near_the_title(
    line: str, start: tuple[int, int, int], end: tuple[int, int, int], *, is_before: bool
) -> None:
    title = Line("Strategic plan", heading=1)
    lines = [Line(line), title] if is_before else [title, Line(MEDWAY), Line(line)]
    around = Around(MEDWAY)

    around.take(lines)

    assert around.period == (dt.date(*start), dt.date(*end))


@pytest.mark.parametrize(
    "line",
    [
        "Agreed 16 September 2014",
        "The annual report 2022-23 is on our site",
        "Census of 2011 to 2021",
        "Reviewed April 2023 to March 2024",
        "Version 3, May 2023",
        "in 2011 to 2021",
    ],
)
def test_other_dates_near_the_title_are_no_period(line: str) -> None:
    around = Around(MEDWAY)

    around.take([Line("Business Plan", heading=1), Line(line)])

    assert around.period is None


def test_period_far_from_the_title_is_none_of_the_plan() -> None:
    around = Around(MEDWAY)

    around.take([Line("Business Plan", heading=1), *[Line("Words")] * 7, Line("2023 – 2026")])

    assert around.period is None
