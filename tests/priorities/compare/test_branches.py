"""What compare says of priorities, objectives and where actions stand, and in what order."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from priorities import document as doc
from priorities.compare import Change, compare
from tests.priorities.documents import GONE, WHOLE, plan_of


def action(key: str, number: str, **fields: Any) -> doc.Action:
    step = doc.Milestone(f"Step of {key}", key=f"step-{key}")
    return doc.Action(text=f"Text {key}", key=key, number=number, milestones=(step,), **fields)


A, B, C, D = (action(key, f"1.1.{n}") for n, key in enumerate("abcd", start=1))


def objective(number: str | None, *actions: doc.Action, **fields: Any) -> doc.Objective:
    given = {"key": f"o{number}", "title": f"Objective {number}", **fields}
    return doc.Objective(number=number, actions=actions, **given)


def plan(*objectives: doc.Objective, **fields: Any) -> doc.PlanDocument:
    given = {"key": "p", "number": "1", "title": "Neglect", **fields}
    return replace(plan_of(), priorities=(doc.Priority(objectives=objectives, **given),))


def told(before: doc.PlanDocument, after: doc.PlanDocument, **options: Any) -> list[Any]:
    found = compare(before, after, **options)
    return [(c.kind, c.level, c.number, c.before, c.after) for c in found]


def test_added_action_is_one_change() -> None:
    found = compare(plan(objective("1.1", A)), plan(objective("1.1", A, B)))

    assert found == (Change("added", "action", "b", "1.1.2", None, None, "Text b"),)


def test_action_that_is_not_there_any_more_is_withdrawn_in_a_file_missing() -> None:
    before, after = plan(objective("1.1", A, B)), plan(objective("1.1", A))

    assert compare(before, after) == (
        Change("withdrawn", "action", "b", "1.1.2", None, "Text b", None),
    )
    assert [c.kind for c in compare(before, after, is_import=True)] == ["missing"]


@pytest.mark.parametrize("is_import", [True, False])
def test_withdrawal_and_bringing_back_are_one_change_each(is_import: bool) -> None:
    live = plan(objective("1.1", A))
    gone = plan(objective("1.1", replace(A, withdrawn=GONE, text="Other words")))

    assert told(live, gone, is_import=is_import) == [
        ("withdrawn", "action", "1.1.1", "Text a", None)
    ]
    assert told(gone, live, is_import=is_import) == [("added", "action", "1.1.1", None, "Text a")]


def test_what_is_in_force_on_neither_side_is_no_change() -> None:
    gone = replace(A, withdrawn=GONE)

    assert told(plan(objective("1.1", gone)), plan(objective("1.1"))) == []
    assert told(plan(objective("1.1")), plan(objective("1.1", gone))) == []
    assert (
        told(plan(objective("1.1", gone)), plan(objective("1.1", replace(gone, rating="red"))))
        == []
    )


def test_withdrawn_objective_and_its_actions_are_told() -> None:
    before = plan(objective("1.1", A), objective("1.2", B))
    after = plan(objective("1.1", A), objective("1.2", B, withdrawn=GONE))

    expected = [
        ("withdrawn", "objective", "1.2", "Objective 1.2", None),
        ("withdrawn", "action", "1.1.2", "Text b", None),
    ]
    assert told(before, after) == expected
    assert told(before, plan(objective("1.1", A))) == expected


def test_added_priority_its_objectives_and_actions_are_told() -> None:
    other = doc.Priority("q", "2", title="Online", objectives=(objective("2.1", B),))
    before = plan(objective("1.1", A))
    after = replace(before, priorities=(*before.priorities, other))

    assert told(before, after) == [
        ("added", "priority", "2", None, "Online"),
        ("added", "objective", "2.1", None, "Objective 2.1"),
        ("added", "action", "1.1.2", None, "Text b"),
    ]


def test_branch_without_number_and_title_is_not_told() -> None:
    bare = objective(None, B, title=None)

    assert told(plan(objective("1.1", A)), plan(objective("1.1", A), bare)) == [
        ("added", "action", "1.1.2", None, "Text b")
    ]


def test_moved_action_says_where_from_and_its_old_number() -> None:
    moved = replace(B, number="1.2.1")

    found = compare(
        plan(objective("1.1", A, B), objective("1.2")),
        plan(objective("1.1", A), objective("1.2", moved)),
    )

    assert found == (Change("moved", "action", "b", "1.2.1", "objective", "1.1", "1.2", "1.1.2"),)


@pytest.mark.parametrize(
    ("fields", "label"),
    [({"number": None}, "Objective None"), ({"number": None, "title": None}, "1")],
)
def test_moved_action_names_an_unnumbered_objective_by_what_is_printed(
    fields: dict[str, Any], label: str
) -> None:
    bare = {"key": "bare", "title": "Objective None", **fields}
    number = bare.pop("number")

    [change] = compare(
        plan(objective("1.1", A, B), objective(number, **bare)),
        plan(objective("1.1", A), objective(number, B, **bare)),
    )

    assert (change.kind, change.before, change.after) == ("moved", "1.1", label)


def test_moved_action_names_nothing_where_nothing_is_printed() -> None:
    bare = {"number": None, "title": None}
    one, other = objective(None, key="one", title=None), objective(None, key="other", title=None)

    [change] = compare(
        plan(replace(one, actions=(A,)), other, **bare),
        plan(one, replace(other, actions=(A,)), **bare),
    )

    assert (change.kind, change.before, change.after) == ("moved", None, None)


def test_moved_objective_is_one_change_and_its_actions_none() -> None:
    empty = doc.Priority("q", "2", title="Online")
    full = replace(empty, objectives=(objective("2.1", A, key="o1.1", title="Objective 1.1"),))
    before, after = plan(objective("1.1", A)), plan()

    found = compare(
        replace(before, priorities=(*before.priorities, empty)),
        replace(after, priorities=(*after.priorities, full)),
    )

    assert found == (Change("moved", "objective", "o1.1", "2.1", "priority", "1", "2", "1.1"),)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"title": "A"}, {"title": "B"}, ("re-worded", "title", "A", "B")),
        ({"theme": None}, {"theme": "B"}, ("re-worded", "theme", None, "B")),
        ({"parts": ("a", "b")}, {"parts": ()}, ("re-worded", "parts", "a\nb", None)),
        ({"is_core": False}, {"is_core": True}, ("other", "is_core", "no", "yes")),
        ({"number": "1"}, {"number": "2"}, ("renumbered", "number", "1", "2")),
        ({"number": "1"}, {"number": "1."}, None),
        ({"position": 1}, {"position": 2}, None),
    ],
)
def test_priority_is_compared_field_by_field(
    before: dict[str, Any], after: dict[str, Any], expected: Any
) -> None:
    found = compare(plan(**before), plan(**after))

    assert {c.level for c in found} <= {"priority"}
    assert [(c.kind, c.field, c.before, c.after) for c in found] == ([expected] if expected else [])


def test_objective_is_compared_by_title_and_number() -> None:
    found = compare(plan(objective("1.1", key="o")), plan(objective("1.2", key="o", title="New")))

    assert [(c.kind, c.level, c.number) for c in found] == [
        ("renumbered", "objective", "1.2"),
        ("re-worded", "objective", "1.2"),
    ]


def test_changes_come_in_printed_order_what_is_gone_where_it_stood() -> None:
    new, renamed = action("e", "1.1.5"), {"title": "New"}
    before = plan(objective("1.0", A), objective("1.1", B, C, D), objective("1.2", title="Old"))
    after = replace(
        plan(
            objective("1.1", replace(C, text="New"), new, key="o1.1", **renamed), objective("1.3")
        ),
        plan=replace(before.plan, title="New"),
    )

    found = [(c.kind, c.key) for c in compare(before, after)]

    assert found == [
        ("re-worded", None),
        ("withdrawn", "o1.0"),
        ("withdrawn", "a"),
        ("re-worded", "o1.1"),
        ("withdrawn", "b"),
        ("re-worded", "c"),
        ("withdrawn", "d"),
        ("added", "e"),
        ("withdrawn", "o1.2"),
        ("added", "o1.3"),
    ]


def test_what_is_gone_is_told_where_it_stood_though_what_stood_before_it_moved() -> None:
    before = plan(objective("1.1", A, B), objective("1.2", C))
    after = plan(objective("1.1"), objective("1.2", C, A))

    assert [(c.kind, c.key) for c in compare(before, after)] == [("withdrawn", "b"), ("moved", "a")]


HEAD = WHOLE.plan


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "New"}, ("re-worded", "title", "Business plan", "New")),
        ({"kind": "work"}, ("other", "kind", "strategic", "work")),
        (
            {"period_start": dt.date(2027, 4, 1)},
            ("other", "period_start", "2026-04-01", "2027-04-01"),
        ),
        ({"period_end": None}, ("other", "period_end", "2029-03-31", None)),
        ({"front": ("Foreword", "More")}, ("re-worded", "front", "Foreword", "Foreword\nMore")),
        ({"listed_priorities": ()}, ("re-worded", "listed_priorities", "Neglect", None)),
        ({"closing": ("The end",)}, ("re-worded", "closing", "End", "The end")),
        ({"version": "9", "agreed_on": None, "agreed_by": "All", "slug": "other"}, None),
    ],
)
def test_plan_s_own_particulars_are_told_first(fields: dict[str, Any], expected: Any) -> None:
    found = compare(WHOLE, replace(WHOLE, plan=replace(HEAD, **fields)))

    assert {(c.level, c.number) for c in found} <= {("plan", None)}
    assert [(c.kind, c.field, c.before, c.after) for c in found] == ([expected] if expected else [])


def test_headings_that_differ_are_told_their_order_is_not() -> None:
    columns = (doc.Column("rating", "Rating"), doc.Column("number", "Number", "Plan"))
    other = doc.Layout(doc.Levels("Aim", "Result", "Step"), columns)

    found = compare(WHOLE, replace(WHOLE, layout=other))

    assert [(c.kind, c.field, c.before, c.after) for c in found] == [
        ("other", "layout", "Outcome", "Result"),
        ("other", "layout", "No.", "Number"),
        ("other", "layout", None, "Rating"),
    ]
    swapped = replace(other, columns=columns[::-1])
    assert compare(replace(WHOLE, layout=other), replace(WHOLE, layout=swapped)) == ()


def test_what_a_file_does_not_say_is_no_change() -> None:
    full = replace(
        plan(objective("1.1", replace(A, extra={"Note": "a"})), theme="Theme", parts=("a",)),
        plan=HEAD,
        layout=WHOLE.layout,
    )
    sparse = replace(
        plan(objective(None, replace(A, number=None), key="o1.1", title=None)),
        plan=doc.PlanHead("x", HEAD.title, HEAD.kind),
        layout=doc.Layout(levels=WHOLE.layout.levels),
    )

    assert compare(full, sparse, is_import=True) == ()
    assert len(compare(full, sparse)) > 8


def test_indicators_and_the_confidential_log_are_never_told() -> None:
    assert compare(WHOLE, replace(WHOLE, risks=(), indicators=(), findings=())) == ()
