"""How much memory the server's workers need, with one board on the installation and with many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from boardplan.accounts.models import User
from tests.bench.browser import Browser, signed_in
from tests.bench.people import manager_email
from tests.bench.processes import forget_peak, own_memory, peak_memory
from tests.bench.server import Server

PATHS = {"home": "/boards/{}/", "plan page": "/boards/{}/plan/"}
VISITS = 100
"""Pages of each sort, spread over all boards; half of them before anything is measured."""


@dataclass(frozen=True)
class Memory:
    """The largest worker's memory in MB: at most while it made pages, and once they were made."""

    peak: float
    after: float


def memory_of(server: Server, slugs: Sequence[str]) -> dict[str, Memory]:
    """The memory that each page takes when the managers of all these boards ask for it in turn."""
    people = User.objects.in_bulk([manager_email(slug) for slug in slugs], field_name="email")
    cookies = {slug: signed_in(people[manager_email(slug)]) for slug in slugs}
    found = {}
    for name, path in PATHS.items():
        _visit(server, path, cookies)
        for worker in server.workers:
            forget_peak(worker)
        _visit(server, path, cookies)
        found[name] = Memory(
            peak=max(map(peak_memory, server.workers)), after=max(map(own_memory, server.workers))
        )
    return found


def _visit(server: Server, path: str, cookies: dict[str, dict[str, str]]) -> None:
    """Half of the visits, each on a connection of its own, so that both workers have some."""
    slugs = list(cookies)
    for number in range(VISITS // 2):
        slug = slugs[number % len(slugs)]
        with Browser(server.port, cookies[slug]) as browser:
            browser.get(path.format(slug))
