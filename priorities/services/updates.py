"""The life of an update: drafted, submitted, accepted or sent back, and undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.audit.models import StaleRevision
from plans.models import Rating
from priorities.models import Action, Milestone, MilestoneReport, Update, UpdateStatus
from priorities.models.parts import State, TimescaleFields, timescale_columns
from priorities.rating import is_borne_out, meaning_of, objections, suggest_rating
from priorities.report import Report, progress_after
from priorities.services.evidence import evidence_add
from priorities.services.steps import WrongStep
from priorities.timescale import Timescale


@transaction.atomic
def update_draft(
    *, action: Action, report: Report, revision: int, by: User, adds_evidence: bool = False
) -> Update:
    """Store what was typed so far, complete or not.

    ``revision`` is the one the form was drawn with, 0 where there was no update under way.
    ``adds_evidence`` puts the evidence that was typed on the update's list; otherwise it
    stays in the form. Raises StaleRevision where somebody saved this action's update since,
    WrongStep where it was submitted meanwhile.
    """
    update = _under_way(action, revision)
    update.evidence_draft = {} if adds_evidence else report.evidence.words()
    _write(update, report, revision, by, reason="Draft saved" if update.pk else "Draft begun")
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
    rating = _checked_rating(action, report, revision)
    update = _under_way(action, revision)
    update.author = by
    update.status = UpdateStatus.SUBMITTED
    update.submitted_at = timezone.now()
    update.suggested = _disagreement(action, report, rating, today)
    update.evidence_draft = {}
    _write(update, report, revision, by, reason="Submitted")
    evidence_add(update=update, evidence=report.evidence, by=by)
    return update_accept(update=update, revision=update.revision, by=by) if accepts else update


def update_nothing_to_add(
    *, action: Action, revision: int, by: User, accepts: bool, today: dt.date
) -> Update:
    """Submit that all stands as the last accepted update said.

    Raises ValidationError where there is none yet, or where a date has passed since: then it
    takes a word, or a new date. StaleRevision and WrongStep as ``update_draft``.
    """
    latest = action.updates.counted().first()
    if latest is None:
        raise ValidationError("There is no earlier update to stand by. Say how it is going.")
    if has_missed_date(action, action.milestones.in_force(), today):
        raise ValidationError("A date has passed. Say what happened, or move the date below.")
    report = Report(
        rating=latest.rating,
        progress=f"Nothing to add since {latest.submitted_at:%-d %B %Y}.",
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
    for report in update.milestone_reports.select_related("milestone"):
        _apply_to_milestone(report, by)
    if update.new_due_on:
        update.replaced = _columns_json(update.action)
        _move(update.action, update.new_due_on)
        update.action.record(by=by, reason=f"Date moved: {update.new_due_reason}")
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
    latest = Update.objects.filter(action=update.action_id).counted().order_by(*_NEWEST).first()
    if latest is None or latest.pk != update.pk:
        raise WrongStep("Only the latest accepted update can be undone. Undo the later one first.")
    for report in update.milestone_reports.select_related("milestone"):
        _restore_milestone(report, by, reason)
    if update.replaced and update.action.due_on == update.new_due_on:
        _restore(update.action, update.replaced, by, reason)
    update.voided_at = timezone.now()
    update.voided_by = by
    update.void_reason = reason
    return update.record(by=by, reason=f"Acceptance undone: {reason}")


_NEWEST = ("-accepted_at", "-pk")


def _locked(update: Update) -> Update:
    rows: Any = Update.objects.select_for_update(of=("self",)).select_related("action")
    found: Update = rows.get(pk=update.pk)
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


def _under_way(action: Action, revision: int) -> Update:
    update = action.updates.under_way().first()
    if (update.revision if update else 0) != revision:
        raise StaleRevision("Somebody else saved an update on this action since.")
    if update and update.status == UpdateStatus.SUBMITTED:
        raise WrongStep("This update is waiting to be accepted. Take it back to change it.")
    return update or Update(action=action)


def _checked_rating(action: Action, report: Report, revision: int) -> Rating:
    if report.rating is None:
        raise ValidationError({"rating": "Choose how the action is going."})
    found = objections(
        report.rating,
        has_evidence=_has_evidence(action, report, revision),
        progress=report.progress,
        issue=report.issue,
    )
    if found:
        raise ValidationError({each.field: each.message for each in found})
    return report.rating


def _has_evidence(action: Action, report: Report, revision: int) -> bool:
    pending = action.updates.under_way().filter(revision=revision).values("pk")
    live = action.evidence.in_force()
    return (
        report.evidence.says_something
        or live.on_record().exists()
        or live.filter(update__in=pending).exists()
    )


def _disagreement(action: Action, report: Report, rating: Rating, today: dt.date) -> str:
    milestones = list(action.milestones.in_force())
    has_evidence = action.evidence.in_force().exclude(update__voided_at__isnull=False).exists()
    progress = progress_after(action, report, milestones, has_evidence=has_evidence)
    suggestion = suggest_rating(progress, today)
    agrees = is_borne_out(meaning_of(rating), suggestion, progress)
    return "" if agrees else suggestion.reason


def _write(update: Update, report: Report, revision: int, by: User, *, reason: str) -> None:
    """Save the words of the report as the update's next revision."""
    update.rating = report.rating
    update.progress = report.progress
    update.impact = report.impact
    update.issue = report.issue
    update.new_due_on = report.new_due_on
    update.new_due_reason = report.new_due_reason
    update.is_nothing_to_add = report.is_nothing_to_add
    if update.pk:
        update.revise(revision=revision, by=by, reason=reason)
    else:
        update.record(by=by, reason=reason)
    _write_milestones(update, report, by)


