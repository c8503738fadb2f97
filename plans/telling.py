"""Forms that change people's parts in a board: stored once, and those people told by e-mail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from boardplan.accounts.models import User
from boardplan.audit.forms import OnceForm
from plans.access import Access
from plans.invitation_mail import send_news
from plans.news import News, news_between, parts_of
from plans.services.memberships import board_locked
from plans.storing import store


def store_and_tell(
    request: HttpRequest,
    access: Access,
    form: OnceForm,
    *,
    write: Callable[[], str],
    untold: User | None = None,
    **how: Any,
) -> HttpResponse | None:
    """Store a form as ``store`` does; once that is done, tell whose part in the board it changed.

    Whoever sent the form knows, ``untold`` need not; and who cannot sign in any more is not
    written to.
    """
    news: list[News] = []

    def watched() -> str:
        board_locked(access.board)
        before = parts_of(access)
        address = write()
        after = parts_of(access, known=before)
        news.extend(news_between(before, after, access.today))
        return address

    response = store(request, access, form, write=watched, **how)
    if response is not None:
        for each in news:
            if each.user not in {access.user, untold} and each.user.is_active:
                say_how_it_went(request, each.user.email, send_news(request, access, each))
    return response


def say_how_it_went(
    request: HttpRequest, email: str, is_sent: bool, other_way: str = "Tell them in another way."
) -> None:
    """Say whether somebody could be told by e-mail, and what to do where not."""
    if is_sent:
        messages.success(request, f"{email} has been told by e-mail.")
    else:
        messages.warning(
            request,
            f"The e-mail to {email} could not be sent. {other_way} Everything else is stored.",
        )
