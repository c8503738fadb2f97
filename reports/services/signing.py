"""The chair signs off the pack that she read, and may take that back until it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import Approval, Meeting, Plan, PlanLock
from plans.roles import Role
from priorities.services.versions import frozen_plan
from reports.models import PackSignature
from reports.pack_changes import PackChanges, changes_of
from reports.pack_data import PART_WORDS, PackData
from reports.pack_sources import PackSources
from reports.pack_stamp import plan_of
from reports.services.packs import standing_signature
from reports.services.papers import refuse_if_sent

CANCELLED = "This meeting was cancelled."
NOT_LOCKED = "The plan is not locked for this meeting. The manager locks it first."


@dataclass(frozen=True)
class ReadPack:
    """What a person had before her: the hash of the pack, of its parts, and which draft it was."""

    sha256: str
    parts: Mapping[str, str]
    lock: int | None


class ReadAnother(Exception):
    """What she read is not the pack any more: ``what`` changed, and in the plan ``changes``."""

    def __init__(self, what: tuple[str, ...], changes: tuple[PackChanges, ...]) -> None:
        self.what, self.changes = what, changes
        super().__init__("This is no longer the pack that was read.")


def locked(sources: PackSources) -> PlanLock:
    """The draft that stands locked for the meeting. Raises ValidationError where none does."""
    if sources.lock is None:
        raise ValidationError(NOT_LOCKED)
    return sources.lock


def plan_held(meeting: Meeting) -> Plan:
    """The plan of the meeting's pack; nobody locks or reopens it until the transaction ends.

    Raises ValidationError where there is none, and where the meeting was cancelled.
    """
    plan = plan_of(meeting)
    if plan is None:
        raise ValidationError(NOT_LOCKED)
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if Meeting.objects.select_for_update().get(pk=meeting.pk).is_cancelled:
        raise ValidationError(CANCELLED)
    return plan


@transaction.atomic
def pack_sign(*, meeting: Meeting, read: ReadPack, by: User) -> PackSignature:
    """Sign off what was read.

    Raises ValidationError where nothing is locked, or the pack was sent or signed already;
    ReadAnother where the pack is no longer what was read.
    """
    now = timezone.now()
    plan = plan_held(meeting)
    refuse_if_sent(meeting)
    sources = PackSources(meeting, plan, timezone.localdate(now))
    lock = locked(sources)
    if sources.members.sha256 != read.sha256:
        raise ReadAnother(*_what_changed(read, sources.members, lock))
    if earlier := standing_signature(meeting):
        if earlier.read_sha256 == read.sha256:
            raise ValidationError("This pack is signed off already.")
        _end(earlier, by, "What was signed is no longer the pack")
    approval = Approval(
        plan=sources.plan,
        draft_number=str(lock.number),
        body=Role.CHAIR.label,
        meeting=meeting,
        approved_on=timezone.localdate(now),
        outcome="Pack signed off",
        signed_by=by,
        read_sha256=read.sha256,
    ).record(by=by, reason="Signed off the pack")
    signature: PackSignature = PackSignature(
        meeting=meeting,
        approval=approval,
        read_sha256=read.sha256,
        signed_at=now,
        signed_by=by,
    ).record(by=by, reason="Signed off the pack")
    return signature


@transaction.atomic
def pack_unsign(*, meeting: Meeting, by: User) -> None:
    """Take one's own signature back. Raises ValidationError once the pack was sent."""
    plan_held(meeting)
    refuse_if_sent(meeting)
    signature = standing_signature(meeting)
    if signature is None or signature.signed_by_id != by.pk:
        raise ValidationError("There is no signature of yours to take back.")
    _end(signature, by, "Taken back")


def _end(signature: PackSignature, by: User, reason: str) -> None:
    now = timezone.now()
    for row in (signature, signature.approval):
        row.taken_back_at = now
        row.record(by=by, reason=reason)


def _what_changed(
    read: ReadPack, data: PackData, lock: PlanLock
) -> tuple[tuple[str, ...], tuple[PackChanges, ...]]:
    """The parts that are no longer as they were read; of the plan, change by change."""
    what = tuple(
        words for name, words in PART_WORDS.items() if read.parts.get(name) != data.parts[name]
    )
    before = PlanLock.objects.filter(pk=read.lock or 0, plan=lock.plan_id).first()
    if before is None or before.pk == lock.pk:
        return what, ()
    return what, changes_of(frozen_plan(before), data.document).changes
