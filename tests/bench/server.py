"""The real server, started for the bench and stopped again: gunicorn with two workers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.processes import children

HOST = "127.0.0.1"
WORKERS, THREADS = 2, 4
PATIENCE = 60
"""Seconds to wait for the server to answer."""


@dataclass(frozen=True)
class Server:
    """A server that answers at ``port``; ``pid`` is gunicorn's own, the workers are below it."""

    pid: int
    port: int

    @property
    def workers(self) -> list[int]:
        return children(self.pid)


@contextmanager
def serving(log: Path) -> Iterator[Server]:
    """A server for the time of the block, with the settings of this process's environment.

    Raises RuntimeError, with the end of its log, where it does not come up.
    """
    port = _free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "boardplan.wsgi", "--bind", f"{HOST}:{port}"),
        *("--workers", str(WORKERS), "--threads", str(THREADS), "--log-level", "warning"),
    ]
    with log.open("ab") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            _await(process, port, log)
            yield Server(process.pid, port)
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _await(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0 and len(children(process.pid)) == WORKERS:
                return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not come up:\n{log_end(log)}")


def log_end(log: Path, lines: int = 30) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def production_settings() -> dict[str, str]:
    """The environment of a server as it would run, but for HTTPS and mail; DATABASE_URL apart."""
    return {
        "ALLOWED_HOSTS": HOST,
        "BOARDPLAN_ENV_FILE": os.devnull,
        "BOARDPLAN_HTTPS": "off",
        "DEBUG": "off",
        "DJANGO_SETTINGS_MODULE": "boardplan.settings",
        "EMAIL_URL": "dummymail://",
        "SECRET_KEY": os.urandom(40).hex(),
    }
