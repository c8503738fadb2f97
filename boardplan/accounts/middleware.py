"""Keeps the session of someone at work alive."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

SEEN = "seen_at"
PAUSE = 5 * 60
"""Seconds between two writes; a write with every page would cost three queries each."""


class KeepSessionMiddleware:
    """Starts the idle time of a signed-in person's session again when she asks for a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get(SEEN, 0) > PAUSE:
                request.session[SEEN] = now
        return self.get_response(request)
