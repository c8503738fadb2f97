"""Who is whose partner: by key, then number and likeness together, then number alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from priorities import document as doc
from priorities.compare import Place, item_at, pairing, places
from tests.priorities.compare.edited_plan import EditedPlan
from tests.priorities.documents import GONE, plan_of

NEGLECT = "Audit how soon neglect is named by schools"
ONLINE = "Train every lead worker in online harm"
THRESHOLDS = "Publish the thresholds in six languages"
FOSTER = "Visit each foster carer twice a year"


def action(text: str, number: str | None = None, key: str | None = None) -> doc.Action:
    return doc.Action(text=text, number=number, key=key)


def unkeyed(*objectives: doc.Objective) -> doc.PlanDocument:
    priority = doc.Priority(number="1", title="Neglect", objectives=objectives)
    return replace(plan_of(), priorities=(priority,))


def one_objective(*actions: doc.Action) -> doc.PlanDocument:
    return unkeyed(doc.Objective(number="1.1", title="Seen early", actions=actions))


def actions_paired(before: doc.PlanDocument, after: doc.PlanDocument) -> dict[str, str | None]:
    """The text of each action before, with that of its partner."""
    found = pairing(before, after)

    def text(place: Place | None) -> str | None:
        item = item_at(after, place) if place else None
        return item.text if isinstance(item, doc.Action) else None

    actions = ((p, i) for p, i in places(before) if isinstance(i, doc.Action))
    return {item.text: text(found.partner_after[place]) for place, item in actions}


def test_key_outweighs_number_and_words() -> None:
    before = plan_of(action(NEGLECT, "1", "a"), action(ONLINE, "2", "b"))
    after = plan_of(action(ONLINE, "2", "a"), action(NEGLECT, "1", "b"))

    assert actions_paired(before, after) == {NEGLECT: ONLINE, ONLINE: NEGLECT}


def test_two_rows_of_one_record_are_two_whatever_their_numbers() -> None:
    before = plan_of(action(NEGLECT, "1", "a"), action(ONLINE, "2", "b"))
    after = plan_of(action(NEGLECT, "1", "new"), action(ONLINE, "2", "b"))

    assert actions_paired(before, after) == {NEGLECT: None, ONLINE: ONLINE}


def test_keys_of_two_records_say_nothing() -> None:
    before = one_objective(action(NEGLECT, "1", "a"))
    after = one_objective(action(NEGLECT, "1", "z"))

    assert actions_paired(before, after) == {NEGLECT: NEGLECT}


def test_key_that_appears_twice_pairs_by_likeness() -> None:
    before = one_objective(action(NEGLECT, None, "a"))
    after = one_objective(action(ONLINE, None, "a"), action(NEGLECT + " now", None, "a"))

    assert actions_paired(before, after) == {NEGLECT: NEGLECT + " now"}


@pytest.mark.parametrize("printed", ["2.3.1", "2.3.1.", " 2.3.1 .", "2. 3. 1"])
def test_number_is_compared_without_full_stop_and_blanks(printed: str) -> None:
    before, after = action(NEGLECT, "2.3.1"), action(ONLINE, printed)

    assert actions_paired(one_objective(before), one_objective(after)) == {NEGLECT: ONLINE}


def test_renumbered_actions_are_found_under_their_new_numbers() -> None:
    before = one_objective(action(NEGLECT, "2.3.1"), action(ONLINE, "2.3.2"))
    after = one_objective(
        action(FOSTER, "2.3.1"), action(NEGLECT, "2.3.2"), action(ONLINE + " now", "2.3.3")
    )

    assert actions_paired(before, after) == {NEGLECT: NEGLECT, ONLINE: ONLINE + " now"}


def test_number_keeps_a_reworded_action_where_another_is_as_like() -> None:
    reworded = "Audit how soon neglect is found by schools"
    before = one_objective(action(NEGLECT, "1"))
    after = one_objective(
        action("Audit how soon neglect is named by nurses", "2"), action(reworded, "1")
    )

    assert actions_paired(before, after) == {NEGLECT: reworded}


def test_number_that_appears_twice_pairs_by_likeness_among_its_bearers() -> None:
    before = one_objective(action(NEGLECT, "1"), action(ONLINE, "1"))
    after = one_objective(action(ONLINE + " now", "1"), action(NEGLECT + " now", "1"))

    assert actions_paired(before, after) == {NEGLECT: NEGLECT + " now", ONLINE: ONLINE + " now"}


def test_unlike_bearers_of_a_number_pair_in_order() -> None:
    before = one_objective(action(NEGLECT, "1"), action(ONLINE, "1"))
    after = one_objective(action(THRESHOLDS, "1"), action(FOSTER, "1"))

    assert actions_paired(before, after) == {NEGLECT: THRESHOLDS, ONLINE: FOSTER}


def two_objectives(*actions: tuple[doc.Action, ...]) -> doc.PlanDocument:
    one, other = actions
    return unkeyed(
        doc.Objective(number="1.1", title="Seen early", actions=one),
        doc.Objective(number="1.2", title="Heard", actions=other),
    )


def test_numbers_that_begin_anew_below_each_objective_join_siblings_only() -> None:
    before = two_objectives((action(NEGLECT, "1"),), (action(ONLINE, "1"),))
    after = two_objectives((), (action(THRESHOLDS, "1"),))

    assert actions_paired(before, after) == {NEGLECT: None, ONLINE: THRESHOLDS}


def test_of_two_as_like_the_sibling_is_the_partner() -> None:
    before = two_objectives((action(NEGLECT),), (action(NEGLECT),))
    after = two_objectives((), (action(NEGLECT + " now"),))

    assert pairing(before, after).partner_before[0, 1, 0] == (0, 1, 0)


def test_many_rows_of_the_same_words_are_found_below_another_objective() -> None:
    rows = (action("To be confirmed"),) * 100

    found = pairing(two_objectives(rows, ()), two_objectives((), rows))

    assert found.partner_after[0, 0, 70] == (0, 1, 70)


def test_words_that_many_actions_have_make_no_likeness() -> None:
    others = [action(f"Review the {thing}", thing) for thing in ("fees", "roof", "tea", "hall")]
    before = one_objective(action("Review the policy"), *others)
    after = one_objective(action("Review the training"), *others)

    assert actions_paired(before, after)["Review the policy"] is None


def test_unnumbered_actions_pair_by_likeness() -> None:
    before = one_objective(action(NEGLECT), action(ONLINE))
    after = one_objective(action(FOSTER), action(ONLINE + " soon"), action(NEGLECT))

    assert actions_paired(before, after) == {NEGLECT: NEGLECT, ONLINE: ONLINE + " soon"}


def test_unnumbered_actions_of_the_same_words_pair_by_position() -> None:
    steps = [doc.Milestone(name) for name in "abc"]
    rows = [doc.Action(text="To be confirmed", milestones=(step,)) for step in steps]
    document = one_objective(*rows)

    found = pairing(document, document)

    assert all(one == other for one, other in found.pairs())


def test_what_was_withdrawn_is_no_partner_by_number_alone() -> None:
    before = one_objective(replace(action(NEGLECT, "1"), withdrawn=GONE))
    after = one_objective(action(ONLINE, "1"))

    assert actions_paired(before, after) == {NEGLECT: None}


def test_what_stands_below_a_withdrawn_branch_is_withdrawn() -> None:
    def plan(text: str, withdrawn: doc.Withdrawal | None) -> doc.PlanDocument:
        row = (action(text, "1"),)
        return unkeyed(doc.Objective(number="1.1", actions=row, withdrawn=withdrawn))

    assert actions_paired(plan(NEGLECT, GONE), plan(ONLINE, None)) == {NEGLECT: None}


@pytest.mark.parametrize("text", [NEGLECT, NEGLECT + " now"])
def test_of_two_of_one_text_that_in_force_is_the_partner(text: str) -> None:
    gone, live = replace(action(NEGLECT, "1"), withdrawn=GONE), action(NEGLECT, "1")

    found = pairing(one_objective(gone, live), one_objective(action(text, "1")))

    assert found.partner_before[0, 0, 0] == (0, 0, 1)


def test_moved_action_is_found_below_another_objective() -> None:
    before = unkeyed(
        doc.Objective(number="1.1", title="Seen early", actions=(action(NEGLECT, "1.1.1"),)),
        doc.Objective(number="1.2", title="Heard"),
    )
    after = unkeyed(
        doc.Objective(number="1.1", title="Seen early"),
        doc.Objective(number="1.2", title="Heard", actions=(action(NEGLECT, "1.2.1"),)),
    )

    assert pairing(before, after).partner_after[0, 0, 0] == (0, 1, 0)


def test_branch_with_most_of_the_same_actions_is_the_same_branch() -> None:
    actions = (action(NEGLECT, "1"), action(ONLINE, "2"))
    before = unkeyed(doc.Objective(number="1.1", title="Seen early", actions=actions))
    after = unkeyed(
        doc.Objective(number="4.1", title="Anything else", actions=(action(FOSTER, "9"),)),
        doc.Objective(number="4.2", title="New words", actions=actions),
    )

    assert pairing(before, after).partner_after[0, 0] == (0, 1)


def test_branch_with_few_of_the_same_actions_is_another_one() -> None:
    others = (action(ONLINE, "2"), action(FOSTER, "3"))
    before = unkeyed(
        doc.Objective(number="1.1", title="Seen early", actions=(action(NEGLECT, "1"), *others))
    )
    after = unkeyed(doc.Objective(number="4.2", title="New words", actions=(action(NEGLECT, "1"),)))

    assert pairing(before, after).partner_after[0, 0] is None


def test_nameless_branches_pair_by_their_actions_then_in_order() -> None:
    one, other = doc.Objective(actions=(action(NEGLECT),)), doc.Objective(actions=(action(ONLINE),))
    empty = doc.Objective()

    found = pairing(unkeyed(one, empty, other), unkeyed(other, one, empty))

    assert [found.partner_after[0, index] for index in range(3)] == [(0, 1), (0, 2), (0, 0)]


def test_plan_without_printed_priorities_has_one_that_is_its_own_partner() -> None:
    objective = doc.Objective(title="Safe", actions=(action(NEGLECT),))
    document = replace(plan_of(), priorities=(doc.Priority(objectives=(objective,)),))

    assert pairing(document, document).partner_after[(0,)] == (0,)


def steps_paired(before: tuple[str, ...], after: tuple[str, ...]) -> list[int | None]:
    def plan(texts: tuple[str, ...]) -> doc.PlanDocument:
        return one_objective(doc.Action("Act", milestones=tuple(map(doc.Milestone, texts))))

    found = pairing(plan(before), plan(after)).partner_after
    partners = [found[0, 0, 0, index] for index in range(len(before))]
    return [partner[-1] if partner else None for partner in partners]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (("Audit", "Report"), ("Report", "Audit"), [1, 0]),
        (("Audit cases – May 2018",), ("New", "Audit cases – June 2019"), [1]),
        (("31 May 2018", "Audit"), ("June 2019", "Audit"), [0, 1]),
        (("Audit cases",), ("Visit homes",), [None]),
    ],
)
def test_milestones_pair_by_words_without_dates(
    before: tuple[str, ...], after: tuple[str, ...], expected: list[int | None]
) -> None:
    assert steps_paired(before, after) == expected


def test_milestones_of_one_text_pair_with_those_in_force() -> None:
    live, gone = doc.Milestone("Audit"), doc.Milestone("Audit", withdrawn=GONE)

    def plan(*steps: doc.Milestone) -> doc.PlanDocument:
        return one_objective(doc.Action("Act", milestones=steps))

    found = pairing(plan(live, gone), plan(gone, live))

    assert found.partner_after[0, 0, 0, 0] == (0, 0, 0, 1)


def test_milestones_pair_by_key_first() -> None:
    def plan(*keys: str) -> doc.PlanDocument:
        steps = tuple(doc.Milestone("Audit", key=key) for key in keys)
        return one_objective(doc.Action("Act", key="a", milestones=steps))

    found = pairing(plan("x", "y"), plan("y", "x"))

    assert found.partner_after[0, 0, 0, 0] == (0, 0, 0, 1)


def test_item_at_gives_what_places_names() -> None:
    document = EditedPlan(1).before

    assert all(item_at(document, place) is item for place, item in places(document))
    assert {len(place) for place, _ in places(document)} == {1, 2, 3, 4}


def test_item_at_a_place_that_is_not_there_is_an_error() -> None:
    with pytest.raises(IndexError):
        item_at(plan_of(), (0, 4))
