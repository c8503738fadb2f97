"""What is timed of one board: the plan's page, an action's, and an update being stored."""

from __future__ import annotations

import itertools
import statistics
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from priorities.models import Action, Update, UpdateStatus
from tests.bench import words
from tests.bench.browser import Answer, Browser, WrongAnswer
from tests.bench.figures import percentile
from tests.bench.forms import once_form
from tests.bench.load import Ask, Processes, all_at_once, one_by_one

CONNECTIONS = 8
SAID = "The second of two meetings was held, and what was agreed there is with the sub-group."
WARMING_UP = 6
"""Requests on each connection before any is timed."""


@dataclass(frozen=True)
class Effort:
    """How much is asked of each sort: at most so many requests, or seconds for each part."""

    alone: int
    at_once: int
    seconds: float


@dataclass(frozen=True)
class Timing:
    """What one sort of request took: milliseconds, and requests a second on eight connections."""

    median: float
    p95: float
    server_cpu: float
    database_cpu: float
    per_second: float

    @property
    def cpu(self) -> float:
        return self.server_cpu + self.database_cpu


@dataclass(frozen=True)
class TimedBoard:
    """A board, the browsers of its manager, and the processes that answer them."""

    slug: str
    browsers: Sequence[Browser]
    processes: Processes
    effort: Effort

    def pages(self) -> dict[str, Timing]:
        """The timing of each sort of request, by its name."""
        plan = itertools.repeat(_get(f"/boards/{self.slug}/plan/"))
        places = itertools.cycle(self._actions())
        actions = (_get(f"/boards/{self.slug}/actions/{pk}/") for pk in places)
        return {
            "plan page": self._timed(plan),
            "action page": self._timed(actions),
            "update saved": Saving(self).timed(),
        }

    def _actions(self) -> list[int]:
        """Every action, those far apart first: the first and the last of a plan differ."""
        actions = Action.objects.filter(objective__priority__plan__board__slug=self.slug)
        pks = list(actions.order_by("pk").values_list("pk", flat=True))
        step = max(len(pks) // 97, 1)
        return [pk for start in range(step) for pk in pks[start::step]]

    def _timed(self, asks: Iterator[Ask]) -> Timing:
        effort = self.effort
        warm = list(itertools.islice(asks, WARMING_UP * len(self.browsers)))
        all_at_once(self.browsers, warm, most_seconds=effort.seconds)
        alone = itertools.islice(asks, effort.alone)
        seconds, cpu = one_by_one(
            self.browsers[0], alone, self.processes, most_seconds=effort.seconds
        )
        at_once = list(itertools.islice(asks, effort.at_once))
        count, elapsed = all_at_once(self.browsers, at_once, most_seconds=effort.seconds)
        return timing_of(seconds, cpu, count / elapsed)


def timing_of(seconds: Sequence[float], cpu: tuple[float, float], per_second: float) -> Timing:
    """The figures of requests that took so many seconds each, and so much CPU all together."""
    return Timing(
        median=1000 * statistics.median(seconds),
        p95=1000 * percentile(seconds, 95),
        server_cpu=1000 * cpu[0] / len(seconds),
        database_cpu=1000 * cpu[1] / len(seconds),
        per_second=per_second,
    )


def _get(path: str) -> Ask:
    return lambda browser: browser.get(path)


@dataclass
class Saving:
    """Updates stored by the manager, which count at once, each on another action.

    Once every action had one, they have the next. Each is sent with the key and the revision of a
    form that was fetched for it (not timed), and looked for in the database afterwards.
    """

    board: TimedBoard
    sent: list[str] = field(default_factory=list)

    def timed(self) -> Timing:
        """The timing. Raises WrongAnswer where an update that was answered is not on record."""
        self._at_once(WARMING_UP * len(self.board.browsers))
        seconds, cpu = self._alone()
        count, elapsed = self._at_once(self.board.effort.at_once)
        self._verify()
        return timing_of(seconds, cpu, count / elapsed)

    def _alone(self) -> tuple[list[float], tuple[float, float]]:
        effort = self.board.effort
        seconds: list[float] = []
        server_cpu = database_cpu = 0.0
        while len(seconds) < effort.alone and sum(seconds) < effort.seconds:
            taken, cpu = one_by_one(
                self.board.browsers[0],
                self._forms(effort.alone - len(seconds)),
                self.board.processes,
                most_seconds=effort.seconds,
            )
            seconds += taken
            server_cpu, database_cpu = server_cpu + cpu[0], database_cpu + cpu[1]
        return seconds, (server_cpu, database_cpu)

    def _at_once(self, wanted: int) -> tuple[int, float]:
        """So many updates on all connections: how many were stored, and in how many seconds."""
        most = self.board.effort.seconds
        stored, elapsed = 0, 0.0
        while stored < wanted and elapsed < most:
            forms = self._forms(wanted - stored)
            count, took = all_at_once(self.board.browsers, forms, most_seconds=most)
            stored, elapsed = stored + count, elapsed + took
        return stored, elapsed

    def _forms(self, most: int) -> list[Ask]:
        """Filled-in forms ready to be sent: each of another action, none of which waits."""
        rows = Action.objects.filter(objective__priority__plan__board__slug=self.board.slug)
        free = rows.exclude(pk__in=Update.objects.under_way().values("action"))
        pks = free.order_by("?").values_list("pk", flat=True)[:most]
        return [self._filled_in(pk) for pk in pks]

    def _filled_in(self, pk: int) -> Ask:
        path = f"/boards/{self.board.slug}/actions/{pk}/update/"
        fields = once_form(self.board.browsers[0].get(path).body)
        fields |= {
            "rating": "amber",
            "progress": f"{SAID} Stored by the bench ({uuid.uuid4()}).",
            "impact": words.IMPACT[-1],
            "step": "submit",
        }

        def send(browser: Browser) -> Answer:
            answer = browser.post(path, fields)
            self.sent.append(fields["progress"])
            return answer

        return send

    def _verify(self) -> None:
        stored = Update.objects.counted().filter(progress__in=self.sent).count()
        told = Update.history.filter(progress__in=self.sent, status=UpdateStatus.ACCEPTED).count()
        if not stored == told == len(self.sent):
            raise WrongAnswer(
                f"{len(self.sent)} updates were answered, {stored} are on record, "
                f"{told} are in its history."
            )
