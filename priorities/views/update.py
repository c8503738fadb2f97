"""One update: the form, the draft saved as one types, taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from boardplan.audit.models import AlreadyStored, StaleRevision, stored_once
from plans.access import Access, Permission, board_access
from plans.models import Rating
from plans.pages import board_page
from priorities.forms.update import UpdateForm
from priorities.models import Action, Update, UpdateStatus
from priorities.services import updates as services
from priorities.services.evidence import evidence_take_off
from priorities.services.steps import WrongStep
from priorities.timeline import entry_of
from priorities.views.updatable import latest_counted, under_way, updatable_action

TAKE_OFF = "take-off-"
"""The step that takes the piece of evidence with the id behind it off the draft."""


@require_http_methods(["GET", "HEAD", "POST"])
def action_update(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Report on one action."""
    access = board_access(request, board_slug)
    action = updatable_action(access, pk)
    update = under_way(access, action)
    is_draft = request.POST.get("step", "").startswith(("draft", "evidence", TAKE_OFF))
    form = update_form(request, access, action, update, is_draft=is_draft)
    if request.method == "POST" and form.is_valid():
        response = _store(request, access, form)
        if response is not None:
            return response
        update = under_way(access, action)
    if form.is_bound:
        form.ask_for_file_again()
    if update and update.status == UpdateStatus.SUBMITTED:
        return _waiting(request, access, action, update, form)
    return _page(request, access, action, update, form)


