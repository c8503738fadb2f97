"""A further role for somebody of the board, with the posts that she answers for by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from boardplan.accounts.models import User
from plans.models import Lead, LeadHolder, Membership
from plans.services.memberships import membership_start


@transaction.atomic
def role_give(
    *,
    user: User,
    starts_on: dt.date,
    ends_on: dt.date | None,
    by: User,
    leads: Iterable[Lead] = (),
    **place: Any,
) -> Membership:
    """Give a person a role and put her behind these leads, both for the same days.

    ``place`` is what ``membership_start`` takes besides; raises as that does.
    """
    days: Any = {"starts_on": starts_on, "ends_on": ends_on}
    membership = membership_start(user=user, by=by, **days, **place)
    for lead in leads:
        stand_behind(lead=lead, user=user, by=by, reason="With the role", **days)
    return membership


def stand_behind(
    *,
    lead: Lead,
    user: User,
    starts_on: dt.date,
    by: User,
    reason: str,
    ends_on: dt.date | None = None,
) -> None:
    """Put a person behind a lead beside whoever is; nothing where she is by then already."""
    held = LeadHolder.objects.filter(lead=lead, user=user).not_over(starts_on)
    if not held.filter(starts_on__lte=starts_on).exists():
        holder = LeadHolder(lead=lead, user=user, starts_on=starts_on, ends_on=ends_on)
        holder.record(by=by, reason=reason)
