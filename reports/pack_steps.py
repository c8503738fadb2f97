"""What a pack waits for next: to be locked, to be signed off, to be sent. For a board's home."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from plans.access import Access, Permission
from plans.models import Meeting, PlanLock
from reports.models import PackSignature, Paper, Publication, PublicationKind

AHEAD = dt.timedelta(days=28)
"""So long before a meeting its pack is on the home of whoever has to do something for it."""


@dataclass(frozen=True)
class PackStep:
    """The next step of a meeting's pack; ``is_theirs`` where it is this person's to take."""

    meeting: Meeting
    words: str
    is_theirs: bool


def pack_step(access: Access) -> PackStep | None:
    """The step of the next meeting's pack; None for who takes none, or where none is near."""
    signs, issues = access.allows(Permission.SIGN_OFF), access.allows(Permission.EDIT_PLAN)
    if not (signs or issues):
        return None
    its = {"meeting": OuterRef("pk")}
    packs = Publication.objects.sent().filter(kind=PublicationKind.PACK, **its)
    ahead = Meeting.objects.visible_to(access).ahead(access.today)
    near = ahead.filter(held_on__lte=access.today + AHEAD).exclude(Exists(packs))
    locks = PlanLock.objects.standing().filter(**its).order_by("-locked_at")
    signatures = PackSignature.objects.filter(taken_back_at__isnull=True, **its)
    papers = Paper.history.filter(**its).order_by("-history_date")
    changes = Meeting.history.filter(id=OuterRef("pk")).order_by("-history_date")
    meeting = (
        near.annotate(
            locked_at=Subquery(locks.values("locked_at")[:1]),
            signed_at=Subquery(signatures.values("signed_at")[:1]),
            paper_at=Subquery(papers.values("history_date")[:1]),
            changed_at=Subquery(changes.values("history_date")[:1]),
        )
        .select_related("group")
        .first()
    )
    if meeting is None:
        return None
    if not meeting.locked_at:
        return PackStep(meeting, "Lock for the meeting", is_theirs=issues) if issues else None
    if not _is_signed(meeting):
        words = "It waits for your sign-off" if signs else "It waits for the chair’s sign-off"
        return PackStep(meeting, words, is_theirs=signs)
    return PackStep(meeting, "Send the pack" if issues else "It waits to be sent", is_theirs=issues)


def _is_signed(meeting: Any) -> bool:
    """Whether it was signed off after all that its pack prints was as it is now."""
    moments = (meeting.locked_at, meeting.paper_at, meeting.changed_at)
    return bool(meeting.signed_at) and all(at is None or at < meeting.signed_at for at in moments)
