"""Letting people in: roles and posts from a day on, and for a newcomer a link to come in by."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.audit.events import EventKind, record_event
from plans.models import Agency, Board, Group, Invitation, Lead, Membership
from plans.roles import Role
from plans.services.ending import role_end
from plans.services.giving import stand_behind
from plans.services.memberships import (
    board_locked,
    decides_on,
    invitations_close,
    membership_start,
    roles_left,
)

VALID_FOR = dt.timedelta(days=14)
INVITED = "Invited"
WITHDRAWN = "The invitation was withdrawn"
NEEDS_NO_LINK = "{} signs in with the e-mail address and needs no link."
NOT_YOUR_LINK = (
    "Only a business manager of this board can make this link: it opens roles that you cannot give."
)
HAS_NO_ROLE = "{} has no role at this board any more. Give one, and the link works again."


class Obstacle(StrEnum):
    """Why nobody comes in by a link."""

    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NOT_NEEDED = "not needed"
    NO_ROLE = "no role"


class InvitationClosed(Exception):
    """The invitation cannot be accepted any more; ``obstacle`` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        self.obstacle = obstacle
        super().__init__(obstacle)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who was let in; with the link's token where she needs one.

    The invitation holds the token's hash alone. It stands in the mail and, until her page has
    shown it once, in the session of whoever made the link. ``signed_out``: everywhere, because
    another board's link had opened the account; ``lost_password``: the one she had does not work
    any more.
    """

    user: User
    invitation: Invitation | None = None
    token: str = ""
    signed_out: bool = False
    lost_password: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """What a person becomes at the board: roles (one per group where there are groups), posts."""

    roles: tuple[tuple[Role, Group | None], ...]
    starts_on: dt.date
    agency: Agency | None = None
    leads: tuple[Lead, ...] = ()


@transaction.atomic
def person_invite(*, board: Board, email: str, name: str, place: Place, by: User) -> Invited:
    """Give somebody a place at the board, by her e-mail address.

    Who has an account keeps its name. Only a newcomer gets a link: with one to the account of
    somebody who is at another board, whoever holds the link would get in there as well. And
    what another board's link opened may be open to others than her: it is shut.
    Raises ValidationError as ``membership_start`` does.
    """
    board_locked(board)
    user = _person_locked(email.lower(), name)
    signed_out = _may_be_open_to_others(user, board)
    lost_password = signed_out and _shut(user)
    is_first = not roles_left(board, user, timezone.localdate())
    for role, group in place.roles:
        membership_start(
            board=board,
            user=user,
            role=role,
            group=group,
            agency=place.agency,
            starts_on=place.starts_on,
            by=by,
            reason=INVITED,
            is_first=is_first,
        )
    for lead in place.leads:
        stand_behind(lead=lead, user=user, starts_on=place.starts_on, by=by, reason=INVITED)
    if may_come_by_link(user, board):
        return _link_made(board, user, by)
    return Invited(user, signed_out=signed_out, lost_password=lost_password)


def may_come_by_link(user: User, board: Board) -> bool:
    """Whether a link from this board opens nothing but this board: a newcomer to it alone."""
    is_newcomer = user.is_active and user.last_login is None and not user.has_usable_password()
    looks_after_boards = user.is_staff or user.is_superuser
    elsewhere = Membership.objects.filter(user=user).exclude(board=board)
    return is_newcomer and not looks_after_boards and not elsewhere.exists()


def may_see_link(roles: Iterable[Membership], by: User) -> bool:
    """Whether ``by`` could give all the roles that a link opens, since she may open it herself."""
    today = timezone.localdate()
    return all(decides_on(row.role, by, row.board, today) for row in roles)


@transaction.atomic
def invitation_renew(*, invitation: Invitation, by: User) -> Invited:
    """A new link for somebody who has not come yet; the earlier one stops working.

    Raises ValidationError where she needs none, was invited no longer, or has a role that is not
    ``by``’s to give.
    """
    board = board_locked(invitation.board)
    _require_pending(invitation)
    if not may_come_by_link(invitation.user, board):
        raise ValidationError(NEEDS_NO_LINK.format(invitation.user))
    roles = roles_left(board, invitation.user, timezone.localdate())
    if not roles:
        raise ValidationError(HAS_NO_ROLE.format(invitation.user))
    if not may_see_link(roles, by):
        raise ValidationError(NOT_YOUR_LINK)
    return _link_made(board, invitation.user, by)


@transaction.atomic
def invitation_withdraw(
    *, invitation: Invitation, by: User, takers: Mapping[str, User | None]
) -> None:
    """Take an invitation back: its link stops working, and the roles that came with it end.

    ``takers`` says who takes over the chairs and posts, as ``role_end`` wants it. Raises
    ValidationError where it was accepted or withdrawn already, and as ``role_end`` does: for the
    board's only business manager, and for one whom ``by`` may not end; StaleRevision as it does.
    """
    board = board_locked(invitation.board)
    _require_pending(invitation)
    invitations_close(board=board, user=invitation.user, by=by, reason=WITHDRAWN)
    if roles := roles_left(board, invitation.user, timezone.localdate()):
        role_end(membership=roles[0], takers=takers, by=by, reason=WITHDRAWN, with_others=True)
    _told(invitation, by, "invitation withdrawn")


@transaction.atomic
def invitation_accept(*, invitation: Invitation, name: str, password: str) -> User:
    """Let the invited person in, under the name she gives; without a password, by code only.

    Raises InvitationClosed where the link was used, replaced or has run out in the meantime.
    """
    board_locked(invitation.board)
    row: Invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    user = row.user = User.objects.select_for_update().get(pk=row.user_id)
    if obstacle := obstacle_of(row):
        raise InvitationClosed(obstacle)
    row.accepted_at = timezone.now()
    row.record(by=user, reason="Accepted")
    user.name = name
    if password:
        user.set_password(password)
    user.save()
    _told(row, user, "invitation accepted")
    return user


def invitation_of(token: str) -> Invitation | None:
    """The invitation whose link holds this token, open or not."""
    rows = Invitation.objects.select_related("board", "user")
    found: Invitation | None = rows.filter(token_hash=_hash(token)).first()
    return found


def obstacle_of(invitation: Invitation | None) -> Obstacle | None:
    """What is the matter with a link; None where it lets its person in."""
    if invitation is None:
        return Obstacle.UNKNOWN
    if invitation.accepted_at:
        return Obstacle.ACCEPTED
    if invitation.withdrawn_at:
        return Obstacle.WITHDRAWN
    if not may_come_by_link(invitation.user, invitation.board):
        return Obstacle.NOT_NEEDED
    if not roles_left(invitation.board, invitation.user, timezone.localdate()):
        return Obstacle.NO_ROLE
    return Obstacle.EXPIRED if invitation.expires_at <= timezone.now() else None


def _link_made(board: Board, user: User, by: User) -> Invited:
    invitations_close(board=board, user=user, by=by, reason="Replaced by a newer link")
    token = secrets.token_urlsafe(32)
    invitation: Invitation = Invitation(
        board=board,
        user=user,
        token_hash=_hash(token),
        expires_at=timezone.now() + VALID_FOR,
    ).record(by=by, reason=INVITED)
    _told(invitation, by, "invited")
    return Invited(user, invitation, token)


def _require_pending(invitation: Invitation) -> None:
    invitation.refresh_from_db()
    if invitation.withdrawn_at or invitation.accepted_at:
        raise ValidationError("This invitation was accepted, withdrawn or replaced meanwhile.")


def _person_locked(email: str, name: str) -> User:
    """Whoever has this address, who comes in by no link until the transaction ends."""
    user = _person(email, name)
    return User.objects.select_for_update().get(pk=user.pk)


def _person(email: str, name: str) -> User:
    """Whoever has this address; without anybody, a new person."""
    if known := User.objects.filter(email=email).first():
        return known
    try:
        with transaction.atomic():
            return User.objects.create_user(email, name=name)
    except IntegrityError:  # another board invited her in this very moment
        return User.objects.get(email=email)


def _may_be_open_to_others(user: User, board: Board) -> bool:
    """Before the first role here: whether others than she may be in, by another board's link.

    Not once a further board has let her in, which shut what that link had opened.
    """
    if Membership.objects.filter(user=user, board=board).exists():
        return False
    links = Invitation.objects.filter(user=user, accepted_at__isnull=False).exclude(board=board)
    further = Membership.objects.filter(user=user).exclude(board__in=links.values("board"))
    return links.exists() and not further.exists()


def _shut(user: User) -> bool:
    """End her sessions and a password set on coming in by a link: whether there was one."""
    user.end_sessions()
    if not user.has_usable_password():
        return False
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return True


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _told(invitation: Invitation, by: User, change: str) -> None:
    record_event(
        EventKind.PEOPLE_CHANGED,
        user=by,
        board=invitation.board.slug,
        change=change,
        invitation=invitation.pk,
        whose=invitation.user_id,
    )
