"""Lines of the log: who, which board, which request; and never a word that somebody wrote.

An error's own message is left out, for it quotes what it stumbled over: a database says which
address is taken twice, a parser which sentence it could not read.
"""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from typing import Any

from django.core.mail import mail_admins
from pythonjsonlogger.json import JsonFormatter

from boardplan.audit.context import afterwards, current

ExcInfo = Any
"""What logging passes for an error: its class, itself, its traceback; three times None for none."""


class JsonLine(JsonFormatter):
    """One JSON object to a line, for programs that read logs."""

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """Only what is meant to be told: not everything that came with the record."""
        log_data.update(head(record), **about(record))
        if record.exc_info:
            log_data["traceback"] = self.formatException(record.exc_info)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - logging's own name
        return where(ei)


class TextLine(logging.Formatter):
    """The same for people."""

    def format(self, record: logging.LogRecord) -> str:
        told = " ".join(f"{name}={value}" for name, value in about(record).items())
        line = " ".join(filter(None, (*head(record).values(), told)))
        return f"{line}\n{where(record.exc_info)}" if record.exc_info else line


class ErrorMails(logging.Handler):
    """Tells those who look after the installation of an error, once it has been answered."""

    def emit(self, record: logging.LogRecord) -> None:
        subject = f"Something went wrong (request {current().id or 'none'})"
        afterwards(partial(mail_admins, subject, self.format(record), fail_silently=True))


def head(record: logging.LogRecord) -> dict[str, str]:
    """When, how bad, from where, what."""
    return {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": message_of(record),
    }


def about(record: logging.LogRecord) -> dict[str, Any]:
    """The request in which it was logged, as far as there is one."""
    request = current()
    told = {
        "request": request.id,
        "user": request.user_id,
        "board": request.board,
        "method": request.method,
        "route": request.route,
        "status": getattr(record, "status", None),
        "ms": getattr(record, "ms", None),
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def message_of(record: logging.LogRecord) -> str:
    """The message; Django's own of a request hold its path, so they are told by their status."""
    status = getattr(record, "status_code", None)
    if status is not None and hasattr(record, "request"):
        return HTTPStatus(status).phrase
    return record.getMessage()


def where(error: ExcInfo) -> str:
    """The files, lines and kinds of the error and of those that led to it; no values, no words."""
    exception: BaseException | None = error[1]
    told: list[str] = []
    while exception is not None:
        kind = f"{type(exception).__module__}.{type(exception).__qualname__}"
        told.append("".join(traceback.format_tb(exception.__traceback__)) + kind)
        before = None if exception.__suppress_context__ else exception.__context__
        exception = exception.__cause__ or before
    return "\n\nwhich led to\n\n".join(reversed(told))
