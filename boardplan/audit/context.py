"""The request being answered, for log lines and security events: its number and its sender."""

from __future__ import annotations

import ipaddress
import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.signals import request_finished
from django.dispatch import receiver
from django.http import HttpRequest

logger = logging.getLogger(__name__)

PLAIN_ID = re.compile(r"[A-Za-z0-9-]{8,36}")
"""What is taken for a proxy's number of a request: nothing that could break a line of the log."""


@dataclass
class RequestContext:
    """What a log line may say of a request; empty outside of one."""

    id: str = ""
    address: str | None = None
    user_id: int | None = None
    board: str = ""
    method: str = ""
    route: str = ""
    """The name of the address, never the path: a path may hold the token of an invitation."""
    owed: list[Callable[[], Any]] = field(default_factory=list)
    """What is done once the answer has been sent."""


_CURRENT: ContextVar[RequestContext | None] = ContextVar("request", default=None)


def current() -> RequestContext:
    """The context of the request being answered."""
    return _CURRENT.get() or RequestContext()


def begin(context: RequestContext) -> None:
    """Let ``context`` be that of what follows in this thread, until the answer has been sent."""
    _CURRENT.set(context)


def afterwards(task: Callable[[], Any]) -> None:
    """Do this once the answer has been sent, so that how long it takes tells the visitor nothing.

    Outside of a request it is done at once.
    """
    context = _CURRENT.get()
    if context is None:
        task()
    else:
        context.owed.append(task)


@receiver(request_finished)
def end(**_: Any) -> None:
    """Do what is owed; what follows in this thread belongs to no request.

    Nobody is left to be told of a failure but the log, and the next task is none of its business.
    """
    try:
        for task in current().owed:
            try:
                task()
            except Exception:
                logger.exception("Something owed after an answer, such as a message, failed")
    finally:
        _CURRENT.set(None)


def request_id(request: HttpRequest) -> str:
    """The number that a proxy in front of this server gave the request, else a new one."""
    given = request.headers.get("x-request-id", "") if settings.BOARDPLAN_PROXIES else ""
    return given if PLAIN_ID.fullmatch(given) else secrets.token_hex(8)


def client_address(request: HttpRequest) -> str | None:
    """The network address a request came from, as the outermost of our own proxies saw it.

    What stands further left in X-Forwarded-For is whatever a visitor likes.
    """
    proxies: int = settings.BOARDPLAN_PROXIES
    forwarded = request.headers.get("x-forwarded-for", "").split(",")
    if 0 < proxies <= len(forwarded) and forwarded[-proxies].strip():
        return _plain_address(forwarded[-proxies])
    return _plain_address(request.META.get("REMOTE_ADDR", ""))


def _plain_address(text: str) -> str | None:
    """Without port, brackets and zone; None where it is no address."""
    text = text.strip()
    for candidate in (text, text.rpartition(":")[0]):
        try:
            return str(ipaddress.ip_address(candidate.strip("[]").partition("%")[0]))
        except ValueError:
            continue
    return None
