"""Milestones and evidence tell their dates and states once."""

import datetime as dt

import pytest

from priorities.document import Evidence, Milestone
from priorities.timescale import Timescale
from priorities.wording import evidence_words, milestone_words

MARCH = dt.date(2027, 3, 31)


@pytest.mark.parametrize(
    ("milestone", "text", "state"),
    [
        (Milestone("Write it"), "Write it", ""),
        (
            Milestone("Write it", Timescale("Complete", state="complete")),
            "Write it",
            "complete",
        ),
        (
            Milestone(
                "MASH opens – April 2018",
                Timescale("April 2018 – Complete", due=MARCH, state="complete"),
            ),
            "MASH opens – April 2018",
            "complete",
        ),
        (Milestone("Complete it", Timescale("", state="complete")), "Complete it", "complete"),
        (
            Milestone(
                "Report – July 2026 - Complete; July 2027",
                Timescale("July 2026 - Complete; July 2027", due=MARCH, state="in progress"),
            ),
            "Report – July 2026 - Complete; July 2027",
            "in progress",
        ),
        (
            Milestone("Tried – in progress", Timescale("in progress", state="in progress")),
            "Tried – in progress",
            "",
        ),
        (Milestone("Write it", Timescale("March 2027", due=MARCH)), "Write it – March 2027", ""),
        (
            Milestone("Write it", Timescale("March 2027 – complete", due=MARCH, state="complete")),
            "Write it – March 2027",
            "complete",
        ),
        (
            Milestone("Train", Timescale("currently being undertaken", state="in progress")),
            "Train",
            "in progress",
        ),
    ],
)
def test_milestone_words_tell_date_and_state_once(
    milestone: Milestone, text: str, state: str
) -> None:
    printed = milestone_words(milestone)

    assert (printed.text, printed.state) == (text, state)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Seen by the board", "Seen by the board (31 March 2027)"),
        ("Seen by the board – March 2027", "Seen by the board – March 2027"),
    ],
)
def test_evidence_words_tell_the_date_once(text: str, words: str) -> None:
    assert evidence_words(Evidence(text, on=MARCH)) == words
