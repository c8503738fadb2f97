"""A board without a plan begins one, and only one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from plans.models import Plan
from priorities.services.beginning import plan_begin
from tests import factories as make
from tests.conftest import Cast, ClientOf
from tests.priorities.filling_in import errors, filled_in

ADDRESS = "/boards/a/plans/new/"
WORDS = {"title": "Business plan 2026–29", "period_start": "1/4/2026", "period_end": "31/3/2029"}


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


def begin(client: Client, **words: Any) -> Any:
    return client.post(ADDRESS, filled_in(client, ADDRESS, **WORDS | words))


def test_board_without_a_plan_is_offered_to_begin_one(manager: Client) -> None:
    assertContains(manager.get("/boards/a/plan/"), ADDRESS)


def test_plan_begins_empty_and_is_filled_in_next(manager: Client, cast: Cast) -> None:
    response = begin(manager)

    plan = Plan.objects.get(board=cast.board)
    assertRedirects(response, "/boards/a/plans/business-plan-202629/edit/")
    assert (plan.period_start, plan.period_end) == (dt.date(2026, 4, 1), dt.date(2029, 3, 31))
    assert plan.history.get().history_user == cast.manager
    assert plan.layout.name == "Plain"
    assert manager.get("/boards/a/plan/").status_code == 200
    assert manager.get("/boards/a/pack/progress.pdf?edition_wanted=members").status_code == 200


def test_plan_that_ends_before_it_begins_is_refused(manager: Client) -> None:
    response = begin(manager, period_end="31/3/2025")

    assert set(errors(response)) == {"period_end"}
    assertContains(response, "Business plan 2026–29")
    assert not Plan.objects.exists()


def test_second_current_plan_is_refused(manager: Client, cast: Cast) -> None:
    data = filled_in(manager, ADDRESS, **WORDS)
    make.plan(board=cast.board)

    response = manager.post(ADDRESS, data)

    assertContains(response, "has a business plan already")
    assert Plan.objects.filter(board=cast.board).count() == 1


@pytest.mark.parametrize("title", ["New", "…", "Old plan"])
def test_title_that_gives_no_free_address_gets_one_by_its_date(cast: Cast, title: str) -> None:
    make.plan(board=cast.board, slug="old-plan", is_current=False)

    plan = plan_begin(
        board=cast.board,
        title=title,
        period_start=dt.date(2026, 4, 1),
        period_end=dt.date(2029, 3, 31),
        by=cast.manager,
    )

    assert plan.slug == "business-plan-2026-04-01"
    with pytest.raises(ValidationError):
        plan_begin(
            board=cast.board,
            title="Another",
            period_start=plan.period_start,
            period_end=plan.period_end,
            by=cast.manager,
        )


def test_plan_takes_the_layout_that_the_board_has(manager: Client, cast: Cast) -> None:
    layout = make.house_layout(board=cast.board)

    begin(manager)

    assert Plan.objects.get(board=cast.board).layout == layout
