"""What a pack waits for next: to be locked, to be signed off, to be sent. For a board's home."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from plans.access import Access, Permission
from plans.models import Meeting, PlanLock
from reports.models import PackSignature, Publication, PublicationKind

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
    meeting = (
        near.annotate(
            is_locked=Exists(PlanLock.objects.standing().filter(**its)),
            is_signed=Exists(PackSignature.objects.filter(taken_back_at__isnull=True, **its)),
        )
        .select_related("group")
        .first()
    )
    if meeting is None:
        return None
    if not meeting.is_locked:
        return PackStep(meeting, "Lock for the meeting", is_theirs=issues) if issues else None
    if not meeting.is_signed:
        words = "It waits for your sign-off" if signs else "It waits for the chair’s sign-off"
        return PackStep(meeting, words, is_theirs=signs)
    return PackStep(meeting, "Send the pack" if issues else "It waits to be sent", is_theirs=issues)
