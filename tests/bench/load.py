"""Asks the server: one request after the other for their times, or as many as go at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.bench.browser import Answer, Browser
from tests.bench.processes import tree_cpu

CONNECTIONS = 8

Ask = Callable[[Browser], Answer]
"""One request on a connection."""


@dataclass(frozen=True)
class Processes:
    """The two trees of processes that answer: the server's and the database's."""

    server: int
    database: int

    def cpu(self) -> tuple[float, float]:
        """Seconds of CPU of each so far."""
        return tree_cpu(self.server), tree_cpu(self.database)


def one_by_one(
    browser: Browser, asks: Iterable[Ask], processes: Processes, *, most_seconds: float
) -> tuple[list[float], tuple[float, float]]:
    """Seconds of each request, one after the other, and the CPU of both trees for all of them.

    Begins no other request after ``most_seconds``.
    """
    before, end = processes.cpu(), time.monotonic() + most_seconds
    seconds = []
    for ask in asks:
        seconds.append(ask(browser).seconds)
        if time.monotonic() > end:
            break
    after = processes.cpu()
    return seconds, (after[0] - before[0], after[1] - before[1])


def all_at_once(
    browsers: Sequence[Browser], asks: Sequence[Ask], *, most_seconds: float
) -> tuple[int, float]:
    """Send the requests as fast as all the connections take them: how many, in how many seconds.

    Begins no other request after ``most_seconds``.
    """
    left = iter(asks)
    began = time.monotonic()

    def work(browser: Browser) -> int:
        count = 0
        # The next of a list's iterator goes to one thread alone: no request is sent twice.
        for ask in left:
            ask(browser)
            count += 1
            if time.monotonic() - began > most_seconds:
                break
        return count

    with ThreadPoolExecutor(len(browsers)) as pool:
        count = sum(pool.map(work, browsers))
    return count, time.monotonic() - began
