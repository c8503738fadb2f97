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
