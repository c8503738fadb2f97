"""Groups that end: closed from a day on, and re-opened. What they did stays on record."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from boardplan.accounts.models import User
from boardplan.ui.uk_dates import date_words
from plans.bodies import open_actions
from plans.models import Group, GroupKind, Membership
from plans.roles import Role
from plans.services.bodies import fresh, tell_of, told
from plans.services.memberships import board_locked

NAMED_AT_MOST = 5


@transaction.atomic
def group_close(*, group: Group, closes_on: dt.date, revision: int, by: User, reason: str) -> Group:
    """Let a group be no more from a day on; from now on nothing new is given to it.

    ``revision`` is the one the form was drawn with. Raises ValidationError for the board itself,
    for one that was merged or closed, while it leads actions that are not complete, and (of
    ``closes_on``) where somebody chairs it on that day; StaleRevision.
    """
    board_locked(group.board)
    group = fresh(group)
    if refusal := never_closes(group):
        raise ValidationError(refusal)
    if names := [action.name for action in open_actions(group)]:
        raise ValidationError(f"It leads actions that are not complete: {_listed(names)}.")
    for row in chairs_on(group, closes_on):
        until = f"until {date_words(row.ends_on)}" if row.ends_on else "with no last day"
        refusal = f"{row.user} chairs it {until}. Hand the chair over first, or give a later day."
        raise ValidationError({"closes_on": refusal})
    group.closed_on = closes_on
    words = told(f"Closed from {date_words(closes_on)}", reason)
    group.revise(revision=revision, by=by, reason=words)
    tell_of(group, by, "closed")
    return group


@transaction.atomic
def group_reopen(*, group: Group, revision: int, by: User, reason: str = "") -> Group:
    """Let a group go on that was closed or was to be. Raises ValidationError, StaleRevision."""
    board_locked(group.board)
    group = fresh(group)
    if group.closed_on is None:
        raise ValidationError(f"“{group}” is not closed: nothing was to be re-opened.")
    words = told(f"Re-opened; it was closed from {date_words(group.closed_on)}", reason)
    group.closed_on = None
    group.revise(revision=revision, by=by, reason=words)
    tell_of(group, by, "re-opened")
    return group


def never_closes(group: Group) -> str:
    """Why a group cannot be closed whatever is done first; empty where it can."""
    if group.kind == GroupKind.BOARD:
        return f"“{group}” is the board itself, which is not closed."
    if group.is_merged:
        return f"“{group}” was merged into “{group.merged_into}”, which stands for it now."
    if group.closed_on:
        return f"“{group}” is closed from {date_words(group.closed_on)} on already."
    return ""


def chairs_on(group: Group, day: dt.date) -> list[Membership]:
    """The roles by which somebody chairs the group on a day or later."""
    rows = Membership.objects.filter(group=group, role=Role.SUBGROUP_CHAIR).not_over(day)
    return list(rows.select_related("user").order_by("starts_on"))


def _listed(names: list[str]) -> str:
    more = len(names) - NAMED_AT_MOST
    return ", ".join(names[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
