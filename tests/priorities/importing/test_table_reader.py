"""Rows under a plan's headings become priorities, objectives and actions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from priorities.document import Action, LeadName, PlanDocument, RowText
from tests.priorities.importing.gridding import ABOVE, LEFT, Place, cell, read, table

HEAD: list[Place] = ["No", "Action", "Lead", "Milestones", "RAG", "Evidence"]


def plan(*rows: list[Place], head: list[Place] | None = None) -> PlanDocument:
    return read(table(head or HEAD, *rows)).document


def wide(words: str, width: int = 6) -> list[Place]:
    return [words, *([LEFT] * (width - 1))]


def told(document: PlanDocument) -> list[tuple[str, str]]:
    """What was found, and in which words, without the notes."""
    return [(f.what, f.text) for f in document.findings if f.severity == "warning"]


def tree(document: PlanDocument) -> list[tuple[str | None, str | None, list[str]]]:
    """Each objective with the number of its priority, and the words of its actions."""
    return [
        (p.number, o.title, [a.text for a in o.actions])
        for p in document.priorities
        for o in p.objectives
    ]


def only(document: PlanDocument) -> Action:
    (action,) = document.actions
    return action


def test_banners_open_priorities_and_objectives() -> None:
    document = plan(
        wide("Priority 1: Neglect"),
        ["1.1", "Outcome: It is seen", LEFT, LEFT, LEFT, LEFT],
        ["1.1.1", "Audit", "Chair", "", "", ""],
        wide("1.2 It is stopped"),
        ["1.2.1", "Train", "Chair", "", "", ""],
        wide("Priority 2: Harm"),
        ["2.1.1", "Ask", "Chair", "", "", ""],
    )

    assert tree(document) == [
        ("1", "It is seen", ["Audit"]),
        ("1", "It is stopped", ["Train"]),
        ("2", None, ["Ask"]),
    ]
    assert document.layout.levels.priority == "Priority"
    assert document.layout.levels.objective == "Outcome"
    assert told(document) == []


def test_loose_sentence_before_an_action_is_a_heading() -> None:
    document = plan(
        wide("Neglect"),
        ["1", "Audit", "Chair", "", "", ""],
        wide("Seeing it"),
        ["2", "Train", "Chair", "", "", ""],
    )

    (priority,) = document.priorities
    assert priority.title == "Neglect"
    assert tree(document) == [(None, None, ["Audit"]), (None, "Seeing it", ["Train"])]


def test_loose_sentence_with_an_objective_s_column_is_a_priority() -> None:
    head: list[Place] = ["Objective", "Action", "Lead"]
    document = plan(
        wide("Neglect", 3),
        ["Seen", "Audit", "Chair"],
        wide("Harm", 3),
        ["Stopped", "Train", "Chair"],
        head=head,
    )

    assert [p.title for p in document.priorities] == ["Neglect", "Harm"]


def test_sentences_behind_the_last_action_are_the_closing_text() -> None:
    document = plan(["1", "Audit", "Chair", "", "", ""], wide("End\nof it"))

    assert document.plan.closing == ("End\nof it",)
    assert len(document.priorities) == 1


def test_heading_three_numbers_deep_fits_no_level() -> None:
    document = plan(wide("1.1.1 Deep"), ["1", "Audit", "Chair", "", "", ""])

    assert ("a heading that fits no level", "Deep") in told(document)


def test_odd_objectives_are_found() -> None:
    document = plan(
        wide("Priority 1: Neglect"),
        wide("1 Outcome: Seen"),
        wide("Objective 1.2"),
        ["1.2.1", "Audit", "Chair", "", "", ""],
    )

    assert told(document) == [
        ("an objective with the number of its priority", "1"),
        ("an objective without a title", "1.2"),
    ]


def test_columns_of_priorities_and_objectives_open_them_once() -> None:
    document = plan(
        ["1. Neglect", "1.1 Seen", "Audit", "Chair"],
        ["1. Neglect", "1.1 Seen", "Train", "Chair"],
        ["", "1.2\nStopped", "Ask", "Chair"],
        ["2. Harm", "2.1 Known", "Write", "Chair"],
        head=["Priority", "Objective", "Action", "Lead"],
    )

    assert [(p.number, p.title) for p in document.priorities] == [("1", "Neglect"), ("2", "Harm")]
    assert tree(document) == [
        ("1", "Seen", ["Audit", "Train"]),
        ("1", "Stopped", ["Ask"]),
        ("2", "Known", ["Write"]),
    ]


def test_page_number_that_strayed_into_an_objective_is_found() -> None:
    document = plan(
        ["Page 61\n1.6 Safe staff", "Audit", "Chair"], head=["Objectives", "Actions", "Lead"]
    )

    assert document.priorities[0].objectives[0].number == "1.6"
    assert told(document) == [("a page number among the words", "Page 61")]


def test_row_without_number_and_words_continues_the_action_above() -> None:
    document = plan(
        ["1.1", "Audit", "Chair", "Draft", "", "Minutes"],
        ["", "", "Police", "Publish", "", "Report"],
    )

    action = only(document)
    assert [(m.text, m.row) for m in action.milestones] == [("Draft", 1), ("Publish", 2)]
    assert [(e.text, e.row) for e in action.evidence] == [("Minutes", 1), ("Report", 2)]
    assert action.leads == (LeadName("Chair", True), LeadName("Police", False))


def test_merged_cell_belongs_to_each_action_it_spans_and_counts_once_in_one() -> None:
    document = plan(
        ["1.1", "Audit", "Chair", "Draft", "", ""],
        [ABOVE, ABOVE, ABOVE, "Publish", "", ""],
        ["1.2", "Train", ABOVE, "Ask", "", ""],
    )

    first, second = document.actions
    assert first.leads == second.leads == (LeadName("Chair", True),)
    assert [m.text for m in first.milestones] == ["Draft", "Publish"]


@pytest.mark.parametrize("again", [["1.1", "Audit"], ["", "AUDIT"], ["1.1", ""]])
def test_action_repeated_behind_a_page_break_goes_on(again: list[Place]) -> None:
    document = plan(["1.1", "Audit", "Chair", "Draft", "", ""], [*again, "", "Publish", "", ""])

    assert [m.row for m in only(document).milestones] == [1, 2]


@pytest.mark.parametrize(
    ("number", "read_as", "found"),
    [
        ("1.1.", "1.1", []),
        ("1.1 new", "1.1", [("words beside a number", "1.1 new")]),
        ("new", None, [("words beside a number", "new")]),
    ],
)
def test_number_s_cell(number: str, read_as: str | None, found: list[tuple[str, str]]) -> None:
    document = plan([number, "Audit", "Chair", "", "", ""])

    assert only(document).number == read_as
    assert told(document) == found


@pytest.mark.parametrize(
    ("words", "number", "text"),
    [
        ("1.1 Audit", "1.1", "Audit"),
        ("1. Audit", "1", "Audit"),
        ("1. Audit\n2. Train", None, "1. Audit\n2. Train"),
        ("Audit", None, "Audit"),
        ("20 audits", None, "20 audits"),
    ],
)
def test_number_inside_the_sentence(words: str, number: str | None, text: str) -> None:
    action = only(plan([words, "Chair"], head=["Action", "Lead"]))

    assert (action.number, action.text) == (number, text)


def test_action_without_words_is_found() -> None:
    document = plan(["1.1", "", "Chair", "", "", ""])

    assert told(document) == [("an action without words", "1.1")]


def test_words_that_belong_to_no_action_are_found() -> None:
    document = plan(["", "", "Chair", "", "Red", ""])

    assert ("words that belong to no action", "Chair\nRed") in told(document)


def test_struck_action_is_left_out_with_the_rows_that_continue_it() -> None:
    document = plan(
        ["1.1", "Audit", "Chair", "", "", ""],
        [cell("", struck="1.2"), cell("", struck="Gone"), "Police", "", "", ""],
        ["", "", "", "Gone too", "", ""],
        ["1.3", "Train", "Chair", "", "", ""],
    )

    assert [a.text for a in document.actions] == ["Audit", "Train"]
    assert told(document) == [
        ("a struck-through action was left out", "1.2\nGone\nPolice"),
        ("a struck-through action was left out", "Gone too"),
    ]


def test_struck_words_of_an_action_are_left_out_and_found() -> None:
    document = plan(["1.1", "Audit", cell("Chair", struck="Police"), "", "", ""])

    assert told(document) == [("struck-through words were left out", "Police")]


def test_unknown_columns_are_kept_and_known_ones_are_told() -> None:
    result = read(
        table(
            ["Action", "Lead", "Whence", ""],
            ["Audit", "Chair", "Paper 1", "aside"],
            ["", "", "Paper 2", ""],
        )
    )

    assert only(result.document).extra == {
        "Whence": "Paper 1\nPaper 2",
        "Column without a heading": "aside",
    }
    assert [(c.heading, c.field, c.sample) for c in result.columns] == [
        ("Action", "text", "Audit"),
        ("Lead", "leads", "Chair"),
        ("Whence", None, "Paper 1"),
    ]


def test_outcomes_measures_resources_timescale_and_cost_of_an_action() -> None:
    document = plan(
        ["Audit", "Chair", "May 2018", "Safer", "80%", "Time\n£12,000 for rooms"],
        ["", "", "June 2018", "Sooner", "90%", "£3,000"],
        head=["Action", "Lead", "By when", "Outcomes", "Measures", "Resources"],
    )

    action = only(document)
    assert action.timescale is not None
    assert action.timescale.text == "May 2018\nJune 2018"
    assert action.outcomes == ("Safer", "Sooner")
    assert action.measures == (RowText("80%", 1), RowText("90%", 2))
    assert action.resources == (RowText("Time\n£12,000 for rooms", 1), RowText("£3,000", 2))
    assert action.cost == Decimal(15000)
    assert "cost" in document.covers


def test_cost_s_own_column_is_all_that_counts() -> None:
    document = plan(
        ["Audit", "Chair", "£9 for tea", "12,000"],
        ["Train", "Chair", "", "£5 each"],
        ["Ask", "Chair", "", "nothing"],
        ["Go", "Chair", "", ""],
        head=["Action", "Lead", "Resources", "Cost"],
    )

    assert [a.cost for a in document.actions] == [Decimal(12000), Decimal(5), None, None]
    assert [[r.text for r in a.resources] for a in document.actions] == [
        ["£9 for tea"],
        ["£5 each"],
        ["nothing"],
        [],
    ]


@pytest.mark.parametrize(
    ("place", "rating", "progress", "found"),
    [
        ("Green", "green", (), []),
        (cell(shade="#ff0000"), "red", (), []),
        ("Not yet rated", None, (), []),
        ("Ongoing", None, ("Ongoing",), [("a rating that is not in the scheme", "Ongoing")]),
        ("", None, (), []),
    ],
)
def test_rating_s_cell(
    place: Place, rating: str | None, progress: tuple[str, ...], found: list[tuple[str, str]]
) -> None:
    document = plan(["1", "Audit", "Chair", "", place, ""])

    action = only(document)
    assert (action.rating, action.progress, told(document)) == (rating, progress, found)


@pytest.mark.parametrize(
    ("place", "rating", "progress"),
    [
        ("Amber", "amber", ()),
        ("Audited\nand told", None, ("Audited", "and told")),
        (cell("Audited", shade="#00b050"), "green", ("Audited",)),
    ],
)
def test_progress_s_cell_may_hold_the_rating(
    place: Place, rating: str | None, progress: tuple[str, ...]
) -> None:
    action = only(plan(["Audit", "Chair", place], head=["Action", "Lead", "Progress"]))

    assert (action.rating, action.progress) == (rating, progress)


def test_rows_rated_differently_give_none_and_a_finding() -> None:
    document = plan(
        ["1", "Audit", "Chair", "a", "Red", ""],
        ["", "", "", "b", "Green", ""],
        ["", "", "", "c", "Green", ""],
    )

    assert only(document).rating is None
    assert told(document) == [("rows of one action rated differently", "red (1), green (2)")]


def test_columns_that_our_export_worked_out_are_told_and_not_read() -> None:
    document = plan(
        ["Audit", "Chair", "Overdue by a month", "Not yet rated"],
        head=["Action", "Lead", "How it stands", "RAG"],
    )

    assert only(document).extra == {}
    (found,) = [f for f in document.findings if "worked out" in f.what]
    assert (found.severity, found.text) == ("info", "Not yet rated\nOverdue by a month")
