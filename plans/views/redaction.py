"""The list of redactions, and the two steps of one: find the words, then take them out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from plans.access import Access, Permission, board_access
from plans.forms.redaction import RedactionForm, WordsForm
from plans.pages import board_page
from plans.redaction.log import log
from plans.redaction.offering import Offer, offer
from plans.redaction.places import places
from plans.redaction.showing import Shown, shown
from plans.services.redacting import Done, board_redact
from plans.storing import store

NOWHERE = "These words are nowhere in this board's record. Nothing was changed. Check the spelling."
KEPT = "These files could not be deleted from the disk; tell whoever looks after the server: {}."


@dataclass(frozen=True)
class Origin:
    """The page a redaction was begun from, to which it leads back: an action's, or the list."""

    address: str
    name: str

    @classmethod
    def of(cls, request: HttpRequest, access: Access) -> Origin:
        """As the address says; that page sees for itself whether the reader may have it."""
        action = request.GET.get("action", "")
        if re.fullmatch("[0-9]{1,15}", action):
            return cls(
                reverse("priorities:action-detail", args=[access.board.slug, action]), "the action"
            )
        return cls(reverse("plans:redaction-list", args=[access.board.slug]), "redactions")


@require_safe
def redaction_list(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Who redacted what, when and why; never the words."""
    access = board_access(request, board_slug, Permission.REDACT)
    context = board_page(access, "redactions", lines=log(access))
    return render(request, "plans/redaction_list.html", context)


@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def redaction_add(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Ask for the words, show where they stand, and redact what was ticked."""
    access = board_access(request, board_slug, Permission.REDACT)
    step = request.POST.get("step")
    if step == "redact":
        return _redact(request, access)
    form = WordsForm(request.POST or None)
    if step == "find" and form.is_valid() and (seen := _seen(form, access)):
        offered, to_read = seen
        begun = RedactionForm.begun(form.cleaned_data, offered, to_read.holding)
        return _choose(request, access, begun, to_read)
    return _ask(request, access, form)


def _redact(request: HttpRequest, access: Access) -> HttpResponse:
    form = RedactionForm(request.POST)
    done: list[Done] = []
    back = Origin.of(request, access).address

    def write() -> str:
        done.append(board_redact(board=access.board, order=form.order(), by=access.user))
        return back

    response = store(
        request, access, form, write=write, location=back, when_stale=form.say_elsewhere
    )
    if response is None:
        return _choose_again(request, access, form)
    for result in done:
        _say(request, result)
    return response


def _say(request: HttpRequest, done: Done) -> None:
    if done.places:
        messages.success(request, f"Redacted in {done.places} {_plural('place', done.places)}.")
    if done.files:
        messages.success(request, f"{done.files} {_plural('file', done.files)} removed.")
    if done.kept_files:
        messages.error(request, KEPT.format(", ".join(done.kept_files)))


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _choose_again(request: HttpRequest, access: Access, form: RedactionForm) -> HttpResponse:
    """The places once more, as they are by now; or the words, where these are in none."""
    asked = WordsForm(request.POST)
    if not asked.is_valid() or (seen := _seen(asked, access)) is None:
        return _ask(request, access, asked)
    offered, to_read = seen
    form.look_again(offered)
    return _choose(request, access, form, to_read)


def _seen(form: WordsForm, access: Access) -> tuple[Offer, Shown] | None:
    """Where the words of a checked form stand; None, and the form says so, where it is nowhere."""
    words = form.cleaned_data["words"]
    offered = offer(places(access.board, words), access)
    to_read = shown(offered, words, access)
    if to_read.is_nothing:
        form.add_error("words", NOWHERE)
        return None
    return offered, to_read


def _ask(request: HttpRequest, access: Access, form: WordsForm) -> HttpResponse:
    context = board_page(access, "redactions", form=form, back=Origin.of(request, access))
    return render(request, "plans/redaction_form.html", context)


def _choose(
    request: HttpRequest, access: Access, form: RedactionForm, found: Shown
) -> HttpResponse:
    back = Origin.of(request, access)
    context = board_page(access, "redactions", form=form, found=found, back=back)
    return render(request, "plans/redaction_places.html", context)
