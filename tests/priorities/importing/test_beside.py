"""Tables beside the plan."""

from __future__ import annotations

import datetime as dt

import pytest

from priorities.document import Indicator, IndicatorGroup, Reading, Risk, Target
from priorities.importing import beside
from priorities.importing.ratings import SHIPPED
from priorities.importing.rows import is_risk_log, rows_of
from tests.priorities.importing.gridding import ABOVE, LEFT, Place, cell, table

SENTENCES = [
    "Work is significantly behind schedule",
    "Progress is good and in time",
    "The action has been completed",
]
LOG = ["", "Concern", "Risk/s if not resolved", "Action required", "By whom?", "By when", "RAG"]
INDICATORS = [
    *("What are we going to do?", "Lead (s)", "Measure - How do we know?"),
    *("National 2008/09", "MK 2008/09", "Target 2009/10"),
]


@pytest.mark.parametrize(
    "before",
    [
        ["", "", ""],
        ["Red", "Amber", "Green"],
        [cell(shade="#ff0000"), cell(shade="#ffc000"), cell(shade="#00b050")],
    ],
)
def test_definitions_are_told_by_order_word_or_colour(before: list[Place]) -> None:
    rows = rows_of(
        table(
            ["Progress/indicator RAG status", LEFT],
            *([one, two] for one, two in zip(before, SENTENCES, strict=True)),
            ["Planning", LEFT],
        )
    )

    count = beside.definition_rows(rows)
    scheme = beside.defined(rows[:count], SHIPPED)

    assert count == 4
    assert [value.definition for value in scheme] == SENTENCES


def test_definitions_in_another_order_are_told_by_their_words() -> None:
    told = ["Green", "Amber", "Red"]
    rows = rows_of(
        table(["RAG", LEFT], *([a, b] for a, b in zip(told, reversed(SENTENCES), strict=True)))
    )

    assert [v.definition for v in beside.defined(rows, SHIPPED)] == SENTENCES


def test_definition_more_than_the_scheme_has_is_left_out() -> None:
    rows = rows_of(table(["RAG", LEFT], *(["", text] for text in [*SENTENCES, "One more of them"])))

    assert [v.definition for v in beside.defined(rows, SHIPPED)] == SENTENCES


@pytest.mark.parametrize(
    "rows",
    [
        [["Planning", LEFT], ["", SENTENCES[0]], ["", SENTENCES[1]]],
        [["RAG", LEFT], ["", SENTENCES[0]], ["", "short"]],
        [["RAG", LEFT], ["", SENTENCES[0]]],
        [["RAG", LEFT], [SENTENCES[0], LEFT], [SENTENCES[1], LEFT]],
        [["RAG " * 30, LEFT], ["", SENTENCES[0]], ["", SENTENCES[1]]],
    ],
)
def test_rows_that_define_no_ratings(rows: list[list[Place]]) -> None:
    assert beside.definition_rows(rows_of(table(*rows))) == 0


def test_definitions_under_their_heading_may_be_short_or_blank() -> None:
    rows = rows_of(
        table(["Rating", "Definition"], ["Red (R)", "Late"], ["Amber (A)", ""], ["Green", "Done"])
    )

    count = beside.definition_rows(rows)

    assert count == 4
    assert [v.definition for v in beside.defined(rows, SHIPPED)] == ["Late", "", "Done"]


def test_no_rows_define_no_ratings() -> None:
    assert beside.definition_rows([]) == 0


def risk(*places: Place) -> Risk | None:
    rows = rows_of(table(LOG, list(places)))
    header = is_risk_log(rows)
    assert header is not None
    return beside.risk(rows[1], header, SHIPPED, None)


def test_risk_of_a_row_of_the_log() -> None:
    found = risk("1.", "No manager", "Drift", "Advertise\nAppoint", "DCS\nChair", "Oct 2014", "A")

    assert found is not None
    assert (found.number, found.concern, found.consequence) == ("1", "No manager", "Drift")
    assert (found.action, found.leads, found.rating) == (
        "Advertise\nAppoint",
        ("DCS", "Chair"),
        "A",
    )
    assert found.timescale is not None
    assert found.timescale.due == dt.date(2014, 10, 31)


def test_risk_by_colour_has_the_letter_and_keeps_a_number_in_words() -> None:
    found = risk("R one", "No manager", "", "", "", "", cell(shade="#ff0000"))

    assert found == Risk("R one", "No manager", rating="R")


def test_risk_without_number_time_and_rating() -> None:
    assert risk("", "No manager", "", "", "", "", "") == Risk(None, "No manager")


def test_row_of_the_log_without_a_concern_is_no_risk() -> None:
    assert risk("1", "", "Drift", "", "", "", "") is None


def test_log_without_a_rating_s_column_has_none() -> None:
    rows = rows_of(table(["No", "Risk", "Action"], ["4", "Fire", "Drill"]))
    header = is_risk_log(rows)

    assert header is not None
    assert beside.risk(rows[1], header, SHIPPED, None) == Risk("4", "Fire", action="Drill")


@pytest.mark.parametrize(
    "headings",
    [
        ["Action", "Lead", "By when"],
        ["Measure", "Target 2009/10", "Notes"],
        ["Action", "National 2008/09", "Target 2009/10"],
    ],
)
def test_headings_that_head_no_indicators(headings: list[Place]) -> None:
    assert beside.indicator_columns(rows_of(table(headings))[0]) is None


def indicator(*places: Place) -> Indicator | None:
    rows = rows_of(table(INDICATORS, list(places)))
    columns = beside.indicator_columns(rows[0])
    assert columns is not None
    return beside.indicator(rows[1], columns, "Stay Safe")


def test_indicator_with_readings_and_targets() -> None:
    found = indicator(
        "Audit\nTrain", "Director", "Stability (NI 63)", "65.7%", "£1,200", "4% or less"
    )

    assert found == Indicator(
        measure="Stability",
        code="NI 63",
        lead="Director",
        group=IndicatorGroup("Stay Safe", ("Audit", "Train")),
        readings=(
            Reading("national", "2008/09", "65.7%", "65.7"),
            Reading("local", "2008/09", "£1,200", "1200"),
        ),
        targets=(Target("2009/10", "4% or less", None),),
    )


def test_indicator_without_code_lead_group_and_figures() -> None:
    assert indicator("", "", "Self  assessment", "", "", "") == Indicator("Self assessment")


def test_row_without_a_measure_is_no_indicator() -> None:
    assert indicator("Audit", "Director", "", "1", "2", "3") is None


def test_second_column_of_words_is_no_group() -> None:
    rows = rows_of(table(["Do", "Also", "Measure", "2008", "2009"], ["a", "b", "c", "1", "2"]))
    columns = beside.indicator_columns(rows[0])

    assert columns is not None
    found = beside.indicator(rows[1], columns | {9: "Target 2011"}, "")
    assert found is not None
    assert found.group == IndicatorGroup("", ("a",))
    assert found.targets == ()


def test_heading_that_goes_on_from_above_heads_no_indicators_again() -> None:
    rows = rows_of(table(["Measure", "2008", "2009"], [ABOVE, ABOVE, ABOVE]))

    assert beside.indicator_columns(rows[1]) is None
