"""A lost phone: the authenticator app is removed by the manager of all of a person's boards."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.accounts.second_factor import has_second_factor, second_factor_remove
from plans.models import Board, Membership
from plans.roles import Role

NO_APP = "No authenticator app is switched on for this account."
ONES_OWN = "This is your own account. You turn it off under “Sign-in security” in the account menu."
NOT_YOURS = "You cannot remove the app from this account. A system administrator can."


@transaction.atomic
def app_remove(*, board: Board, user: User, by: User) -> None:
    """Remove somebody's app and recovery codes; she is signed out everywhere.

    Raises ValidationError where there is no app, or it is not for ``by`` to remove.
    """
    # Another board that lets her in waits until this is decided.
    user = User.objects.select_for_update().get(pk=user.pk)
    if obstacle := obstacle_to_removing(user, by, timezone.localdate()):
        raise ValidationError(obstacle)
    second_factor_remove(user=user, by=by, board=board.slug)
    user.end_sessions()


def obstacle_to_removing(user: User, by: User, today: dt.date) -> str:
    """Why ``by`` cannot remove the app; empty where she can.

    She must be business manager, and not a deputy for some weeks, of every board the person ever
    had a part in; and nobody does it for those who look after the installation.
    """
    if user == by:
        return ONES_OWN
    managed = Membership.objects.filter(user=by, role=Role.MANAGER).on(today)
    parts = Membership.objects.filter(user=user)
    elsewhere = parts.exclude(board__in=managed.values("board"))
    if user.is_staff or user.is_superuser or not parts.exists() or elsewhere.exists():
        return NOT_YOURS
    return "" if has_second_factor(user) else NO_APP
