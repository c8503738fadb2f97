"""Signing in, and what a stranger can and cannot find out or do."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from boardplan.accounts.adapter import _address_of_all
from boardplan.accounts.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"


@pytest.fixture
def chair() -> User:
    """Someone who can sign in."""
    return User.objects.create_user("chair@medway.example", PASSWORD, name="A chair")


def sign_in(client: Client, email: str, password: str = PASSWORD) -> bool:
    """Fill in the sign-in form; whether it let the person in."""
    client.post(reverse("account_login"), {"login": email, "password": password})
    return SESSION_KEY in client.session


def ask_for_reset(client: Client, email: str) -> str:
    """Fill in the form for a new password; the address of the page that follows."""
    response = client.post(reverse("account_reset_password"), {"email": email})
    assert response.status_code == 302
    return response["Location"]


@pytest.mark.parametrize("typed", ["chair@medway.example", "Chair@MEDWAY.Example"])
def test_sign_in_with_address_in_any_case_works(client: Client, chair: User, typed: str) -> None:
    assert sign_in(client, typed)


def test_sign_in_of_deactivated_person_is_refused(client: Client, chair: User) -> None:
    chair.is_active = False
    chair.save()

    assert not sign_in(client, chair.email)


def test_sign_in_after_five_wrong_passwords_is_refused(client: Client, chair: User) -> None:
    for _ in range(5):
        sign_in(client, chair.email, "a guess")

    assert not sign_in(client, chair.email)


def test_sign_in_without_a_network_address_works_and_the_log_is_told_once(
    chair: User, caplog: pytest.LogCaptureFixture
) -> None:
    """As behind a proxy that speaks to the server through a socket and is not counted."""
    _address_of_all.cache_clear()

    for _ in range(2):
        assert sign_in(Client(REMOTE_ADDR=""), chair.email)

    told = [record.message for record in caplog.records if "no network address" in record.message]
    assert len(told) == 1
    assert "BOARDPLAN_PROXIES" in told[0]


def test_sign_up_adds_nobody(client: Client) -> None:
    fields = {"email": "new@medway.example", "password1": PASSWORD, "password2": PASSWORD}

    client.get(reverse("account_signup"))
    client.post(reverse("account_signup"), fields)

    assert not User.objects.exists()


def test_reset_for_unknown_address_looks_the_same_and_sends_nothing(
    client: Client, chair: User, mailoutbox: list[EmailMessage]
) -> None:
    known = ask_for_reset(client, chair.email)
    mailoutbox.clear()

    unknown = ask_for_reset(client, "stranger@medway.example")

    assert unknown == known
    assert mailoutbox == []


def test_reset_by_mailed_link_sets_the_password(
    client: Client, chair: User, mailoutbox: list[EmailMessage]
) -> None:
    ask_for_reset(client, chair.email)
    [mail] = mailoutbox
    [link] = re.findall(r"https?://testserver(/\S+)", str(mail.body))
    page = client.get(link, follow=True).request["PATH_INFO"]

    client.post(page, {"password1": "a longer new one", "password2": "a longer new one"})

    assert mail.to == [chair.email]
    assert sign_in(client, chair.email, "a longer new one")


def test_page_may_load_nothing_from_elsewhere_and_run_nothing_inline(client: Client) -> None:
    policy = client.get(reverse("account_login"))["Content-Security-Policy"]

    directives = dict(directive.split(maxsplit=1) for directive in policy.split("; "))
    assert directives == {
        "default-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
    }
