"""The actions before and after one: the same as in the whole plan's order."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from plans.models import Plan
from priorities.models import Action
from priorities.neighbours import neighbours
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.priorities.many import bulk
from tests.priorities.random_plan import RandomPlan

ORDER = (
    *("objective__priority__position", "objective__priority_id"),
    *("objective__position", "objective_id", "position", "pk"),
)


@pytest.mark.parametrize("seed", range(4))
def test_neighbours_of_each_action_are_those_of_the_plans_order(
    cast: Cast, leads: Leads, rows: SmallPlan, seed: int
) -> None:
    plan: Plan = make.plan(board=cast.board, kind="work")
    ratings = [*rows.ratings.values()]
    RandomPlan(plan, seed, leads=[leads.subgroup, leads.agency, leads.post], ratings=ratings).fill()
    access = cast.access(cast.observer)
    live = Action.objects.in_force().filter(objective__priority__plan=plan)
    order = [None, *live.order_by(*ORDER).values_list("pk", "number"), None]

    for before, (pk, _), after in zip(order, order[1:-1], order[2:], strict=False):
        found = neighbours(Action.objects.get(pk=pk), access)
        assert found == {"previous": before, "next": after}


def test_withdrawn_action_has_no_neighbours(cast: Cast, rows: SmallPlan) -> None:
    assert neighbours(rows.withdrawn, cast.access(cast.observer)) == {}


def test_neighbours_are_found_in_three_queries_at_most(
    cast: Cast, rows: SmallPlan, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    action = Action.objects.select_related("objective__priority").get(pk=rows.waiting.pk)
    bulk(Action, [Action(objective=rows.led.objective, text=f"{n}") for n in range(50)])
    access = cast.access(cast.observer)

    with django_assert_max_num_queries(3):
        neighbours(action, access)
