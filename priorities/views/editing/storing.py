"""What every form of the plan's editing does: it is stored once, or shown again with its words."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from boardplan.audit.forms import OnceForm
from boardplan.audit.models import AlreadyStored, StaleRevision, stored_once
from plans.access import Access
from priorities.models import Action, Milestone
from priorities.services.steps import WrongStep
from priorities.tree import Item, label_of, plan_of

CHANGED = "Somebody else changed this while you had it open. Read it again, then decide."


def store(
    request: HttpRequest,
    access: Access,
    form: OnceForm,
    *,
    write: Callable[[], str],
    location: str,
    when_stale: Callable[[], None],
) -> HttpResponse | None:
    """Write what a form says, once; None where the form has to be shown, or shown again.

    ``write`` tells the person what was done and returns the address to go to; whoever sends
    the same form again goes to ``location``. ``when_stale`` prepares the form for being shown
    where somebody else saved the row meanwhile.
    """
    # Asked before the form is checked: a number that it took itself is not taken.
    if form.is_bound and (before := form.stored_at(request.path)):
        return _told_before(request, before)
    if not form.is_valid():
        return None
    try:
        return redirect(_written(request, access, form, write, location))
    except AlreadyStored as stored:
        return _told_before(request, stored.location)
    except (ValidationError, WrongStep) as refusal:
        form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
    except StaleRevision:
        when_stale()
    return None


def _told_before(request: HttpRequest, location: str) -> HttpResponse:
    messages.info(request, "This was stored already; nothing was stored twice.")
    return redirect(location)


def _written(
    request: HttpRequest,
    access: Access,
    form: OnceForm,
    write: Callable[[], str],
    location: str,
) -> str:
    with stored_once(
        form.cleaned_data["form_key"],
        by=access.user,
        location=location,
        digest=form.digest(request.path),
    ):
        return write()


def page_of(item: Item) -> str:
    """Where a row is read: its action's page, else the plan."""
    if isinstance(item, Milestone):
        item = item.action
    return item.get_absolute_url() if isinstance(item, Action) else plan_of(item).get_absolute_url()


def page_words(item: Item) -> str:
    """What the page at ``page_of`` is called in a link."""
    if isinstance(item, Milestone):
        item = item.action
    return label_of(item) if isinstance(item, Action) else "the plan"


def outline_of(item: Item) -> str:
    """Where a row is arranged among its siblings, at its own line."""
    board = plan_of(item).board.slug
    if isinstance(item, Milestone):
        page = reverse("priorities:milestone-list", args=[board, item.action_id])
    else:
        page = reverse("priorities:plan-edit", args=[board, plan_of(item).slug])
    return f"{page}#{item._meta.model_name}-{item.pk}"
