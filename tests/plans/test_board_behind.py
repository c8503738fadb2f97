"""Pages of one's account and of errors keep the name and the menu of the board one was at."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from plans.models import Membership
from plans.roles import Role
from tests import factories as make
from tests.conftest import Cast, ClientOf

MENU = 'href="/boards/a/plan/"'
ACCOUNT = ("/accounts/2fa/", "/accounts/password/change/", "/accounts/name/", "/nowhere/")


@pytest.mark.parametrize("address", [*ACCOUNT, "/boards/b/"])
def test_name_and_menu_of_the_board_are_kept(manager: Client, address: str) -> None:
    manager.get("/boards/a/")

    response = manager.get(address)

    status = 404 if address in {"/nowhere/", "/boards/b/"} else 200
    assertContains(response, MENU, status_code=status)
    assertContains(response, ">Board A</a>", status_code=status)
    assertNotContains(response, "Board B", status_code=status)


def test_page_that_is_not_open_keeps_the_menu_of_its_board(cast: Cast, client_of: ClientOf) -> None:
    make.membership(board=cast.other_board, user=cast.observer, role=Role.OBSERVER)
    observer = client_of(cast.observer)
    observer.get("/boards/b/")

    assertContains(observer.get("/boards/a/updates/"), MENU, status_code=403)


def test_menu_goes_with_the_last_role(cast: Cast, client_of: ClientOf) -> None:
    observer = client_of(cast.observer)
    observer.get("/boards/a/")
    Membership.objects.filter(user=cast.observer).delete()

    assertNotContains(observer.get("/accounts/2fa/"), "Board A")


@pytest.mark.parametrize("address", ["/accounts/2fa/", "/accessibility/"])
def test_who_was_at_no_board_has_no_menu(manager: Client, address: str) -> None:
    assertNotContains(manager.get(address), MENU)
