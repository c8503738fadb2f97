"""Writes into the record of security events how people sign in and out, and what they change."""

from __future__ import annotations

from typing import Any

from allauth.account import signals
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as second_factor
from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from boardplan.accounts.models import User
from boardplan.audit.context import current
from boardplan.audit.events import EventKind, record_event


@receiver(signals.user_logged_in)
def signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    means = [step["method"] for step in get_authentication_records(request, user)]
    current().user_id = user.pk
    record_event(EventKind.SIGNED_IN, user=user, means=means)


@receiver(user_logged_out)
def signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        record_event(EventKind.SIGNED_OUT, user=user)


@receiver(second_factor.authentication_failed)
def second_factor_failed(user: User, **_: Any) -> None:
    record_event(EventKind.SIGN_IN_FAILED, means="second factor", whose=user.pk)


@receiver((signals.password_changed, signals.password_set, signals.password_reset))
def password_changed(user: User, **_: Any) -> None:
    record_event(EventKind.CREDENTIALS_CHANGED, user=user, what="password", whose=user.pk)


@receiver(second_factor.authenticator_added)
def second_factor_added(
    request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    """A session from before, perhaps by a stolen password, must not profit by the new factor."""
    if authenticator.type == Authenticator.Type.TOTP:
        user.end_sessions()
        update_session_auth_hash(request, user)
    second_factor_changed(user, authenticator, change="added")


@receiver(second_factor.authenticator_removed)
def second_factor_removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    second_factor_changed(user, authenticator, change="removed")


@receiver(second_factor.authenticator_reset)
def second_factor_reset(user: User, authenticator: Authenticator, **_: Any) -> None:
    second_factor_changed(user, authenticator, change="made anew")


def second_factor_changed(user: User, authenticator: Authenticator, *, change: str) -> None:
    what = f"{authenticator.type} {change}"
    record_event(EventKind.CREDENTIALS_CHANGED, user=user, what=what, whose=user.pk)
