"""The life of an update: drafted, submitted, accepted or sent back, and undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.audit.models import StaleRevision
from boardplan.audit.several import record_all
from boardplan.ui.uk_dates import date_words
from plans.models import Rating
from priorities.models import (
    Action,
    Milestone,
    MilestoneReport,
    Update,
    UpdateStatus,
)
from priorities.rating import is_borne_out, meaning_of, objections, suggest_rating
from priorities.report import Report, progress_after
from priorities.services.effects import apply_to_plan, take_back_from_plan
from priorities.services.evidence import evidence_add, lock_action
from priorities.services.steps import WrongStep


@transaction.atomic
def update_draft(
    *,
    action: Action,
    report: Report,
    revision: int,
    by: User,
    adds_evidence: bool = False,
) -> Update:
    """Store what was typed so far, complete or not.

    ``revision`` is that of the action's updates which the form was drawn with.
    ``adds_evidence`` puts the evidence that was typed on the update's list; otherwise it
    stays in the form. Raises StaleRevision where somebody saved this action's update since,
    WrongStep where it was submitted meanwhile.
    """
    update = _under_way(action, revision, by)
    if update.status == UpdateStatus.SENT_BACK:
        # What is being written anew was not said yet; the question stays with it.
        update.status, update.submitted_at = UpdateStatus.DRAFT, None
    update.evidence_draft = {} if adds_evidence else report.evidence.words()
    _write(update, report, by, reason="Draft saved" if update.pk else "Draft begun")
    if adds_evidence:
        evidence_add(update=update, evidence=report.evidence, by=by)
    return update


@transaction.atomic
def update_submit(
    *, action: Action, report: Report, revision: int, by: User, accepts: bool, today: dt.date
) -> Update:
    """Store and submit an update; ``accepts`` (a manager's own) takes it at once.

    Raises ValidationError by field where the rating wants more, StaleRevision as
    ``update_draft`` does.
    """
    update = _under_way(action, revision, by)
    has_evidence = _has_evidence(update)
    rating = _checked_rating(report, has_evidence=has_evidence)
    update.author = by
    update.status = UpdateStatus.SUBMITTED
    update.submitted_at = timezone.now()
    update.suggested = _disagreement(action, report, rating, today, has_evidence=has_evidence)
    update.evidence_draft = {}
    _write(update, report, by, reason="Submitted")
    evidence_add(update=update, evidence=report.evidence, by=by)
    return _accept(update, by) if accepts else update


def update_nothing_to_add(
    *, action: Action, revision: int, by: User, accepts: bool, today: dt.date
) -> Update:
    """Submit that all stands as the last accepted update said.

    Raises ValidationError where there is none yet, or where a date has passed since: then it
    takes a word, or a new date. StaleRevision and WrongStep as ``update_draft``.
    """
    latest = action.updates.counted().first()
    if latest is None or latest.submitted_at is None:
        raise ValidationError("There is no earlier update to stand by. Say how it is going.")
    if has_missed_date(action, action.milestones.in_force(), today):
        raise ValidationError("A date has passed. Say what happened, or move the date below.")
    report = Report(
        rating=latest.rating,
        progress=f"Nothing to add since {date_words(latest.submitted_at)}.",
        issue=latest.issue,
        is_nothing_to_add=True,
    )
    return update_submit(
        action=action, report=report, revision=revision, by=by, accepts=accepts, today=today
    )


def has_missed_date(action: Action, milestones: Iterable[Milestone], today: dt.date) -> bool:
    """Whether a date of the action has passed with its work open: then silence will not do."""
    return bool(progress_after(action, Report(), milestones, has_evidence=False).missed(today))


@transaction.atomic
def update_take_back(*, update: Update, by: User) -> Update:
    """Make a submitted update a draft again, to be changed.

    Raises WrongStep where it is not waiting to be accepted.
    """
    update = _waiting(update)
    update.status = UpdateStatus.DRAFT
    update.submitted_at = None
    return update.record(by=by, reason="Taken back to be changed")


@transaction.atomic
def update_accept(*, update: Update, revision: int, by: User) -> Update:
    """Make a submitted update part of the record: its rating, dates, milestones, evidence.

    ``revision`` is that of the words the person read. Raises WrongStep where the update is
    not waiting to be accepted, or says something else by now.
    """
    update = _waiting(update, revision)
    _check_evidence(update)
    return _accept(update, by)


def _accept(update: Update, by: User) -> Update:
    """Raise WrongStep where the action, which is locked, was withdrawn meanwhile."""
    if update.action.is_withdrawn:
        raise WrongStep("The action was withdrawn meanwhile. Bring it back first.")
    apply_to_plan(update, by=by)
    update.status = UpdateStatus.ACCEPTED
    update.accepted_at = timezone.now()
    update.accepted_by = by
    return update.record(by=by, reason="Accepted")


@transaction.atomic
def update_send_back(*, update: Update, revision: int, question: str, by: User) -> Update:
    """Return a submitted update to its author with a question.

    Raises WrongStep as ``update_accept`` does.
    """
    update = _waiting(update, revision)
    update.status = UpdateStatus.SENT_BACK
    update.question = question
    return update.record(by=by, reason=f"Sent back: {question}")


@transaction.atomic
def update_void(*, update: Update, reason: str, by: User) -> Update:
    """Undo an acceptance: the update is kept but no longer counted, what it changed returns.

    Raises WrongStep unless it is the action's latest counted update: a later one builds on
    it and has to be undone first.
    """
    update = _locked(update)
    check_voidable(update)
    take_back_from_plan(update, by=by, reason=reason)
    update.voided_at = timezone.now()
    update.voided_by = by
    update.void_reason = reason
    return update.record(by=by, reason=f"Acceptance undone: {reason}")


def check_voidable(update: Update) -> None:
    """Raise WrongStep, saying why, where this update's acceptance cannot be undone."""
    if update.is_voided:
        raise WrongStep("The acceptance of this update was undone already.")
    latest = Update.objects.filter(action=update.action_id).counted().order_by(*_NEWEST).first()
    if latest is None or latest.pk != update.pk:
        raise WrongStep("Only the latest accepted update can be undone. Undo the later one first.")


_NEWEST = ("-accepted_at", "-pk")


def _locked(update: Update) -> Update:
    """The update as it is now, with its action locked: whoever writes on it waits."""
    lock_action(update.action_id)
    found: Update = Update.objects.select_related("action", "rating").get(pk=update.pk)
    return found


def _waiting(update: Update, revision: int | None = None) -> Update:
    update = _locked(update)
    if update.status != UpdateStatus.SUBMITTED:
        raise WrongStep(
            "Somebody was quicker: this update is no longer waiting to be accepted "
            f"({update.get_status_display().lower()})."
        )
    if revision is not None and update.revision != revision:
        raise WrongStep("This update was changed since you read it. Read it again below.")
    return update


def _under_way(action: Action, revision: int, by: User) -> Update:
    action = lock_action(action.pk)
    updates = list(action.updates.all())
    if sum(update.revision for update in updates) != revision:
        raise StaleRevision("Somebody else saved an update on this action since.")
    update = next((update for update in updates if update.is_under_way), None)
    if update and update.status == UpdateStatus.SUBMITTED:
        raise WrongStep("This update is waiting to be accepted. Take it back to change it.")
    return update or Update(action=action, author=by)


def _checked_rating(report: Report, *, has_evidence: bool) -> Rating:
    """The rating of a report that may be submitted, with evidence on record or on its draft."""
    if report.rating is None:
        raise ValidationError({"rating": "Choose how the action is going."})
    found = objections(
        report.rating,
        has_evidence=report.evidence.says_something or has_evidence,
        progress=report.progress,
        issue=report.issue,
    )
    if found:
        raise ValidationError({each.field: each.message for each in found})
    return report.rating


def _check_evidence(update: Update) -> None:
    """Refuse a rating whose evidence is gone."""
    if update.rating and update.rating.needs_evidence and not _has_evidence(update):
        raise WrongStep(
            "The evidence that this update leaned on is no longer on record. "
            "Send it back and ask for it."
        )


def _has_evidence(update: Update) -> bool:
    """Whether there is evidence on record, or with this update."""
    live = update.action.evidence.in_force()
    on_record = live.on_record().values("pk")
    found: bool = live.filter(Q(pk__in=on_record) | Q(update=update.pk)).exists()
    return found


def _disagreement(
    action: Action, report: Report, rating: Rating, today: dt.date, *, has_evidence: bool
) -> str:
    # A page has fetched them already, to draw the form.
    milestones = [m for m in action.milestones.all() if not m.is_withdrawn]
    progress = progress_after(action, report, milestones, has_evidence=has_evidence)
    suggestion = suggest_rating(progress, today)
    agrees = is_borne_out(meaning_of(rating), suggestion, progress)
    return "" if agrees else suggestion.reason


def _write(update: Update, report: Report, by: User, *, reason: str) -> None:
    """Save the words of the report as the update's next revision; its action is locked."""
    update.rating = report.rating
    update.progress = report.progress
    update.impact = report.impact
    update.issue = report.issue
    update.new_due_on = report.new_due_on
    update.new_due_reason = report.new_due_reason
    update.is_nothing_to_add = report.is_nothing_to_add
    update.source = report.source
    update.told_by = report.told_by
    said_before = update.milestone_reports.all() if update.pk else ()
    update.record(by=by, reason=reason)
    _write_milestones(update, said_before, report, by)


def _write_milestones(
    update: Update, said_before: Iterable[MilestoneReport], report: Report, by: User
) -> None:
    """Bring the milestone reports in line: one per milestone that something is said of."""
    stored = {row.milestone_id: row for row in said_before}
    changed = []
    for word in report.milestones:
        row = stored.get(word.milestone.pk)
        if row is None and not word.says_something:
            continue
        row = row or MilestoneReport(update=update, milestone=word.milestone)
        said = (word.is_done, word.new_due_on, word.reason)
        if row.pk and said == (row.is_done, row.new_due_on, row.reason):
            continue
        row.is_done, row.new_due_on, row.reason = said
        changed.append((row, ""))
    record_all(changed, by=by)
