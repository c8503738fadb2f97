"""The e-mails that tell people they have been let in, and how their part in a board changes."""

from __future__ import annotations

import logging
from typing import Any

from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from boardplan.accounts.models import User
from plans.access import Access
from plans.news import News
from plans.services.invitations import Invited
from plans.services.memberships import roles_left

log = logging.getLogger(__name__)


def link_of(request: HttpRequest, invited: Invited) -> str:
    """The whole address by which a newcomer comes in; empty for somebody who needs none."""
    if not invited.token:
        return ""
    return request.build_absolute_uri(reverse("invitations:accept", args=[invited.token]))


def send_word(request: HttpRequest, access: Access, invited: Invited) -> bool:
    """Tell somebody by e-mail that she has been let in, and how; False where it failed."""
    link = link_of(request, invited)
    context = {
        "board": access.board,
        "user": invited.user,
        "by": access.user,
        "roles": roles_left(access.board, invited.user, access.today),
        "today": access.today,
        "invitation": invited.invitation,
        "signed_out": invited.signed_out,
        "lost_password": invited.lost_password,
        "address": link or request.build_absolute_uri(access.board.get_absolute_url()),
        "host": request.get_host(),
    }
    return _sent("invitation" if link else "added", invited.user, access.user, context)


def send_news(request: HttpRequest, access: Access, news: News) -> bool:
    """Tell somebody by e-mail what she was given and what ends; False where it failed.

    With the end of all her access she is told that alone; and never why anything ended.
    """
    context = {
        "board": access.board,
        "by": access.user,
        "news": news,
        "today": access.today,
        "address": request.build_absolute_uri(access.board.get_absolute_url()),
        "host": request.get_host(),
    }
    return _sent("access_ended" if news.access_ends_on else "part", news.user, access.user, context)


def send_app_removed(request: HttpRequest, access: Access, user: User) -> bool:
    """Tell somebody by e-mail that her authenticator app was removed; False where it failed."""
    context = {
        "user": user,
        "by": access.user,
        "address": request.build_absolute_uri(reverse("mfa_index")),
        "host": request.get_host(),
    }
    return _sent("app_removed", user, access.user, context)


def _sent(name: str, to: User, by: User, context: dict[str, Any]) -> bool:
    template = f"plans/email/{name}"
    message = EmailMessage(
        subject=" ".join(render_to_string(f"{template}_subject.txt", context).split()),
        body=render_to_string(f"{template}_message.txt", context),
        to=[to.email],
        reply_to=[by.email],
    )
    try:
        message.send()
    except OSError:  # of the connection, and every error of SMTP
        log.warning("An e-mail to person %s could not be sent", to.pk, exc_info=True)
        return False
    return True
