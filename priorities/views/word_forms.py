"""Update forms in Word: sent out to those who will never click, and taken in again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from boardplan.accounts.models import User
from boardplan.audit.events import EventKind, NotTheirs, record_event
from boardplan.audit.models import AlreadyStored, StaleRevision
from plans.access import Access, Permission, board_access, link_access_of
from plans.models import Rating
from plans.pages import board_page
from plans.storing import STORED_BEFORE
from priorities.forms.word_form import ReturnedFileForm, TakeForm
from priorities.importing.grid import Unreadable
from priorities.models import Update, UpdateSource
from priorities.services.steps import WrongStep
from priorities.services.word_forms import FormRefused, form_reading, form_take
from priorities.word_forms import form_for, reporters
from priorities.wordform.form import ReturnedForm
from priorities.wordform.reader import read_form
from priorities.wordform.writer import write_form

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEANWHILE = "Somebody reported on one of these actions this very moment. Choose the file again."


@require_safe
def word_form_list(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Who may be sent a form, and the drafts that came of forms."""
    access = board_access(request, board_slug, Permission.REVIEW_UPDATES)
    drafts = Update.objects.visible_to(access).under_way().filter(source=UpdateSource.WORD_FORM)
    context = board_page(
        access,
        "updates",
        people=reporters(access),
        drafts=drafts.select_related("action").order_by("told_by", "action__number", "pk"),
    )
    return render(request, "priorities/word_form_list.html", context)


@require_safe
def word_form_file(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """The form of one person, as a download."""
    access = board_access(request, board_slug, Permission.REVIEW_UPDATES)
    hers = link_access_of(get_object_or_404(User, pk=pk), board_slug)
    if hers is None:
        raise NotTheirs("Nobody who reports at this board.")
    mark, form = form_for(hers)
    record_event(
        EventKind.EXPORTED, user=access.user, board=board_slug, form="updates in Word", whose=pk
    )
    name = f"updates-{slugify(str(hers.user)) or pk}-{mark.made_at:%Y-%m-%d}.docx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write_form(form), content_type=DOCX, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def word_form_returned(request: HttpRequest, board_slug: str) -> HttpResponse:
    """A form that came back: chosen, looked at, and then made drafts of."""
    access = board_access(request, board_slug, Permission.REVIEW_UPDATES)
    if "read" in request.POST:
        return _take(request, access)
    people = [reporter.user for reporter in reporters(access)]
    form = ReturnedFileForm(
        request.POST or None,
        request.FILES or None,
        people=people,
        initial={"person": request.GET.get("from", "")},
    )
    if form.is_valid():
        try:
            return _preview(request, access, _returned(access, form), form.sender())
        except (Unreadable, FormRefused) as refusal:
            form.add_error("file", str(refusal))
    context = board_page(access, "updates", form=form)
    return render(request, "priorities/word_form_returned.html", context)


def _returned(access: Access, form: ReturnedFileForm) -> ReturnedForm:
    sentences = Rating.objects.visible_to(access).values_list("sentence", flat=True)
    return read_form(form.cleaned_data["file"].read(), list(sentences))


def _preview(
    request: HttpRequest, access: Access, returned: ReturnedForm, sender: User | None
) -> HttpResponse:
    """What was understood; what was read is carried by the page, for its button."""
    reading = form_reading(access, returned, person=sender)
    form = TakeForm(access=access)
    form.carry(returned)
    context: dict[str, Any] = board_page(access, "updates", reading=reading, form=form)
    return render(request, "priorities/word_form_preview.html", context)


def _take(request: HttpRequest, access: Access) -> HttpResponse:
    page = reverse("priorities:word-form-list", args=[access.board.slug])
    form = TakeForm(request.POST, access=access)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["read"])))
        return redirect("priorities:word-form-returned", access.board.slug)
    try:
        made = form_take(access=access, form=form.cleaned_data["read"], location=page)
    except AlreadyStored:
        messages.info(request, STORED_BEFORE)
    except FormRefused as refusal:
        messages.warning(request, str(refusal))
    except (StaleRevision, WrongStep):
        messages.warning(request, MEANWHILE)
        return redirect("priorities:word-form-returned", access.board.slug)
    else:
        messages.success(request, f"Drafts made: {len(made)}. Read each below, and submit it.")
    return redirect(page)
