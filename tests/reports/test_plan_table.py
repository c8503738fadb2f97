"""The plan laid out as its board prints it."""

import datetime as dt

from priorities.document import (
    Action,
    Column,
    Evidence,
    Layout,
    Milestone,
    Priority,
    RowText,
)
from reports.plan_table import (
    HeaderCell,
    PrintedGroup,
    PrintedPriority,
    header_rows,
    in_parts,
    printed_rows,
    progress_columns,
)

MARCH = dt.date(2027, 3, 31)
BY_ROW = {"milestones", "measures", "resources", "evidence"}


def fields(layout: Layout) -> list[str]:
    return [column.field for column in progress_columns(layout)]


def test_columns_of_an_empty_layout_are_the_usual_ones() -> None:
    assert fields(Layout()) == ["number", "text", "leads", "milestones", "rating", "evidence"]


def test_columns_gain_rating_and_latest_update_where_the_layout_has_none() -> None:
    layout = Layout(columns=(Column("text", "What"), Column("timescale", "When")))

    assert fields(layout) == ["text", "timescale", "rating", "progress"]


def test_columns_of_a_layout_with_rating_and_evidence_stay_as_they_are() -> None:
    columns = (Column("rating", "RAG"), Column("evidence", "Impact"))

    assert progress_columns(Layout(columns=columns)) == columns


def test_header_has_one_row_without_groups() -> None:
    (row,) = header_rows((Column("number", "No"), Column("text", "Action")))

    assert row == (HeaderCell("No"), HeaderCell("Action"))


def test_header_has_groups_above_and_lets_ungrouped_headings_span_both_rows() -> None:
    columns = (
        Column("number", "No"),
        Column("text", "Action", "Planning"),
        Column("leads", "Lead", "Planning"),
        Column("rating", "RAG", "Monitoring"),
    )

    upper, lower = header_rows(columns)

    assert upper == (
        HeaderCell("No", rowspan=2),
        HeaderCell("Planning", colspan=2, is_group=True),
        HeaderCell("Monitoring", is_group=True),
    )
    assert [cell.text for cell in lower] == ["Action", "Lead", "RAG"]


def test_rows_hold_what_stands_side_by_side_and_skip_empty_ones() -> None:
    action = Action(
        "Do it",
        milestones=(Milestone("b", row=4), Milestone("a", row=1)),
        measures=(RowText("m", row=4),),
        evidence=(Evidence("e", row=1), Evidence("f", row=10**9)),
    )

    first, second, third = printed_rows(action, BY_ROW)

    assert [m.text for m in first.milestones] == ["a"]
    assert first.evidence == ["e"]
    assert [m.text for m in second.milestones] == ["b"]
    assert [m.text for m in second.measures] == ["m"]
    assert third.evidence == ["f"]
    assert [row.is_first for row in (first, second, third)] == [True, False, False]
    assert [row.is_last for row in (first, second, third)] == [False, False, True]


def test_rows_leave_out_what_the_layout_does_not_print() -> None:
    action = Action("Do it", milestones=(Milestone("a", row=1), Milestone("b", row=2)))

    assert len(printed_rows(action, {"number", "text"})) == 1


def test_action_without_parts_still_takes_one_row() -> None:
    (row,) = printed_rows(Action("Do it"), BY_ROW)

    assert row.is_first
    assert row.is_last


def printed(name: str, actions: int) -> PrintedPriority:
    groups = tuple(PrintedGroup(None, None) for _ in range(actions))
    return PrintedPriority(Priority(title=name), name, name, groups)


def told(parts: tuple[tuple[PrintedPriority, ...], ...]) -> list[list[tuple[str, int, bool]]]:
    return [[(p.heading, len(p.groups), p.is_continued) for p in part] for part in parts]


def test_parts_hold_priorities_together_up_to_their_limit() -> None:
    parts = in_parts([printed("a", 3), printed("b", 4), printed("c", 4), printed("d", 0)], most=7)

    assert told(parts) == [
        [("a", 3, False), ("b", 4, False)],
        [("c", 4, False), ("d", 0, False)],
    ]


def test_parts_break_only_a_priority_that_is_half_as_large_again() -> None:
    parts = in_parts([printed("a", 15), printed("b", 16)], most=10)

    assert told(parts) == [[("a", 15, False)], [("b", 10, False)], [("b", 6, True)]]


def test_plan_without_priorities_is_one_empty_part() -> None:
    assert in_parts([]) == ((),)
