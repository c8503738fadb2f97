"""The rating summary and the exceptions: who is counted, who is listed, and in which words."""

import datetime as dt
from dataclasses import replace

import pytest

from priorities.document import (
    Action,
    BoardName,
    Evidence,
    Milestone,
    Objective,
    PlanDocument,
    PlanHead,
    Priority,
    RatingValue,
    Withdrawal,
)
from priorities.timescale import Timescale
from reports.builders import ExceptionList, exceptions, rating_summary

TODAY = dt.date(2026, 11, 22)
RED = RatingValue("red", "R", "Red", "Late.", "#b3001e", 1, is_off_track=True)
AMBER = RatingValue("amber", "A", "Amber", "On course.", "#a85b00", 2)
GREEN = RatingValue("green", "G", "Green", "Done.", "#00633a", 3, is_complete=True)
GONE = Withdrawal(dt.date(2026, 5, 3), "Taken over")


def plan_of(*actions: Action) -> PlanDocument:
    priority = Priority(number="1", title="Early help", objectives=(Objective(actions=actions),))
    return PlanDocument(
        BoardName("medway", "Medway"),
        PlanHead("plan", "Business plan"),
        rating_scheme=(RED, AMBER, GREEN),
        priorities=(priority,),
    )


def rated(code: str | None, *, number: str = "1.1.1", heard: dt.date = TODAY) -> Action:
    return Action("Do it", number=number, rating=code, rated_on=heard, last_update_on=heard)


def due(*days: dt.date) -> tuple[Milestone, ...]:
    return tuple(Milestone("Step", Timescale(f"{day:%d %B %Y}", due=day)) for day in days)


def listed(document: PlanDocument, code: str) -> ExceptionList:
    return next(found for found in exceptions(document, TODAY) if found.code == code)


def verdicts(document: PlanDocument, code: str) -> list[str]:
    return [entry.verdict for entry in listed(document, code).entries]


def test_summary_counts_each_rating_and_those_not_yet_rated() -> None:
    document = plan_of(rated("red"), rated("green"), rated("green"), Action("New"))

    (row,) = rating_summary(document).rows

    assert row.counts == ((RED, 1), (AMBER, 0), (GREEN, 2), (None, 1))
    assert row.total == 4
    assert row.heading == "Priority 1: Early help"
    assert row.words == "4 actions: 1 red, 2 green, 1 not yet rated."


def test_summary_of_foreign_rating_counts_as_not_yet_rated() -> None:
    assert rating_summary(plan_of(rated("purple"))).total.counts[-1] == (None, 1)


@pytest.mark.parametrize("level", ["action", "objective", "priority"])
def test_withdrawn_items_count_nowhere(level: str) -> None:
    action = rated("red")
    objective = Objective(actions=(replace(action, withdrawn=GONE if level == "action" else None),))
    objective = replace(objective, withdrawn=GONE if level == "objective" else None)
    priority = Priority(objectives=(objective,), withdrawn=GONE if level == "priority" else None)
    document = replace(plan_of(), priorities=(priority,))

    assert rating_summary(document).total.total == 0
    assert rating_summary(document).total.words == "No actions."
    assert not any(found.entries for found in exceptions(document, TODAY, {}))


def test_summary_of_plan_without_priority_level_is_headed_by_its_title() -> None:
    document = plan_of(rated("red"))
    bare = replace(document, priorities=(replace(document.priorities[0], number=None, title=None),))

    assert rating_summary(bare).rows[0].heading == "Business plan"


def test_off_track_entry_says_when_it_was_rated() -> None:
    document = plan_of(rated("red", heard=dt.date(2026, 11, 2)), rated("amber"))

    (entry,) = listed(document, "off-track").entries

    assert entry.verdict == "rated red on 2 November 2026"
    assert entry.rating == RED
    assert entry.action.number == "1.1.1"


def test_off_track_entry_says_what_is_in_the_way() -> None:
    action = replace(rated("red"), progress=("Tried.", "In the way: No room.", "More."))

    assert verdicts(plan_of(action), "off-track") == [
        "rated red on 22 November 2026. In the way: No room."
    ]


def test_overdue_entry_names_the_first_date_and_counts_the_later_ones() -> None:
    days = (dt.date(2019, 9, 30), dt.date(2020, 3, 31), dt.date(2027, 1, 1))
    document = plan_of(replace(rated("amber"), milestones=due(*days)))

    assert verdicts(document, "overdue") == [
        "the date 30 September 2019 passed 7 years ago; 1 later date passed too"
    ]


def test_overdue_leaves_out_completed_actions_and_dates_of_today() -> None:
    done = replace(rated("green"), milestones=due(dt.date(2019, 9, 30)))
    timely = replace(rated("amber"), milestones=due(TODAY))

    assert verdicts(plan_of(done, timely), "overdue") == []


def test_contested_entry_says_what_the_definitions_imply_and_why() -> None:
    action = replace(
        rated("amber"), milestones=due(dt.date(2026, 3, 31)), evidence=(Evidence("Letter"),)
    )

    assert verdicts(plan_of(action), "contested") == [
        "rated amber; the definitions imply red: date passed (31 March 2026)"
    ]


def test_contested_entry_uses_plain_words_where_the_scheme_has_no_such_rating() -> None:
    action = replace(rated("amber"), milestones=due(dt.date(2026, 3, 31)))
    document = replace(plan_of(action), rating_scheme=(AMBER,))

    assert verdicts(document, "contested") == [
        "rated amber; the definitions imply off track: date passed (31 March 2026)"
    ]


def test_silent_entry_starts_on_the_91st_day() -> None:
    document = plan_of(
        rated("amber", heard=TODAY - dt.timedelta(days=90)),
        rated("amber", heard=TODAY - dt.timedelta(days=91)),
        rated("green", heard=TODAY - dt.timedelta(days=400)),
        Action("Never heard of"),
    )

    assert verdicts(document, "silent") == [
        "no update yet",
        "no update for 91 days, since 23 August 2026",
    ]


def test_undated_entry_is_ongoing_work_without_a_review_date() -> None:
    ongoing = replace(rated("amber"), timescale=Timescale("Ongoing", state="ongoing"))
    document = plan_of(
        ongoing,
        replace(ongoing, next_review=TODAY),
        replace(ongoing, rating="green"),
        replace(ongoing, timescale=None),
    )

    assert verdicts(document, "undated") == ["ongoing, and no date is set for its next review"]


def test_summary_of_plan_without_priority_level_is_told_by_its_objectives() -> None:
    document = plan_of()
    objectives = (
        Objective(number="1", title="Governed clearly", actions=(rated("red"),)),
        Objective(title="Heard", actions=(rated("green"), Action("New"))),
    )
    bare = replace(document, priorities=(Priority(objectives=objectives),))

    summary = rating_summary(bare)

    word = document.layout.levels.objective
    assert summary.word == word
    assert [row.heading for row in summary.rows] == [f"{word} 1: Governed clearly", "Heard"]
    assert [row.total for row in summary.rows] == [1, 2]
    assert rating_summary(document).word == document.layout.levels.priority


def test_exception_knows_the_objective_it_stands_under() -> None:
    objective = Objective(number="1.2", actions=(rated("red"),))
    document = replace(plan_of(), priorities=(Priority(objectives=(objective,)),))

    off_track = exceptions(document, TODAY)[0].entries

    assert [entry.under for entry in off_track] == ["1.2"]
