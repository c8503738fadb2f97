"""Pairing a large plan: what it weighs grows with the number of actions, not its square."""

from __future__ import annotations

import pytest

from priorities import document as doc
from priorities.compare import pairing
from tests.priorities.compare.edited_plan import EditedPlan
from tests.priorities.compare.test_pairing import action, one_objective


def big(seed: int, count: int, *, vocabulary: int) -> doc.PlanDocument:
    """Unnumbered actions of twenty words each, out of so many."""
    words = EditedPlan(seed).random
    texts = (" ".join(f"w{words.randrange(vocabulary)}" for _ in range(20)) for _ in range(count))
    return one_objective(*(action(text) for text in texts))


@pytest.mark.parametrize("vocabulary", [60, 400, 5000])
def test_work_grows_with_the_number_of_actions_not_its_square(vocabulary: int) -> None:
    before, after = big(1, 1000, vocabulary=vocabulary), big(2, 1000, vocabulary=vocabulary)

    assert pairing(before, after).weighed <= 10 * 1000 + 10


def test_unchanged_plan_is_paired_without_weighing() -> None:
    document = big(1, 1000, vocabulary=400)

    assert pairing(document, document).weighed == 0


def test_a_thousand_rows_of_the_same_words_and_number_are_paired_in_order() -> None:
    rows = [action("To be confirmed", "1") for _ in range(1000)]

    found = pairing(one_objective(*rows), one_objective(*rows[1:]))

    assert (found.partner_after[0, 0, 998], found.partner_after[0, 0, 999]) == ((0, 0, 998), None)


def test_many_bearers_of_one_number_are_not_weighed_each_against_each() -> None:
    one, other = ([action(f"{s}{n}", "1") for n in range(200)] for s in ("a", "b"))

    found = pairing(one_objective(*one), one_objective(*other))

    assert found.weighed <= 2
    assert found.partner_after[0, 0, 150] == (0, 0, 150)
