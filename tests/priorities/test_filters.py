"""Choosing actions of a plan: the database is asked for what the rules mean."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest

from plans.access import Access
from plans.models import Plan
from priorities.conditions import choose
from priorities.filters import UNRATED, PlanFilter
from priorities.models import Action, Update, UpdateStatus
from priorities.plan_page import plan_page
from priorities.snapshot import PlanRows, snapshot
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import TODAY
from tests.priorities.choosing import meant_by
from tests.priorities.random_plan import WORDS, RandomPlan

FLAGGED = (
    PlanFilter(is_overdue=True),
    PlanFilter(lacks_evidence=True),
    PlanFilter(is_silent=True),
    PlanFilter(is_own=True),
)


@pytest.fixture
def reader(cast: Cast) -> Access:
    """The sub-group's chair, who has actions of her own."""
    return cast.access(cast.subgroup_chair)


def random_plan(cast: Cast, leads: Leads, seed: int) -> Plan:
    """A plan at random; one of its leads was merged into another."""
    agency = leads.agency
    post = make.lead(
        board=cast.board, name="Old post", merged_into=agency, merged_on=TODAY, successor=agency
    )
    plan: Plan = make.plan(board=cast.board)
    RandomPlan(
        plan,
        seed,
        leads=[leads.subgroup, leads.post, leads.agency, post],
        ratings=[*make.three_colours(cast.board).values()],
    ).fill()
    return plan


def questions(plan: Plan, seed: int) -> list[PlanFilter]:
    """Each choice alone, and some of them together."""
    first = plan.priorities.all()[0]
    places, words = ("", str(first.key)), ("", *WORDS, "AUDIT", "audit cŷd", "nowhere")
    ratings, names = ("", UNRATED, "red", "green"), ("", "Police", "Old post")
    alone = [
        *(PlanFilter(words=each) for each in words),
        *(PlanFilter(priority=each) for each in places),
        *(PlanFilter(rating=each) for each in ratings),
        *(PlanFilter(lead=each) for each in names),
        *FLAGGED,
    ]
    together = [
        replace(flagged, words=word, priority=place, lead=lead, rating=rating)
        for word, place, lead, rating, flagged in itertools.product(
            ("", "audit"), places, ("", "Police"), ("", "red", UNRATED), FLAGGED
        )
    ]
    some = random.Random(seed).sample(together, 10)  # noqa: S311
    return [*alone, *some, PlanFilter(words="audit", priority=str(first.key))]


@pytest.mark.parametrize("seed", range(6))
def test_page_of_a_filter_is_what_the_rules_choose_of_the_whole_plan(
    cast: Cast, leads: Leads, reader: Access, seed: int
) -> None:
    plan = random_plan(cast, leads, seed)
    whole = snapshot(plan, reader=reader)
    rows = PlanRows(plan, reader=reader)

    for wanted in questions(plan, seed):
        page = plan_page(rows, wanted, reader)

        meant = meant_by(wanted, whole.document, TODAY, whole.own)
        assert page.document == meant, wanted
        assert page.shown == len(meant.in_force().actions), wanted
        found = [line.pk for p in page.parts for o in p.objectives for line in o.lines]
        assert found == list(page.pages.object_list), wanted


def test_questions_of_the_random_plans_find_something_and_leave_something(
    cast: Cast, leads: Leads, reader: Access
) -> None:
    plan = random_plan(cast, leads, 0)
    whole = snapshot(plan, reader=reader)

    for wanted in FLAGGED:
        found = meant_by(wanted, whole.document, TODAY, whole.own).actions
        assert 0 < len(found) < len(whole.document.in_force().actions), wanted


def test_latest_word_is_the_last_accepted_that_nobody_voided(
    cast: Cast, leads: Leads, reader: Access
) -> None:
    plan = random_plan(cast, leads, 0)
    latest: dict[int, int] = {}
    of_plan = Update.objects.filter(action__objective__priority__plan=plan)
    for update in of_plan.order_by("accepted_at", "pk"):
        if update.status == UpdateStatus.ACCEPTED and update.voided_at is None:
            latest[update.action_id] = update.pk

    found = choose(PlanFilter(), plan, reader).values_list("pk", "word__pk")  # type: ignore[misc]

    assert {pk: word for pk, word in found if word} == latest
    assert len(found) == Action.objects.filter(objective__priority__plan=plan).count()


def keys(wanted: PlanFilter, rows: SmallPlan, reader: Access) -> list[str]:
    return [action.number for action in choose(wanted, rows.plan, reader)]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("1.1.2", ["1.1.2"]),
        ("TRAIN", ["1.1.1"]),
        ("nine schools", ["1.1.1"]),
        ("find trainers", ["1.1.1"]),
        ("register", ["1.1.1"]),
        ("police worker", ["1.1.1"]),
        ("neglect", ["1.1.1", "1.1.2", "1.2.1"]),
        ("seen early form", ["1.1.2"]),
        ("poster", ["2.1.3"]),
        ("form children", []),
        (".", ["1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2", "2.1.3"]),
        ("sketch", []),
    ],
)
def test_words_are_sought_in_all_that_is_on_record_of_an_action(
    rows: SmallPlan, reader: Access, words: str, numbers: list[str]
) -> None:
    assert keys(PlanFilter(words=words), rows, reader) == numbers
