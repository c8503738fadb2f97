"""Whether a worker is there: it leaves a mark at each turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.utils import timezone

from boardplan.ui.uk_dates import time_words

LATE = dt.timedelta(minutes=10)
"""A worker that has left no mark for so long is not there: its longest piece of work is shorter."""


def worker_is_alive() -> None:
    """Leave the mark."""
    settings.WORKER_MARK.touch()


def worker_seen_at() -> dt.datetime | None:
    """When a worker was last at work; None where none ever was."""
    try:
        seconds = settings.WORKER_MARK.stat().st_mtime
    except FileNotFoundError:
        return None
    return dt.datetime.fromtimestamp(seconds, timezone.get_current_timezone())


@register(Tags.database, deploy=True)
def check_worker(*, databases: Sequence[str] | None = None, **_: Any) -> Iterable[CheckMessage]:
    """Reminders go out: somebody is there to send them.

    Asked by ``check --deploy --database default`` and by the page of the installation.
    """
    if not databases:
        return []
    seen = worker_seen_at()
    if seen is not None and timezone.now() - seen < LATE:
        return []
    since = f"since {time_words(seen)}" if seen else "yet"
    return [
        checks.Warning(
            f"No worker has been at work {since}: no reminder is sent.",
            hint="Start it: manage.py worker (docs/running.md has its systemd unit).",
            id="boardplan.W005",
        )
    ]
