"""The authenticator app: offered to all, asked for at every sign-in, needed to read a log."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import NoReverseMatch, reverse

from boardplan.accounts.models import User
from boardplan.accounts.second_factor import has_second_factor
from tests import factories as make
from tests.boardplan.accounts.signing_in import (
    ACTIVATE,
    CODES,
    SECOND_STEP,
    app_code,
    ask_for_code,
    by_password,
    give_app,
    is_signed_in,
    mailed_code,
    prove_again,
    set_up,
    type_code,
)

DEACTIVATE = "/accounts/2fa/totp/deactivate/"


@pytest.fixture
def chair(db: None, clock: time_machine.Traveller) -> User:
    return make.user(email="chair@a.example")


@pytest.fixture
def with_app(chair: User) -> User:
    give_app(chair)
    return chair


def sign_in_with_app(client: Client, user: User) -> None:
    by_password(client, user.email)
    type_code(client, app_code(-1), where=SECOND_STEP)
    assert is_signed_in(client)


# Set-up


@pytest.mark.django_db(transaction=True)
def test_app_is_set_up_with_codes_for_the_day_it_is_lost(
    client: Client, chair: User, mailoutbox: list[EmailMessage]
) -> None:
    by_password(client, chair.email)
    prove_again(client)

    set_up(client)
    page = client.get(CODES).content.decode()
    file = client.get(f"{CODES}download/")

    codes = re.findall(r"<li>(\d{8})</li>", page)
    assert has_second_factor(chair)
    assert len(codes) == 10
    assert all(code in file.content.decode() for code in codes)
    assert "attachment" in file["Content-Disposition"]
    assert [message.subject for message in mailoutbox] == ["An authenticator app was set up"]


@pytest.mark.parametrize(("minutes", "is_asked"), [(4, False), (6, True)])
def test_set_up_asks_again_who_it_is_some_minutes_after_signing_in(
    client: Client,
    chair: User,
    clock: time_machine.Traveller,
    minutes: int,
    is_asked: bool,
) -> None:
    by_password(client, chair.email)
    clock.shift(dt.timedelta(minutes=minutes))

    answer = client.get(ACTIVATE)

    assert answer.headers.get("Location", "").startswith("/accounts/reauthenticate/") is is_asked


def test_forgotten_password_does_not_hinder_the_set_up(
    client: Client, chair: User, mailoutbox: list[EmailMessage]
) -> None:
    ask_for_code(client, chair.email)
    type_code(client, mailed_code(mailoutbox))

    set_up(client)

    assert has_second_factor(chair)


def test_turning_off_asks_again_who_it_is(
    client: Client, with_app: User, clock: time_machine.Traveller
) -> None:
    sign_in_with_app(client, with_app)
    clock.shift(dt.timedelta(minutes=6))

    client.post(DEACTIVATE)

    assert has_second_factor(with_app)


def test_set_up_opened_twice_keeps_its_key(client: Client, chair: User) -> None:
    by_password(client, chair.email)
    first = client.get(ACTIVATE).context["form"].secret

    assert client.get(ACTIVATE).context["form"].secret == first


def test_set_up_draws_the_picture_without_a_foreign_source(client: Client, chair: User) -> None:
    by_password(client, chair.email)
    prove_again(client)

    page = client.get(ACTIVATE).content.decode()

    assert "<svg" in page
    assert "<?xml" not in page
    assert "data:" not in page


@pytest.mark.django_db
def test_person_without_a_password_can_set_up_the_app(
    clock: time_machine.Traveller, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    invited = make.user(password="!none")
    ask_for_code(client, invited.email)
    type_code(client, mailed_code(mailoutbox))

    set_up(client)

    assert has_second_factor(invited)


@pytest.mark.django_db(transaction=True)
def test_set_up_ends_the_sessions_from_before(client: Client, chair: User) -> None:
    """Somebody with a stolen password must not profit by the factor that he lacks."""
    thief = Client()
    by_password(thief, chair.email)
    by_password(client, chair.email)
    prove_again(client)

    set_up(client)

    assert client.get("/accounts/2fa/").status_code == 200
    assert thief.get("/accounts/2fa/").status_code == 302


def test_wrong_first_code_sets_nothing_up(client: Client, chair: User) -> None:
    by_password(client, chair.email)
    prove_again(client)
    client.get(ACTIVATE)

    page = type_code(client, "000000", where=ACTIVATE)

    assert "This code is not right." in page.content.decode()
    assert not has_second_factor(chair)


@pytest.mark.django_db(transaction=True)
def test_app_is_turned_off_and_its_codes_go_with_it(client: Client, with_app: User) -> None:
    sign_in_with_app(client, with_app)
    prove_again(client)

    client.post(DEACTIVATE)

    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("name", ["mfa_list_webauthn", "mfa_add_webauthn", "mfa_trust"])
def test_other_factors_have_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


# At sign-in


def test_app_is_asked_for_after_the_password(client: Client, with_app: User) -> None:
    answer = by_password(client, with_app.email, where="/accounts/login/?next=/boards/a/")

    assert answer["Location"] == SECOND_STEP
    assert not is_signed_in(client)
    assert type_code(client, app_code(), where=SECOND_STEP)["Location"] == "/boards/a/"
    assert is_signed_in(client)


def test_app_is_asked_for_after_an_emailed_code(
    client: Client, with_app: User, mailoutbox: list[EmailMessage]
) -> None:
    ask_for_code(client, with_app.email, where="/accounts/login/?next=/boards/a/")
    where = "/accounts/login/code/confirm/?next=/boards/a/"

    answer = type_code(client, mailed_code(mailoutbox), where=where)

    assert answer["Location"] == SECOND_STEP
    assert not is_signed_in(client)
    assert type_code(client, app_code(), where=SECOND_STEP)["Location"] == "/boards/a/"
    assert is_signed_in(client)


def test_app_is_asked_for_after_a_new_password(
    client: Client, with_app: User, mailoutbox: list[EmailMessage]
) -> None:
    client.post("/accounts/password/reset/", {"email": with_app.email})
    [link] = re.findall(r"https?://testserver(/\S+)", str(mailoutbox[0].body))
    page = client.get(link, follow=True).request["PATH_INFO"]
    client.post(page, {"password1": "a longer new one", "password2": "a longer new one"})

    answer = by_password(client, with_app.email, "a longer new one")

    assert answer["Location"] == SECOND_STEP
    assert not is_signed_in(client)


def test_app_code_signs_in_once_for_as_long_as_it_is_right(
    with_app: User, clock: time_machine.Traveller
) -> None:
    code = app_code()
    first, second = Client(), Client()
    by_password(first, with_app.email)
    type_code(first, code, where=SECOND_STEP)
    clock.shift(dt.timedelta(seconds=31))
    by_password(second, with_app.email)

    type_code(second, code, where=SECOND_STEP)

    assert is_signed_in(first)
    assert not is_signed_in(second)


@pytest.mark.parametrize(("steps", "is_let_in"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_phones_clock_may_be_wrong_by_seconds(
    client: Client, with_app: User, steps: int, is_let_in: bool
) -> None:
    by_password(client, with_app.email)

    type_code(client, app_code(steps), where=SECOND_STEP)

    assert is_signed_in(client) is is_let_in


def test_wrong_app_codes_many_times_end_in_a_refusal(client: Client, with_app: User) -> None:
    """Over several sign-ins: the limit is on the person, not on the attempt."""
    for _ in range(2):
        guesser = Client()
        by_password(guesser, with_app.email)
        for _ in range(10):
            type_code(guesser, "000000", where=SECOND_STEP)
    by_password(client, with_app.email)

    page = type_code(client, app_code(), where=SECOND_STEP)

    assert "Too many wrong tries." in page.content.decode()
    assert "have a new code sent" not in page.content.decode()
    assert "the code that your app shows" in page.content.decode()
    assert not is_signed_in(client)


def test_recovery_code_signs_in_once(with_app: User) -> None:
    codes = Authenticator.objects.get(type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    first, second = Client(), Client()
    for client in (first, second):
        by_password(client, with_app.email)
        type_code(client, code, where=SECOND_STEP)

    assert is_signed_in(first)
    assert not is_signed_in(second)
