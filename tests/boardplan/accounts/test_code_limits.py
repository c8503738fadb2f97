"""Guessing at e-mailed codes: few tries, few messages, however many browsers ask."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client

from tests import factories as make
from tests.boardplan.accounts.signing_in import (
    CONFIRM,
    ask_for_code,
    by_password,
    is_signed_in,
    mailed_code,
    type_code,
    wrong,
)

pytestmark = pytest.mark.django_db

ADDRESS = "chair@a.example"
UNKNOWN = "stranger@a.example"
Mails = list[EmailMessage]


@pytest.fixture(autouse=True)
def _chair() -> None:
    """Somebody who was invited and has never set a password."""
    make.user(email=ADDRESS, password="!none")


@pytest.mark.parametrize("where", ["login", "request"])
def test_only_so_many_messages_go_to_one_address(mailoutbox: Mails, where: str) -> None:
    for _ in range(7):
        if where == "login":
            page = ask_for_code(Client(), ADDRESS)
        else:
            page = Client().post("/accounts/login/code/", {"email": ADDRESS})

    assert len(mailoutbox) == 5
    assert "We have sent several codes already." in page.content.decode()


def test_resending_counts_as_a_message(client: Client, mailoutbox: Mails) -> None:
    for _ in range(3):
        ask_for_code(Client(), ADDRESS)
    ask_for_code(client, ADDRESS)
    for _ in range(2):
        page = client.post(CONFIRM, {"action": "resend"}, follow=True)

    assert len(mailoutbox) == 5
    assert "We have sent several codes already." in page.content.decode()


def test_code_is_worthless_after_five_wrong_tries(client: Client, mailoutbox: Mails) -> None:
    ask_for_code(client, ADDRESS)
    code = mailed_code(mailoutbox)
    for _ in range(5):
        page = client.post(CONFIRM, {"code": wrong(code)}, follow=True)

    type_code(client, code)

    assert "Too many wrong tries." in page.content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize("address", [ADDRESS, UNKNOWN])
def test_twenty_wrong_codes_over_several_requests_end_in_a_refusal(
    mailoutbox: Mails, address: str
) -> None:
    """However many browsers ask for however many codes; known address and unknown alike."""
    refused = []
    with time_machine.travel(dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)) as clock:
        for _ in range(10):
            client = Client()
            ask_for_code(client, address)
            pages = [
                client.post(CONFIRM, {"code": "0000-0000"}, follow=True).content.decode()
                for _ in range(2)
            ]
            refused.append("none is taken for an hour" in pages[0])
            clock.shift(dt.timedelta(minutes=4))

        assert refused == [False] * 5 + [True] * 5
        assert "tell your board’s manager" in pages[0]


def test_right_code_is_refused_once_too_many_were_tried(client: Client, mailoutbox: Mails) -> None:
    for _ in range(2):
        guesser = Client()
        ask_for_code(guesser, ADDRESS)
        for _ in range(5):
            type_code(guesser, wrong(mailed_code(mailoutbox)))
    ask_for_code(client, ADDRESS)

    page = client.post(CONFIRM, {"code": mailed_code(mailoutbox)}, follow=True)

    assert not is_signed_in(client)
    assert "none is taken for an hour" in page.content.decode()


def test_stranger_elsewhere_keeps_nobody_from_signing_in_by_code(
    client: Client, mailoutbox: Mails
) -> None:
    """He asks and guesses all day from his network address; she signs in from hers."""
    with time_machine.travel(dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)) as clock:
        for _ in range(40):
            stranger = Client(REMOTE_ADDR="203.0.113.9")
            ask_for_code(stranger, ADDRESS)
            stranger.post(CONFIRM, {"action": "resend"})
            for _ in range(3):
                type_code(stranger, "0000-0000")
            clock.shift(dt.timedelta(minutes=3))
        mailoutbox.clear()

        ask_for_code(client, ADDRESS)
        type_code(client, mailed_code(mailoutbox))

        assert is_signed_in(client)


def test_many_strangers_together_are_refused_too(client: Client, mailoutbox: Mails) -> None:
    """However many network addresses somebody has, the guesses at one account are few."""
    for number in range(10):
        stranger = Client(REMOTE_ADDR=f"203.0.113.{number % 5}")
        ask_for_code(stranger, ADDRESS)
        for _ in range(5):
            type_code(stranger, "0000-0000")
    ask_for_code(client, ADDRESS)

    page = client.post(CONFIRM, {"code": mailed_code(mailoutbox)}, follow=True)

    assert "none is taken for an hour" in page.content.decode()
    assert not is_signed_in(client)


def test_messages_to_one_account_are_few_however_many_ask(mailoutbox: Mails) -> None:
    for number in range(40):
        ask_for_code(Client(REMOTE_ADDR=f"203.0.113.{number}"), ADDRESS)

    assert len(mailoutbox) == 30


def test_tries_are_taken_again_after_an_hour(client: Client, mailoutbox: Mails) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)) as clock:
        for _ in range(2):
            ask_for_code(client, ADDRESS)
            for _ in range(5):
                type_code(client, wrong(mailed_code(mailoutbox)))
        clock.shift(dt.timedelta(minutes=61))

        ask_for_code(client, ADDRESS)
        type_code(client, mailed_code(mailoutbox))

        assert is_signed_in(client)


def test_password_still_works_where_codes_are_used_up(client: Client, mailoutbox: Mails) -> None:
    make.user(email="lead@a.example")
    for _ in range(3):
        ask_for_code(client, "lead@a.example")
        for _ in range(5):
            type_code(client, wrong(mailed_code(mailoutbox)))

    by_password(client, "lead@a.example")

    assert is_signed_in(client)
