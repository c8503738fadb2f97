"""The lists of the admin: as many queries for many rows as for one, and events for reading only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from pytest_django.asserts import assertContains

from boardplan.accounts.models import User
from boardplan.audit.models import Event
from plans.admin_site import site
from plans.models import Agency, Board, Group, HouseLayout, Lead, Rating, RatingScheme
from tests import factories as make
from tests.access.test_queries import counted
from tests.conftest import Cast
from tests.plans.setting_up import page


def event() -> Event:
    return Event.objects.create(kind="signed in", user_id=make.user().pk, board="a")


def of_its_own_board(maker: Callable[..., Any]) -> Callable[[], Any]:
    return lambda: maker(board=make.board())


def lead() -> Lead:
    board = make.board()
    row: Lead = make.lead(board=board, kind="group", group=make.group(board=board))
    return row


MADE: dict[type[Model], Callable[[], Any]] = {
    Agency: make.agency,
    Board: make.board,
    Event: event,
    Group: make.group,
    HouseLayout: of_its_own_board(make.house_layout),
    Lead: lead,
    Rating: lambda: make.three_colours(make.board()),
    RatingScheme: lambda: make.three_colours(make.board()),
    User: make.user,
}


def test_every_table_of_the_admin_is_listed_here() -> None:
    assert set(MADE) == set(site._registry)


@pytest.mark.parametrize("model", MADE, ids=lambda model: model.__name__)
def test_list_costs_the_same_for_one_row_and_twenty(
    model: type[Model], administrator: Client
) -> None:
    def cost() -> int:
        with counted() as statements:
            assert administrator.get(page(model, "changelist")).status_code == 200
        return len(statements)

    MADE[model]()
    cost()  # the first page of a process looks up things that it keeps
    few = cost()
    for _ in range(20):
        MADE[model]()

    assert cost() == few


def test_event_says_whose_it_was(administrator: Client, cast: Cast) -> None:
    Event.objects.create(kind="signed in", user_id=cast.chair.pk)

    assertContains(administrator.get(page(Event, "changelist")), "chair@a.example")


def test_event_is_shown_and_changed_by_nobody(administrator: Client) -> None:
    event = Event.objects.create(kind="refused", board="a")

    response = administrator.post(page(Event, "change", event.pk), {"kind": "signed in"})

    assert response.status_code == 403
    event.refresh_from_db()
    assert event.kind == "refused"
