"""What the PDF and the JSON of a plan cost: each made by its command, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tests.bench.load import Processes
from tests.bench.processes import peak_memory, tree_cpu

BETWEEN_LOOKS = 0.02
"""Seconds; the peak never falls, so only what is reached in the last of them is missed."""


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU of the process and of the database, its peak memory and the file's size.

    Memory and size are in MB (2 to the power of 20 bytes).
    """

    cpu: float
    database_cpu: float
    peak: float
    size: float = 0.0


def starting_cost(processes: Processes) -> Cost:
    """What any command costs before it does anything: Python, Django and our models."""
    return run_command(["check"], processes)


def pdf_cost(slug: str, processes: Processes) -> Cost:
    """The members' edition of the board pack. Raises RuntimeError where it is no PDF."""
    return _made("board_pack", slug, processes, lambda path: path.read_bytes()[:5] == b"%PDF-")


def json_cost(slug: str, actions: int, processes: Processes) -> Cost:
    """The plan as JSON. Raises RuntimeError where it does not hold all actions."""
    return _made(
        *("export_plan", slug, processes, lambda path: _actions_in(path) == actions),
        *("--format", "json"),
    )


def _made(
    command: str, slug: str, processes: Processes, is_right: Callable[[Path], bool], *options: str
) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made"
        cost = run_command([command, "--board", slug, "-o", str(path), *options], processes)
        if not is_right(path):
            raise RuntimeError(f"What {command} made of {slug} is not what it should be.")
        return Cost(cost.cpu, cost.database_cpu, cost.peak, path.stat().st_size / 2**20)


def run_command(arguments: list[str], processes: Processes) -> Cost:
    """Run a command of ours to its end; what it and the database spent on it.

    Raises RuntimeError where it fails."""
    before = tree_cpu(processes.database)
    manage = str(settings.BASE_DIR / "manage.py")
    process = subprocess.Popen([sys.executable, manage, *arguments], stdout=subprocess.DEVNULL)
    peak, used = 0.0, None
    while used is None:
        peak = max(peak, _peak_or_nothing(process.pid))
        time.sleep(BETWEEN_LOOKS)
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        used = usage if ended else None
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"manage.py {' '.join(arguments)} failed.")
    return Cost(
        cpu=used.ru_utime + used.ru_stime,
        database_cpu=tree_cpu(processes.database) - before,
        peak=peak,
    )


def _peak_or_nothing(pid: int) -> float:
    """The process's peak so far, or 0 where it has just ended.

    What ``wait4`` says is no help: it counts the memory of the bench, which started the process.
    """
    try:
        return peak_memory(pid)
    except (RuntimeError, ProcessLookupError):
        return 0.0


def _actions_in(path: Path) -> int:
    plan = json.loads(path.read_text())
    return sum(len(o["actions"]) for p in plan["priorities"] for o in p["objectives"])
