"""Signing in by an e-mailed code: for those who forget passwords, and for nobody else."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from boardplan.accounts.models import User
from tests import factories as make
from tests.boardplan.accounts.signing_in import (
    CONFIRM,
    LOGIN,
    ask_for_code,
    by_password,
    is_signed_in,
    mailed_code,
    type_code,
)

pytestmark = pytest.mark.django_db

ADDRESS = "chair@a.example"
UNKNOWN = "stranger@a.example"
Mails = list[EmailMessage]


@pytest.fixture(autouse=True)
def chair() -> User:
    """Somebody who was invited and has never set a password."""
    return make.user(email=ADDRESS, password="!none")


def test_code_signs_in_and_leads_back_to_the_page_asked_for(
    client: Client, mailoutbox: Mails
) -> None:
    asked = ask_for_code(client, "Chair@A.Example", where=f"{LOGIN}?next=/boards/a/plan/")
    typed = type_code(client, mailed_code(mailoutbox), where=asked["Location"])

    assert asked["Location"] == f"{CONFIRM}?next=%2Fboards%2Fa%2Fplan%2F"
    assert typed["Location"] == "/boards/a/plan/"
    assert is_signed_in(client)
    assert [message.to for message in mailoutbox] == [[ADDRESS]]


@pytest.mark.parametrize("between", ["-", "", " "])
def test_code_may_be_typed_without_its_dash(
    client: Client, mailoutbox: Mails, between: str
) -> None:
    ask_for_code(client, ADDRESS)

    type_code(client, f" {mailed_code(mailoutbox).replace('-', between)} ")

    assert is_signed_in(client)


def test_code_asked_for_with_a_password_in_the_field_is_sent_all_the_same(
    client: Client, mailoutbox: Mails
) -> None:
    client.post(LOGIN, {"login": ADDRESS, "password": "filled in by the browser", "by_code": "yes"})

    assert mailed_code(mailoutbox)


def test_sign_in_without_password_and_without_asking_for_a_code_says_what_to_do(
    client: Client, mailoutbox: Mails
) -> None:
    page = by_password(client, ADDRESS, password="")

    assert "Fill in your password, or have a code e-mailed to you instead." in page.content.decode()
    assert not mailoutbox


def page_after(client: Client, address: str) -> str:
    """The page of the code, without what differs each time."""
    asked = ask_for_code(client, address)
    page = client.get(asked["Location"]).content.decode()
    lines = [line for line in page.splitlines() if "csrf" not in line.lower()]
    return "\n".join(lines).replace(address, "ADDRESS")


def test_unknown_address_is_answered_alike_and_sent_nothing(mailoutbox: Mails) -> None:
    known, unknown = page_after(Client(), ADDRESS), page_after(Client(), UNKNOWN)

    assert unknown == known
    assert "ADDRESS" in known
    assert [message.to for message in mailoutbox] == [[ADDRESS]]


@pytest.mark.parametrize("error", [ConnectionRefusedError, ValueError])
def test_mail_server_that_fails_tells_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)

    assert ask_for_code(client, ADDRESS).status_code == 302


def test_message_is_sent_after_the_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a mail server takes would tell a known address from an unknown one."""
    waiting: list[int] = []
    monkeypatch.setattr(
        "boardplan.audit.middleware.access_log.info",
        lambda *_, **__: waiting.append(len(mail.outbox)),
    )

    ask_for_code(client, ADDRESS)

    assert waiting == [0]
    assert len(mail.outbox) == 1


def test_deactivated_person_is_sent_nothing(client: Client, chair: User, mailoutbox: Mails) -> None:
    User.objects.filter(pk=chair.pk).update(is_active=False)

    assert ask_for_code(client, ADDRESS)["Location"] == CONFIRM
    assert not mailoutbox


def test_person_deactivated_since_the_code_was_sent_is_not_let_in(
    client: Client, chair: User, mailoutbox: Mails
) -> None:
    ask_for_code(client, ADDRESS)
    User.objects.filter(pk=chair.pk).update(is_active=False)

    type_code(client, mailed_code(mailoutbox))

    assert not is_signed_in(client)


def test_former_address_is_sent_nothing(client: Client, chair: User, mailoutbox: Mails) -> None:
    client.post("/accounts/password/reset/", {"email": ADDRESS})
    User.objects.filter(pk=chair.pk).update(email="chair@new.example")
    mailoutbox.clear()

    ask_for_code(client, ADDRESS)
    client.post("/accounts/password/reset/", {"email": ADDRESS})

    assert not mailoutbox


def test_code_in_another_browser_is_refused(client: Client, mailoutbox: Mails) -> None:
    ask_for_code(client, ADDRESS)
    thief = Client()

    answer = type_code(thief, mailed_code(mailoutbox))

    assert answer["Location"] == "/accounts/login/code/"
    assert not is_signed_in(thief)


def test_code_of_another_person_is_refused(client: Client, mailoutbox: Mails) -> None:
    make.user(email="lead@a.example")
    ask_for_code(Client(), "lead@a.example")
    code_of_the_lead = mailed_code(mailoutbox)
    ask_for_code(client, ADDRESS)

    answer = type_code(client, code_of_the_lead)

    assert "This code is not right." in answer.content.decode()
    assert not is_signed_in(client)


def test_code_used_twice_is_refused(client: Client, mailoutbox: Mails) -> None:
    ask_for_code(client, ADDRESS)
    code = mailed_code(mailoutbox)
    type_code(client, code)
    client.post("/accounts/logout/")

    type_code(client, code)

    assert not is_signed_in(client)


@pytest.mark.parametrize(("minutes", "is_let_in"), [(14, True), (16, False)])
def test_code_works_for_fifteen_minutes(
    client: Client, mailoutbox: Mails, minutes: int, is_let_in: bool
) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)) as clock:
        ask_for_code(client, ADDRESS)
        clock.shift(dt.timedelta(minutes=minutes))
        type_code(client, mailed_code(mailoutbox))

        assert is_signed_in(client) is is_let_in


def test_new_code_takes_the_place_of_the_former(client: Client, mailoutbox: Mails) -> None:
    ask_for_code(client, ADDRESS)
    former = mailed_code(mailoutbox)
    page = client.post(CONFIRM, {"action": "resend"}, follow=True)

    type_code(client, former)
    assert not is_signed_in(client)
    type_code(client, mailed_code(mailoutbox))

    assert "Another code is on its way." in page.content.decode()
    assert is_signed_in(client)


def test_wrong_address_is_put_right_from_the_code_page(client: Client, mailoutbox: Mails) -> None:
    ask_for_code(client, UNKNOWN)

    page = client.post("/accounts/logout/", {"next": f"{LOGIN}?next=/boards/a/"}, follow=True)
    ask_for_code(client, ADDRESS)

    assert page.redirect_chain == [(f"{LOGIN}?next=/boards/a/", 302)]
    assert mailed_code(mailoutbox)


def test_code_page_helps_the_browser_fill_in_the_code(client: Client) -> None:
    page = client.get(ask_for_code(client, ADDRESS)["Location"]).content.decode()

    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
