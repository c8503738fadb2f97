"""What the definitions imply, and how an action stands on a day."""

import datetime as dt
from dataclasses import replace

import pytest

from priorities import rating as rules
from priorities.document import Action, Evidence, Milestone, RatingValue
from priorities.rating import (
    Meaning,
    Progress,
    Step,
    is_borne_out,
    meaning_of,
    objections,
    progress_of,
    rating_for,
    standing,
    suggest_rating,
)
from tests.priorities.documents import AMBER, GONE, GREEN, RED, SCHEME, due, plan_of

TODAY = dt.date(2026, 11, 25)
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)

DONE, OPEN = Step(True, YESTERDAY), Step(False, TOMORROW)
MISSED, UNDATED = Step(False, YESTERDAY), Step(False)
EVIDENCE = (Evidence("Register"),)


@pytest.mark.parametrize(
    ("steps", "has_evidence", "meaning", "reason"),
    [
        ((DONE,), True, Meaning.COMPLETE, "done, with evidence"),
        ((DONE,), False, Meaning.ON_COURSE, "done, evidence still to come"),
        ((DONE, MISSED), True, Meaning.OFF_TRACK, "date passed (24 November 2026)"),
        ((DONE, OPEN), True, Meaning.ON_COURSE, "work is still open, and no date has passed"),
        ((UNDATED,), True, Meaning.ON_COURSE, "work is still open, and no date has passed"),
        (
            (Step(False, TODAY),),
            False,
            Meaning.ON_COURSE,
            "work is still open, and no date has passed",
        ),
        ((), True, Meaning.ON_COURSE, "work is still open, and no date has passed"),
    ],
)
def test_suggest_rating_follows_the_definitions(
    steps: tuple[Step, ...], has_evidence: bool, meaning: Meaning, reason: str
) -> None:
    suggestion = suggest_rating(Progress(steps, has_evidence), TODAY)

    assert (suggestion.meaning, suggestion.reason) == (meaning, reason)


def test_missed_gives_open_dates_of_the_past_earliest_first() -> None:
    long_ago = Step(False, dt.date(2026, 1, 1))

    missed = Progress((MISSED, DONE, OPEN, UNDATED, long_ago), False).missed(TODAY)

    assert missed == (dt.date(2026, 1, 1), YESTERDAY)


@pytest.mark.parametrize(
    ("value", "meaning"),
    [(RED, Meaning.OFF_TRACK), (AMBER, Meaning.ON_COURSE), (GREEN, Meaning.COMPLETE)],
)
def test_meaning_of_a_value_follows_its_flags(value: RatingValue, meaning: Meaning) -> None:
    assert meaning_of(value) is meaning
    assert rating_for(meaning, SCHEME) == value


def test_rating_for_a_meaning_the_scheme_lacks_is_none() -> None:
    assert rating_for(Meaning.COMPLETE, (RED, AMBER)) is None


@pytest.mark.parametrize(
    ("chosen", "steps", "has_evidence", "expected"),
    [
        (Meaning.ON_COURSE, (OPEN,), False, True),
        (Meaning.ON_COURSE, (MISSED,), False, False),
        (Meaning.COMPLETE, (OPEN,), True, False),
        (Meaning.OFF_TRACK, (OPEN,), False, True),
        (Meaning.OFF_TRACK, (OPEN,), True, False),
        (Meaning.OFF_TRACK, (OPEN, DONE), False, False),
    ],
)
def test_is_borne_out_lets_a_person_say_behind_where_nothing_is_achieved(
    chosen: Meaning, steps: tuple[Step, ...], has_evidence: bool, expected: bool
) -> None:
    progress = Progress(steps, has_evidence)

    assert is_borne_out(chosen, suggest_rating(progress, TODAY), progress) is expected


@pytest.mark.parametrize(
    ("value", "has_evidence", "progress", "issue", "fields"),
    [
        (GREEN, True, "Done.", "", []),
        (GREEN, False, "Done.", "", ["evidence_statement"]),
        (RED, False, "Slow.", "Staff left.", []),
        (RED, False, "Slow.", " \n", ["issue"]),
        (AMBER, False, "Going well.", "", []),
        (AMBER, False, "  ", "", ["progress"]),
        (
            replace(RED, needs_evidence=True),
            False,
            "",
            "",
            ["evidence_statement", "issue", "progress"],
        ),
    ],
)
def test_objections_name_the_field_to_mend(
    value: RatingValue, has_evidence: bool, progress: str, issue: str, fields: list[str]
) -> None:
    found = objections(value, has_evidence=has_evidence, progress=progress, issue=issue)

    assert [each.field for each in found] == fields


