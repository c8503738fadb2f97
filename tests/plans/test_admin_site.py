"""The admin: who is let in, and by which way."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db.models import Model
from django.test import Client

from boardplan.accounts.models import User
from boardplan.audit.models import Event
from plans.admin_site import site
from plans.models import Board
from tests import factories as make
from tests.access.table import EVERYONE, MANAGERS
from tests.boardplan.accounts.signing_in import (
    ACTIVATE,
    SECOND_STEP,
    app_code,
    ask_for_code,
    by_password,
    give_app,
    mailed_code,
    set_up,
    type_code,
)
from tests.conftest import Cast, ClientOf, Leads
from tests.plans.setting_up import SCOPED, page


@pytest.mark.parametrize("who", sorted(EVERYONE))
def test_admin_is_open_to_managers_only(who: str, cast: Cast, client_of: ClientOf) -> None:
    status = client_of(getattr(cast, who)).get("/admin/", follow=True).status_code

    assert status == (200 if who in MANAGERS else 403)


def test_admin_asks_nobody_for_a_password_of_its_own(cast: Cast, client_of: ClientOf) -> None:
    response = client_of(None).get("/admin/plans/agency/")

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")


def test_admin_waits_for_the_second_factor_that_the_board_asks_for(
    cast: Cast, manager: Client
) -> None:
    Board.objects.filter(pk=cast.board.pk).update(requires_second_factor=True)

    response = manager.get("/admin/plans/agency/")

    assert response.status_code == 302
    assert "2fa" in response["Location"]


@pytest.mark.parametrize("model", site._registry, ids=lambda model: model.__name__)
def test_every_page_of_the_admin_keeps_out_who_looks_after_no_board(
    model: type[Model], cast: Cast, client_of: ClientOf
) -> None:
    chair = client_of(cast.chair)

    for name in ("changelist", "add"):
        assert chair.get(page(model, name), follow=True).status_code == 403


@pytest.mark.parametrize(
    "model", [model for model in site._registry if model not in SCOPED], ids=lambda m: m.__name__
)
def test_manager_meets_no_page_of_the_administrators(model: type[Model], manager: Client) -> None:
    assert manager.get(page(model, "changelist")).status_code == 403
    assert manager.get(page(model, "add")).status_code == 403


@pytest.mark.parametrize("model", site._registry, ids=lambda model: model.__name__)
def test_nothing_is_deleted(model: type[Model], administrator: Client, leads: Leads) -> None:
    row = model._default_manager.first()
    if row is None:
        row = Event.objects.create(kind="signed in")

    assert administrator.post(page(model, "delete", row.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", site._registry, ids=lambda model: model.__name__)
def test_administrator_opens_every_page(
    model: type[Model], administrator: Client, cast: Cast, leads: Leads
) -> None:
    make.three_colours(cast.board)
    make.house_layout(board=cast.board)
    row = model._default_manager.first() or Event.objects.create(kind="signed in")

    assert administrator.get(page(model, "changelist")).status_code == 200
    assert administrator.get(page(model, "change", row.pk)).status_code == 200


# The way in


def sign_in_page(client: Client, address: str = "/admin/") -> str:
    """Where somebody who has not signed in is led to."""
    landed: str = client.get(address, follow=True).redirect_chain[-1][0]
    assert landed.startswith("/accounts/login/?next=")
    return landed


def landing(client: Client, response: Any) -> tuple[str, int]:
    """Where a browser ends up, following every redirection, and with what answer."""
    address = response["Location"]
    answer = client.get(address, follow=True)
    return (answer.redirect_chain[-1][0] if answer.redirect_chain else address, answer.status_code)


@pytest.mark.parametrize("address", ["/admin/", "/admin/plans/group/", "/admin/login/"])
def test_manager_signs_in_and_is_where_she_wanted(address: str, cast: Cast, client: Client) -> None:
    where = sign_in_page(client, address)

    response = by_password(client, cast.manager.email, where=where)

    wanted = "/admin/" if address == "/admin/login/" else address
    assert landing(client, response) == (wanted, 200)


@pytest.mark.django_db(transaction=True)
def test_new_administrator_is_led_to_setting_up_an_app_first(cast: Cast, client: Client) -> None:
    User.objects.create_superuser("it@council.example", make.PASSWORD, name="Administrator")

    response = by_password(client, "it@council.example", where=sign_in_page(client))

    assert landing(client, response) == (ACTIVATE, 200)
    set_up(client)
    assert client.get("/admin/").status_code == 200


def test_administrator_signs_in_by_code_and_app(
    cast: Cast, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    give_app(make.user(email="it@council.example", is_superuser=True))

    asked = ask_for_code(client, "it@council.example", where=sign_in_page(client))
    second = type_code(client, mailed_code(mailoutbox), where=asked["Location"])

    assert second["Location"].startswith(SECOND_STEP)
    response = type_code(client, app_code(), where=second["Location"])
    assert landing(client, response) == ("/admin/", 200)


def test_member_who_signs_in_for_the_admin_is_refused(cast: Cast, client: Client) -> None:
    response = by_password(client, cast.member.email, where=sign_in_page(client))

    assert landing(client, response)[1] == 403


def test_sign_in_of_the_admin_leads_to_no_other_site(manager: Client) -> None:
    response = manager.get("/admin/login/?next=https://elsewhere.example/")

    assert response["Location"] == "/admin/"


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/installation/"])
def test_administrator_without_an_app_gets_no_further(
    address: str, cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(make.user(email="it@council.example", is_superuser=True))

    for response in (client.get(address), client.post(address)):
        assert response["Location"] == ACTIVATE
