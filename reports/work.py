"""What the worker does: turn after turn, whatever the record says is owed."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import Error, close_old_connections, connections
from django.utils import timezone

from boardplan.upkeep.worker import worker_is_alive
from plans.mailing import deliver_owed
from priorities.services.rounds import reminders_sweep
from reports.making import make_owed_packs
from reports.publishing import replacements_make

log = logging.getLogger(__name__)

PAUSE = 1.5
"""Seconds between two turns: so long an e-mail asked for by hand waits at most."""
SWEEP_EVERY = 60
"""Seconds between two looks at who is to be reminded, and at what a redaction left owed."""
LONGEST_PAUSE = 60
"""Seconds between two turns while the database is away."""


class Worker:
    """One worker: it stops between two pieces of work once it is told to."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._swept_at: float | None = None
        self._failures = 0

    def stop(self, *_: object) -> None:
        """Let the piece of work at hand be the last one; a handler of signals."""
        self._stop.set()

    def goes_on(self) -> bool:
        """Whether nobody has told it to stop."""
        return not self._stop.is_set()

    def work(self) -> None:
        """Turn after turn, until it is told to stop."""
        while self.goes_on():
            self._stop.wait(self._tried())

    def turn(self) -> None:
        """Do what is owed now. Raises the database's errors."""
        sweeps = self._is_time_to_sweep()
        if sweeps:
            reminders_sweep(timezone.now())
            replacements_make()
            self._swept_at = time.monotonic()
        for task in self.tasks(sweeps=sweeps):
            if self.goes_on():
                task()
        worker_is_alive()

    def tasks(self, *, sweeps: bool) -> tuple[Callable[[], object], ...]:
        """The pieces of a turn, in their order; ``sweeps`` where it is one that looks around."""
        return (
            lambda: deliver_owed(goes_on=self.goes_on),
            # Last, for it takes seconds; one draft a turn, so that no e-mail waits for many.
            lambda: make_owed_packs(timezone.now(), looks_for_changes=sweeps),
        )

    def _is_time_to_sweep(self) -> bool:
        return self._swept_at is None or time.monotonic() - self._swept_at >= SWEEP_EVERY

    def _tried(self) -> float:
        """One turn; the seconds to wait before the next one, longer while they fail."""
        try:
            close_old_connections()
            self.turn()
        except Error:
            connections.close_all()
            return self._failed("The database is away; the worker tries again")
        except Exception:  # noqa: BLE001 - it must not end by an error in one board
            return self._failed("A turn of the worker failed; it tries again")
        self._failures = 0
        return PAUSE

    def _failed(self, words: str) -> float:
        self._failures += 1
        pause: float = min(PAUSE * 2**self._failures, LONGEST_PAUSE)
        # The first of them with all its lines; the same again each minute says no more.
        log.warning(words, exc_info=self._failures == 1)
        return pause
