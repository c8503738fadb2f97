"""The chair signs off a pack and may take that back; the manager sends it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from boardplan.audit.events import EventKind, record_event
from plans.access import Access, Permission, board_access
from plans.models import Meeting
from plans.pages import board_page
from plans.storing import store
from reports.models import EditionChoice
from reports.pack_forms import SendForm, SignForm
from reports.services.packs import pack_ask
from reports.services.sending import pack_send
from reports.services.signing import ReadAnother, pack_sign, pack_unsign
from reports.views.meeting_pack import meeting_of


@require_POST
def sign(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Sign off the pack that was read; where it is another by now, say what changed."""
    access = board_access(request, board_slug)
    meeting = meeting_of(access, pk)
    access.require(Permission.SIGN_OFF)
    form = SignForm(request.POST)
    page = reverse("reports:meeting-pack", args=[board_slug, pk])

    def write() -> str:
        pack_sign(meeting=meeting, read=form.read(), by=access.user)
        for edition in EditionChoice:  # what is sent is made now, without the word DRAFT
            pack_ask(meeting=meeting, edition=edition)
        messages.success(request, "The pack is signed off. The manager can send it.")
        return page

    try:
        response = store(request, access, form, write=write, location=page)
    except ReadAnother as another:
        return _refused(request, access, meeting, what=another.what, changes=another.changes)
    return response or _refused(request, access, meeting, form=form)


def _refused(
    request: HttpRequest, access: Access, meeting: Meeting, **context: Any
) -> HttpResponse:
    page = board_page(access, "pack", meeting=meeting, **context)
    return render(request, "reports/pack_read_again.html", page)


@require_POST
def unsign(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Take one's signature back."""
    access = board_access(request, board_slug)
    meeting = meeting_of(access, pk)
    access.require(Permission.SIGN_OFF)
    try:
        pack_unsign(meeting=meeting, by=access.user)
        messages.success(request, "Your signature is taken back.")
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    return redirect("reports:meeting-pack", board_slug, pk)


@require_POST
def send(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Send the signed pack to whoever may read it."""
    access = board_access(request, board_slug, Permission.ISSUE)
    meeting = meeting_of(access, pk)
    form = SendForm(request.POST)
    page = reverse("reports:meeting-pack", args=[board_slug, pk])

    def write() -> str:
        sent = pack_send(meeting=meeting, by=access.user)
        mails = sent[EditionChoice.MEMBERS].mails.count()
        record_event(EventKind.EXPORTED, board=board_slug, meeting=pk, form="pack sent")
        messages.success(request, f"The pack is sent: {mails} e-mails are on their way.")
        return page

    response = store(request, access, form, write=write, location=page)
    for words in form.non_field_errors():
        messages.warning(request, str(words))
    return response or redirect(page)
