"""My updates: what this person is expected to report on, one by one or all on one page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boardplan.audit.forms import OnceForm
from boardplan.audit.models import AlreadyStored, StaleRevision, stored_once
from plans.access import Access, Permission, board_access
from plans.models import Rating
from plans.pages import board_page
from priorities.forms.update import UpdateForm
from priorities.models import Update, UpdateStatus
from priorities.owed import OwedUpdate, owed_updates
from priorities.services import updates as services
from priorities.services.steps import WrongStep
from priorities.views.action import visible_actions
from priorities.views.update import draft_answer


@require_safe
def update_list(request: HttpRequest, board_slug: str) -> HttpResponse:
    """The person's own actions, those that need a word first."""
    access = _reporter(request, board_slug)
    may_review = access.allows(Permission.REVIEW_UPDATES)
    context = board_page(access, "updates", owed=owed_updates(access), may_review=may_review)
    return render(request, "priorities/update_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def update_all(request: HttpRequest, board_slug: str) -> HttpResponse:
    """All own updates on one page, sent in one go: all of them, or none."""
    access = _reporter(request, board_slug)
    all_own = updates_of(
        request, access, location=reverse("priorities:update-list", args=[board_slug])
    )
    if all_own.sent is not None:
        return redirect("priorities:update-list", board_slug)
    context = board_page(access, "updates", **all_own.context())
    return render(request, "priorities/update_all.html", context)


@require_POST
def update_all_draft(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Save as drafts what was typed so far on the page of all updates."""
    return drafts_of(request, _reporter(request, board_slug))


@dataclass(frozen=True)
class AllUpdates:
    """The page of all that somebody owes: its forms, and what came of sending them."""

    once: OnceForm
    forms: list[UpdateForm]
    sent: list[Update] | None = None
    """What was submitted, nothing where it had been before; None where the page is to be shown."""

    def context(self) -> dict[str, Any]:
        """What its template wants of it."""
        return {"once": self.once, "formset": self.forms}


def updates_of(request: HttpRequest, access: Access, *, location: str) -> AllUpdates:
    """The forms for all that this person owes, sent if they were sent.

    ``location`` is where the result is shown, to whoever sends the same page again, too.
    """
    once = OnceForm(request.POST or None, prefix="page")
    forms = _forms(request, access)
    if request.method != "POST":
        return AllUpdates(once, forms)
    sent = _store_all(request, access, once, forms, location)
    if sent is None:
        for form in forms:
            form.ask_for_file_again()
        if any(form.errors for form in forms):
            messages.error(request, "Nothing is submitted yet. Mend what is marked, then send all.")
    return AllUpdates(once, forms, sent)


def drafts_of(request: HttpRequest, access: Access) -> HttpResponse:
    """Save as drafts what was typed so far on the page of all that this person owes."""
    changed = [form for form in _forms(request, access, is_draft=True) if form.is_changed]
    for form in changed:
        form.is_valid()
    return draft_answer(changed, access)


def _reporter(request: HttpRequest, board_slug: str) -> Access:
    access = board_access(request, board_slug)
    if not access.allows(Permission.UPDATE_ALL):
        access.require(Permission.UPDATE_OWN)
    return access


def _forms(request: HttpRequest, access: Access, *, is_draft: bool = False) -> list[UpdateForm]:
    """A form for each action owed, the most urgent first, but for those that wait.

    One that was submitted while its words were typed here is kept, so that they are not lost.
    """
    rows = [row for row in owed_updates(access) if _is_asked(row, request)]
    updates = _under_way(access, rows)
    actions = visible_actions(access).with_updates_revision().in_bulk([row.pk for row in rows])
    ratings = list(Rating.objects.visible_to(access))
    is_sent = request.method == "POST"
    forms = []
    for row in rows:
        action = actions[row.pk]
        form = UpdateForm(
            request.POST if is_sent else None,
            request.FILES if is_sent else None,
            prefix=f"a{action.pk}",
            action=action,
            milestones=action.milestones.all(),
            ratings=ratings,
            update=updates.get(action.pk),
            today=access.today,
            is_draft=is_draft,
        )
        forms.append(form)
        form.owed = row
    return forms


def _is_asked(row: OwedUpdate, request: HttpRequest) -> bool:
    waits = row.update is not None and row.update.status == UpdateStatus.SUBMITTED
    return not waits or f"a{row.pk}-form_key" in request.POST


def _under_way(access: Access, rows: Iterable[OwedUpdate]) -> dict[int, Update]:
    updates = (
        Update.objects.visible_to(access)
        .under_way()
        .filter(action__in=[row.pk for row in rows])
        .select_related("author", "rating")
        .prefetch_related("milestone_reports", "evidence")
    )
    return {update.action_id: update for update in updates}


def _store_all(
    request: HttpRequest, access: Access, once: OnceForm, forms: list[UpdateForm], location: str
) -> list[Update] | None:
    """Submit every form that says something; None where the page has to be shown again."""
    if once.stored_at(request.path):
        messages.info(request, "This was stored already; nothing was stored twice.")
        return []
    touched = [form for form in forms if form.is_touched]
    if not touched:
        messages.info(
            request, "Nothing was filled in yet. Choose how at least one action is going."
        )
        return None
    # A list, so that every form is checked and shows its errors, not only the first bad one.
    valid = [form.is_valid() for form in (*touched, once)]
    if not all(valid):
        return None
    try:
        with stored_once(
            once.cleaned_data["form_key"],
            by=access.user,
            location=location,
            digest=once.digest(request.path),
        ):
            sent = [update for form in touched if (update := _submit(access, form))]
            _refuse_if_any(form.errors for form in touched)
    except (ValidationError, StaleRevision, AlreadyStored):
        return None
    words = f"Thank you. Updates submitted: {len(touched)}."
    messages.success(request, words, extra_tags="updates-all")
    return sent


def _refuse_if_any(errors: Iterable[object]) -> None:
    if any(errors):
        raise ValidationError("Nothing is stored until every update is complete.")


def _submit(access: Access, form: UpdateForm) -> Update | None:
    try:
        return services.update_submit(
            action=form.action,
            report=form.report(),
            revision=form.cleaned_data["revision"],
            by=access.user,
            accepts=access.allows(Permission.REVIEW_UPDATES),
            today=access.today,
        )
    except ValidationError as wanting:
        form.add_error(None, wanting)
    except (StaleRevision, WrongStep) as conflict:
        form.add_error(None, f"{conflict} Open this action on its own to see both texts.")
    return None