def test_objection_to_green_says_what_to_add() -> None:
    [objection] = objections(GREEN, has_evidence=False, progress="Done.", issue="")

    assert "Green needs evidence" in objection.message
    assert "add a link or a file" in objection.message


@pytest.mark.parametrize(
    ("action", "steps"),
    [
        (Action("Bare"), (Step(False),)),
        (Action("Own date", timescale=due(TOMORROW)), (OPEN,)),
        (Action("Own, done", timescale=due(YESTERDAY, "complete")), (DONE,)),
        (Action("Steps", milestones=(Milestone("m", due(TOMORROW)),)), (OPEN,)),
        (Action("Undated step", milestones=(Milestone("m"),)), (UNDATED,)),
        (
            Action("Both", milestones=(Milestone("m", due(TOMORROW)),), timescale=due(YESTERDAY)),
            (OPEN, MISSED),
        ),
        (
            Action("Withdrawn step", milestones=(Milestone("m", due(YESTERDAY), withdrawn=GONE),)),
            (Step(False),),
        ),
    ],
)
def test_progress_of_reads_live_milestones_and_the_actions_own_date(
    action: Action, steps: tuple[Step, ...]
) -> None:
    assert progress_of(action) == Progress(steps, has_evidence=False)


def test_standing_of_an_action_rated_otherwise_says_why() -> None:
    action = Action(
        "Slow", rating="amber", timescale=due(YESTERDAY), last_update_on=dt.date(2026, 11, 1)
    )

    stands = standing(action, plan_of(action), TODAY)

    assert stands.rating == AMBER
    assert stands.disagreement == "date passed (24 November 2026)"
    assert stands.is_overdue
    assert stands.days_silent == 24
    assert not stands.is_complete
    assert not stands.is_off_track
    assert not stands.is_silent


def test_standing_of_a_completed_action_is_neither_overdue_nor_silent() -> None:
    action = Action("Done", rating="green", timescale=due(YESTERDAY), evidence=EVIDENCE)

    stands = standing(action, plan_of(action), TODAY)

    assert stands.is_complete
    assert stands.missed == (YESTERDAY,)
    assert not stands.is_overdue
    assert not stands.is_silent


@pytest.mark.parametrize("code", [None, "of another scheme"])
def test_standing_without_a_known_rating_has_none_and_no_disagreement(code: str | None) -> None:
    action = Action("New", rating=code, timescale=due(YESTERDAY))

    stands = standing(action, plan_of(action), TODAY)

    assert stands.rating is None
    assert stands.disagreement is None
    assert not stands.is_complete
    assert not stands.is_off_track


def test_standing_of_a_red_action_is_off_track() -> None:
    action = Action("Behind", rating="red")

    assert standing(action, plan_of(action), TODAY).is_off_track


@pytest.mark.parametrize(("days", "is_silent"), [(90, False), (91, True), (None, True)])
def test_action_is_silent_after_ninety_days(days: int | None, is_silent: bool) -> None:
    heard = None if days is None else TODAY - dt.timedelta(days=days)
    action = Action("Quiet", last_update_on=heard)

    assert standing(action, plan_of(action), TODAY).is_silent is is_silent
    assert rules.NOT_HEARD_OF_DAYS == 90


@pytest.mark.parametrize(
    ("action", "needs"),
    [
        (Action("No end", timescale=due(None, "ongoing")), True),
        (Action("No end", timescale=due(None, "ongoing"), next_review=TOMORROW), False),
        (Action("A step", milestones=(Milestone("m", due(None, "ongoing")),)), True),
        (Action("Gone", milestones=(Milestone("m", due(None, "ongoing"), withdrawn=GONE),)), False),
        (Action("Dated", timescale=due(TOMORROW)), False),
        (Action("Bare"), False),
    ],
)
def test_ongoing_action_needs_a_review_date(action: Action, needs: bool) -> None:
    assert standing(action, plan_of(action), TODAY).needs_review_date is needs
