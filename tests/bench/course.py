"""The whole of a run, from the empty database to the table of limits."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from boardplan.accounts.models import User
from tests.bench import report
from tests.bench.boards import Size, board_create
from tests.bench.browser import Browser, signed_in
from tests.bench.documents import Cost, json_cost, pdf_cost, starting_cost
from tests.bench.load import Processes
from tests.bench.memory import Memory, memory_of
from tests.bench.pace import pace
from tests.bench.pages import CONNECTIONS, Effort, TimedBoard, Timing
from tests.bench.people import manager_email
from tests.bench.processes import parent
from tests.bench.server import THREADS, WORKERS, Server, log_end, serving
from tests.bench.year import Packs, Year, button, pack_costs, page_meanwhile, year_figures

SMALL = Size(actions=37, per_priority=8)
LARGEST_PDF = 500
NO_LARGER_PDF = (
    "A PDF of 5,000 actions is left out: some 2,000 pages that nobody prints, in minutes and GBs."
)


@dataclass(frozen=True)
class Scale:
    """How much is measured: the boards that are timed, how often, and how many boards at most."""

    sizes: tuple[Size, ...]
    effort: Effort
    boards: int


FULL = Scale(
    sizes=(SMALL, Size(500, 100), Size(5000, 100)),
    effort=Effort(alone=120, at_once=240, seconds=10),
    boards=50,
)
QUICK = Scale(
    sizes=(SMALL, Size(500, 100)), effort=Effort(alone=30, at_once=48, seconds=4), boards=5
)


class Course:
    """One run; prints as it goes."""

    def __init__(self, scale: Scale, log: Path) -> None:
        self.scale = scale
        self.began = time.monotonic()
        self.log = log

    def run(self) -> None:
        """Measure and print everything."""
        _print(
            f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}; "
            f"gunicorn with {WORKERS} workers of {THREADS} threads; "
            f"load before the start {os.getloadavg()[0]:.1f} (the quieter the better)."
        )
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        memories = self._memories()
        paces = [pace()]
        timings = self._timings()
        paces.append(pace())
        costs, starting = self._costs()
        paces.append(pace())
        year, packs = self._year()
        paces.append(pace())
        self._section("Pages", report.timing_table(timings))
        self._section(
            "How they grow: the power of the number of actions", report.growth_table(timings)
        )
        self._section("Documents", report.cost_table(costs, starting))
        _print(NO_LARGER_PDF)
        self._section(
            "The machine's pace: the same Python, in ms of CPU",
            "Before the pages {:.0f}, after them {:.0f}, after the documents {:.0f}, "
            "after the year {:.0f}.".format(*paces),
        )
        self._section("Memory of the larger worker", report.memory_table(memories))
        self._section("The board's year", report.year_text(year, packs))
        found = report.limits(timings, costs["PDF"], memories)
        self._section("Limits", report.limit_table([*found, *report.year_limits(year, packs)]))

    def _memories(self) -> dict[int, dict[str, Memory]]:
        """With one board on the installation, then with many."""
        found = {}
        slugs: list[str] = []
        for count in (1, self.scale.boards):
            for number in range(len(slugs) + 1, count + 1):
                slugs.append(f"board-{number}")
                board_create(slugs[-1], SMALL, seed=number)
            with self._serving() as server:
                self._say(f"memory with {count} board{'' if count == 1 else 's'}")
                found[count] = memory_of(server, slugs)
        return found

    def _timings(self) -> dict[int, dict[str, Timing]]:
        for size in self.scale.sizes:
            self._say(f"making a board of {size.actions:,} actions")
            board_create(slug_of(size), size)
        self._settle()
        found = {}
        with self._serving() as server:
            for size in self.scale.sizes:
                self._say(f"pages of {size.actions:,} actions")
                found[size.actions] = self._timed(server, slug_of(size))
        return found

    def _timed(self, server: Server, slug: str) -> dict[str, Timing]:
        cookies = signed_in(User.objects.get(email=manager_email(slug)))
        with ExitStack() as stack:
            browsers = [
                stack.enter_context(Browser(server.port, cookies)) for _ in range(CONNECTIONS)
            ]
            processes = Processes(server.pid, database_process())
            return TimedBoard(slug, browsers, processes, self.scale.effort).pages()

    def _costs(self) -> tuple[dict[str, dict[int, Cost]], Cost]:
        processes = Processes(os.getpid(), database_process())
        costs: dict[str, dict[int, Cost]] = {"PDF": {}, "JSON": {}}
        for size in self.scale.sizes:
            slug, actions = slug_of(size), size.actions
            if actions <= LARGEST_PDF:
                self._say(f"PDF of {actions:,} actions")
                costs["PDF"][actions] = pdf_cost(slug, processes)
            self._say(f"JSON of {actions:,} actions")
            costs["JSON"][actions] = json_cost(slug, actions, processes)
        return costs, starting_cost(processes)

    def _year(self) -> tuple[Year, Packs]:
        """The packs first: a round would give each worker its reminders to send as well."""
        slugs = {size.actions: slug_of(size) for size in self.scale.sizes[:2]}
        processes = Processes(os.getpid(), database_process())
        self._say("packs by a worker")
        costs = pack_costs(slugs, processes)
        slug = slugs[LARGEST_PDF]
        cookies = signed_in(User.objects.get(email=manager_email(slug)))
        with self._serving() as server, Browser(server.port, cookies) as browser:
            pressed = button(browser, slug)
            self._say("a page while a pack is made")
            alone, meanwhile = page_meanwhile(browser, slug)
        self._say("a round of 200 people, two versions of 1,000 actions")
        return year_figures(slug), Packs(costs, pressed, alone, meanwhile)

    def _settle(self) -> None:
        """Leave no work of the making to be done while pages are timed."""
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")

    @contextmanager
    def _serving(self) -> Iterator[Server]:
        try:
            with serving(self.log) as server:
                yield server
        except Exception:
            _print(f"The end of the server's log:\n{log_end(self.log)}")
            raise

    def _say(self, words: str) -> None:
        _print(f"[{time.monotonic() - self.began:4.0f} s] {words}")

    def _section(self, title: str, text: str) -> None:
        _print(f"\n== {title}\n{text}")


def slug_of(size: Size) -> str:
    """The slug of the board of this size."""
    return f"actions-{size.actions}"


def database_process() -> int:
    """The database server's own process, which starts one for each connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return parent(cursor.fetchone()[0])


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
