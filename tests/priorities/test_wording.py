"""Milestones and evidence tell their dates and states once; an update's words say what they are."""

import datetime as dt

import pytest

from priorities.document import Evidence, Milestone
from priorities.timescale import Timescale
from priorities.wording import (
    NEVER_HEARD,
    QUOTED,
    evidence_words,
    issue_of,
    milestone_words,
    progress_words,
    silence_words,
    without_issue,
    years_words,
)

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


def test_progress_words_are_labelled_paragraphs_without_empty_ones() -> None:
    said = progress_words(progress="Nine\nschools.", issue="No room.", impact="Calls come sooner.")

    assert said == (
        *("Nine\nschools.", "In the way: No room.", "Difference made: Calls come sooner."),
    )
    assert progress_words(progress="Nine schools.", issue="", impact="") == ("Nine schools.",)


def test_issue_of_an_update_is_found_with_its_label_and_left_out_for_the_public() -> None:
    said = progress_words(progress="Nine.", issue="No room.", impact="Sooner.")

    assert issue_of(said) == "In the way: No room."
    assert issue_of(without_issue(said)) is None
    assert without_issue(said) == ("Nine.", "Difference made: Sooner.")


def test_silence_is_told_with_the_last_word_and_its_day() -> None:
    told = silence_words(dt.date(2026, 3, 12), ["Nine schools\nare trained.", "In the way: Room."])

    assert told == (
        "No update received; last word 12 March 2026: Nine schools are trained. In the way: Room."
    )


def test_silence_about_what_was_never_heard_of_says_so() -> None:
    assert silence_words(None, ()) == NEVER_HEARD


def test_silence_after_a_rating_without_words_says_when() -> None:
    assert silence_words(MARCH, [" "]) == "No update received; last heard of on 31 March 2027."


def test_silence_quotes_no_more_than_fits() -> None:
    told = silence_words(MARCH, ["word " * 200])

    assert told.endswith("word …")
    assert len(told) < QUOTED + 60


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (dt.date(2017, 4, 1), dt.date(2020, 3, 31), "2017–20"),
        (dt.date(1998, 4, 1), dt.date(2001, 3, 31), "1998–2001"),
        (dt.date(2026, 1, 1), dt.date(2026, 12, 31), "2026"),
    ],
)
def test_years_of_a_period_are_told_once(start: dt.date, end: dt.date, words: str) -> None:
    assert years_words(start, end) == words
