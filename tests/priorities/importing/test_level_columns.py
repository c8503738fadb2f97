"""Columns of their own for the priority and the objective of actions."""

from __future__ import annotations

import pytest

from priorities.document import PlanDocument
from priorities.importing.reading import Setting
from priorities.importing.vocabulary import plan_field
from tests.priorities.importing.gridding import ABOVE, BOARD, Place, read, table

TAIL: list[Place] = ["Action", "Lead", "By when"]


def row(*before: Place, action: str) -> list[Place]:
    return [*before, action, "Police", "May 2024"]


def tree(document: PlanDocument) -> list[tuple[str | None, str | None, list[str]]]:
    return [
        (p.title, o.title, [a.text for a in o.actions])
        for p in document.priorities
        for o in p.objectives
    ]


@pytest.mark.parametrize(
    "heading", ["Objective", "Improvement area", "Aim", "Overall aim", "Focus area", "Key outcome"]
)
@pytest.mark.parametrize("further", [ABOVE, "Seen early"])
def test_objectives_have_a_column(heading: str, further: str) -> None:
    document = read(
        table(
            [heading, *TAIL],
            row("Seen early", action="Audit"),
            row(further, action="Train"),
            row("Stopped", action="Ask"),
        )
    ).document

    assert tree(document) == [
        (None, "Seen early", ["Audit", "Train"]),
        (None, "Stopped", ["Ask"]),
    ]
    assert document.layout.levels.objective == heading
    assert document.covers == ("text", "leads", "timescale")


@pytest.mark.parametrize("heading", ["Board priority", "Link to priority", "Pillar", "Key theme"])
def test_priorities_have_a_column(heading: str) -> None:
    document = read(
        table(
            [heading, "Aim", *TAIL],
            row("Neglect", "Seen early", action="Audit"),
            row(ABOVE, "Stopped", action="Ask"),
            row("Harm", "Told", action="Train"),
        )
    ).document

    assert tree(document) == [
        ("Neglect", "Seen early", ["Audit"]),
        ("Neglect", "Stopped", ["Ask"]),
        ("Harm", "Told", ["Train"]),
    ]


@pytest.mark.parametrize("further", [ABOVE, "Safe"])
def test_outcome_left_of_several_actions_is_their_objective(further: str) -> None:
    rows = (row("Safe", action="Audit"), row(further, action="Train"))

    document = read(table(["Outcome", *TAIL], *rows)).document

    assert tree(document) == [(None, "Safe", ["Audit", "Train"])]


def test_outcome_of_one_action_each_is_its_outcome() -> None:
    rows = (row("Safe", action="Audit"), row("Heard", action="Train"))

    document = read(table(["Outcome", *TAIL], *rows)).document

    assert [a.outcomes for a in document.actions] == [("Safe",), ("Heard",)]


def test_shared_outcome_stays_one_where_somebody_said_so() -> None:
    rows = (row("Safe", action="Audit"), row(ABOVE, action="Train"))
    setting = Setting(BOARD, assigned={"Outcome": "outcomes"})

    document = read(table(["Outcome", *TAIL], *rows), setting=setting).document

    assert [a.outcomes for a in document.actions] == [("Safe",), ("Safe",)]


def test_urgency_is_no_priority_of_the_plan() -> None:
    rows = (row("High", action="Audit"), row("Low", action="Train"))

    document = read(table(["Priority", *TAIL], *rows)).document

    assert tree(document) == [(None, None, ["Audit", "Train"])]
    assert [a.extra for a in document.actions] == [{"Priority": "High"}, {"Priority": "Low"}]


@pytest.mark.parametrize("heading", ["Area", "Issue", "Outcome", "Objectively speaking"])
def test_heading_that_names_no_level(heading: str) -> None:
    assert plan_field(heading) not in {"priority", "objective"}


def test_shared_outcome_right_of_the_number_is_the_action_s() -> None:
    rows = (row("1", "Safe", action="Audit"), row("2", ABOVE, action="Train"))

    document = read(table(["Ref", "Outcome", *TAIL], *rows)).document

    assert [a.outcomes for a in document.actions] == [("Safe",), ("Safe",)]
