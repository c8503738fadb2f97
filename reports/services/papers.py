"""Papers of agencies: put into a meeting's pack, moved, taken out."""

from __future__ import annotations

from pathlib import PurePath
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import Agency, Meeting
from reports.models import Paper, Publication, PublicationKind
from reports.paper_files import PaperFacts

SENT = "The pack was sent already. What was sent stays as it is."


def refuse_if_sent(meeting: Meeting) -> None:
    """Raise ValidationError where the meeting's pack was sent."""
    sent = Publication.objects.sent().filter(meeting=meeting, kind=PublicationKind.PACK)
    if sent.exists():
        raise ValidationError(SENT)


@transaction.atomic
def paper_add(
    *,
    meeting: Meeting,
    title: str,
    agency: Agency | None,
    is_public: bool,
    file: File,  # type: ignore[type-arg]
    facts: PaperFacts,
    by: User,
) -> Paper:
    """Put a paper at the end of the meeting's. Raises ValidationError once the pack was sent."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    refuse_if_sent(meeting)
    last = Paper.objects.filter(meeting=meeting).order_by("-position").first()
    paper = Paper(
        meeting=meeting,
        title=title.strip(),
        agency=agency,
        is_public=is_public,
        position=last.position + 1 if last else 1,
        file_name=PurePath(file.name or "paper.pdf").name[-200:],
        pages=facts.pages,
        sha256=facts.sha256,
    )
    file.seek(0)
    # A name that nobody can guess, and that tells nothing of the paper.
    paper.file.save(f"{uuid4().hex}.pdf", file, save=False)
    stored: Paper = paper.record(by=by, reason="Added to the pack")
    return stored


@transaction.atomic
def paper_move(*, paper: Paper, up: bool, by: User) -> None:
    """Let a paper change places with the one before it, or after it."""
    Meeting.objects.select_for_update().get(pk=paper.meeting_id)
    refuse_if_sent(paper.meeting)
    rows = list(Paper.objects.filter(meeting=paper.meeting_id).in_pack())
    place = next((n for n, row in enumerate(rows) if row.pk == paper.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            row.record(by=by, reason="Moved in the pack")


@transaction.atomic
def paper_withdraw(*, paper: Paper, by: User) -> None:
    """Take a paper out of the pack; its row and its file stay on record."""
    paper = Paper.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=paper.pk)
    refuse_if_sent(paper.meeting)
    if paper.withdrawn_at is None:
        paper.withdrawn_at = timezone.now()
        paper.record(by=by, reason="Taken out of the pack")
