"""The real server: gunicorn with its workers, started, killed and started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

HOST = "127.0.0.1"
ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds
COMPLAINTS = ("Traceback", "Internal Server Error", "database is locked", "deadlock", "CRITICAL")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until(is_so: Callable[[], bool], otherwise: str, *, pause: float = 0.02) -> None:
    """Look again and again. Raises TimeoutError, with what to say, when patience ends."""
    patient_until = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > patient_until:
            raise TimeoutError(otherwise)
        time.sleep(pause)


class Server:
    """gunicorn as ``./dev demo`` runs it, started in a process group of its own."""

    def __init__(self, port: int, log: Path) -> None:
        self.port = port
        command = [sys.executable, "-m", "gunicorn", "tests.endurance.wsgi"]
        options = ["--workers", "2", "--threads", "4", "--log-level", "warning"]
        with log.open("ab") as stream:
            self.process = subprocess.Popen(
                [*command, "--bind", f"{HOST}:{port}", *options],
                cwd=ROOT,
                stdout=stream,
                stderr=stream,
                start_new_session=True,
            )

    def wait_for_pages(self) -> None:
        """Until it serves them."""
        wait_until(self._serves, "The server does not start; see its log.")

    def kill(self) -> float:
        """Kill master and workers, as a power cut would; the moment it was done."""
        killed_at = time.monotonic()
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        # The workers share the socket: nobody answers once the last of them is gone.
        wait_until(self._is_gone, "The server outlives its killing.")
        return killed_at

    def stop(self) -> None:
        """Stop it as an administrator does, unless it ended before."""
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)

    def _serves(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError("The server ended at once; see its log.")
        connection = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            connection.request("GET", "/accounts/login/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def _is_gone(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((HOST, self.port)) != 0


@contextmanager
def serving(port: int, log: Path) -> Iterator[Server]:
    """The server, serving; stopped afterwards whatever happens."""
    server = Server(port, log)
    try:
        server.wait_for_pages()
        yield server
    finally:
        server.stop()


def complaints(log: Path) -> list[str]:
    """The lines of a server's log that tell of an error of ours."""
    lines = log.read_text(errors="replace").splitlines()
    return [line for line in lines if any(word in line for word in COMPLAINTS)]
