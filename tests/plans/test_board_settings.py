"""A board's settings: saved by its managers, with nobody's words lost."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from boardplan.audit.models import Event
from tests.conftest import Cast, ClientOf
from tests.priorities.filling_in import errors, filled_in, send, told

PAGE = "/boards/a/settings/"


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    """The manager's browser."""
    return client_of(cast.manager)


def test_settings_are_saved_with_who_and_when(manager: Client, cast: Cast) -> None:
    response = send(
        manager, PAGE, short_name="ABC", area="Aland and Bland", requires_second_factor=""
    )

    assert "The settings are saved." in told(manager, response)
    cast.board.refresh_from_db()
    assert (cast.board.short_name, cast.board.area) == ("ABC", "Aland and Bland")
    assert cast.board.history.first().history_user == cast.manager


def test_second_factor_is_asked_for_from_then_on(manager: Client, cast: Cast) -> None:
    send(manager, PAGE, requires_second_factor="on")

    cast.board.refresh_from_db()
    assert cast.board.requires_second_factor
    event = Event.objects.get(kind="credentials changed")
    assert (event.board, event.user_id) == ("a", cast.manager.pk)
    assert event.detail == {"change": "second factor required"}


def test_settings_somebody_else_saved_meanwhile_are_shown_beside_ones_own(
    manager: Client, cast: Cast
) -> None:
    mine = filled_in(manager, PAGE, short_name="MINE")
    cast.board.short_name, cast.board.area = "THEIRS", "Aland"
    cast.board.record(by=cast.deputy)

    response = manager.post(PAGE, mine)

    assert "Somebody else changed this" in errors(response)["__all__"][0]
    assert response.context["form"].theirs == [
        ("Short name", "THEIRS"),
        ("Area", "Aland"),
    ]
    assertContains(response, 'value="MINE"')
    cast.board.refresh_from_db()
    assert cast.board.short_name == "THEIRS"


def test_settings_without_a_short_name_are_refused(manager: Client) -> None:
    assert "Fill in" in errors(send(manager, PAGE, short_name=" "))["short_name"][0]
