"""Roles at a board: begun, ended at once, and never the last manager's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.audit.events import EventKind, record_event
from plans.models import Agency, Board, Group, LeadHolder, Membership
from plans.roles import Role

LAST_MANAGER = (
    "She is the board's last business manager. Make somebody else business manager first, so "
    "that there is always one who can accept updates and let people in."
)


def board_locked(board: Board) -> Board:
    """The board, which nobody else gives roles at until the transaction ends."""
    locked: Board = Board.objects.select_for_update().get(pk=board.pk)
    return locked


@transaction.atomic
def membership_start(
    *,
    board: Board,
    user: User,
    role: Role,
    starts_on: dt.date,
    by: User,
    ends_on: dt.date | None = None,
    group: Group | None = None,
    agency: Agency | None = None,
    reason: str = "",
) -> Membership:
    """Give a person a role from a day on, and sign her out everywhere so that it counts.

    Raises ValidationError where the dates are the wrong way round, the person can no longer
    sign in, or she holds the same role (for the same group) on some of these days already.
    """
    board_locked(board)
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": "The last day is before the first. Swap them."})
    if not user.is_active:
        raise ValidationError(f"{user} can no longer sign in, so she cannot take on a role.")
    held = Membership.objects.filter(
        board=board, user=user, role=role, group=group, ended_at__isnull=True
    )
    if any(_overlap(row, starts_on, ends_on) for row in held):
        raise ValidationError(f"{user} has this role already on some of these days.")
    membership: Membership = Membership(
        board=board,
        user=user,
        role=role,
        group=group,
        agency=agency,
        starts_on=starts_on,
        ends_on=ends_on,
    ).record(by=by, reason=reason or "Given the role")
    user.end_sessions()
    _told(membership, by, "started")
    return membership


@transaction.atomic
def membership_end(*, membership: Membership, by: User, reason: str) -> Membership:
    """End a role at once: from her next request on the person does not have it any more.

    With her last role at the board the posts she holds there end, too. Raises ValidationError
    for the last business manager, and for a role that has ended already.
    """
    board = board_locked(membership.board)
    row: Membership = Membership.objects.select_for_update().get(pk=membership.pk)
    today = timezone.localdate()
    if row.ended_at or (row.ends_on and row.ends_on < today):
        raise ValidationError("This role has ended already.")
    if is_last_manager(row, today):
        raise ValidationError(LAST_MANAGER)
    row.ended_at = timezone.now()
    row.ended_reason = reason
    row.ends_on = max(today, row.starts_on)
    row.record(by=by, reason=reason)
    if not _roles_left(board, row.user, today).exists():
        _end_holdings(board, row.user, today, by, reason)
    row.user.end_sessions()
    _told(row, by, "ended")
    return row


def is_last_manager(membership: Membership, today: dt.date) -> bool:
    """Whether the board would have no business manager without this role, now or for good."""
    if membership.role != Role.MANAGER or membership.starts_on > today:
        return False
    others = Membership.objects.filter(
        board=membership.board, role=Role.MANAGER, user__is_active=True, ends_on__isnull=True
    ).on(today)
    return not others.exclude(pk=membership.pk).exists()


def _roles_left(board: Board, user: User, today: dt.date) -> Any:
    return Membership.objects.filter(board=board, user=user).on(today)


def _end_holdings(board: Board, user: User, today: dt.date, by: User, reason: str) -> None:
    for holder in LeadHolder.objects.filter(lead__board=board, user=user).on(today):
        holder.ended_at = timezone.now()
        holder.ends_on = today
        holder.record(by=by, reason=reason)


def _overlap(row: Membership, starts_on: dt.date, ends_on: dt.date | None) -> bool:
    return (ends_on is None or row.starts_on <= ends_on) and (
        row.ends_on is None or starts_on <= row.ends_on
    )


def _told(membership: Membership, by: User, what: str) -> None:
    record_event(
        EventKind.PEOPLE_CHANGED,
        user=by,
        board=membership.board.slug,
        change=f"membership {what}",
        membership=membership.pk,
        role=membership.role,
        whose=membership.user_id,
    )
