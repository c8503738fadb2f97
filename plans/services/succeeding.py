"""A new chair follows another one: whose part ends the day before, and what goes along."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import Board, Group, Lead, Membership
from plans.roles import Role
from plans.services.ending import Debt, debts_of
from plans.services.handing_over import end_before, lead_hand_over

CHAIRS = frozenset({Role.CHAIR, Role.SUBGROUP_CHAIR})
FOLLOWED = "Another chair follows"


def chairs_before(
    *, board: Board, role: str, group: Group | None, user: User, starts_on: dt.date
) -> list[Membership]:
    """The roles by which others chair the board, or the group, on the day that ``user`` is to.

    Empty for any role but a chair's.
    """
    if role not in CHAIRS:
        return []
    rows = Membership.objects.filter(
        board=board, role=role, group=group if role == Role.SUBGROUP_CHAIR else None
    )
    day = max(starts_on, timezone.localdate())
    return list(rows.on(day).exclude(user=user).select_related("user").order_by("starts_on"))


def posts_left_by(membership: Membership) -> list[Debt]:
    """The posts that nobody would answer for once this role has ended."""
    debts = debts_of(membership)
    return [debt for debt in debts if debt.goes_with_role and isinstance(debt.body, Lead)]


@transaction.atomic
def chair_follow(*, membership: Membership, by: User) -> list[User]:
    """Let the part of whoever chaired before end the day before; who they were.

    Posts that would be left with nobody go to the new chair. Raises ValidationError where that
    day lies before the latest hand-over of one.
    """
    day = max(membership.starts_on, timezone.localdate())
    before = chairs_before(
        board=membership.board,
        role=membership.role,
        group=membership.group,
        user=membership.user,
        starts_on=day,
    )
    for row in before:
        for debt in posts_left_by(row):
            if isinstance(debt.body, Lead):
                lead_hand_over(
                    lead=debt.body,
                    to=membership.user,
                    leaving=row.user,
                    starts_on=day,
                    by=by,
                    reason=FOLLOWED,
                )
        end_before([row], day, by, FOLLOWED)
    return [row.user for row in before]
