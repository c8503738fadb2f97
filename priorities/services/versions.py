"""A plan's drafts locked for a meeting, its issued versions, and who approved them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import Approval, FrozenRecord, Meeting, Plan, PlanLock, PlanVersion
from priorities.document import PlanDocument
from priorities.models import Update
from priorities.services.steps import WrongStep
from priorities.snapshot import plan_document

MOST = 2_000_000_000
"""Beyond this a number does not fit the column."""


def frozen_plan(row: FrozenRecord) -> PlanDocument:
    """The plan that a lock or a version holds.

    Raises plans.models.NotAsFrozen where what is stored is not what was frozen.
    """
    return PlanDocument.from_json(row.thawed())


def next_number(plan: Plan) -> int:
    """The number that the next version takes if nobody says another."""
    return _last(plan.versions) + 1


def standing_lock(plan: Plan, meeting: Meeting) -> PlanLock | None:
    """The draft that is locked for this meeting, if one is."""
    found: PlanLock | None = PlanLock.objects.filter(plan=plan, meeting=meeting).standing().first()
    return found


def accepted_since(lock: PlanLock) -> int:
    """How many updates of the plan were accepted since it was locked: they wait for the next."""
    updates = Update.objects.filter(action__objective__priority__plan=lock.plan_id)
    found: int = updates.counted().filter(accepted_at__gt=lock.locked_at).count()
    return found


@transaction.atomic
def plan_lock(*, plan: Plan, meeting: Meeting, by: User) -> PlanLock:
    """Fix the draft of the plan for a meeting: updates accepted later wait for the next one.

    Raises ValidationError for a meeting that is another board's or was cancelled, for a plan
    without actions, and where the plan is locked for this meeting already.
    """
    plan = _locked(plan)
    meeting.refresh_from_db()
    if meeting.board_id != plan.board_id:
        raise ValidationError({"meeting": "This meeting is not one of the plan’s board."})
    if meeting.is_cancelled:
        raise ValidationError({"meeting": "This meeting was cancelled. Choose another."})
    if standing := standing_lock(plan, meeting):
        raise ValidationError(
            {"meeting": f"{standing} is locked for this meeting already. Reopen it first."}
        )
    document = plan_document(plan)
    if not document.in_force().actions:
        raise ValidationError("This plan has no actions yet. There is nothing to lock.")
    lock = PlanLock(
        plan=plan,
        meeting=meeting,
        number=_last(plan.locks) + 1,
        locked_at=timezone.now(),
        locked_by=by,
    )
    lock.freeze(document.to_json())
    lock.record(by=by, reason=f"Locked for the meeting of {meeting}")
    return lock


@transaction.atomic
def plan_reopen(*, lock: PlanLock, reason: str, by: User) -> PlanLock:
    """Let the draft follow the record again until the plan is locked anew.

    Raises ValidationError without a reason, WrongStep where it was reopened already.
    """
    _locked(lock.plan)
    lock.refresh_from_db()
    if lock.reopened_at is not None:
        raise WrongStep(f"{lock} was reopened already.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why the draft is reopened."})
    lock.reopened_at = timezone.now()
    lock.reopened_by = by
    lock.reopened_reason = reason.strip()
    return lock.record(by=by, reason=f"Reopened: {lock.reopened_reason}")


def document_to_issue(plan: Plan, number: int, lock: PlanLock | None = None) -> PlanDocument:
    """The plan as version ``number`` will hold it: as it was locked, or as it is now."""
    document = frozen_plan(lock) if lock else plan_document(plan)
    return replace(document, plan=replace(document.plan, version=str(number)))


@transaction.atomic
def version_issue(
    *,
    plan: Plan,
    label: str,
    dated_on: dt.date,
    note: str,
    by: User | None,
    number: int | None = None,
    meeting: Meeting | None = None,
    lock: PlanLock | None = None,
) -> PlanVersion:
    """Store the plan whole as its next version, for ever; a correction is another version.

    ``number`` is the next one where none is given. With ``lock`` it is the plan as it was locked,
    for that meeting. Raises ValidationError, by field, where the number is taken or below the
    last, where there is no note, and for a lock or a meeting that is not this plan's or was
    reopened.
    """
    plan = _locked(plan)
    _check_issue(plan, meeting, lock, note)
    taken = _checked_number(plan, number)
    version = PlanVersion(
        plan=plan,
        number=taken,
        label=label.strip(),
        dated_on=dated_on,
        note=note.strip(),
        meeting=lock.meeting if lock else meeting,
        lock=lock,
        issued_at=timezone.now(),
        issued_by=by,
    )
    version.freeze(document_to_issue(plan, taken, lock).to_json())
    version.record(by=by, reason="Issued")
    return version


@transaction.atomic
def approval_add(
    *,
    plan: Plan,
    draft_number: str,
    body: str,
    meeting: Meeting | None,
    approved_on: dt.date,
    outcome: str,
    by: User,
    version: PlanVersion | None = None,
) -> Approval:
    """Put on record that a body looked at a draft, on which day, and what came of it.

    Raises ValidationError for a version or a meeting of others, and where nobody is named.
    """
    if version and version.plan_id != plan.pk:
        raise ValidationError({"version": "This version is another plan’s."})
    if meeting and meeting.board_id != plan.board_id:
        raise ValidationError({"meeting": "This meeting is another board’s."})
    if not body.strip():
        raise ValidationError({"body": "Say who approved it."})
    approval: Approval = Approval(
        plan=plan,
        draft_number=draft_number.strip(),
        body=body.strip(),
        meeting=meeting,
        version=version,
        approved_on=approved_on,
        outcome=outcome.strip(),
    ).record(by=by, reason="Approval put on record")
    return approval


@transaction.atomic
def approval_take_back(*, approval: Approval, reason: str, by: User) -> Approval:
    """Say that an approval was not so: the row stays, and no longer counts.

    Raises WrongStep where it was taken back already, or was signed in Boardplan: whoever signed
    takes that back.
    """
    approval = Approval.objects.select_for_update().get(pk=approval.pk)
    if approval.taken_back_at is not None:
        raise WrongStep("This approval was taken back already.")
    if approval.signed_by_id is not None:
        raise WrongStep("This was signed in Boardplan. Whoever signed it takes it back.")
    approval.taken_back_at = timezone.now()
    return approval.record(by=by, reason=f"Taken back: {reason}")


def _locked(plan: Plan) -> Plan:
    """The plan as it is now; drafts and versions of it are numbered one at a time."""
    found: Plan = Plan.objects.select_for_update(of=("self",)).whole().get(pk=plan.pk)
    return found


def _last(rows: object) -> int:
    last: int | None = rows.aggregate(last=Max("number"))["last"]  # type: ignore[attr-defined]
    return last or 0


def _check_issue(plan: Plan, meeting: Meeting | None, lock: PlanLock | None, note: str) -> None:
    if not note.strip():
        raise ValidationError({"note": "Say in a sentence what is new in this version."})
    if lock and lock.plan_id != plan.pk:
        raise ValidationError({"lock": "This draft is another plan’s."})
    if lock and PlanLock.objects.standing().filter(pk=lock.pk).first() is None:
        raise ValidationError({"lock": "This draft was reopened. Lock the plan again first."})
    if meeting and meeting.board_id != plan.board_id:
        raise ValidationError({"meeting": "This meeting is another board’s."})
    if lock and meeting and lock.meeting_id != meeting.pk:
        raise ValidationError({"meeting": "The draft is locked for another meeting."})


def _checked_number(plan: Plan, number: int | None) -> int:
    if number is None:
        return next_number(plan)
    if plan.versions.filter(number=number).exists():
        raise ValidationError({"number": f"Version {number} is issued already."})
    last = _last(plan.versions)
    if number <= last:
        raise ValidationError({"number": f"Version {last} is issued already. Take a later number."})
    if number > MOST:
        raise ValidationError({"number": "This number is too long."})
    return number
