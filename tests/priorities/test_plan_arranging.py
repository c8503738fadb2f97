"""Rows of the plan withdrawn, restored and moved on their pages."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from tests import factories as make
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.factories import TODAY
from tests.priorities.filling_in import address, errors, filled_in, send, told


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


def test_withdraw_page_counts_what_goes_with_it(rows: SmallPlan, manager: Client) -> None:
    page = manager.get(address("priority-withdraw", rows.led.objective.priority_id))

    assert "Objective: 2, Action: 3, Milestone: 4" in page.content.decode()


def test_withdraw_asks_why(rows: SmallPlan, manager: Client) -> None:
    response = send(manager, address("action-withdraw", rows.led.pk), reason=" ")

    assert "reason" in errors(response)


def test_withdraw_and_restore_from_their_pages(rows: SmallPlan, manager: Client) -> None:
    response = send(manager, address("action-withdraw", rows.led.pk), reason="Merged")

    rows.led.refresh_from_db()
    assert (rows.led.withdrawn_on, rows.led.withdrawn_reason) == (TODAY, "Merged")
    assert "1.1.1 is withdrawn, with 3 below it." in told(manager, response)

    response = send(manager, address("action-restore", rows.led.pk))

    rows.led.refresh_from_db()
    assert not rows.led.is_withdrawn
    assert "1.1.1 is back in the plan, with 3 below it." in told(manager, response)


def test_withdraw_is_asked_again_where_the_row_was_changed(
    rows: SmallPlan, cast: Cast, client_of: ClientOf
) -> None:
    url = address("action-withdraw", rows.led.pk)
    manager = client_of(cast.manager)
    words = filled_in(manager, url, reason="Merged")
    send(client_of(cast.deputy), address("action-edit", rows.led.pk), text="Still needed")

    response = manager.post(url, words)

    assert "Somebody else changed this" in str(errors(response))
    assert "Still needed" in response.content.decode()
    rows.led.refresh_from_db()
    assert not rows.led.is_withdrawn


def test_restore_says_which_parent_comes_first(rows: SmallPlan, manager: Client) -> None:
    send(manager, address("objective-withdraw", rows.led.objective_id), reason="Merged")

    response = send(manager, address("action-restore", rows.led.pk))

    assert "1.1 is withdrawn. Restore it first." in str(errors(response))


def test_move_offers_live_homes_of_the_same_plan(rows: SmallPlan, manager: Client) -> None:
    make.objective(priority__plan=make.plan(board=rows.plan.board, kind="work"))
    make.objective(
        priority=rows.led.objective.priority, withdrawn_on=TODAY, withdrawn_reason="Merged"
    )

    form = manager.get(address("action-move", rows.led.pk)).context["form"]

    assert [label for _, label in form.fields["home"].choices] == ["1.2 Kept up", "2.1 Heard"]


def test_move_takes_an_action_to_another_objective(rows: SmallPlan, manager: Client) -> None:
    home = rows.waiting.objective

    response = send(manager, address("action-move", rows.led.pk), home=home.pk)

    rows.led.refresh_from_db()
    assert (rows.led.objective, rows.led.position) == (home, 2)
    assert "1.1.1 stands under 1.2 now." in told(manager, response)


def test_move_refuses_another_boards_objective(rows: SmallPlan, manager: Client) -> None:
    home = rows.elsewhere.objective_id

    assert "home" in errors(send(manager, address("action-move", rows.led.pk), home=home))


@pytest.mark.parametrize("home", ["9" * 26, "-1", "x"])
def test_move_refuses_what_is_no_row_at_all(rows: SmallPlan, manager: Client, home: str) -> None:
    assert "home" in errors(send(manager, address("action-move", rows.led.pk), home=home))


def test_arrow_of_a_page_that_moved_something_else_says_so(
    rows: SmallPlan, manager: Client
) -> None:
    page = manager.get(address("plan-edit", rows.plan.slug))
    words = {field.html_name: field.value() for field in page.context["key_form"]}
    manager.post(address("action-move", rows.led.pk), words | {"direction": "down"})

    response = manager.post(address("action-move", rows.led.pk), words | {"direction": "up"})

    assert "nothing was moved" in told(manager, response)


def test_arrow_moves_once_however_often_it_is_pressed(rows: SmallPlan, manager: Client) -> None:
    make.action(objective=rows.led.objective, number="1.1.3", position=3)
    page = manager.get(address("plan-edit", rows.plan.slug))
    words = {field.html_name: field.value() for field in page.context["key_form"]}
    url = address("action-move", rows.led.pk)

    first: Any = manager.post(url, words | {"direction": "down"})
    manager.post(url, words | {"direction": "down"})

    order = rows.led.objective.actions.order_by("position").values_list("number", flat=True)
    assert list(order) == ["1.1.2", "1.1.1", "1.1.3"]
    assert first.url == f"{address('plan-edit', rows.plan.slug)}#action-{rows.led.pk}"


def test_move_is_asked_again_where_the_row_was_changed(
    rows: SmallPlan, cast: Cast, client_of: ClientOf
) -> None:
    url = address("action-move", rows.led.pk)
    manager = client_of(cast.manager)
    words = filled_in(manager, url, home=rows.waiting.objective_id)
    send(client_of(cast.deputy), address("action-edit", rows.led.pk), text="Stays here")

    response = manager.post(url, words)

    rows.led.refresh_from_db()
    assert "Somebody else changed this" in str(errors(response))
    assert rows.led.objective_id != rows.waiting.objective_id


@pytest.mark.parametrize("direction", ["sideways", ""])
def test_arrow_refuses_another_direction_or_no_key(
    rows: SmallPlan, manager: Client, direction: str
) -> None:
    url = address("milestone-move", rows.done.pk)
    words = {"form_key": str(uuid.uuid4()), "revision": "0", "direction": direction}

    manager.post(url, words)
    manager.post(url, {"direction": "down"})

    rows.done.refresh_from_db()
    assert rows.done.position == 1


def test_outline_shows_withdrawn_rows_struck_and_to_be_restored(
    rows: SmallPlan, manager: Client
) -> None:
    page = manager.get(address("plan-edit", rows.plan.slug)).content.decode()

    assert "<s>Print a poster</s>" in page
    assert address("action-restore", rows.withdrawn.pk) in page
    assert address("action-edit", rows.withdrawn.pk) not in page


def test_outline_has_no_arrows_past_the_ends(rows: SmallPlan, manager: Client) -> None:
    page = manager.get(address("plan-edit", rows.plan.slug)).content.decode()

    arrows = page.split(f'id="action-{rows.led.pk}"')[1].split("</tr>")[0]
    assert 'value="down"' in arrows
    assert 'value="up"' not in arrows
