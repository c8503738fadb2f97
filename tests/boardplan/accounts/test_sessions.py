"""How long a session lasts, and what ends it everywhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from boardplan.accounts.models import User
from plans.roles import Role
from plans.services.memberships import membership_start
from tests import factories as make
from tests.boardplan.accounts.signing_in import by_password
from tests.conftest import Cast, ClientOf
from tests.factories import PASSWORD

PAGE = "/accounts/password/change/"
BACK_TO_IT = "/accounts/login/?next=/accounts/password/change/"
ANOTHER = "another long password"


@pytest.fixture
def morning() -> Iterator[time_machine.Traveller]:
    """Nine in the morning, the clock in the test's hand."""
    with time_machine.travel(dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def chair(db: None, morning: time_machine.Traveller) -> User:
    return make.user(email="chair@a.example")


def is_open(client: Client) -> bool:
    """Whether the session still opens a page; if not, the way back to it is kept."""
    answer = client.get(PAGE)
    assert answer.status_code == 200 or answer["Location"] == BACK_TO_IT
    return bool(answer.status_code == 200)


@pytest.mark.parametrize(("minutes", "lasts"), [(179, True), (181, False)])
def test_session_ends_after_three_idle_hours(
    client: Client, chair: User, morning: time_machine.Traveller, minutes: int, lasts: bool
) -> None:
    by_password(client, chair.email)
    morning.shift(dt.timedelta(hours=2))
    client.get(PAGE)
    morning.shift(dt.timedelta(minutes=minutes))

    assert is_open(client) is lasts


@pytest.mark.parametrize(("minutes", "lasts"), [(-1, True), (1, False)])
def test_session_ends_after_twelve_hours_however_busy(
    client: Client, chair: User, morning: time_machine.Traveller, minutes: int, lasts: bool
) -> None:
    by_password(client, chair.email)
    client.get(PAGE)
    for _ in range(23):
        morning.shift(dt.timedelta(minutes=30))
        assert is_open(client)
    morning.shift(dt.timedelta(minutes=30 + minutes))

    assert is_open(client) is lasts


def test_session_of_twelve_hours_can_be_begun_anew(
    client: Client, chair: User, morning: time_machine.Traveller
) -> None:
    for _ in range(2):
        by_password(client, chair.email)
        for _ in range(6):
            assert is_open(client)
            morning.shift(dt.timedelta(hours=2))
        assert not is_open(client)


def test_sign_in_page_says_why_one_is_signed_out_and_leads_back(
    client: Client, chair: User, morning: time_machine.Traveller
) -> None:
    by_password(client, chair.email)
    client.get(PAGE)
    morning.shift(dt.timedelta(hours=13))

    page = client.get(PAGE, follow=True).content.decode()
    answer = by_password(client, chair.email, where=BACK_TO_IT)

    assert "after 3 hours without a visit, after 12 hours in all" in page
    assert answer["Location"] == PAGE


def test_form_sent_after_the_end_leads_to_signing_in_and_writes_nothing(
    client: Client, chair: User, morning: time_machine.Traveller
) -> None:
    by_password(client, chair.email)
    client.get(PAGE)
    morning.shift(dt.timedelta(hours=12))
    new = {"oldpassword": PASSWORD, "password1": ANOTHER, "password2": ANOTHER}

    answer = client.post(PAGE, new)

    chair.refresh_from_db()
    assert answer["Location"] == BACK_TO_IT
    assert chair.check_password(PASSWORD)


def test_change_of_password_ends_the_other_sessions_and_keeps_this_one(chair: User) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        by_password(client, chair.email)
    new = {"oldpassword": PASSWORD, "password1": ANOTHER, "password2": ANOTHER}

    here.post(PAGE, new)

    assert is_open(here)
    assert not is_open(elsewhere)


def test_new_role_ends_every_session(cast: Cast, client_of: ClientOf) -> None:
    sessions = [client_of(cast.observer), client_of(cast.observer)]
    untouched = client_of(cast.member)

    membership_start(
        board=cast.board,
        user=cast.observer,
        role=Role.MEMBER,
        starts_on=dt.date(2026, 11, 25),
        by=cast.manager,
    )

    assert [is_open(client) for client in sessions] == [False, False]
    assert is_open(untouched)


def test_deactivation_ends_the_session(client: Client, chair: User) -> None:
    by_password(client, chair.email)

    User.objects.filter(pk=chair.pk).update(is_active=False)

    assert not is_open(client)
