"""Reporting by a link in an e-mail: the link, one's own updates on one page, and the end of it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.access import LinkAccess, access_of
from priorities.link_session import (
    by_link,
    kept_by_nobody,
    link_closed,
    remember_sent,
    sent_in,
    session_begin,
    session_link,
)
from priorities.models import Update, UpdatesLink, UpdateStatus
from priorities.services.links import Obstacle, link_access, link_of, link_open, link_refuse
from priorities.views.mine import drafts_of, updates_of

METHODS = ["GET", "HEAD", "POST"]


@login_not_required
@require_http_methods(METHODS)
def link_page(request: HttpRequest, token: str) -> HttpResponse:
    """Looked at, a link does nothing, for mail scanners open links; its button lets in."""
    link = link_of(token)
    if link is None:
        return _refused(request, None, Obstacle.UNKNOWN)
    if request.user == link.user and access_of(link.user, link.board.slug):
        return redirect("priorities:update-all", link.board.slug)
    access = link_access(link)
    if isinstance(access, Obstacle):
        return _refused(request, link, access)
    if request.method == "POST" and request.user.is_anonymous:
        link_open(link=link)
        session_begin(request, link)
        return kept_by_nobody(redirect("reporting:page"))
    return kept_by_nobody(render(request, "priorities/reporting_link.html", {"of": link.board}))


def _refused(request: HttpRequest, link: UpdatesLink | None, obstacle: Obstacle) -> HttpResponse:
    link_refuse(link=link, obstacle=obstacle)
    return link_closed(request, link, obstacle, status=410 if link else 404)


@require_http_methods(METHODS)
@by_link
def reporting_page(request: HttpRequest, access: LinkAccess) -> HttpResponse:
    """All own updates on one page, and nothing else."""
    all_own = updates_of(request, access, location=reverse("reporting:sent"))
    if all_own.sent is not None:
        remember_sent(request, all_own.sent)
        return redirect("reporting:sent")
    return _page(request, "page", access, **all_own.context())


@require_POST
@by_link
def reporting_draft(request: HttpRequest, access: LinkAccess) -> HttpResponse:
    """Save what was typed so far; the page's script calls this as one types."""
    return drafts_of(request, access)


@require_safe
@by_link
def reporting_sent(request: HttpRequest, access: LinkAccess) -> HttpResponse:
    """What was sent, with thanks."""
    own = Update.objects.visible_to(access).filter(pk__in=sent_in(request), author=access.user)
    sent = own.select_related("action", "rating").order_by("submitted_at", "pk")
    return _page(request, "sent", access, sent=sent)


@login_not_required
@require_http_methods(METHODS)
def reporting_done(request: HttpRequest) -> HttpResponse:
    """End the session; the link begins another one as long as it holds.

    Looked at while it lasts, it says first what was begun and not submitted.
    """
    access = link_access(session_link(request)) if request.user.is_anonymous else None
    if request.method != "POST" and isinstance(access, LinkAccess):
        begun = Update.objects.visible_to(access).under_way().select_related("action")
        unsent = begun.exclude(status=UpdateStatus.SUBMITTED).order_by("action__number", "pk")
        return kept_by_nobody(_page(request, "leave", access, unsent=unsent))
    if request.method == "POST" and request.user.is_anonymous:
        request.session.flush()
        return redirect("reporting:done")
    return kept_by_nobody(render(request, "priorities/reporting_done.html"))


def _page(request: HttpRequest, name: str, access: LinkAccess, **context: object) -> HttpResponse:
    shared = {"access": access, "of": access.board, "is_by_link": True, "today": access.today}
    return render(request, f"priorities/reporting_{name}.html", {**shared, **context})
