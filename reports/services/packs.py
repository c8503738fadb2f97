"""Drafts of packs: asked for, made in the background, and stored whole or not at all."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone

from plans.models import Meeting, NotAsFrozen
from reports.models import PackDraft, PackDraftFile, PackSignature
from reports.pack import Standing, board_pack
from reports.pack_data import PackData
from reports.pack_sources import PackSources, paper_bytes, papers_of
from reports.pack_stamp import pack_stamp, plan_of
from reports.paper_files import UnwantedPaper
from reports.pdf import PdfError

log = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=3)
"""How long a worker may be at a draft: ten times what a pack of 500 actions takes."""
LONGEST_LEASES = 10
FIRST_PAUSE, LONGEST_PAUSE = dt.timedelta(seconds=30), dt.timedelta(hours=1)
UNKNOWN = "Something went wrong while it was being printed. It is tried again; the log says more."
NO_ROOM = "It could not be stored. It is tried again; is there room on the disk?"


class NoPlan(Exception):
    """The board has no plan that a pack could print."""


@dataclass(frozen=True)
class MadePack:
    """A pack that was printed: of which state of the record, its data and its file."""

    stamp: str
    data: PackData
    pdf: bytes


def pack_ask(*, meeting: Meeting, edition: str, now: dt.datetime | None = None) -> PackDraft:
    """The draft of the meeting's pack in this edition, owed anew where the record has changed.

    Raises NoPlan where the board has none. Writes only where something changed, so the page that
    asks costs a reader nothing.
    """
    now = now or timezone.now()
    plan = plan_of(meeting)
    if plan is None:
        raise NoPlan
    stamp = pack_stamp(meeting, plan, edition, today=timezone.localdate(now))
    draft = PackDraft.objects.filter(meeting=meeting, edition=edition).first()
    if draft is None:
        try:
            with transaction.atomic():
                return PackDraft.objects.create(
                    meeting=meeting, edition=edition, wanted=stamp, asked_at=now, try_after=now
                )
        except IntegrityError:  # somebody else asked at the same moment
            draft = PackDraft.objects.get(meeting=meeting, edition=edition)
    if draft.wanted != stamp:
        PackDraft.objects.filter(pk=draft.pk).update(
            wanted=stamp, asked_at=now, try_after=now, attempts=0, trouble=""
        )
        draft.refresh_from_db()
    return draft


def pack_make(*, draft: PackDraft) -> bool:
    """Make the file of a draft and store it; False where another worker is at it, or it failed.

    Printed outside of any transaction, under a lease that runs out if this worker is killed.
    Stored in one, and only while the lease is still this worker's: never half, never twice.
    """
    now = timezone.now()
    # Longer each time: on a slow machine two workers must not take it from each other for ever.
    lease = now + LEASE * min(draft.attempts + 1, LONGEST_LEASES)
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    mine = PackDraft.objects.filter(free, pk=draft.pk)
    if not mine.update(leased_until=lease, attempts=F("attempts") + 1):
        return False
    try:
        made = pack_print(meeting=draft.meeting, edition=draft.edition)
        return _store(draft, lease, made)
    except Exception as failed:
        if not isinstance(failed, (NoPlan, PdfError, NotAsFrozen, UnwantedPaper, OSError)):
            log.exception("A pack could not be made")
        _put_off(draft, lease, failed)
        return False


def pack_print(*, meeting: Meeting, edition: str) -> MadePack:
    """Print the meeting's pack as the record is now; marked as a draft until it is signed off.

    Raises NoPlan, reports.pdf.PdfError, UnwantedPaper, NotAsFrozen, or OSError for a paper whose
    file is gone.
    """
    today = timezone.localdate()
    plan = plan_of(meeting)
    if plan is None:
        raise NoPlan
    # Before the data: what changes in between makes the draft owed again.
    stamp = pack_stamp(meeting, plan, edition, today=today)
    sources = PackSources(meeting, plan, today)
    data = sources.data(edition)
    papers = map(paper_bytes, papers_of(meeting, edition))
    pdf = board_pack(data, pack_standing(sources), papers=papers)
    return MadePack(stamp, data, pdf)


def pack_standing(sources: PackSources) -> Standing:
    """How far the pack has come, in words for its cover."""
    signature = standing_signature(sources.meeting)
    if sources.lock and signature and signature.read_sha256 == sources.members.sha256:
        day = timezone.localdate(signature.signed_at)
        return Standing("", f"Signed off by the {signature.approval.body} on {day:%-d %B %Y}")
    if sources.lock:
        return Standing("DRAFT", f"{sources.lock}, locked on {sources.lock.as_at:%-d %B %Y}")
    return Standing("DRAFT", "Not locked yet: it follows the record")


def standing_signature(meeting: Meeting) -> PackSignature | None:
    """The signature that holds for the meeting's pack, if the chair gave one."""
    found: PackSignature | None = (
        PackSignature.objects.filter(meeting=meeting, taken_back_at__isnull=True)
        .select_related("approval", "signed_by")
        .first()
    )
    return found


def _store(draft: PackDraft, lease: dt.datetime, made: MadePack) -> bool:
    """The file and what it is of, in one transaction, if the lease is still ours."""
    with transaction.atomic():
        mine = PackDraft.objects.filter(pk=draft.pk, leased_until=lease)
        stored = mine.update(
            made_of=made.stamp,
            made_at=timezone.now(),
            leased_until=None,
            attempts=0,
            trouble="",
        )
        if stored:
            PackDraftFile.objects.update_or_create(draft=draft, defaults={"data": made.pdf})
    return bool(stored)


def _put_off(draft: PackDraft, lease: dt.datetime, failed: Exception) -> None:
    """Say why it was not made, and when it is tried again: later each time."""
    attempts = PackDraft.objects.values_list("attempts", flat=True).get(pk=draft.pk)
    pause = min(FIRST_PAUSE * 2 ** min(attempts - 1, 10), LONGEST_PAUSE)
    PackDraft.objects.filter(pk=draft.pk, leased_until=lease).update(
        leased_until=None, try_after=timezone.now() + pause, trouble=_trouble(failed)
    )


def _trouble(failed: Exception) -> str:
    if isinstance(failed, NoPlan):
        return "The board has no plan to print."
    if isinstance(failed, FileNotFoundError):
        return "The file of a paper is missing from the store. Take the paper out, add it anew."
    if isinstance(failed, (PdfError, NotAsFrozen, UnwantedPaper)):
        return str(failed)
    return NO_ROOM if isinstance(failed, (OSError, OperationalError)) else UNKNOWN
