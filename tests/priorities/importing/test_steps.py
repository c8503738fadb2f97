"""Milestones and evidence with the time they name."""

from __future__ import annotations

import datetime as dt

import pytest

from priorities.importing.grid import Line
from priorities.importing.steps import evidence, milestone

PERIOD = (dt.date(2017, 4, 1), dt.date(2020, 3, 31))


@pytest.mark.parametrize(
    ("words", "text", "when", "due", "state"),
    [
        (
            "Review by March 2018 – complete",
            "Review by March 2018",
            "by March 2018 – complete",
            dt.date(2018, 3, 31),
            "complete",
        ),
        (
            "Report to be signed off – Sept 2018",
            "Report to be signed off – Sept 2018",
            "Sept 2018",
            dt.date(2018, 9, 30),
            None,
        ),
        (
            "The annual report goes to the board – July 2018",
            "The annual report goes to the board – July 2018",
            "July 2018",
            dt.date(2018, 7, 31),
            None,
        ),
        (
            "Revisit learning from plans – In progress",
            "Revisit learning from plans",
            "In progress",
            None,
            "in progress",
        ),
        ("A - B - complete", "A - B", "complete", None, "complete"),
        (
            "Launch by the end of May 2018; ongoing",
            "Launch by the end of May 2018",
            "by the end of May 2018; ongoing",
            dt.date(2018, 5, 31),
            "ongoing",
        ),
        (
            "To be completed by March 2018",
            "To be completed by March 2018",
            "by March 2018",
            dt.date(2018, 3, 31),
            None,
        ),
    ],
)
def test_milestone_with_date_or_state_at_its_end(
    words: str, text: str, when: str, due: dt.date | None, state: str | None
) -> None:
    step = milestone(Line(words, level=1), 2, PERIOD)

    assert (step.text, step.level, step.row) == (text, 1, 2)
    assert step.timescale is not None
    assert (step.timescale.text, step.timescale.due, step.timescale.state) == (when, due, state)


def test_milestone_keeps_its_own_recurrence() -> None:
    step = milestone(Line("Quarterly audits from May 2018"), 1, PERIOD)

    assert step.timescale is not None
    assert step.timescale.recurrence == "quarterly"
    assert step.timescale.start == dt.date(2018, 5, 1)


@pytest.mark.parametrize("words", ["Draft the policy", "Set up reporting within 1 working day"])
def test_milestone_without_a_time_has_no_timescale(words: str) -> None:
    assert milestone(Line(words), 1, PERIOD).timescale is None


def test_milestone_of_a_nested_item_has_level_two() -> None:
    assert [milestone(Line("x", level=n), 1, None).level for n in (0, 1, 2, 3)] == [1, 1, 2, 2]


def test_milestone_with_a_ligature_tells_its_time_in_all_its_words() -> None:
    words = "O\ufb03ce opens \u2026 by May 2018"

    step = milestone(Line(words), 1, PERIOD)

    assert step.timescale is not None
    assert step.timescale.due == dt.date(2018, 5, 31)


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("SCR Ellie published 24 January 2018", dt.date(2018, 1, 24)),
        ("Threshold document published in April 2018", None),
        ("Held on 1 May 2018 and 2 May 2018", None),
        ("Held on 1 May 2018, minutes of 1 May 2018", dt.date(2018, 5, 1)),
        ("Report of 31 February 2018", None),
        ("Website", None),
    ],
)
def test_evidence_is_dated_where_it_names_one_day(words: str, on: dt.date | None) -> None:
    found = evidence(Line(words), 3)

    assert (found.text, found.on, found.row) == (words, on, 3)
