"""Links by which people come to their own updates without signing in: made, opened, refused."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import uuid
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from boardplan.accounts.models import User
from boardplan.audit.events import EventKind, record_event
from plans.access import LinkAccess, link_access_of
from plans.models import Board
from plans.models.scoping import BoardQuerySet
from priorities.models import UpdatesLink

VALID_FOR = dt.timedelta(days=14)
_SALT = "priorities.services.links"


class Obstacle(StrEnum):
    """Why a link does not open."""

    UNKNOWN = "unknown"
    REPLACED = "replaced"
    EXPIRED = "expired"
    DEAD = "dead"
    """Her part in the board changed, or whatever else signs a person out everywhere happened."""


@transaction.atomic
def link_make(*, board: Board, user: User, key: uuid.UUID) -> str:
    """The token of a link to this person's own updates at this board; it holds for 14 days.

    ``key`` is that of the e-mail that the link stands in. The token follows from it, so that an
    e-mail sent twice holds one link; the database knows the token's hash alone. The link of
    another e-mail ends those that this person had for this board. Once her part changed, the same
    e-mail gets another link: the one that may have gone out before stays dead.
    """
    holder: User = User.objects.select_for_update().get(pk=user.pk)
    token = _token(board, holder, key)
    now = timezone.now()
    if known := UpdatesLink.objects.filter(token_hash=_hash(token)).first():
        if known.ended_at is None and known.expires_at <= now:  # the e-mail could not be sent
            known.expires_at = now + VALID_FOR
            known.save(update_fields=["expires_at"])
        return token
    UpdatesLink.objects.filter(board=board, user=holder, ended_at__isnull=True).update(ended_at=now)
    link = UpdatesLink.objects.create(
        board=board,
        user=holder,
        token_hash=_hash(token),
        epoch=holder.session_epoch,
        made_at=now,
        expires_at=now + VALID_FOR,
    )
    _told(link, "made")
    return token


def link_of(token: str) -> UpdatesLink | None:
    """The link that holds this token, whether it opens or not."""
    found: UpdatesLink | None = _links().filter(token_hash=_hash(token)).first()
    return found


def link_opened(pk: int) -> UpdatesLink | None:
    """The link of a limited session, as it is now."""
    found: UpdatesLink | None = _links().filter(pk=pk).first()
    return found


def link_access(link: UpdatesLink | None) -> LinkAccess | Obstacle:
    """What a link lets its person do today; or why it does not open.

    Asked again with each request: whatever ends her sessions or her part ends the link as well.
    """
    if link is None:
        return Obstacle.UNKNOWN
    if link.ended_at:
        return Obstacle.REPLACED
    access = link_access_of(link.user, link.board.slug)
    if access is None or link.epoch != link.user.session_epoch:
        return Obstacle.DEAD
    return Obstacle.EXPIRED if link.expires_at <= timezone.now() else access


def link_open(*, link: UpdatesLink) -> None:
    """Note that somebody came in by this link."""
    UpdatesLink.objects.filter(pk=link.pk).update(used_at=timezone.now())
    _told(link, "opened")


def link_refuse(*, link: UpdatesLink | None, obstacle: Obstacle) -> None:
    """Note that a link of somebody's did not open; an address that is merely wrong is nobody's."""
    if link is not None:
        _told(link, "refused", reason=obstacle.value)


def _links() -> BoardQuerySet:
    rows: BoardQuerySet = UpdatesLink.objects.select_related("board", "user")
    return rows


def _token(board: Board, user: User, key: uuid.UUID) -> str:
    """256 bits that nobody without the installation's secret key can tell."""
    value = f"{board.pk} {user.pk} {user.session_epoch} {key}"
    digest = salted_hmac(_SALT, value, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _told(link: UpdatesLink, change: str, **detail: Any) -> None:
    record_event(
        EventKind.UPDATES_LINK,
        board=link.board.slug,
        change=change,
        link=link.pk,
        whose=link.user_id,
        **detail,
    )
