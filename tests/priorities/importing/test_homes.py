"""Every word of a file has a home, or is found to have none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from priorities.document import (
    Action,
    Finding,
    Indicator,
    LeadName,
    Objective,
    PlanDocument,
    PlanHead,
    Priority,
)
from priorities.importing.grid import Line, Source
from priorities.importing.homes import homeless, lines_of, share
from tests.priorities.importing.gridding import ABOVE, BOARD, LEFT, cell, table, text

ACTION = Action("Audit forty files", number="1.1", extra={"Whence": "Paper"})
OBJECTIVE = Objective(number="1.2", title="Seen early", actions=(ACTION,))
DOCUMENT = PlanDocument(
    BOARD,
    PlanHead("plan", "Plan"),
    priorities=(Priority(number="1", title="Neglect", objectives=(OBJECTIVE,)),),
    indicators=(Indicator("Stability", code="NI 63"),),
)


def missing(words: str, *findings: Finding) -> list[str]:
    source = Source("word", (text(words),))
    return [found.text for found in homeless(source, DOCUMENT, findings)]


@pytest.mark.parametrize(
    "words",
    [
        "Audit forty files",
        "AUDIT forty files.",
        "1.1 Audit forty files",
        "Priority 1 Neglect",
        "Objective 1.2: Seen early",
        "Seen early and Neglect",
        "NI63",
        "Whence",
        "…",
        "",
    ],
)
def test_words_that_the_document_has_are_at_home(words: str) -> None:
    assert missing(words) == []


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Audit fifty files", "Audit fifty files"),
        ("Neglect; never heard of", "never heard of"),
        ("Lost, Neglect, gone", "Lost … gone"),
        ("Audit forty file", "Audit forty file"),
    ],
)
def test_words_that_nobody_has_are_found_without_those_that_are(words: str, left: str) -> None:
    assert missing(words) == [left]


def test_words_in_a_finding_are_at_home() -> None:
    assert missing("Lost", Finding("info", "row 1", "x", "lost")) == []


def test_struck_words_need_a_home_too() -> None:
    source = Source("word", (table([cell("Neglect", struck="Gone")]),))

    (found,) = homeless(source, DOCUMENT, ())

    assert (found.where, found.text) == ("table 1, row 1", "Gone")


def test_each_line_is_looked_at_once_where_it_begins() -> None:
    source = Source("word", (text("a"), table(["b", LEFT, "c"], [ABOVE, LEFT, "d\ne"])))

    assert list(lines_of(source)) == [
        ("text", Line("a")),
        ("table 1, row 1", Line("b")),
        ("table 1, row 1", Line("c")),
        ("table 1, row 2", Line("d")),
        ("table 1, row 2", Line("e")),
    ]


def test_share_counts_lines_with_words() -> None:
    source = Source("word", (text("Neglect", "–", "Lost"),))

    assert share(source, DOCUMENT) == (1, 2)


def test_bodies_named_in_the_plural_are_at_home() -> None:
    leads = (
        LeadName("QA SubGroup", accountable=True),
        LeadName("Training SubGroup", accountable=False),
    )
    objective = replace(OBJECTIVE, actions=(replace(ACTION, leads=leads),))
    priority = replace(DOCUMENT.priorities[0], objectives=(objective,))
    source = Source("word", (text("QA & Training SubGroups", "Health SubGroups"),))

    found = homeless(source, replace(DOCUMENT, priorities=(priority,)), ())

    assert [finding.text for finding in found] == ["Health SubGroups"]
