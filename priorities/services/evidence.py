"""Evidence: added with an update, and taken off one that is still being written."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from priorities.models import Action, Evidence, Update, UpdateStatus
from priorities.report import NewEvidence
from priorities.services.steps import WrongStep


def lock_action(pk: int) -> Action:
    """The action as it is now; nobody else writes on its updates until the transaction ends."""
    action: Action = Action.objects.select_for_update().get(pk=pk)
    return action


def evidence_add(*, update: Update, evidence: NewEvidence, by: User) -> Evidence | None:
    """Put what was filled in on the update's list; None where nothing was."""
    if not evidence.says_something:
        return None
    return Evidence(
        action=update.action,
        update=update,
        milestone=evidence.milestone,
        position=update.action.evidence.count() + 1,
        statement=evidence.statement,
        dated_on=evidence.dated_on,
        link=evidence.link,
        file=evidence.file or "",
        file_name=evidence.file_name,
        content_type=evidence.content_type,
    ).record(by=by, reason="With an update")


@transaction.atomic
def evidence_take_off(*, evidence: Evidence, by: User) -> Evidence:
    """Withdraw a piece of evidence from an update that is still being written.

    Raises WrongStep where the update was submitted or accepted meanwhile.
    """
    lock_action(evidence.action_id)
    update = Update.objects.filter(evidence=evidence).first()
    if update is None or update.status not in {UpdateStatus.DRAFT, UpdateStatus.SENT_BACK}:
        raise WrongStep("This evidence belongs to an update that was submitted already.")
    evidence.withdrawn_on = timezone.localdate()
    evidence.withdrawn_reason = "Taken off the draft"
    return evidence.record(by=by, reason="Taken off the draft")
