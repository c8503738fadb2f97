"""Who has a second factor (an authenticator app), and the refusal of those who need one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator

from boardplan.audit.events import EventKind, record_event

if TYPE_CHECKING:
    from boardplan.accounts.models import User


class SecondFactorNeeded(Exception):
    """The page is open to this person once she has set up an authenticator app."""


def has_second_factor(user: User) -> bool:
    """Whether this person is asked for a second factor at every sign-in."""
    return bool(with_second_factor([user.pk]))


def with_second_factor(people: Iterable[int]) -> set[int]:
    """Those of these people, by their ids, who have a second factor; one query."""
    apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__in=people)
    return set(apps.values_list("user_id", flat=True))


def second_factor_remove(
    *, user: User, by: User, board: str = "", change: str = "second factor removed"
) -> None:
    """Remove app and recovery codes of somebody who cannot do it herself, and record it.

    ``board`` is the slug of the board at which it is done. Her sessions are the caller's to end.
    """
    Authenticator.objects.filter(user=user).delete()
    kind = EventKind.CREDENTIALS_CHANGED
    record_event(kind, user=by, board=board, change=change, whose=user.pk)
