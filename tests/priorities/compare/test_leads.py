"""Leads as sets of names; a renamed or merged one is told once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from priorities import document as doc
from priorities.compare import Change, SameLead, compare
from tests.priorities.documents import WHOLE_ACTION, plan_of

ACTION = replace(WHOLE_ACTION, withdrawn=None, key=None)


def leads(*names: str) -> tuple[doc.LeadName, ...]:
    """Those with a star are accountable."""
    return tuple(doc.LeadName(name.rstrip("*"), name.endswith("*")) for name in names)


def changes(
    before: list[tuple[str, ...]], after: list[tuple[str, ...]], same: SameLead | None = None
) -> list[Change]:
    """Of a plan with an action for each of the lists of names."""
    plans = [
        plan_of(*(replace(ACTION, number=str(n), leads=leads(*names)) for n, names in enumerate(x)))
        for x in (before, after)
    ]
    return [*compare(*plans, same_lead=same)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("Chair*", "Police"), ("Police", "Chair*")),
        (("QA Sub Group",), ("qa  subgroup",)),
        ((), ()),
    ],
)
def test_order_case_and_blanks_do_not_count(
    before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    assert changes([before], [after]) == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (("Chair*",), ("Chair*", "Police"), ("Chair (accountable)", "Chair (accountable); Police")),
        (("Chair",), (), ("Chair", None)),
        (
            ("Chair", "Police"),
            ("Chair*", "Police"),
            ("Chair; Police", "Chair (accountable); Police"),
        ),
        (("Chair*",), ("Chair",), ("Chair (accountable)", "Chair")),
        (("Chair",), ("Police",), ("Chair", "Police")),
    ],
)
def test_other_names_or_another_who_is_accountable_are_one_change(
    before: tuple[str, ...], after: tuple[str, ...], words: tuple[str | None, str | None]
) -> None:
    [change] = changes([before], [after])

    assert (change.kind, change.level, change.field) == ("lead", "action", "leads")
    assert (change.before, change.after) == words


def was_renamed(one: str, other: str) -> bool:
    return {one, other} == {"QA group", "Quality group"}


def test_renamed_lead_is_told_once_for_the_plan() -> None:
    found = changes(
        [("QA group*",), ("Police", "QA group"), ("Police",)],
        [("Quality group*",), ("Quality group", "Police"), ("Police",)],
        was_renamed,
    )

    assert found == [Change("lead", "plan", None, None, "leads", "QA group", "Quality group")]


def test_renamed_lead_beside_a_new_one_is_told_and_so_is_the_action() -> None:
    found = changes([("QA group",)], [("Quality group", "Police")], was_renamed)

    assert [(c.level, c.before, c.after) for c in found] == [
        ("plan", "QA group", "Quality group"),
        ("action", "QA group", "Quality group; Police"),
    ]


def test_renamed_lead_that_became_accountable_changes_the_action() -> None:
    found = changes([("QA group",)], [("Quality group*",)], was_renamed)

    assert [c.level for c in found] == ["plan", "action"]


def test_leads_merged_into_one_change_no_action() -> None:
    def merged(one: str, other: str) -> bool:
        return {one, other} <= {"North", "South", "Region"}

    found = changes([("North*", "South"), ("South", "Region")], [("Region*",), ("Region",)], merged)

    assert [(c.level, c.before, c.after) for c in found] == [
        ("plan", "North", "Region"),
        ("plan", "South", "Region"),
    ]
