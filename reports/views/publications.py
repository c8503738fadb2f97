"""What a board has issued: the list, each document's particulars, and its bytes for ever."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from boardplan.audit.events import EventKind, record_event
from plans.access import Access, Permission, board_access
from plans.models import NotAsFrozen
from plans.pages import board_page
from reports.models import EditionChoice, Publication, PublicationFile
from reports.publishing import publication_bytes
from reports.views.meeting_pack import pdf_answer, unreadable

SHOWN = 200


def readable(access: Access) -> Any:
    """The publications this person may read, without what they hold."""
    rows = Publication.objects.visible_to(access).defer("content")
    if not access.allows(Permission.READ_MEMBERS_EDITION):
        rows = rows.filter(edition=EditionChoice.PUBLIC)
    return rows.select_related("board", "meeting__group", "issued_by", "withdrawn_by", "plan")


def publication_of(access: Access, pk: int) -> Publication:
    """One of them. Raises PermissionDenied for a member who may not read its edition."""
    rows = Publication.objects.defer("content").select_related(
        "board", "meeting__group", "issued_by", "withdrawn_by", "plan", "version", "replaces"
    )
    publication: Publication = access.get(rows, pk=pk)
    if publication.edition != EditionChoice.PUBLIC:
        access.require(Permission.READ_MEMBERS_EDITION)
    return publication


@require_safe
def publication_list(request: HttpRequest, board_slug: str) -> HttpResponse:
    """All that was issued, the latest first."""
    access = board_access(request, board_slug, Permission.READ_PUBLIC_EDITION)
    rows = readable(access)[:SHOWN]
    context = board_page(access, "pack", publications=rows)
    return render(request, "reports/publication_list.html", context)


@require_safe
def publication_detail(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """What one document is, who issued it and when, and its hashes."""
    access = board_access(request, board_slug, Permission.READ_PUBLIC_EDITION)
    publication = publication_of(access, pk)
    context = board_page(
        access,
        "pack",
        publication=publication,
        has_file=PublicationFile.objects.filter(pk=pk).exists(),
        edition_now=publication.latest() if publication.withdrawn_at else publication,
        mails=_mails(access, publication),
    )
    return render(request, "reports/publication_detail.html", context)


def _mails(access: Access, publication: Publication) -> dict[str, Any] | None:
    """For who sends: to whom it went, and what became of each e-mail."""
    if not access.allows(Permission.ISSUE):
        return None
    rows = list(publication.mails.select_related("user").order_by("user__name", "pk"))
    return {"rows": rows, "sent": sum(row.sent_at is not None for row in rows)} if rows else None


@require_safe
def publication_document(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """The file as it was issued, byte for byte."""
    access = board_access(request, board_slug, Permission.READ_PUBLIC_EDITION)
    publication = publication_of(access, pk)
    try:
        content = publication_bytes(publication)
    except PublicationFile.DoesNotExist as gone:
        raise Http404("Its file was withdrawn.") from gone
    except NotAsFrozen as reason:
        return unreadable(request, access, reason)
    record_event(EventKind.EXPORTED, board=board_slug, publication=pk, form=publication.kind)
    title = slugify(publication.title.replace("–", "-"))[:100]
    name = f"{title}-{publication.edition}.pdf"
    return pdf_answer(content, name)
