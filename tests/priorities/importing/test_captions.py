"""Headings above the plan's tables, and who or what stands beside and below them."""

from __future__ import annotations

import pytest

from priorities.document import PlanDocument, Priority
from priorities.importing.banners import is_titled, names_lead
from priorities.importing.grid import Line, Table
from tests.priorities.importing.gridding import LEFT, Place, read, table, text

HEAD: list[Place] = ["No", "Action", "Lead", "By when"]
ROW: list[Place] = ["1", "Audit", "Chair", "May 2024"]


def wide(words: str) -> list[Place]:
    return [words, LEFT, LEFT, LEFT]


def plan(*rows: list[Place]) -> Table:
    return table(HEAD, *(rows or [ROW]))


def objectives(document: PlanDocument) -> list[tuple[str | None, str | None, str | None]]:
    """Priority, number and title of each objective."""
    return [(p.title, o.number, o.title) for p in document.priorities for o in p.objectives]


def only(document: PlanDocument) -> Priority:
    (priority,) = document.priorities
    return priority


@pytest.mark.parametrize(
    "words", ["Lead: Head of Service", "Priority sponsor – Police", "Chair: A. Person"]
)
def test_words_that_name_who_leads(words: str) -> None:
    assert names_lead(words)


@pytest.mark.parametrize("words", ["Lead", "Lead:", "Police", "By when: May", "Chairs – stacked"])
def test_words_that_name_nobody_beside_a_heading(words: str) -> None:
    assert not names_lead(words)


@pytest.mark.parametrize("words", ["Priority 2", "Priority: Neglect", "Neglect", "2. Neglect"])
def test_heading_without_label_number_and_title_is_not_titled(words: str) -> None:
    assert not is_titled(words)


@pytest.mark.parametrize(
    "row",
    [
        ["Priority 2: Harm", LEFT, "Sponsor: Police", LEFT],
        ["Priority 2: Harm", "", "", "Sponsor: Police"],
        ["Priority 2: Harm", LEFT, "Sponsor", "Police"],
    ],
)
def test_sponsor_beside_a_priority_is_a_part_of_it(row: list[Place]) -> None:
    document = read(plan(wide("Priority 1: Neglect"), ROW, row, ["2", "Ask", "Chair", ""])).document

    assert [(p.number, p.title, p.parts) for p in document.priorities] == [
        ("1", "Neglect", ()),
        ("2", "Harm", ("Sponsor: Police",)),
    ]


def test_sponsor_beside_a_priority_above_the_headings() -> None:
    rows: list[list[Place]] = [["Priority 1: Harm", LEFT, "Lead: Police", LEFT], HEAD, ROW]

    found = only(read(table(*rows)).document)

    assert (found.title, found.parts) == ("Harm", ("Lead: Police",))


def test_row_of_an_action_under_labels_is_no_heading() -> None:
    row: list[Place] = ["Priority 1: Harm", "Audit", "Police", "May 2024"]

    document = read(table(["Priority", "Action", "Lead", "By when"], row)).document

    assert [action.text for action in document.actions] == ["Audit"]


def test_recommendation_below_its_number_is_the_objective() -> None:
    document = read(
        text(Line("Partners", heading=1), "Recommendation One", "Tell GPs.", "Tell them soon."),
        plan(),
        text(Line("Schools", heading=1), "Recommendation Two", "Keep one record."),
        plan(["2", "Buy", "Heads", ""]),
    ).document

    assert objectives(document) == [
        ("Partners", "1", "Tell GPs.\nTell them soon."),
        ("Schools", "2", "Keep one record."),
    ]
    assert document.plan.front == ()


def test_title_of_all_is_no_priority_of_its_recommendations() -> None:
    document = read(
        text(Line("Action plan of a review", heading=1), "Recommendation 1", "Tell GPs."),
        plan(),
        text("Recommendation 2", "Keep one record."),
        plan(["2", "Buy", "Heads", ""]),
    ).document

    assert objectives(document) == [(None, "1", "Tell GPs."), (None, "2", "Keep one record.")]


def test_title_below_the_label_of_a_priority() -> None:
    document = read(text("Priority 1", "Neglect", "Seen early."), plan()).document

    found = only(document)
    assert (found.number, found.title, found.parts) == ("1", "Neglect", ("Seen early.",))


@pytest.mark.parametrize("heading", ["Priority 1: Neglect", "1. Neglect", "Neglect"])
def test_outcome_below_a_priority_is_its_objective(heading: str) -> None:
    document = read(
        text("Business plan", "Who we are.", heading, "Outcome: Children are safe"),
        plan(),
        text(heading.replace("1", "2").replace("Neglect", "Harm"), "Outcome: They are heard"),
        plan(["2", "Ask", "Chair", ""]),
    ).document

    assert objectives(document) == [
        ("Neglect", None, "Children are safe"),
        ("Harm", None, "They are heard"),
    ]
    assert document.layout.levels.objective == "Outcome"
    assert document.plan.front == ("Who we are.",)


@pytest.mark.parametrize(
    "rows",
    [
        [wide("Priority 1: Neglect"), wide("Outcome: Children are safe")],
        [wide("Priority 1: Neglect\nOutcome: Children are safe")],
        [wide("Priority 1: Neglect"), ["Outcome", "Children are safe", LEFT, LEFT]],
    ],
)
def test_outcome_below_a_priority_above_the_headings(rows: list[list[Place]]) -> None:
    document = read(table(*rows, HEAD, ROW)).document

    assert objectives(document) == [("Neglect", None, "Children are safe")]
    assert document.plan.front == ()


def test_several_outcomes_below_a_priority_are_its_parts() -> None:
    lines = ("Outcome: Children are safe", "Outcome: They are heard")

    found = only(read(text("Priority 1: Neglect", *lines), plan()).document)

    assert found.parts == lines
    assert [objective.title for objective in found.objectives] == [None]


def test_outcome_above_objectives_with_numbers_is_a_part_of_the_priority() -> None:
    rows = (wide("Objective 1.1: Seen early"), ROW)

    found = only(read(text("Priority 1: Neglect", "Outcome: Safe"), plan(*rows)).document)

    assert found.parts == ("Outcome: Safe",)
    assert [objective.title for objective in found.objectives] == ["Seen early"]


def test_outcome_below_a_table_says_nothing_about_the_next() -> None:
    document = read(
        text("Priority 1: Neglect"),
        plan(),
        text("Outcome: it went well", "Priority 2: Harm"),
        plan(["2", "Ask", "Chair", ""]),
    ).document

    assert objectives(document) == [("Neglect", None, None), ("Harm", None, None)]
