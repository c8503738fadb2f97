"""Roles at a board: begun and ended at once, by whom they may be, and never the last manager's."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.audit.events import EventKind, record_event
from boardplan.ui.uk_dates import date_words
from plans.models import Agency, Board, Group, Invitation, LeadHolder, Membership
from plans.roles import Permission, Role
from plans.services import deputies

LAST_MANAGER = (
    "The board has no other business manager. Make somebody else business manager first, so that "
    "there is always one who can accept updates and let people in."
)
A_MANAGER = "Only a business manager of this board"
GIVE: dict[str, str] = {
    Role.MANAGER: f"{A_MANAGER} can make somebody business manager.",
    Role.CHAIR: f"{A_MANAGER} can make somebody independent chair.",
}
END: dict[str, str] = {
    Role.MANAGER: f"{A_MANAGER} can end a business manager’s role.",
    Role.CHAIR: f"{A_MANAGER} can end an independent chair’s role.",
}
"""The roles that a deputy can neither give nor end; why, in words."""
NOT_ONESELF = "You cannot give yourself a role. Ask a business manager of this board to do it."
ROLE_ENDED = "The role ended"
"""What the history of all that goes with a role says; why it ended is for managers alone."""


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
    is_first: bool = False,
) -> Membership:
    """Give a person a role from a day on; who has one here already is signed out everywhere.

    With her first roles here (``is_first`` where she gets several together) a person's sessions
    go on: another board's manager ends nobody's work. Raises ValidationError where ``by`` may
    not give the role, or not for so long, the dates are the wrong way round, the person can no
    longer sign in, or she holds the same role (for the same group) on some of these days already.
    """
    board_locked(board)
    _check_giver(board, user, role, by)
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": "The last day is before the first. Swap them."})
    if role == Role.DEPUTY:
        today = timezone.localdate()
        deputies.check_days(board=board, starts_on=starts_on, ends_on=ends_on, by=by, today=today)
    if not user.is_active:
        raise ValidationError("This person can no longer sign in, so no role can be given.")
    held = Membership.objects.filter(board=board, user=user, role=role, group=group)
    if any(_overlap(row, starts_on, ends_on) for row in held.filter(ended_at__isnull=True)):
        raise ValidationError(f"{user} has this role already on some of these days.")
    _check_group(group, role, ends_on)
    is_change = not is_first and bool(roles_left(board, user, timezone.localdate()))
    place = {"board": board, "user": user, "role": role, "group": group, "agency": agency}
    membership: Membership = Membership(starts_on=starts_on, ends_on=ends_on, **place)
    membership.record(by=by, reason=reason or "Given the role")
    if is_change:
        user.end_sessions()
    _told(membership, by, "started")
    return membership


@transaction.atomic
def membership_end(*, membership: Membership, by: User, reason: str) -> Membership:
    """End a role at once: from her next request on the person does not have it any more.

    With her last role at the board, now or coming, her posts there and her invitation end, too.
    Raises ValidationError for a role that has ended already, for the last business manager, and
    for another’s role that is not ``by``’s to end.
    """
    board = board_locked(membership.board)
    row: Membership = Membership.objects.select_for_update().get(pk=membership.pk)
    today = timezone.localdate()
    if row.is_over(today):
        raise ValidationError("This role has ended already.")
    if obstacle := obstacle_to_ending(row, by, today):
        raise ValidationError(obstacle)
    row.ended_at = timezone.now()
    row.ended_reason = reason
    row.ends_on = max(today, row.starts_on)
    row.record(by=by, reason=reason)
    part_end(board=board, user=row.user, by=by)
    row.user.end_sessions()
    _told(row, by, "ended")
    return row


@transaction.atomic
def part_end(*, board: Board, user: User, by: User) -> None:
    """End what no role of the person's goes with any more: posts, with the last role her links."""
    today = timezone.localdate()
    left = [row.starts_on for row in roles_left(board, user, today)]
    for holder in LeadHolder.objects.filter(lead__board=board, user=user).not_over(today):
        begins = max(today, holder.starts_on)
        if not any(starts_on <= begins for starts_on in left):
            holder.ended_at = timezone.now()
            holder.ends_on = begins
            holder.record(by=by, reason=ROLE_ENDED)
    if not left:
        invitations_close(board=board, user=user, by=by, reason=ROLE_ENDED)


def is_manager(user: User, board: Board, today: dt.date) -> bool:
    """Whether she is business manager of the board today."""
    roles = Membership.objects.filter(board=board, user=user, role=Role.MANAGER)
    return bool(roles.on(today).exists())


def obstacle_to_ending(membership: Membership, by: User, today: dt.date) -> str:
    """Why ``by`` cannot end a role that is not over; empty where she can."""
    if is_last_manager(membership, today):
        return LAST_MANAGER
    if membership.role not in END or membership.user_id == by.pk:
        return ""
    may = decides_on(membership.role, by, membership.board, today)
    return "" if may else END[membership.role]


def decides_on(role: str, by: User, board: Board, today: dt.date) -> bool:
    """Whether the role is ``by``’s to give and to end, where she may give and end any.

    Who manages and who chairs is for a manager alone to say; see docs/decisions/0005.
    """
    return role not in GIVE or is_manager(by, board, today)


def is_last_manager(membership: Membership, today: dt.date) -> bool:
    """Whether the board would have no business manager without this role, now or for good.

    One who has never signed in cannot take over.
    """
    if membership.role != Role.MANAGER or membership.starts_on > today:
        return False
    others = Membership.objects.filter(
        board=membership.board, role=Role.MANAGER, ends_on__isnull=True
    ).granting(Permission.MANAGE_PEOPLE, today)
    return not others.exclude(pk=membership.pk).exists()


def roles_left(board: Board, user: User, today: dt.date) -> list[Membership]:
    """The roles of a person at the board that hold today or are to come."""
    rows = Membership.objects.filter(board=board, user=user)
    return list(rows.not_over(today).order_by("starts_on"))


def invitations_close(*, board: Board, user: User, by: User, reason: str) -> None:
    """Let no link to the board work for this person any more."""
    for invitation in Invitation.objects.filter(board=board, user=user).pending():
        invitation.withdrawn_at = timezone.now()
        invitation.record(by=by, reason=reason)


def _check_giver(board: Board, user: User, role: Role, by: User) -> None:
    """Refuse what would make somebody more than whoever gives it, or ``by`` more than she is.

    A board that nobody is at yet gets its first manager from whoever sets it up.
    """
    people, today = Membership.objects.filter(board=board), timezone.localdate()
    if is_manager(by, board, today) or not people.exists():
        return
    if not decides_on(role, by, board, today):
        raise ValidationError(GIVE[role])
    if user == by:
        raise ValidationError(NOT_ONESELF)


def _check_group(group: Group | None, role: Role, ends_on: dt.date | None) -> None:
    """Refuse a chair's role that would go on when its group is no more."""
    if group is None or role != Role.SUBGROUP_CHAIR:
        return
    closed = Group.objects.filter(pk=group.pk, closed_on__isnull=False).first()
    if closed and (ends_on is None or ends_on >= closed.closed_on):
        raise ValidationError(
            f"“{closed}” is closed from {date_words(closed.closed_on)} on. Re-open it first."
        )


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
