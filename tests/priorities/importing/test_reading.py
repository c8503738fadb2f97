"""Which table of a file is what, and what becomes of the text around them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from priorities.document import Finding, PlanHead
from priorities.importing.grid import Line, Source
from priorities.importing.reading import ANOTHER_BOARD, NO_PLAN, Setting, read_plan
from tests.priorities.importing.gridding import BOARD, LEFT, Place, cell, read, table, text

HEAD: list[Place] = ["Action", "Lead", "By when"]
ROW: list[Place] = ["Audit", "Chair", "May 2018"]
LOG: list[Place] = ["Concern", "Action required", "By whom?"]
MEASURES: list[Place] = ["Measure", "MK 2008/09", "Target 2009/10"]
OWN = PlanHead(
    "own",
    "Our plan",
    kind="strategic",
    period_start=dt.date(2018, 4, 1),
    period_end=dt.date(2019, 3, 31),
    agreed_on=dt.date(2018, 3, 1),
)


def found(source: object, severity: str) -> list[tuple[str, str]]:
    document = source.document  # type: ignore[attr-defined]
    return [(f.what, f.text) for f in document.findings if f.severity == severity]


def test_plan_has_the_title_period_and_texts_around_its_table() -> None:
    result = read(
        text(Line("Business Plan 2017 – 20", heading=1), "Agreed 1 May 2017", "Front"),
        table(HEAD, ROW),
        text("The end", ""),
    )

    head = result.document.plan
    assert (head.title, head.agreed_on) == ("Business Plan 2017 – 20", dt.date(2017, 5, 1))
    assert (head.period_start, head.period_end) == (dt.date(2017, 4, 1), dt.date(2020, 3, 31))
    assert head.front == ("Agreed 1 May 2017", "Front")
    assert head.closing == ("The end",)
    assert result.document.covers == ("text", "leads", "timescale")


def test_plan_that_a_file_becomes_part_of_keeps_its_own_particulars() -> None:
    result = read(
        text("Business Plan 2017 – 20"), table(HEAD, ROW), setting=Setting(BOARD, head=OWN)
    )

    assert result.document.plan == replace(OWN)
    assert ("the title in the file", "Business Plan 2017 – 20") in found(result, "info")
    assert found(result, "warning") == []


def test_text_between_tables_of_a_plan_stands_before_it() -> None:
    result = read(table(HEAD, ROW), text("Between"), table(HEAD, ["Train", "Chair", ""]))

    assert result.document.plan.front == ("Between",)
    assert len(result.document.actions) == 2


def test_table_that_goes_on_without_headings_is_the_plan() -> None:
    result = read(table(HEAD, ROW), table(["Train", "Chair", ""], where="table 2"))

    assert [a.text for a in result.document.actions] == ["Audit", "Train"]


@pytest.mark.parametrize("between", [[], [text("Membership")]])
def test_table_of_another_width_or_behind_text_is_no_part_of_the_plan(
    between: list[object],
) -> None:
    other = table(["Name", "Agency"] if not between else ["Name", "Agency", "Since"])

    result = read(table(HEAD, ROW), *between, other)  # type: ignore[arg-type]

    assert len(result.document.actions) == 1
    (told,) = [t for t in found(result, "info") if t[0] == "a table that is no part of the plan"]
    assert told[1].startswith("Name\nAgency")


def test_rows_of_a_sheet_above_the_headings_are_text() -> None:
    result = read(
        table(["Business Plan 2017 – 20", "", ""], ["Front", "", ""], ["", "", ""], HEAD, ROW)
    )

    assert result.document.plan.title == "Business Plan 2017 – 20"
    assert result.document.plan.period_start == dt.date(2017, 4, 1)
    assert result.document.plan.front == ("Front",)


def test_definitions_before_the_plan_are_the_scheme_s() -> None:
    sentences = ["Work is significantly behind", "Progress is good so far", "It has been completed"]
    result = read(table(["RAG", LEFT], *([["", each] for each in sentences])), table(HEAD, ROW))

    assert [v.definition for v in result.document.rating_scheme] == sentences
    assert ("heading of the ratings’ definitions", "RAG") in found(result, "info")


def test_risk_log_behind_the_plan_is_read_with_its_title() -> None:
    result = read(
        table(HEAD, ROW),
        text("A sentence about all of this.", "Risk & Challenge Log"),
        table(LOG, ["Fire", "Drill", "DCS"], ["", "Drill", "DCS"]),
    )

    assert [r.concern for r in result.document.risks] == ["Fire"]
    assert result.document.plan.closing == ("A sentence about all of this.",)
    assert ("its title", "Risk & Challenge Log") in found(result, "info")
    assert ("words in the risk log that raise no concern", "Drill\nDCS") in found(result, "warning")


@pytest.mark.parametrize("is_titled", [True, False])
def test_indicators_behind_the_plan_are_read(is_titled: bool) -> None:
    title = [["Stay Safe", LEFT, LEFT]] if is_titled else []
    result = read(
        table(HEAD, ROW),
        text("Appendix"),
        table(*title, MEASURES, ["Stability", "72%", "74%"], ["", "x", "y"]),
    )

    assert [i.measure for i in result.document.indicators] == ["Stability"]
    assert ("words among the indicators", "x\ny") in found(result, "warning")


def test_column_assigned_by_hand_is_read_as_that() -> None:
    setting = Setting(BOARD, assigned={"Whence": "evidence", "By when": ""})

    result = read(table([*HEAD, "Whence"], [*ROW, "Minutes"]), setting=setting)

    (action,) = result.document.actions
    assert [e.text for e in action.evidence] == ["Minutes"]
    assert action.timescale is None
    assert action.extra == {"By when": "May 2018"}
    assert [(c.heading, c.field) for c in result.columns][2:] == [
        ("By when", ""),
        ("Whence", "evidence"),
    ]


def test_second_heading_of_a_column_and_unknown_ones_are_noted_once() -> None:
    result = read(
        table([*HEAD, "Whence"], [*ROW, "a"]),
        table(["Action", "Lead", "Deadline", "Whence"], [*ROW, "b"]),
    )

    assert ("another heading for “By when”", "Deadline") in found(result, "info")
    unknown = "a heading that nobody knows; its column is kept beside"
    assert found(result, "warning") == [(unknown, "Whence")]


def test_layout_has_the_board_s_words_for_one_of_each_level() -> None:
    result = read(
        table(["Priorities", "Objectives", "Actions", "Lead"], ["Harm", "Seen", "Audit", "Chair"])
    )

    levels = result.document.layout.levels
    assert (levels.priority, levels.objective, levels.action) == ("Priority", "Objective", "Action")
    assert [c.field for c in result.document.layout.columns] == ["text", "leads"]


def test_question_under_each_label_is_noted_once() -> None:
    question = "What do we intend to achieve?"
    result = read(
        table(
            HEAD,
            [f"Objective 1.1: {question}\nSeen", LEFT, LEFT],
            ROW,
            [f"Objective 1.2: {question}\nTold", LEFT, LEFT],
            ["Train", "Chair", ""],
        )
    )

    assert found(result, "info") == [("a question printed under each label", question)]
    assert [o.title for o in result.document.priorities[0].objectives] == ["Seen", "Told"]


def test_another_label_for_a_level_is_noted() -> None:
    result = read(
        table(
            HEAD,
            ["Outcome 1.1: Seen", LEFT, LEFT],
            ROW,
            ["Objective 1.2: Told", LEFT, LEFT],
            ["Train", "Chair", ""],
        )
    )

    assert ("another label for “Outcome”", "Objective 1.2") in found(result, "info")
    assert found(result, "warning") == []


def test_ratings_by_the_colour_of_another_column_are_covered() -> None:
    head: list[Place] = [*HEAD, "Comments"]
    result = read(table(head, [*ROW, cell("Begun", shade="#ff0000")]))

    assert result.document.actions[0].rating == "red"
    assert "rating" in result.document.covers


def test_file_without_a_plan_says_so() -> None:
    result = read(text("Minutes of a meeting"), table(["Name", "Agency"], ["Ann", "Police"]))

    assert result.document.priorities == ()
    assert ("error", NO_PLAN) in [(f.severity, f.what) for f in result.document.findings]


def test_plan_of_another_board_is_found() -> None:
    result = read(text("Kent Safeguarding Children Board Business Plan"), table(HEAD, ROW))

    assert (ANOTHER_BOARD, "Kent Safeguarding Children Board") in found(result, "warning")


def test_what_the_reader_of_the_file_found_is_told_and_our_own_sheets_are_no_warning() -> None:
    findings = (
        Finding("warning", "sheet “Old”", "A hidden sheet", "Words"),
        Finding("note", "page footer", "Text in the page footer", "Page 1"),
        Finding("warning", "sheet “Keys”", "A hidden sheet", "row 1: Key | Number"),
    )

    document = read_plan(Source("excel", (table(HEAD, ROW),), findings), Setting(BOARD)).document

    assert [f.severity for f in document.findings] == ["warning", "info", "info"]


def test_blank_rows_are_nothing() -> None:
    result = read(table(HEAD, ["", "", ""], ROW, ["", "", ""]))

    assert len(result.document.actions) == 1
    assert found(result, "warning") == []


def test_period_below_the_title_gives_months_their_year() -> None:
    document = read(
        text(Line("Medway Safeguarding Children Board", heading=1), "Business plan"),
        table(["April 2023 to March 2024"]),
        table(["Action", "Lead", "By when"], ["Audit", "Chair", "in June"]),
    ).document

    assert document.plan.title == "Business plan"
    assert document.plan.period_end == dt.date(2024, 3, 31)
    (action,) = document.actions
    assert action.timescale is not None
    assert action.timescale.due == dt.date(2023, 6, 30)


def test_title_of_a_file_for_a_plan_that_is_there_has_a_home() -> None:
    setting = Setting(BOARD, head=OWN)

    result = read(text("Medway Business Plan 2018 – 19"), table(HEAD, ROW), setting=setting)

    assert found(result, "warning") == []
    assert ("the title in the file", "Medway Business Plan 2018 – 19") in found(result, "info")
