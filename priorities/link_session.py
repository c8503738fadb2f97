"""The session of somebody whom a link let in: it is no sign-in, and lasts no longer than one."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from boardplan.accounts.middleware import LIFETIME, PAUSE
from boardplan.audit.context import current
from plans.access import LinkAccess
from priorities.models import Update, UpdatesLink
from priorities.services.links import Obstacle, link_access, link_opened

OPENED = "updates_link"
"""Where a session keeps by which link it was begun, when, when it was last seen, what it sent."""

LinkView = Callable[[HttpRequest, LinkAccess], HttpResponse]


def session_begin(request: HttpRequest, link: UpdatesLink) -> None:
    """Begin the session of a link; whatever this browser's last visitor left is gone."""
    now = int(time.time())
    request.session.flush()
    request.session[OPENED] = {"link": link.pk, "began": now, "seen": now, "sent": []}


def session_link(request: HttpRequest) -> UpdatesLink | None:
    """The link that this session was begun by, if it is not over; its idle time starts again."""
    opened = request.session.get(OPENED)
    if opened is None:
        return None
    now = int(time.time())
    if now - opened["began"] >= LIFETIME:
        request.session.flush()
        return None
    if now - opened["seen"] > PAUSE:
        request.session[OPENED] = {**opened, "seen": now}
    return link_opened(opened["link"])


def remember_sent(request: HttpRequest, updates: list[Update]) -> None:
    """Keep what was submitted in this session, for the page that lists it."""
    opened = request.session[OPENED]
    request.session[OPENED] = {**opened, "sent": opened["sent"] + [each.pk for each in updates]}


def sent_in(request: HttpRequest) -> list[int]:
    """The numbers of the updates that were submitted in this session."""
    numbers: list[int] = request.session[OPENED]["sent"]
    return numbers


def by_link(view: LinkView) -> Callable[[HttpRequest], HttpResponse]:
    """Make a view one for whom a link let in; with each request it is asked whether it still does.

    Who has signed in is led to her boards: there she may do the same, and more.
    """

    @login_not_required
    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return redirect("reports:board-list")
        link = session_link(request)
        access = link_access(link)
        if isinstance(access, Obstacle):
            return link_closed(request, link, access, status=403)
        current().user_id, current().board = access.user.pk, access.board.slug
        return kept_by_nobody(view(request, access))

    return checked


def link_closed(
    request: HttpRequest, link: UpdatesLink | None, obstacle: Obstacle, *, status: int
) -> HttpResponse:
    """What is the matter with the link, and what to do."""
    context = {"link": link, "obstacle": obstacle, "is_over": link is None and status == 403}
    page = render(request, "priorities/reporting_closed.html", context, status=status)
    return kept_by_nobody(page)


def kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """Let no copy of a page be kept, and tell nobody from which address one came.

    With "no-referrer" browsers would send the forms without their origin, and they would be
    refused; "strict-origin" tells the name of this host alone.
    """
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "strict-origin"
    return response
