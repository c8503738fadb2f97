"""Texts made comparable, and numbers before them."""

from __future__ import annotations

import pytest

from priorities.importing import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Policy & Procedures", "policy and procedures"),
        ("  What do we\nintend to achieve? ", "what do we intend to achieve"),
        ("Stakeholders’ Conference", "stakeholders conference"),
        ("Stakeholders' Conference", "stakeholders conference"),
        ("Siân", "sian"),
        ("£12,000 – 80%", "£12 000 80%"),
        ("…", ""),
    ],
)
def test_plain_leaves_signs_and_accents_out(text: str, expected: str) -> None:
    assert words.plain(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("by when", "by when", 1, 1),
        ("by when", "by wehn", 0.8, 0.99),
        ("lead", "performance measures", 0, 0),
        ("abcdefgh", "hgfedcba", 0, 0.6),
        ("action", "anything", 0, 0),
    ],
)
def test_likeness_of_two_texts(one: str, other: str, low: float, high: float) -> None:
    assert low <= words.likeness(one, other) <= high


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", "1"),
        ("1.1.1.", "1.1.1"),
        ("7.1)", "7.1"),
        (" 1a :", "1a"),
        ("2:", "2"),
        ("Page 61", None),
        ("12 January", None),
        ("2017", None),
        ("", None),
    ],
)
def test_number_alone_in_a_cell(text: str, expected: str | None) -> None:
    assert words.number_alone(text) == expected


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1.1 Embed the model", "1.1", "Embed the model"),
        ("1. Embed", "1", "Embed"),
        ("2 . Plan", "2", "Plan"),
        ("3) Do it", "3", "Do it"),
        ("1.1.1a Review\nMore", "1.1.1a", "Review\nMore"),
        ("6.6. Identified improvement area", "6.6", "Identified improvement area"),
        ("1.1.1Review", "1.1.1", "Review"),
    ],
)
def test_leading_number_stands_apart_from_the_words(text: str, number: str, rest: str) -> None:
    assert words.leading_number(text) == (number, rest)


@pytest.mark.parametrize(
    "text",
    [
        "5 Head Teachers",
        "27 April 2018",
        "20. January 2010",
        "2015 review",
        "80% attend",
        "Embed",
        "1.1",
        "1A Team",
        "",
    ],
)
def test_figure_that_is_no_number_stays_in_the_words(text: str) -> None:
    assert words.leading_number(text) == (None, text)


@pytest.mark.parametrize(("number", "expected"), [(None, 0), ("2", 1), ("2.1", 2), ("2.1.1a", 3)])
def test_depth_of_a_number(number: str | None, expected: int) -> None:
    assert words.depth(number) == expected


def test_joined_leaves_empty_lines_out() -> None:
    assert words.joined(["one", " ", "", "two"]) == "one\ntwo"
