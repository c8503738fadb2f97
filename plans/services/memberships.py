"""Roles at a board: begun, ended at once, and never the last manager's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.audit.events import EventKind, record_event
from plans.models import Agency, Board, Group, Invitation, LeadHolder, Membership
from plans.roles import Role

LAST_MANAGER = (
    "The board has no other business manager. Make somebody else business manager first, so that "
    "there is always one who can accept updates and let people in."
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
        raise ValidationError(f"{user} can no longer sign in, so no role can be given.")
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

    With her last role at the board, now or coming, her posts there and her invitation end, too.
    Raises ValidationError for the last business manager, and for a role that has ended already.
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
    left = [each.starts_on for each in roles_left(board, row.user, today)]
    _end_holdings(board, row.user, today, left, by, reason)
    if not left:
        invitations_close(board=board, user=row.user, by=by, reason=reason)
    row.user.end_sessions()
    _told(row, by, "ended")
    return row


def is_last_manager(membership: Membership, today: dt.date) -> bool:
    """Whether the board would have no business manager without this role, now or for good.

    One who was invited and has not come yet cannot take over.
    """
    if membership.role != Role.MANAGER or membership.starts_on > today:
        return False
    awaited = invitations_pending(membership.board).filter(user__last_login__isnull=True)
    others = Membership.objects.filter(
        board=membership.board, role=Role.MANAGER, user__is_active=True, ends_on__isnull=True
    ).on(today)
    return not others.exclude(pk=membership.pk).exclude(user__in=awaited.values("user")).exists()


def roles_left(board: Board, user: User, today: dt.date) -> list[Membership]:
    """The roles of a person at the board that hold today or are to come."""
    rows = Membership.objects.filter(board=board, user=user)
    return list(rows.filter(not_over(today)).order_by("starts_on"))


def not_over(today: dt.date) -> Q:
    """Of dated rows: those that hold today or are to come."""
    return Q(ended_at__isnull=True) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))


def invitations_pending(board: Board) -> Any:
    """The invitations that were neither accepted nor withdrawn; some may have run out."""
    return Invitation.objects.filter(
        board=board, accepted_at__isnull=True, withdrawn_at__isnull=True
    )


def invitations_close(*, board: Board, user: User, by: User, reason: str) -> None:
    """Let no link to the board work for this person any more."""
    for invitation in invitations_pending(board).filter(user=user):
        invitation.withdrawn_at = timezone.now()
        invitation.record(by=by, reason=reason)


def _end_holdings(
    board: Board, user: User, today: dt.date, left: list[dt.date], by: User, reason: str
) -> None:
    """End the posts that no role goes with any more; ``left`` are the first days of roles."""
    for holder in LeadHolder.objects.filter(not_over(today), lead__board=board, user=user):
        begins = max(today, holder.starts_on)
        if not any(starts_on <= begins for starts_on in left):
            holder.ended_at = timezone.now()
            holder.ends_on = begins
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
