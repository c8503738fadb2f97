"""Names of people, corrected by the manager of the boards that are all they have a part in."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.accounts.naming import user_rename
from plans.models import Board, Membership
from plans.roles import GRANTS, Permission

NOT_YOURS = (
    "Only the person can correct this name: signed in, by “Change your name” in the account menu."
)
MANAGING_ROLES = frozenset(
    role for role, granted in GRANTS.items() if Permission.MANAGE_PEOPLE in granted
)


@transaction.atomic
def person_rename(*, board: Board, user: User, name: str, was: str, by: User) -> User:
    """Correct the name of somebody of the board; ``was`` is the one the form was drawn with.

    Raises ValidationError where it is not for ``by`` to correct, StaleRevision.
    """
    # Another board that lets her in waits until this is decided.
    user = User.objects.select_for_update().get(pk=user.pk)
    if not may_rename(user, by, timezone.localdate()):
        raise ValidationError(NOT_YOURS)
    return user_rename(user=user, name=name, was=was, by=by, board=board.slug)


def may_rename(user: User, by: User, today: dt.date) -> bool:
    """Whether ``by`` may correct the name: she manages every board the person ever had a part in.

    Nobody does it for those who look after the installation.
    """
    if user.is_staff or user.is_superuser:
        return False
    managed = Membership.objects.filter(user=by, role__in=MANAGING_ROLES).on(today)
    elsewhere = Membership.objects.filter(user=user).exclude(board__in=managed.values("board"))
    return not elsewhere.exists()
