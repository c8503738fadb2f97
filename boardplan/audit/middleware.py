"""What every request gets: a number, a log line, a record of refusals, no stored copies."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from boardplan.audit.context import RequestContext, begin, client_address, current, request_id
from boardplan.audit.events import Event, EventKind, NotTheirs, record_event

access_log = logging.getLogger("boardplan.request")

GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestContextMiddleware:
    """Gives every request a number, and the log a line when it has been answered.

    It stands first in line, so that whatever is logged on the way holds the number.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = request_id(request)
        begin(RequestContext(number, client_address(request), method=request.method or ""))
        began = time.monotonic()
        response = self.get_response(request)
        response["X-Request-ID"] = number
        if not request.path.startswith(settings.STATIC_URL):
            milliseconds = round((time.monotonic() - began) * 1000, 1)
            access_log.info("Answered", extra={"status": response.status_code, "ms": milliseconds})
        return response

    def process_view(self, request: HttpRequest, _: Any, __: Any, kwargs: dict[str, Any]) -> None:
        """Note who asks for what, now that both are known."""
        context = current()
        match = request.resolver_match
        context.route = (match.view_name or match.route) if match else ""
        context.board = kwargs.get("board_slug", "")
        context.user_id = request.user.pk


class RefusalMiddleware:
    """Records whom a page was refused to; an address that is merely wrong is no refusal."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Add the event; what is answered is for others to say."""
        if not isinstance(exception, PermissionDenied | NotTheirs):
            return
        match = request.resolver_match
        named = match.kwargs if match else {}
        record_event(
            EventKind.REFUSED,
            board=current().board[: Event._meta.get_field("board").max_length],
            page=current().route,
            reason="outside the board" if isinstance(exception, NotTheirs) else "no permission",
            ids={name: pk for name, pk in named.items() if isinstance(pk, int)},
        )


class NoStoreMiddleware:
    """Tells browsers and proxies to keep no copy of a signed-in person's pages.

    Without it the back button of a shared computer shows the confidential log after sign-out.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        return response
