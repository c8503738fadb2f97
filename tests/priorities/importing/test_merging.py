"""A plan and a file of it become the plan as it will be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorities import document as doc
from priorities.compare import Change, compare, pairing
from priorities.importing.merging import Leaving, merged, renamed
from priorities.timescale import Timescale, parse
from tests.priorities.compare.edited_plan import START, EditedPlan

SEEDS = st.integers(0, 2**32)
EDITS = st.integers(0, 12)
GONE = doc.Withdrawal(START, "Not in the file")
COVERS = (
    *("number", "text", "leads", "milestones", "timescale", "outcomes", "measures"),
    *("resources", "cost", "rating", "progress", "evidence", "extra"),
)


def edited(seed: int, edits: int, *, numbered: bool = True) -> tuple[doc.PlanDocument, ...]:
    """A plan, and a later file of it without keys."""
    plan = EditedPlan(seed, keyed=False, numbered=numbered)
    plan.edit(edits)
    return plan.before, plan.after


def apply(
    current: doc.PlanDocument, file: doc.PlanDocument, leaving: Leaving | None = None
) -> doc.PlanDocument:
    return merged(current, file, pairing(current, file), leaving)


def told(changes: Iterable[Change]) -> Counter[tuple[object, ...]]:
    """The changes without keys, which only what was there before has."""
    return Counter(
        (c.kind, c.level, c.number, c.field, c.before, c.after)
        for c in changes
        if c.kind != "missing" and not (c.level == "milestone" and c.after is None)
    )


def items(document: doc.PlanDocument) -> dict[str, Any]:
    """Everything that has a key."""
    found: list[Any] = list(document.priorities)
    found += [o for p in document.priorities for o in p.objectives]
    found += document.actions
    found += [m for a in document.actions for m in a.milestones]
    return {item.key: item for item in found if item.key}


@given(SEEDS, EDITS, st.booleans())
def test_merged_plan_has_exactly_the_changes_that_the_preview_tells(
    seed: int, edits: int, numbered: bool
) -> None:
    current, file = edited(seed, edits, numbered=numbered)

    target = apply(current, file)

    assert told(compare(current, target)) == told(compare(current, file, is_import=True))


@given(SEEDS, EDITS)
def test_nothing_is_lost_and_what_is_new_has_no_key(seed: int, edits: int) -> None:
    current, file = edited(seed, edits)

    target = apply(current, file)

    assert items(target).keys() == items(current).keys()
    assert sum(a.key is None for a in target.actions) == len(target.actions) - len(current.actions)


@given(SEEDS, EDITS)
def test_file_merged_again_changes_nothing(seed: int, edits: int) -> None:
    current, file = edited(seed, edits)
    once = apply(current, file)

    assert told(compare(once, apply(once, file))) == Counter()


@given(SEEDS, EDITS)
def test_plan_s_own_document_merged_into_it_is_the_plan(seed: int, edits: int) -> None:
    _, plan = edited(seed, edits)
    keyed = apply(EditedPlan(seed).before, plan)

    again = apply(keyed, keyed)

    assert [item.withdrawn for item in items(again).values()] == [
        item.withdrawn for item in items(keyed).values()
    ]
    assert compare(keyed, again) == ()


@given(SEEDS, EDITS, st.randoms())
def test_leaving_withdraws_exactly_what_is_ticked(seed: int, edits: int, random: Any) -> None:
    current, file = edited(seed, edits)
    missing = [c.key for c in compare(current, file, is_import=True) if c.kind == "missing"]
    ticked = {key for key in missing if key and random.random() < 0.5}

    target = apply(current, file, Leaving(ticked, GONE))

    before = items(apply(current, file))
    now = items(target)
    assert {key for key in now if now[key].withdrawn != before[key].withdrawn} == ticked
    assert all(now[key].withdrawn == GONE for key in ticked)


# By hand


def action(number: str, text: str, **more: Any) -> doc.Action:
    return doc.Action(text, number=number, **more)


def plan(*objectives: doc.Objective, **more: Any) -> doc.PlanDocument:
    return doc.PlanDocument(
        doc.BoardName("a", "Board A"),
        doc.PlanHead("plan", "Business plan"),
        covers=COVERS,
        priorities=(doc.Priority("p", "1", title="Neglect", objectives=objectives),),
        **more,
    )


REVIEW = action("1.1", "Review the neglect strategy", key="a")
AUDIT = action("1.2", "Audit forty case files", key="b")
TRAIN = action("1.3", "Train every new practitioner", key="c")
CURRENT = plan(doc.Objective("o", "1", title="Recognise it", actions=(REVIEW, AUDIT, TRAIN)))


def with_actions(*actions: doc.Action, **more: Any) -> doc.PlanDocument:
    return plan(doc.Objective("o", "1", title="Recognise it", actions=actions), **more)


def bare(each: doc.Action, **more: Any) -> doc.Action:
    """The action as a file has it."""
    steps = tuple(replace(m, key=None) for m in each.milestones)
    return replace(each, **{"key": None, "milestones": steps, **more})


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_missing_action_stays_where_it_stood(left_out: int) -> None:
    kept = [bare(a) for i, a in enumerate((REVIEW, AUDIT, TRAIN)) if i != left_out]

    target = apply(CURRENT, with_actions(*kept))

    assert [a.key for a in target.actions] == ["a", "b", "c"]
    assert [a.position for a in target.actions] == [1, 2, 3]


def test_missing_action_stays_where_it_stood_although_the_one_before_it_moved() -> None:
    other = doc.Objective("o2", "2", title="Respond to it in time")
    current = replace(CURRENT.priorities[0], objectives=(*CURRENT.priorities[0].objectives, other))
    file = plan(
        doc.Objective(None, "1", title="Recognise it", actions=(bare(TRAIN),)),
        doc.Objective(None, "2", title="Respond to it in time", actions=(bare(REVIEW),)),
    )

    target = apply(replace(CURRENT, priorities=(current,)), file)

    first, second = target.priorities[0].objectives
    assert [a.key for a in first.actions] == ["b", "c"]
    assert [a.key for a in second.actions] == ["a"]


def test_missing_branch_stays_without_what_moved_out_of_it() -> None:
    file = plan()
    moved = doc.Objective(None, "7", title="Something else altogether", actions=(bare(AUDIT),))
    other = doc.Priority(None, "2", title="Early help for families", objectives=(moved,))

    target = apply(CURRENT, replace(file, priorities=(other,)))

    keys = {p.title: [a.key for a in p.actions] for p in target.priorities}
    assert keys == {"Neglect": ["a", "c"], "Early help for families": ["b"]}


def test_ticked_branch_is_withdrawn_with_the_ticked_actions_below_it() -> None:
    file = replace(CURRENT, priorities=())

    target = apply(CURRENT, file, Leaving({"p", "o", "a", "b"}, GONE))

    gone = {key for key, item in items(target).items() if item.withdrawn}
    assert gone == {"p", "o", "a", "b"}
    assert target.in_force().priorities == ()


def test_leaving_keeps_what_was_withdrawn_before_for_its_own_reason() -> None:
    earlier = doc.Withdrawal(START, "Overtaken")
    current = with_actions(replace(REVIEW, withdrawn=earlier))

    target = apply(current, with_actions(), Leaving({"a"}, GONE))

    assert target.actions[0].withdrawn == earlier


def test_withdrawn_action_that_the_file_has_in_force_is_brought_back() -> None:
    current = with_actions(replace(REVIEW, withdrawn=GONE))

    assert apply(current, with_actions(bare(REVIEW))).actions[0].withdrawn is None


def test_withdrawn_everything_in_a_file_of_our_own_stays_withdrawn() -> None:
    step = doc.Milestone("Draft", key="m", withdrawn=GONE)
    gone = replace(REVIEW, withdrawn=GONE, milestones=(step,))
    objective = doc.Objective("o", "1", title="x", withdrawn=GONE, actions=(gone,))
    current = plan(objective)
    current = replace(current, priorities=(replace(current.priorities[0], withdrawn=GONE),))

    target = apply(current, current)

    assert target == current


def test_field_that_the_file_does_not_cover_stays() -> None:
    cost = replace(REVIEW, cost=Decimal(5), outcomes=("Safer",), rating="red")
    file = replace(
        with_actions(bare(REVIEW, text="Review the neglect strategy now")), covers=("text",)
    )

    (target,) = apply(with_actions(cost), file).actions

    assert target == replace(cost, text="Review the neglect strategy now")


def test_file_that_does_not_say_what_it_covers_covers_all() -> None:
    file = replace(with_actions(bare(REVIEW, cost=Decimal(7))), covers=())

    assert apply(with_actions(REVIEW), file).actions[0].cost == Decimal(7)


def test_blank_replaces_words_but_no_number_rating_progress_evidence_or_column() -> None:
    full = replace(
        REVIEW,
        outcomes=("Safer",),
        cost=Decimal(5),
        rating="red",
        progress=("Late",),
        evidence=(doc.Evidence("Minutes"),),
        extra={"Paper": "3"},
    )
    current, file = with_actions(full), with_actions(doc.Action(REVIEW.text))

    (target,) = apply(current, file).actions

    assert target == replace(full, outcomes=(), cost=None)
    changes = compare(current, file, is_import=True)
    assert [c.field for c in changes] == ["outcomes", "cost"]


def test_evidence_and_columns_of_the_file_are_added() -> None:
    ours = replace(REVIEW, evidence=(doc.Evidence("Minutes"),), extra={"Paper": "3"})
    file = bare(
        ours, evidence=(doc.Evidence("minutes."), doc.Evidence("Report")), extra={"Room": "4"}
    )

    (target,) = apply(with_actions(ours), with_actions(file)).actions

    assert [e.text for e in target.evidence] == ["Minutes", "Report"]
    assert target.extra == {"Paper": "3", "Room": "4"}


def test_lead_keeps_the_name_that_the_plan_has_for_it() -> None:
    ours = replace(REVIEW, leads=(doc.LeadName("Policy & Practice", accountable=True),))
    file = bare(
        ours,
        leads=(
            doc.LeadName("policy and practice", accountable=False),
            doc.LeadName("Police", True),
        ),
    )

    (target,) = apply(with_actions(ours), with_actions(file)).actions

    assert target.leads == (
        doc.LeadName("Policy & Practice", accountable=False),
        doc.LeadName("Police", accountable=True),
    )


def test_milestone_keeps_its_time_where_the_file_only_words_it_otherwise() -> None:
    mine = doc.Milestone("Draft – May 2018", parse("May 2018"), key="m")
    read = parse("by 31 May 2018")
    same = doc.Milestone("Draft – May 2018", replace(parse("May 2018"), text="Draft – May 2018"))

    kept = apply(
        with_actions(replace(REVIEW, milestones=(mine,))),
        with_actions(bare(REVIEW, milestones=(same,))),
    )
    other = apply(
        with_actions(replace(REVIEW, milestones=(mine,))),
        with_actions(bare(REVIEW, milestones=(replace(same, timescale=read),))),
    )

    assert kept.actions[0].milestones == (mine,)
    assert other.actions[0].milestones == (replace(mine, timescale=read),)


def test_milestone_that_is_missing_stays_behind_the_one_it_stood_behind() -> None:
    steps = tuple(doc.Milestone(text, key=text) for text in ("Draft it", "Consult", "Publish"))
    file = bare(REVIEW, milestones=(doc.Milestone("Publish"), doc.Milestone("Tell everybody else")))

    (target,) = apply(with_actions(replace(REVIEW, milestones=steps)), with_actions(file)).actions

    assert [m.key for m in target.milestones] == ["Draft it", "Consult", "Publish", None]


def test_texts_around_the_tables_are_replaced_where_the_file_has_any() -> None:
    head = replace(CURRENT.plan, front=("Ours",), closing=("End",), agreed_by="The board")
    file = replace(CURRENT, plan=doc.PlanHead("x", "Another", front=("Theirs",), agreed_on=START))

    target = apply(replace(CURRENT, plan=head), file)

    assert target.plan == replace(head, front=("Theirs",), agreed_on=START)


def test_branch_keeps_what_the_file_leaves_blank() -> None:
    file = replace(
        CURRENT,
        priorities=(
            doc.Priority(
                None,
                None,
                title="Neglect",
                parts=("a) one",),
                objectives=(doc.Objective(None, "1", title=None, actions=(bare(REVIEW),)),),
            ),
        ),
    )

    (priority,) = apply(CURRENT, file).priorities

    assert (priority.key, priority.number, priority.parts) == ("p", "1", ("a) one",))
    assert [(o.key, o.title) for o in priority.objectives] == [("o", "Recognise it")]


def test_renamed_leads_are_merged_dropped_and_one_stays_accountable() -> None:
    leads = [("Chair", True), ("LSCB Chair", False), ("Nobody", False), ("Police", False)]
    told_by = tuple(doc.LeadName(name, accountable=flag) for name, flag in leads)
    document = with_actions(replace(REVIEW, leads=told_by), replace(AUDIT, leads=told_by[:1]))

    first, second = renamed(document, {"LSCB Chair": "Chair", "Chair": "", "Nobody": ""}).actions

    assert [(lead.name, lead.accountable) for lead in first.leads] == [
        ("Chair", True),
        ("Police", False),
    ]
    assert second.leads == ()


def test_timescale_of_a_new_action_is_the_file_s() -> None:
    step = doc.Milestone("Draft", key="theirs")
    new = action("1.9", "Publish an easy read guide", key="x", milestones=(step,))
    new = replace(new, timescale=Timescale("May"))

    added = apply(CURRENT, with_actions(bare(REVIEW), new)).actions

    (found,) = [a for a in added if a.number == "1.9"]
    assert found.key is None
    assert found.milestones == (replace(step, key=None),)
    assert found.timescale == Timescale("May")
