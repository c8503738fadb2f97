"""A lost phone: the manager removes the authenticator app where all the boards are hers."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from boardplan.accounts.models import User
from boardplan.audit.events import Event, EventKind
from plans.roles import Role
from plans.services.lost_phone import NO_APP, NOT_YOURS, ONES_OWN, app_remove
from tests import factories as make
from tests.boardplan.accounts.signing_in import give_app
from tests.conftest import Cast, ClientOf
from tests.factories import TODAY
from tests.priorities.filling_in import errors, filled_in, send, told


def page_of(person: User) -> str:
    return f"/boards/a/people/{person.pk}/authenticator-app/"


def has_app(person: User) -> bool:
    return bool(Authenticator.objects.filter(user=person).exists())


@pytest.fixture
def chair(cast: Cast) -> User:
    """The independent chair, with an app and recovery codes."""
    give_app(cast.chair)
    return cast.chair


def test_manager_removes_the_app_and_the_person_is_told(
    cast: Cast,
    chair: User,
    manager: Client,
    client_of: ClientOf,
    mailoutbox: list[EmailMessage],
) -> None:
    was_in = client_of(chair)
    assertContains(manager.get(f"/boards/a/people/{chair.pk}/"), f'href="{page_of(chair)}"')
    assertContains(manager.get(page_of(chair)), "Be sure who is asking.")
    assert has_app(chair)

    response = send(manager, page_of(chair))

    assert "is signed out everywhere" in told(manager, response)
    assert not has_app(chair)
    assert was_in.get("/boards/a/").status_code == 302
    (event,) = Event.objects.filter(kind=EventKind.CREDENTIALS_CHANGED)
    assert (event.user_id, event.board, event.detail["whose"]) == (cast.manager.pk, "a", chair.pk)
    (message,) = mailoutbox
    assert message.to == [chair.email]
    assert "Manager has removed the authenticator app" in str(message.body)


@pytest.mark.parametrize("ends_on", [None, TODAY])
def test_app_of_somebody_of_another_board_is_not_the_managers_to_remove(
    cast: Cast, chair: User, manager: Client, ends_on: object
) -> None:
    make.membership(board=cast.other_board, user=chair, ends_on=ends_on)

    page, refused = manager.get(page_of(chair)), send(manager, page_of(chair))

    assertContains(page, NOT_YOURS)
    assertNotContains(page, "Remove the app</button>")
    assert errors(refused) == {"__all__": [NOT_YOURS]}
    assert has_app(chair)


def test_manager_of_both_boards_removes_it(cast: Cast, chair: User) -> None:
    make.membership(board=cast.other_board, user=chair)
    make.membership(board=cast.other_board, user=cast.manager, role=Role.MANAGER)

    app_remove(board=cast.board, user=chair, by=cast.manager)

    assert not has_app(chair)


@pytest.mark.parametrize("flag", ["is_staff", "is_superuser"])
def test_nobody_removes_the_app_of_who_looks_after_the_installation(
    cast: Cast, chair: User, flag: str
) -> None:
    setattr(chair, flag, True)
    chair.save()

    with pytest.raises(ValidationError, match="You cannot remove"):
        app_remove(board=cast.board, user=chair, by=cast.manager)


def test_deputy_removes_none_and_nobody_her_own(
    cast: Cast, chair: User, manager: Client, client_of: ClientOf
) -> None:
    give_app(cast.manager)

    by_deputy = client_of(cast.deputy).post(
        page_of(chair), filled_in(manager, f"/boards/a/people/{cast.lead.pk}/roles/new/")
    )

    assert errors(by_deputy) == {"__all__": [NOT_YOURS]}
    assertContains(manager.get(page_of(cast.manager)), ONES_OWN)
    assert has_app(chair)


def test_who_has_no_app_has_none_removed(cast: Cast, manager: Client) -> None:
    assertContains(manager.get(page_of(cast.lead)), NO_APP)
