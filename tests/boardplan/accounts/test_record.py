"""Signing in and out, and changes to how one signs in, are on the record; what was typed is not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client

from boardplan.accounts.models import User
from boardplan.audit.events import Event, EventKind
from tests import factories as make
from tests.boardplan.accounts.signing_in import (
    CONFIRM,
    SECOND_STEP,
    app_code,
    ask_for_code,
    by_password,
    give_app,
    mailed_code,
    prove_again,
    set_up,
    type_code,
)
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

ANOTHER = "another long password"
UNKNOWN = "stranger@nowhere.example"


@pytest.fixture
def chair() -> User:
    return make.user(email="chair@a.example")


def told(kind: EventKind) -> list[tuple[int | None, dict[str, Any]]]:
    """The events of this kind, the earliest first: whose, and what."""
    return [
        (event.user_id, event.detail) for event in Event.objects.filter(kind=kind).order_by("pk")
    ]


def test_sign_in_and_out_are_recorded_with_address_and_request(client: Client, chair: User) -> None:
    by_password(client, chair.email)
    client.post("/accounts/logout/")

    first, last = Event.objects.order_by("pk")
    assert (first.kind, first.user_id) == (EventKind.SIGNED_IN, chair.pk)
    assert first.detail == {"means": ["password"]}
    assert (last.kind, last.user_id) == (EventKind.SIGNED_OUT, chair.pk)
    assert first.address == last.address == "127.0.0.1"
    assert first.request_id != last.request_id


def test_sign_in_by_code_and_app_is_recorded_with_both(
    client: Client, chair: User, mailoutbox: list[EmailMessage]
) -> None:
    give_app(chair)
    ask_for_code(client, chair.email)
    type_code(client, mailed_code(mailoutbox))
    type_code(client, app_code(), where=SECOND_STEP)

    assert told(EventKind.SIGNED_IN) == [(chair.pk, {"means": ["code", "mfa"]})]


def test_wrong_password_is_recorded_with_whose_it_should_have_been(
    client: Client, chair: User
) -> None:
    by_password(client, "CHAIR@a.example", "a guess")
    by_password(client, UNKNOWN, "a guess")

    assert told(EventKind.SIGN_IN_FAILED) == [
        (None, {"means": "password", "whose": chair.pk}),
        (None, {"means": "password", "whose": None}),
    ]


@pytest.mark.parametrize("is_known", [True, False])
def test_wrong_code_is_recorded(client: Client, chair: User, is_known: bool) -> None:
    ask_for_code(client, chair.email if is_known else UNKNOWN)

    client.post(CONFIRM, {"code": "nonsense"})

    whose = chair.pk if is_known else None
    assert told(EventKind.SIGN_IN_FAILED) == [(None, {"means": "code", "whose": whose})]


def test_wrong_code_of_the_app_is_recorded(client: Client, chair: User) -> None:
    give_app(chair)
    by_password(client, chair.email)

    type_code(client, "nonsense", where=SECOND_STEP)

    assert told(EventKind.SIGN_IN_FAILED) == [(None, {"means": "second factor", "whose": chair.pk})]


def test_guesses_beyond_the_limit_fill_no_record(client: Client, chair: User) -> None:
    for _ in range(20):
        by_password(client, chair.email, "a guess")

    assert len(told(EventKind.SIGN_IN_FAILED)) == 5


def test_what_was_typed_is_on_no_record(client: Client, chair: User) -> None:
    by_password(client, UNKNOWN, "an unlucky guess")
    by_password(client, chair.email, "an unlucky guess")
    ask_for_code(client, UNKNOWN)
    client.post(CONFIRM, {"code": "an unlucky guess"})

    rows = json.dumps(list(Event.objects.values()), cls=DjangoJSONEncoder)
    assert "sign-in failed" in rows
    assert "unlucky" not in rows
    assert "@" not in rows


def test_change_of_password_is_recorded(client: Client, chair: User) -> None:
    by_password(client, chair.email)
    new = {"oldpassword": PASSWORD, "password1": ANOTHER, "password2": ANOTHER}

    client.post("/accounts/password/change/", new)

    what = {"what": "password", "whose": chair.pk}
    assert told(EventKind.CREDENTIALS_CHANGED) == [(chair.pk, what)]


@pytest.mark.django_db(transaction=True)
def test_app_set_up_and_turned_off_is_recorded(client: Client, chair: User) -> None:
    by_password(client, chair.email)
    prove_again(client)
    set_up(client)
    client.post("/accounts/2fa/recovery-codes/generate/")
    client.post("/accounts/2fa/totp/deactivate/")

    changes = [detail["what"] for _, detail in told(EventKind.CREDENTIALS_CHANGED)]
    assert sorted(changes) == [
        "recovery_codes added",
        "recovery_codes made anew",
        "recovery_codes removed",
        "totp added",
        "totp removed",
    ]


def test_end_of_all_sessions_is_recorded(chair: User) -> None:
    chair.end_sessions()

    assert told(EventKind.SESSIONS_ENDED) == [(None, {"whose": chair.pk})]
