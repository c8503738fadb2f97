"""What the library's forms say is said in the words of all other pages."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from tests import factories as make
from tests.boardplan.accounts.signing_in import ACTIVATE, LOGIN, SECOND_STEP, by_password, give_app
from tests.conftest import Cast, ClientOf
from tests.factories import PASSWORD

STRANGERS = {
    LOGIN: "E-mail address",
    "/accounts/login/code/": "E-mail address",
    "/accounts/password/reset/": "E-mail address",
}


@pytest.mark.parametrize("where", STRANGERS)
def test_what_is_missing_is_asked_for_by_name(client: Client, db: None, where: str) -> None:
    answer = client.post(where, {})

    assertContains(answer, f"Fill in “{STRANGERS[where]}”.")
    assertNotContains(answer, "This field is required")


def test_missing_code_of_the_second_step_is_asked_for_by_name(client: Client, db: None) -> None:
    person = make.user(email="nurse@trust.example")
    give_app(person)
    by_password(client, person.email)

    answer = client.post(SECOND_STEP, {"code": ""})

    assertContains(answer, "Fill in “Code from your authenticator app”.")
    assertNotContains(answer, "This field is required")


def test_missing_code_of_a_new_app_is_asked_for_by_name(client: Client, db: None) -> None:
    by_password(client, make.user(email="nurse@trust.example").email)
    client.get(ACTIVATE)

    assertContains(client.post(ACTIVATE, {}), "Fill in “Code from your authenticator app”.")


def test_missing_mailed_code_is_asked_for_by_name(client: Client, db: None) -> None:
    make.user(email="nurse@trust.example")
    client.post(LOGIN, {"login": "nurse@trust.example", "by_code": "yes"})

    assertContains(client.post("/accounts/login/code/confirm/", {}), "Fill in “Code”.")


def test_change_of_password_speaks_plainly(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.lead)
    where = "/accounts/password/change/"

    answer = client.post(where, {"oldpassword": PASSWORD})

    assertContains(answer, "Fill in “New password”.")
    assertContains(answer, "At least 12 characters.")
    assertNotContains(answer, "other personal information")
    assertNotContains(answer, "This field is required")


def test_set_up_pages_have_a_picture_for_their_tab(client: Client, db: None) -> None:
    assert client.get("/favicon.ico").headers["Location"].endswith(".svg")
