"""Coming in for the first time, by the link of an invitation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from boardplan.accounts.models import User
from boardplan.audit.context import current
from boardplan.audit.events import EventKind, record_event
from boardplan.ui.uk_dates import date_words
from plans.forms.people import ComingInForm
from plans.models import Invitation
from plans.services.invitations import (
    InvitationClosed,
    Obstacle,
    invitation_accept,
    invitation_of,
    obstacle_of,
)
from plans.services.memberships import roles_left


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def come_in(request: HttpRequest, token: str) -> HttpResponse:
    """Looked at, a link does nothing, for mail scanners open links; its form uses it, once."""
    invitation = invitation_of(token)
    obstacle = obstacle_of(invitation)
    if invitation is None or obstacle:
        return _closed(request, invitation, obstacle)
    form = ComingInForm(request.POST or None, user=invitation.user)
    if request.user.is_anonymous and form.is_valid():
        return _came_in(request, invitation, form)
    today = timezone.localdate()
    roles = roles_left(invitation.board, invitation.user, today)
    return _page(
        request, "invitation_open", invitation=invitation, form=form, roles=roles, today=today
    )


def _came_in(request: HttpRequest, invitation: Invitation, form: ComingInForm) -> HttpResponse:
    try:
        user = invitation_accept(invitation=invitation, **form.cleaned_data)
    except InvitationClosed as closed:
        return _closed(request, invitation, closed.obstacle)
    login(request, user)
    _tell_signed_in(user)
    today = timezone.localdate()
    begins = min(
        (row.starts_on for row in roles_left(invitation.board, user, today)), default=today
    )
    is_in = "You are" if begins <= today else f"From {date_words(begins)} you are"
    messages.success(request, f"Welcome. {is_in} at {invitation.board}.")
    return redirect("reports:board-list")


def _tell_signed_in(user: User) -> None:
    """Record it: only the sign-in pages tell the record by themselves, and this is none."""
    current().user_id = user.pk
    record_event(EventKind.SIGNED_IN, user=user, means=["invitation"])


def _closed(
    request: HttpRequest, invitation: Invitation | None, obstacle: Obstacle | None
) -> HttpResponse:
    """What is the matter with the link and what to do; who has come in by it goes on."""
    if invitation and request.user == invitation.user:
        return redirect("reports:board-list")
    status = 404 if obstacle is Obstacle.UNKNOWN else 410
    return _page(request, "invitation_closed", status=status, obstacle=obstacle)


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page whose address opens an account: kept by nobody, and passed on to nobody.

    With "no-referrer" browsers would send the form without its origin, and it would be refused.
    """
    response = render(request, f"plans/{name}.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "strict-origin"
    return response
