"""What every form about a board's people and bodies does: stored once, or shown again."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from boardplan.audit.forms import OnceForm
from boardplan.audit.models import AlreadyStored, StaleRevision, stored_once
from plans.access import Access

CHANGED = "Somebody else changed this while you had it open. Read it again, then decide."
STORED_BEFORE = "This was stored already; nothing was stored twice."
SENT_BEFORE = "You sent this form with other words before. Send it again if you mean these, too."


def store(
    request: HttpRequest,
    access: Access,
    form: OnceForm,
    *,
    write: Callable[[], str],
    location: str,
    when_stale: Callable[[], None] | None = None,
) -> HttpResponse | None:
    """Write what a form says, once; None where the form has to be shown, or shown again.

    ``write`` runs in a transaction and returns the address to go to; whoever sends the same
    form again goes to ``location``. What it refuses with a ValidationError is told in the form.
    ``when_stale`` prepares the form for being shown where somebody else saved meanwhile; a form
    without a row of its own needs none.
    """
    # Asked before the form is checked: what it stored itself must not speak against it.
    if form.is_bound and (before := form.stored_at(request.path)):
        return _told_before(request, before)
    if not form.is_valid():
        return None
    try:
        key, digest = form.cleaned_data["form_key"], form.digest(request.path)
        with stored_once(key, by=access.user, location=location, digest=digest):
            address = write()
        return redirect(address)
    except AlreadyStored as stored:
        return _told_before(request, stored.location)
    except ValidationError as refusal:
        _tell(form, refusal)
    except StaleRevision:
        (when_stale or _drawn_anew(form))()
    return None


def _told_before(request: HttpRequest, location: str) -> HttpResponse:
    messages.info(request, STORED_BEFORE)
    return redirect(location)


def _tell(form: OnceForm, refusal: ValidationError) -> None:
    """Say what a service refused, at its field where the form has it."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        for error in errors:
            form.add_error(name if name in form.fields else None, error)


def _drawn_anew(form: OnceForm) -> Callable[[], None]:
    def draw() -> None:
        form.add_error(None, SENT_BEFORE)
        form.redraw_at(form.cleaned_data["revision"])

    return draw
