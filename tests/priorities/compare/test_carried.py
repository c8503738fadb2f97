"""An action that was carried into the next plan is the partner of that which it goes on with."""

from dataclasses import replace

import pytest

from priorities.compare import compare
from priorities.compare.telling import changes_text
from priorities.document import (
    Action,
    BoardName,
    CarriedFrom,
    Milestone,
    Objective,
    PlanDocument,
    PlanHead,
    Priority,
)
from priorities.timescale import Timescale

DONE = Milestone("Find trainers", Timescale("Complete", state="complete"), key="m1")
OPEN = Milestone("Train the first ten", key="m2")
OLD = Action("Train a lead worker", key="old", number="4.2.3", milestones=(DONE, OPEN))
ORIGIN = CarriedFrom("old", "2017–20", "4.2.3")
NEW = replace(
    OLD, key="new", number="1.1", carried_from=ORIGIN, milestones=(replace(OPEN, key="m3"),)
)


def plan_of(*actions: Action) -> PlanDocument:
    objective = Objective(number="1", title="Schools", actions=actions)
    return PlanDocument(
        BoardName("medway", "Medway"),
        PlanHead("plan", "Plan"),
        priorities=(Priority(objectives=(objective,)),),
    )


def told(before: PlanDocument, after: PlanDocument) -> list[str]:
    return list(changes_text(compare(before, after), before, after))


def test_carried_action_is_told_as_that_and_what_was_done_is_not_gone() -> None:
    assert told(plan_of(OLD), plan_of(NEW)) == [
        "Renumbered: 1",
        "  1.1: number: 4.2.3 → 1.1",
        "Other changes: 1",
        "  1.1: carried from 4.2.3, 2017–20",
    ]


def test_step_that_was_open_and_is_not_there_any_more_is_gone() -> None:
    after = plan_of(replace(NEW, number="4.2.3", milestones=()))

    assert told(plan_of(OLD), after)[:2] == [
        "Milestones: 1",
        "  Milestone 4.2.3: gone: Train the first ten",
    ]


def test_carried_action_wins_over_one_of_its_old_number_and_words() -> None:
    twin = replace(OLD, key="twin", milestones=())

    changes = compare(plan_of(OLD), plan_of(twin, NEW))

    assert {(c.kind, c.key) for c in changes if c.field is None} == {("added", "twin")}


def test_two_states_of_the_next_plan_tell_nothing_of_carrying() -> None:
    assert compare(plan_of(NEW), plan_of(NEW)) == ()


def test_order_of_the_two_plans_does_not_decide_who_is_whose_partner() -> None:
    kinds = {c.kind for c in compare(plan_of(NEW), plan_of(OLD))}

    assert kinds == {"renumbered", "milestone"}


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        (ORIGIN, "from 4.2.3, 2017–20"),
        (CarriedFrom("old", "2017–20"), "from the plan of 2017–20"),
    ],
)
def test_origin_is_told_with_number_and_years(origin: CarriedFrom, words: str) -> None:
    assert origin.words == words


def test_origin_survives_json_and_is_left_out_where_there_is_none() -> None:
    document = plan_of(OLD, NEW)

    data = document.to_json()

    old, new = data["priorities"][0]["objectives"][0]["actions"]
    assert "carried_from" not in old
    assert new["carried_from"] == {"key": "old", "plan": "2017–20", "number": "4.2.3"}
    assert PlanDocument.from_json(data) == document
