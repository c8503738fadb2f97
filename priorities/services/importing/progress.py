"""How far the reading of a file has come, for the page that waits for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone

from priorities.importing.grid import Unreadable
from priorities.models import ImportSource, PlanImport

STEPS = (
    "Opening the file",
    "Finding priorities, actions, leads and dates in it",
    "Keeping what was found",
)
LONGEST_STEP = dt.timedelta(minutes=2)
"""After so long without a word the reading is taken to have been cut off, as by a restart."""
KEPT = 15 * 60
"""For how many seconds the last word is kept."""


@dataclass(frozen=True)
class Reading:
    """The step (from 1) that a reading is at since then, or why the file cannot be read."""

    step: int
    since: dt.datetime
    problem: str = ""

    @property
    def is_under_way(self) -> bool:
        return not self.problem and timezone.now() - self.since < LONGEST_STEP

    @property
    def has_stopped(self) -> bool:
        return not self.problem and not self.is_under_way


def reading_tell(plan_import: PlanImport, step: int, problem: str = "") -> None:
    """Say which step is begun now, or what is wrong with the file."""
    # Not a column of the record: nothing is lost with it, and it is told while others wait.
    cache.set(_key(plan_import), (step, timezone.now().isoformat(), problem), KEPT)


def reading_of(plan_import: PlanImport) -> Reading | None:
    """What was told last; None before the beginning and after the end."""
    told = cache.get(_key(plan_import))
    if told is None:
        return None
    step, since, problem = told
    return Reading(step, dt.datetime.fromisoformat(since), problem)


@contextmanager
def told_reading(plan_import: PlanImport) -> Iterator[None]:
    """A reading, of which nothing is left to be told once it is done; a bad file's problem is."""
    try:
        yield
    except Unreadable as reason:
        reading_tell(plan_import, 0, str(reason))
        raise
    except BaseException:
        cache.delete(_key(plan_import))
        raise
    cache.delete(_key(plan_import))


def is_read(plan_import: PlanImport) -> bool:
    """Whether the file was read, and waits to be looked at."""
    rows = ImportSource.objects.filter(plan_import=plan_import, document__isnull=False)
    return rows.exists()


def _key(plan_import: PlanImport) -> str:
    return f"import-reading-{plan_import.key}"
