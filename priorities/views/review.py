"""Review: accept updates, send them back with a question, undo an acceptance."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from plans.access import Access, Permission, board_access
from plans.pages import board_page
from priorities.forms.review import ReviewForm, VoidForm
from priorities.models import Update, UpdateStatus
from priorities.models.update import UpdateQuerySet
from priorities.services import updates as services
from priorities.services.steps import WrongStep
from priorities.timeline import timeline


@require_http_methods(["GET", "HEAD", "POST"])
def review_list(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Everything that waits to be accepted; one or several at once."""
    access = board_access(request, board_slug, Permission.REVIEW_UPDATES)
    waiting = list(_waiting(access))
    form = ReviewForm(request.POST or None, updates=waiting, before=_before(access, waiting))
    if request.method == "POST":
        _tell_too_late(request, form)
        if form.is_valid():
            _review(request, access, form)
            return redirect("priorities:review-list", board_slug)
    context = board_page(access, "reviews", form=form, rows=form.rows(), count=len(waiting))
    return render(request, "priorities/review_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def update_void(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Undo an acceptance, with a reason."""
    access = board_access(request, board_slug, Permission.REVIEW_UPDATES)
    accepted = Update.objects.filter(status=UpdateStatus.ACCEPTED)
    update = access.get(_with_words(accepted), pk=pk)
    form = VoidForm(request.POST or None)
    try:
        services.check_voidable(update)
        if request.method == "POST" and form.is_valid():
            _void(request, access, update, form)
            return redirect(update.action)
    except WrongStep as reason:
        messages.warning(request, str(reason))
        return redirect(update.action)
    entry = timeline([update], update.evidence.all())[0]
    context = board_page(access, "plan", form=form, update=update, entry=entry)
    return render(request, "priorities/update_void.html", context)


def _void(request: HttpRequest, access: Access, update: Update, form: VoidForm) -> None:
    services.update_void(update=update, reason=form.cleaned_data["reason"], by=access.user)
    messages.success(request, "The acceptance is undone. The update is kept, marked as undone.")


def _with_words(updates: UpdateQuerySet) -> UpdateQuerySet:
    return updates.select_related(
        "action__objective__priority__plan__board", "author", "rating"
    ).prefetch_related("milestone_reports__milestone", "evidence")


def _waiting(access: Access) -> UpdateQuerySet:
    waiting = Update.objects.visible_to(access).awaiting_acceptance()
    return _with_words(waiting).order_by("submitted_at")


def _before(access: Access, waiting: list[Update]) -> dict[int, Update]:
    """For each action with an update that waits, the one that makes its rating now."""
    actions = [update.action_id for update in waiting]
    counted = Update.objects.visible_to(access).counted().filter(action__in=actions)
    latest = counted.newest_per_action().select_related("rating")
    return {update.action_id: update for update in latest}


def _tell_too_late(request: HttpRequest, form: ReviewForm) -> None:
    for question in form.answers_too_late():
        words = "One update was no longer waiting to be accepted; it was left alone."
        messages.warning(request, words + _typed(question))


def _typed(question: str) -> str:
    return f" Your question was: “{question}”" if question else ""


def _review(request: HttpRequest, access: Access, form: ReviewForm) -> None:
    accepted = sent_back = 0
    for update, verdict in form.verdicts():
        try:
            if verdict.is_accepted:
                services.update_accept(update=update, revision=verdict.revision, by=access.user)
                accepted += 1
            else:
                services.update_send_back(
                    update=update,
                    revision=verdict.revision,
                    question=verdict.question,
                    by=access.user,
                )
                sent_back += 1
        except WrongStep as reason:
            words = f"{update.action.called}: {reason}"
            messages.warning(request, words + _typed(verdict.question))
    if accepted:
        messages.success(request, f"Accepted: {accepted}.")
    if sent_back:
        messages.success(request, f"Sent back with a question: {sent_back}.")
    if not (accepted or sent_back or messages.get_messages(request)):
        messages.info(request, "No answer was chosen. Accept an update, or send it back.")
