"""A meeting's pack: its page, the state of its draft, and its PDF at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from boardplan.audit.events import EventKind, record_event
from plans.access import Access, Permission, board_access
from plans.models import Meeting, NotAsFrozen
from plans.pages import board_page
from reports.models import EditionChoice, PackDraft, PackDraftFile, Publication
from reports.pack_page import SECONDS, asked_edition, pack_page
from reports.publishing import publication_bytes
from reports.services.packs import NoPlan, pack_ask
from reports.services.sending import sent_packs


def meeting_of(access: Access, pk: int) -> Meeting:
    """The meeting, with what its pack says of it; Http404 where there is none."""
    meeting: Meeting = access.get(Meeting.objects.select_related("board", "group"), pk=pk)
    return meeting


@require_safe
def pack(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """The pack to be read, and the way to its PDF."""
    access = board_access(request, board_slug, Permission.READ_PUBLIC_EDITION)
    edition = asked_edition(access, request.GET.get("edition", ""))
    try:
        context = pack_page(access, meeting_of(access, pk), edition)
    except NotAsFrozen as reason:
        return unreadable(request, access, reason)
    return render(
        request, "reports/meeting_pack.html", board_page(access, "pack", seconds=SECONDS, **context)
    )


@require_safe
def state(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """How far the draft is: a piece of the page that asks again until it is ready."""
    access = board_access(request, board_slug, Permission.READ_PUBLIC_EDITION)
    edition = asked_edition(access, request.GET.get("edition", ""))
    meeting = meeting_of(access, pk)
    if not request.headers.get("HX-Request"):
        return redirect("reports:meeting-pack", board_slug, pk)
    sent = sent_packs(meeting).get(edition)
    try:
        draft = None if sent else pack_ask(meeting=meeting, edition=edition)
    except NoPlan:
        draft = None
    context = {
        "sent": sent,
        "board": access.board,
        "meeting_row": meeting,
        "edition_code": edition.value,
        "draft": draft,
        "seconds": SECONDS,
    }
    return render(request, "reports/_pack_state.html", context)


@require_safe
def document(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """The PDF: what was sent, else the draft where it is ready; else to the page that says so."""
    access = board_access(request, board_slug, Permission.READ_PUBLIC_EDITION)
    edition = asked_edition(access, request.GET.get("edition", ""))
    meeting = meeting_of(access, pk)
    sent = sent_packs(meeting).get(edition)
    try:
        content = _sent_bytes(sent) if sent else _draft_bytes(meeting, edition)
    except NotAsFrozen as reason:
        return unreadable(request, access, reason)
    if content is None:
        page = redirect("reports:meeting-pack", board_slug, pk)
        page["Location"] += f"?edition={edition.value}"
        return page
    record_event(EventKind.EXPORTED, board=board_slug, meeting=pk, form=f"{edition.value} pack")
    name = f"{slugify(access.board.name)}-pack-{edition.value}-{meeting.held_on:%Y-%m-%d}.pdf"
    return pdf_answer(content, name if sent else f"draft-{name}")


def _sent_bytes(sent: Publication) -> bytes | None:
    """What was sent; None while its redacted edition is being made."""
    return None if sent.withdrawn_at else publication_bytes(sent)


def _draft_bytes(meeting: Meeting, edition: EditionChoice) -> bytes | None:
    try:
        draft: PackDraft = pack_ask(meeting=meeting, edition=edition)
    except NoPlan:
        return None
    # By what it was made of: it may have been made anew since it was looked at.
    made = PackDraftFile.objects.filter(draft=draft.pk, draft__made_of=draft.wanted).first()
    return bytes(made.data) if made else None


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """A PDF as a download that no browser takes for anything else."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def unreadable(request: HttpRequest, access: Access, reason: NotAsFrozen) -> HttpResponse:
    """What was issued is damaged: nothing else is shown in its place, and the page says so."""
    context = board_page(access, "pack", reason=reason)
    return render(request, "reports/publication_unreadable.html", context, status=500)