def _write_milestones(update: Update, report: Report, by: User) -> None:
    """Bring the milestone reports in line: one per milestone that something is said of."""
    stored = {row.milestone_id: row for row in update.milestone_reports.all()}
    for word in report.milestones:
        row = stored.get(word.milestone.pk)
        if row is None and not word.says_something:
            continue
        row = row or MilestoneReport(update=update, milestone=word.milestone)
        said = (word.is_done, word.new_due_on, word.reason)
        if row.pk and said == (row.is_done, row.new_due_on, row.reason):
            continue
        row.is_done, row.new_due_on, row.reason = said
        row.record(by=by)


def _apply_to_milestone(report: MilestoneReport, by: User) -> None:
    milestone = report.milestone
    report.replaced = _columns_json(milestone)
    if report.is_done:
        milestone.state = State.COMPLETE
        reason = "Done, by an accepted update"
    elif report.new_due_on:
        _move(milestone, report.new_due_on)
        reason = f"Date moved: {report.reason}"
    else:
        return
    milestone.record(by=by, reason=reason)
    report.record(by=by)


def _move(row: Action | Milestone, due: dt.date) -> None:
    kept = row.timescale or Timescale("")
    row.timescale = replace(kept, text=f"by {due:%-d %B %Y}", start=None, due=due)


def _columns_json(row: TimescaleFields) -> dict[str, Any]:
    columns = timescale_columns(row.timescale)
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in columns.items()
    }


def _restore_milestone(report: MilestoneReport, by: User, reason: str) -> None:
    """Take back what the report changed, unless somebody has changed it again since."""
    milestone = report.milestone
    if report.is_done and milestone.state == State.COMPLETE:
        _restore(milestone, {"state": report.replaced["state"]}, by, reason)
    elif report.new_due_on and milestone.due_on == report.new_due_on:
        _restore(milestone, report.replaced, by, reason)


def _restore(row: Action | Milestone, replaced: Mapping[str, Any], by: User, reason: str) -> None:
    for name, value in replaced.items():
        is_date = name in {"starts_on", "due_on"} and value
        setattr(row, name, dt.date.fromisoformat(value) if is_date else value)
    row.record(by=by, reason=f"Acceptance undone: {reason}")
