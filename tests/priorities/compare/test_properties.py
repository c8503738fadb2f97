"""Of any plan and any edits: what compare and pairing say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorities import document as doc
from priorities.compare import Change, changes_json, compare, pairing, places, read_changes
from tests.priorities.compare.edited_plan import START, EditedPlan, Expected

T = TypeVar("T")

SEEDS = st.integers(0, 2**32)
EDITS = st.integers(0, 12)


def kinds(changes: Iterable[Change]) -> Counter[Expected]:
    return Counter((change.kind, change.level, change.number) for change in changes)


@given(SEEDS)
def test_plan_compared_with_itself_has_no_change(seed: int) -> None:
    document = EditedPlan(seed).before

    assert compare(document, document) == ()


@given(SEEDS, st.booleans())
def test_plan_in_another_order_without_keys_has_no_change(seed: int, numbered: bool) -> None:
    plan = EditedPlan(seed, keyed=False, numbered=numbered)

    assert compare(plan.before, plan.after) == ()


@pytest.mark.parametrize("keyed", [True, False])
@pytest.mark.parametrize("numbered", [True, False])
@given(seed=SEEDS, edits=EDITS)
def test_edits_come_back_as_exactly_these_changes(
    keyed: bool, numbered: bool, seed: int, edits: int
) -> None:
    plan = EditedPlan(seed, keyed=keyed, numbered=numbered)
    plan.edit(edits)

    assert kinds(compare(plan.before, plan.after)) == plan.expected


@given(SEEDS, EDITS, st.booleans(), st.booleans())
def test_changes_do_not_depend_on_the_order_of_actions(
    seed: int, edits: int, keyed: bool, numbered: bool
) -> None:
    plan = EditedPlan(seed, keyed=keyed, numbered=numbered)
    plan.edit(edits)

    one, other = (Counter(compare(plan.before, plan.after)) for _ in range(2))

    assert one == other


@given(SEEDS, EDITS, st.booleans())
def test_changes_counted_backwards_are_as_many(seed: int, edits: int, keyed: bool) -> None:
    plan = EditedPlan(seed, keyed=keyed)
    plan.edit(edits)
    before, after = plan.before, plan.after

    there = Counter(change.kind for change in compare(before, after))
    back = Counter(change.kind for change in compare(after, before))

    opposite = {"added": "withdrawn", "slipped": "brought forward"}
    opposite |= {other: one for one, other in opposite.items()}
    assert there == Counter({opposite.get(k, k): count for k, count in back.items()})


@given(SEEDS, EDITS)
def test_import_says_missing_of_what_the_file_has_not(seed: int, edits: int) -> None:
    plan = EditedPlan(seed, keyed=False)
    plan.edit(edits)
    before, after = plan.before, plan.after
    named = {action.text for action in after.actions}

    missing = {c.before for c in compare(before, after, is_import=True) if c.kind == "missing"}

    live = (action for action in before.actions if action.withdrawn is None)
    assert {text for text in missing if text} <= {action.text for action in live} - named


@given(SEEDS, EDITS)
def test_json_of_any_changes_reads_back(seed: int, edits: int) -> None:
    plan = EditedPlan(seed)
    plan.edit(edits)
    changes = compare(plan.before, plan.after)

    assert read_changes(changes_json(changes, "8", "now")).changes == changes


# Plans with hardly any words and numbers, in which everything is like everything.
TEXTS = st.sampled_from(("", "–", "Audit", "audit", "Audit of neglect", "May 2018", "June 2018"))
NUMBERS = st.sampled_from((None, "1", "1.", "1.1", "2"))
KEYS = st.sampled_from((None, None, None, "a", "b"))
GONE = st.sampled_from((None, None, doc.Withdrawal(START, "Overtaken")))


def few(items: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(items, max_size=3).map(tuple)


PLANNED: dict[str, Any] = {"key": KEYS, "number": NUMBERS, "withdrawn": GONE}
STEPS = st.builds(doc.Milestone, text=TEXTS, key=KEYS, withdrawn=GONE)
ACTIONS = st.builds(doc.Action, text=TEXTS, milestones=few(STEPS), **PLANNED)
OBJECTIVES = st.builds(doc.Objective, title=TEXTS, actions=few(ACTIONS), **PLANNED)
PRIORITIES = st.builds(doc.Priority, title=TEXTS, objectives=few(OBJECTIVES), **PLANNED)
SCANT = few(PRIORITIES).map(lambda them: replace(EditedPlan(0).before, priorities=them))


@given(SCANT)
def test_scant_plan_compared_with_itself_has_no_change(document: doc.PlanDocument) -> None:
    assert compare(document, document) == ()


@given(SCANT, SCANT)
def test_pairing_is_one_to_one_within_a_level(
    before: doc.PlanDocument, after: doc.PlanDocument
) -> None:
    found = pairing(before, after)

    assert list(found.partner_after) == [place for place, _ in places(before)]
    assert list(found.partner_before) == [place for place, _ in places(after)]
    for one, other in found.pairs():
        assert found.partner_before[other] == one
        assert len(one) == len(other)
    back = [one for one in found.partner_before.values() if one is not None]
    assert sorted(back) == sorted(one for one, _ in found.pairs())


@given(SCANT, SCANT)
def test_partners_of_milestones_stand_in_partners(
    before: doc.PlanDocument, after: doc.PlanDocument
) -> None:
    found = pairing(before, after)

    steps = [(one, other) for one, other in found.pairs() if len(one) == 4]
    assert all(found.partner_after[one[:-1]] == other[:-1] for one, other in steps)


@given(SCANT, SCANT)
def test_scant_plans_have_as_many_partners_backwards(
    before: doc.PlanDocument, after: doc.PlanDocument
) -> None:
    there, back = pairing(before, after), pairing(after, before)

    assert len([*there.pairs()]) == len([*back.pairs()])


@given(SCANT, SCANT, st.booleans())
def test_every_row_is_told_at_most_once_as_come_or_gone(
    before: doc.PlanDocument, after: doc.PlanDocument, is_import: bool
) -> None:
    changes = compare(before, after, is_import=is_import)

    whole = Counter(c.kind for c in changes if c.field is None)
    assert whole["added"] <= len([*places(after)])
    assert whole["withdrawn"] + whole["missing"] <= len([*places(before)])
