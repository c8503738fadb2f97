"""How long a session lasts, and the way to a second factor for those who need one."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from boardplan.accounts.second_factor import SecondFactorNeeded

BEGAN = "began_at"
SEEN = "seen_at"
PAUSE = 5 * 60
"""Seconds between two writes; a write with every page would cost three queries each."""
LIFETIME = 12 * 60 * 60
"""Seconds after which a session ends, however busy: a working day and no night."""
SET_UP = (
    "Whoever reads a board's confidential log, or looks after this installation, signs in with an "
    "authenticator app as well. Set one up now; it takes two minutes."
)

GetResponse = Callable[[HttpRequest], HttpResponse]


class KeepSessionMiddleware:
    """Starts the idle time of a signed-in person's session again when she asks for a page.

    A session that has lasted for a working day ends all the same.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get(BEGAN, now) >= LIFETIME:
                logout(request)
            elif now - request.session.get(SEEN, 0) > PAUSE:
                request.session.setdefault(BEGAN, now)
                request.session[SEEN] = now
        return self.get_response(request)


class SecondFactorMiddleware:
    """Leads whoever needs a second factor to setting one up, whatever she asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, SecondFactorNeeded):
            return None
        messages.warning(request, SET_UP)
        return redirect("mfa_activate_totp")
