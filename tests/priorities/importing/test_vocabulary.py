"""What a column holds, by its heading."""

from __future__ import annotations

import pytest

from priorities.importing.vocabulary import PLAN_HEADINGS, RISK_HEADINGS, plan_field, risk_field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        # Medway's
        ("Action number", "number"),
        ("Specific action", "text"),
        ("Lead", "leads"),
        ("Actions and Timescales for work", "milestones"),
        ("Risk RAG rating", "rating"),
        ("Impact and evidence", "evidence"),
        # Merton's
        ("Objectives", "objective"),
        ("Who? (Work plans etc.)", "leads"),
        ("When?", "timescale"),
        ("Progress Green/Amber/Red", "rating"),
        ("Comments", "progress"),
        # Milton Keynes'
        ("Desired Outcome", "objective"),
        ("Performance Measures", "measures"),
        ("Resources required", "resources"),
        ("By when", "timescale"),
        ("Progress report", "progress"),
        # others
        ("What are we going to do?", "text"),
        ("Priority/Theme", "priority"),
        ("RAG (Red, Amber, Green)", "rating"),
        ("Cost (£)", "cost"),
        ("Lead Officer / Agency", "leads"),
        ("Outcome sought / objective", "objective"),
        ("Outcomes and impact", "outcomes"),
        ("Actions and timescales\nsee guidance overleaf before filling in", "milestones"),
    ],
)
def test_plan_field_of_a_heading_that_boards_use(heading: str, field: str) -> None:
    assert plan_field(heading) == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Perfomance Mesures", "measures"),
        ("Actoins", "text"),
        ("By wehn", "timescale"),
        ("Timescales:", "timescale"),
    ],
)
def test_plan_field_of_a_misprinted_heading(heading: str, field: str) -> None:
    assert plan_field(heading) == field


@pytest.mark.parametrize(
    "heading", ["", "?", "Action plan", "Whence it came", "Planning", "Measures of " + "x" * 60]
)
def test_plan_field_of_a_heading_nobody_knows_is_none(heading: str) -> None:
    assert plan_field(heading) is None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Concern", "concern"),
        ("Risk/s if not resolved", "consequence"),
        ("Action required", "action"),
        ("By whom?", "leads"),
        ("By when", "timescale"),
        ("Red Amber Green", "rating"),
        ("Specific action", None),
    ],
)
def test_risk_field_of_a_heading(heading: str, field: str | None) -> None:
    assert risk_field(heading) == field


@pytest.mark.parametrize("headings", [PLAN_HEADINGS, RISK_HEADINGS])
def test_each_heading_means_one_thing(headings: dict[str, tuple[str, ...]]) -> None:
    phrases = [phrase for each in headings.values() for phrase in each]

    assert sorted(phrases) == sorted(set(phrases))
