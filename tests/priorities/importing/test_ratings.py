"""Ratings by letter, word and colour."""

from __future__ import annotations

import pytest

from priorities.document import RatingValue
from priorities.importing.ratings import SHIPPED, hue, rating_code, says_none

FOUR = (*SHIPPED, RatingValue("blue", "B", "Blue", "", "#1d70b8", 4))
WORDED = (
    RatingValue("late", "L", "Slipping", "", "#777777", 1, is_off_track=True),
    RatingValue("fine", "F", "Going well", "", "#777777", 2, is_complete=True),
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("R", "red"),
        ("a", "amber"),
        ("Green", "green"),
        ("GREEN – done", "green"),
        ("Amber (slipping)", "amber"),
        ("Completed", "green"),
        ("On track", "amber"),
        ("At risk", "red"),
        ("Not started", "red"),
        ("Blue", "green"),
        ("Ongoing", None),
        ("Red is what the board says here", None),
        ("(R)", None),
        ("", None),
    ],
)
def test_rating_code_by_words(text: str, code: str | None) -> None:
    assert rating_code(text, None, SHIPPED) == code


@pytest.mark.parametrize(
    ("shade", "code"),
    [
        ("#ff0000", "red"),
        ("#c00000", "red"),
        ("#ffc000", "amber"),
        ("#ffff00", "amber"),
        ("#00b050", "green"),
        ("#92d050", "green"),
        ("#0070c0", "green"),
        ("#d9d9d9", None),
        ("#ff00ff", None),
        ("#0a0000", None),
        (None, None),
    ],
)
def test_rating_code_by_colour_where_there_are_no_words(
    shade: str | None, code: str | None
) -> None:
    assert rating_code(" ", shade, SHIPPED) == code


def test_rating_code_by_words_wins_over_the_colour() -> None:
    assert rating_code("Green", "#ff0000", SHIPPED) == "green"
    assert rating_code("Ongoing", "#ff0000", SHIPPED) is None


def test_rating_code_of_another_scheme_is_its_own() -> None:
    assert rating_code("Blue", None, FOUR) == "blue"
    assert rating_code("", "#0070c0", FOUR) == "blue"
    assert rating_code("Going well", None, WORDED) == "fine"
    assert rating_code("Going", None, WORDED) is None
    assert rating_code("Overdue", None, WORDED) == "late"
    assert rating_code("On track", None, WORDED) is None
    assert rating_code("", "#ff0000", WORDED) is None


@pytest.mark.parametrize(
    ("shade", "name"), [("#ff0010", "red"), ("#0070c0", "blue"), ("#ffffff", None), (None, None)]
)
def test_hue_of_a_shade(shade: str | None, name: str | None) -> None:
    assert hue(shade) == name


@pytest.mark.parametrize(
    ("text", "expected"), [("Not yet rated", True), ("N/A", True), ("TBC", True), ("Red", False)]
)
def test_says_none_of_words_for_no_rating(text: str, expected: bool) -> None:
    assert says_none(text) is expected
