"""A version of a plan is issued: its document stored, and its PDF with it, in one transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import Meeting, Plan, PlanLock, PlanVersion, frozen_text
from priorities.document import PlanDocument
from priorities.services.versions import document_to_issue, next_number, version_issue
from reports.models import EditionChoice, PublicationKind
from reports.publishing import publication_store
from reports.version_pdf import version_data, version_pdf, version_title

MOVED = (
    "The plan was changed while its document was being printed, so nothing was issued."
    " Issue it again."
)


@dataclass(frozen=True)
class PrintedVersion:
    """A version that is ready to be issued: what it will be stored as, and its file."""

    number: int
    label: str
    dated_on: dt.date
    lock: PlanLock | None
    document: PlanDocument
    data: Any
    pdf: bytes


def version_print(
    *,
    plan: Plan,
    label: str,
    dated_on: dt.date,
    number: int | None = None,
    lock: PlanLock | None = None,
) -> PrintedVersion:
    """Print the plan as its next version. Takes seconds: done before the transaction begins."""
    taken = number or next_number(plan)
    label = label.strip()
    document = document_to_issue(plan, taken, lock)
    as_at = lock.as_at if lock else timezone.localdate()
    data = version_data(document, number=taken, label=label, dated_on=dated_on, as_at=as_at)
    return PrintedVersion(taken, label, dated_on, lock, document, data, version_pdf(data))


@transaction.atomic
def version_publish(
    *, plan: Plan, printed: PrintedVersion, note: str, by: User | None, meeting: Meeting | None
) -> PlanVersion:
    """Issue what was printed: the version, and the publication that opens the same for ever.

    Raises ValidationError as ``version_issue`` does, and where the plan was changed since it was
    printed: then paper and record would differ.
    """
    version = version_issue(
        plan=plan,
        number=printed.number,
        label=printed.label,
        dated_on=printed.dated_on,
        note=note,
        meeting=meeting,
        lock=printed.lock,
        by=by,
    )
    if version.content != frozen_text(printed.document.to_json()):
        raise ValidationError(MOVED)
    publication_store(
        board=plan.board,
        kind=PublicationKind.VERSION,
        edition=EditionChoice.PUBLIC,
        title=version_title(printed.document, number=printed.number, label=printed.label),
        data=printed.data,
        pdf=printed.pdf,
        plan=plan,
        version=version,
        meeting=version.meeting,
        by=by,
    )
    return version