@require_POST
def action_draft(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Save what was typed so far; the page's script calls this as one types."""
    access = board_access(request, board_slug)
    action = updatable_action(access, pk)
    form = update_form(request, access, action, under_way(access, action), is_draft=True)
    form.is_valid()
    return draft_answer([form], access)


def draft_answer(forms: Iterable[UpdateForm], access: Access) -> JsonResponse:
    """Save these cleaned forms as drafts, all or none, and tell the page's script.

    ``fields`` are the revisions to go on with, ``unsaved`` the questions whose answers could
    not be read and are still on the page only. 409 where somebody else was quicker.
    """
    fields: dict[str, int] = {}
    unsaved: list[str] = []
    try:
        with transaction.atomic():
            for form in forms:
                _draft(form, access)
                fields[form.add_prefix("revision")] = form.action.updates.all().revision()
                unsaved += form.unsaved()
    except ValidationError as refusal:
        return JsonResponse({"message": refusal.message}, status=400)
    except (StaleRevision, WrongStep) as conflict:
        return JsonResponse({"message": f"{conflict} Load the page to see it."}, status=409)
    return JsonResponse({"fields": fields, "unsaved": unsaved})


def _draft(form: UpdateForm, access: Access) -> Update:
    revision = form.cleaned_data.get("revision")
    if revision is None:
        raise ValidationError("This form has no revision. Load the page again.")
    return services.update_draft(
        action=form.action, report=form.report(), revision=revision, by=access.user
    )


@require_POST
def update_take_back(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Make a submitted update a draft again."""
    access = board_access(request, board_slug)
    update = access.get(Update.objects.select_related("action"), pk=pk)
    action = updatable_action(access, update.action_id)
    try:
        services.update_take_back(update=update, by=access.user)
    except WrongStep as reason:
        messages.warning(request, str(reason))
        return redirect(action)
    messages.success(request, "It is a draft again. Change it and submit it once more.")
    return redirect("priorities:action-update", board_slug, action.pk)


def update_form(
    request: HttpRequest, access: Access, action: Action, update: Update | None, **options: Any
) -> UpdateForm:
    """The form of one action's update, bound to what was sent if anything was."""
    is_sent = request.method == "POST"
    return UpdateForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        action=action,
        milestones=action.milestones.all(),
        ratings=Rating.objects.visible_to(access),
        update=update,
        today=access.today,
        asks_source=access.allows(Permission.UPDATE_ALL),
        **options,
    )


def _store(request: HttpRequest, access: Access, form: UpdateForm) -> HttpResponse | None:
    """Do what the pressed button says; None where the form has to be shown again."""
    location = form.action.get_absolute_url()
    try:
        with stored_once(
            form.cleaned_data["form_key"],
            by=access.user,
            location=location,
            digest=form.digest(request.path),
        ):
            return _step(request.POST.get("step", ""))(request, access, form)
    except ValidationError as wanting:
        form.add_error(None, wanting)
    except AlreadyStored as stored:
        messages.info(request, "This was stored already; nothing was stored twice.")
        return redirect(stored.location)
    except WrongStep as reason:
        messages.warning(request, str(reason))
        return redirect(form.action)
    except StaleRevision:
        form.redraw_at(form.action.updates.all().revision())
    return None


def _submit(request: HttpRequest, access: Access, form: UpdateForm) -> HttpResponse:
    update = services.update_submit(
        action=form.action,
        report=form.report(),
        revision=form.cleaned_data["revision"],
        by=access.user,
        accepts=access.allows(Permission.REVIEW_UPDATES),
        today=access.today,
    )
    messages.success(request, _thanks(update), extra_tags=f"update-{form.action.pk}")
    return redirect(form.action)


def _nothing_to_add(request: HttpRequest, access: Access, form: UpdateForm) -> HttpResponse:
    if form.is_filled_in or form.is_begun:
        raise ValidationError("You have written something. Submit it, or clear it first.")
    update = services.update_nothing_to_add(
        action=form.action,
        revision=form.cleaned_data["revision"],
        by=access.user,
        accepts=access.allows(Permission.REVIEW_UPDATES),
        today=access.today,
    )
    messages.success(request, _thanks(update), extra_tags=f"update-{form.action.pk}")
    return redirect(form.action)


def _save(request: HttpRequest, access: Access, form: UpdateForm) -> HttpResponse:
    """Keep a draft; with the evidence button, put the evidence on it and go on."""
    goes_on = request.POST["step"] == "evidence"
    report = form.report()
    if goes_on and not report.evidence.says_something:
        raise ValidationError({"evidence_statement": "Say what it is, or add a link or a file."})
    services.update_draft(
        action=form.action,
        report=report,
        revision=form.cleaned_data["revision"],
        by=access.user,
        # Words wait in the form; a file cannot.
        adds_evidence=goes_on or report.evidence.file is not None,
    )
    mark = f"update-{form.action.pk}"
    if goes_on:
        messages.success(request, "The evidence is on this update. Go on below.", extra_tags=mark)
        return redirect("priorities:action-update", access.board.slug, form.action.pk)
    words = "Saved as a draft. The business manager sees it when you submit it."
    messages.success(request, words, extra_tags=mark)
    return redirect("priorities:update-list", access.board.slug)


def _take_off(request: HttpRequest, access: Access, form: UpdateForm) -> HttpResponse:
    """Keep the draft, then take a piece of evidence off it."""
    _draft(form, access)
    pk = request.POST["step"].removeprefix(TAKE_OFF)
    piece = next((piece for piece in form.added if str(piece.pk) == pk), None)
    if piece is not None:
        evidence_take_off(evidence=piece, by=access.user)
    mark = f"update-{form.action.pk}"
    messages.success(request, "The evidence was taken off this update.", extra_tags=mark)
    return redirect("priorities:action-update", access.board.slug, form.action.pk)


def _step(name: str) -> Callable[[HttpRequest, Access, UpdateForm], HttpResponse]:
    """What the button of this name does; without a name, it submits."""
    if name.startswith(TAKE_OFF):
        return _take_off
    return {"nothing": _nothing_to_add, "draft": _save, "evidence": _save}.get(name, _submit)


def _thanks(update: Update) -> str:
    words = "Thank you. The business manager has it now and will accept it or ask you."
    if update.status == UpdateStatus.ACCEPTED:
        words = "The update is on record."
    if update.suggested:
        words += f" The definitions imply another rating ({update.suggested}); both are shown."
    return words


def _waiting(
    request: HttpRequest, access: Access, action: Action, update: Update, form: UpdateForm
) -> HttpResponse:
    """The update that waits; and what was typed beside it while somebody else submitted it."""
    context = board_page(
        access,
        "updates",
        action=action,
        plan=action.plan,
        update=update,
        entry=entry_of(update, update.evidence.all(), latest_counted(access, action)),
        typed=form.typed() if form.is_bound else None,
    )
    return render(request, "priorities/update_waiting.html", context)


def _page(
    request: HttpRequest,
    access: Access,
    action: Action,
    update: Update | None,
    form: UpdateForm,
) -> HttpResponse:
    is_stale = form.is_bound and form["revision"].value() != request.POST.get("revision")
    latest = latest_counted(access, action)
    # Where nothing is under way any more, theirs was accepted meanwhile.
    theirs = (update or latest) if is_stale else None
    context = board_page(
        access,
        "updates",
        action=action,
        plan=action.plan,
        form=form,
        update=update,
        theirs=theirs and entry_of(theirs, theirs.evidence.all()),
        may_add_nothing=update is None
        and not services.has_missed_date(action, form.live_milestones, access.today),
        added=form.added,
        latest=latest,
    )
    return render(request, "priorities/update_form.html", context)
