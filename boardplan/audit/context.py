"""The request being answered, for log lines and security events: its number and its sender."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class RequestContext:
    """What a log line may say of a request; empty outside of one."""

    id: str = ""
    address: str | None = None
    user_id: int | None = None
    board: str = ""


_NOBODY = RequestContext()
_CURRENT: ContextVar[RequestContext | None] = ContextVar("request", default=None)


def current() -> RequestContext:
    """The context of the request being answered."""
    return _CURRENT.get() or _NOBODY


def begin(context: RequestContext) -> None:
    """Let ``context`` be that of what follows in this thread."""
    _CURRENT.set(context)
