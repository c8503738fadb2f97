"""The admin: a manager meets no row of another board anywhere in it."""

from __future__ import annotations

import pytest
from django.db.models import Model
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from plans.models import Agency, Lead
from tests import factories as make
from tests.conftest import Cast
from tests.plans.setting_up import SCOPED, SECRET, Elsewhere, page


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_manager_sees_rows_of_her_own_board_only(
    model: type[Model], manager: Client, elsewhere: Elsewhere
) -> None:
    own = model._default_manager.filter(board__slug="a").first()
    assert own is not None

    listed = manager.get(page(model, "changelist"))

    assertContains(listed, str(own))
    assertNotContains(listed, SECRET)
    assertNotContains(manager.get(page(model, "changelist") + "?q=Only"), SECRET)
    assertNotContains(manager.get(page(model, "add")), SECRET)
    assertNotContains(manager.get(page(model, "change", own.pk)), SECRET)


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_row_of_another_board_is_not_found(
    model: type[Model], manager: Client, elsewhere: Elsewhere
) -> None:
    row = elsewhere.of(model)
    version = row.history.get().history_id

    change = manager.get(page(model, "change", row.pk), follow=True)
    posted = manager.post(page(model, "change", row.pk), {"short_name": "Taken over"}, follow=True)
    history = manager.get(page(model, "history", row.pk))
    earlier = manager.get(page(model, "simple_history", row.pk, version))

    for response in (change, posted, history, earlier):
        assert SECRET not in response.content.decode()
    assert (history.status_code, earlier.status_code) == (404, 404)
    row.refresh_from_db()
    assert row.revision == 1


def test_choices_of_another_board_are_neither_offered_nor_taken(
    manager: Client, elsewhere: Elsewhere, cast: Cast
) -> None:
    query = {"app_label": "plans", "model_name": "lead", "field_name": "group", "term": "Only"}
    offered = manager.get("/admin/autocomplete/", query).json()["results"]

    form = {"board": cast.board.pk, "name": "New lead", "kind": "group"}
    taken = manager.post(page(Lead, "add"), form | {"group": elsewhere.group.pk})

    assert offered == []
    assertContains(taken, "Select a valid choice")
    assert not Lead.objects.filter(name="New lead").exists()
    assert manager.post(page(Agency, "add"), {"board": cast.other_board.pk, "name": "Theirs"})
    assert not Agency.objects.filter(name="Theirs").exists()


def test_own_rows_of_two_boards_are_not_joined(
    manager: Client, elsewhere: Elsewhere, cast: Cast
) -> None:
    make.membership(board=cast.other_board, user=cast.manager, role="manager")

    form = {"board": cast.board.pk, "name": "New lead", "kind": "group"}
    response = manager.post(page(Lead, "add"), form | {"group": elsewhere.group.pk})

    assertContains(response, "belongs to another board")
