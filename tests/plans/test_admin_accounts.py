"""Accounts in the admin: who can sign in, who looks after the installation."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.audit.models import Event
from plans.admin.accounts import UserAdmin
from tests import factories as make
from tests.boardplan.accounts.signing_in import give_app
from tests.conftest import Cast, ClientOf
from tests.plans.setting_up import page


def changed(administrator: Client, person: User, **words: Any) -> Any:
    """Send the form of an account; a box that is not ticked is left out."""
    stored = {"email": person.email, "name": person.name}
    ticks = {name: getattr(person, name) for name in ("is_active", "is_superuser")} | words
    form = stored | {name: value for name, value in ticks.items() if value is not False}
    return administrator.post(page(User, "change", person.pk), form)


def wrong(response: Any) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = response.context["adminform"].form.errors
    return errors


def told(person: User) -> list[tuple[str, str | None]]:
    """What the security events say of her account, by kind and change."""
    events = Event.objects.filter(detail__whose=person.pk).order_by("pk")
    return [(event.kind, event.detail.get("change")) for event in events]


def test_deactivated_person_is_signed_out(
    administrator: Client, cast: Cast, client_of: ClientOf
) -> None:
    hers = client_of(cast.member)
    assert hers.get("/boards/a/").status_code == 200

    administrator.post(
        page(User, "change", cast.member.pk),
        {"email": cast.member.email, "name": cast.member.name},
    )

    cast.member.refresh_from_db()
    assert not cast.member.is_active
    assert hers.get("/boards/a/").status_code == 302


def test_new_person_has_no_password(administrator: Client) -> None:
    administrator.post(page(User, "add"), {"email": "New@a.example", "name": "New"})

    assert not User.objects.get(email="new@a.example").has_usable_password()


def test_second_factor_of_a_lost_telephone_is_removed(administrator: Client, cast: Cast) -> None:
    Authenticator.objects.create(user=cast.chair, type="totp", data={"secret": "x"})

    administrator.post(
        page(User, "changelist"),
        {"action": "remove_second_factor", "_selected_action": [cast.chair.pk]},
    )

    assert not Authenticator.objects.filter(user=cast.chair).exists()
    assert Event.objects.filter(kind="credentials changed", detail__whose=cast.chair.pk).exists()


# Administrators


def test_new_administrator_loses_what_an_invitation_may_have_set(
    administrator: Client, cast: Cast, client_of: ClientOf
) -> None:
    give_app(cast.member)
    before = client_of(cast.member)

    changed(administrator, cast.member, is_superuser=True)

    cast.member.refresh_from_db()
    assert cast.member.is_superuser
    assert not cast.member.has_usable_password()
    assert not Authenticator.objects.filter(user=cast.member).exists()
    assert before.get("/boards/a/").status_code == 302
    assert told(cast.member) == [
        ("people changed", "made administrator"),
        ("credentials changed", "password and second factor removed"),
        ("sessions ended", None),
    ]


def test_administrator_no_longer_keeps_her_password(administrator: Client, cast: Cast) -> None:
    other = make.user(email="other@council.example", is_superuser=True)

    changed(administrator, other, is_superuser=False)

    other.refresh_from_db()
    assert not other.is_superuser
    assert other.has_usable_password()
    assert told(other) == [("people changed", "administrator no longer"), ("sessions ended", None)]


@pytest.mark.parametrize("name", ["is_active", "is_superuser"])
def test_only_administrator_stays(name: str, administrator: Client) -> None:
    make.user(email="left@council.example", is_superuser=True, is_active=False)
    herself = User.objects.get(email="it@council.example")

    response = changed(administrator, herself, **{name: False})

    assert "Nobody else" in wrong(response)[name][0]
    herself.refresh_from_db()
    assert getattr(herself, name)


@pytest.mark.parametrize("name", ["is_active", "is_superuser"])
def test_one_of_two_administrators_may_leave(name: str, administrator: Client) -> None:
    other = make.user(email="other@council.example", is_superuser=True)

    changed(administrator, other, **{name: False})

    other.refresh_from_db()
    assert not getattr(other, name)


# Whoever leaves


def test_only_manager_of_a_board_stays_and_the_board_is_named(
    administrator: Client, cast: Cast
) -> None:
    response = changed(administrator, cast.manager, is_active=False)

    assert "Board A" in wrong(response)["is_active"][0]
    cast.manager.refresh_from_db()
    assert cast.manager.is_active


def test_one_of_two_managers_may_leave(administrator: Client, cast: Cast) -> None:
    other = make.user(last_login=timezone.now())
    make.membership(board=cast.board, user=other, role="manager")

    changed(administrator, cast.manager, is_active=False)

    cast.manager.refresh_from_db()
    assert not cast.manager.is_active


# What is written


def test_change_of_name_leaves_what_happens_meanwhile(
    administrator: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = UserAdmin.save_model

    def after_a_sign_out(*args: Any) -> None:
        User.objects.get(pk=cast.member.pk).end_sessions()
        stored(*args)

    monkeypatch.setattr(UserAdmin, "save_model", after_a_sign_out)

    changed(administrator, cast.member, name="Another name")

    cast.member.refresh_from_db()
    assert (cast.member.name, cast.member.session_epoch) == ("Another name", 1)


def test_account_opened_again_is_told(administrator: Client, cast: Cast) -> None:
    cast.member.is_active = False
    cast.member.save()

    changed(administrator, cast.member, is_active=True)

    assert told(cast.member) == [
        ("people changed", "account opened again"),
        ("sessions ended", None),
    ]


def test_signing_out_everywhere_is_one_event(administrator: Client, cast: Cast) -> None:
    administrator.post(
        page(User, "changelist"),
        {"action": "sign_out_everywhere", "_selected_action": [cast.chair.pk]},
    )

    event = Event.objects.get(kind="sessions ended")
    assert event.detail == {"whose": cast.chair.pk}
    assert event.user_id == User.objects.get(email="it@council.example").pk
