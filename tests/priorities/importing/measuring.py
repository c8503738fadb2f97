"""How long reading a file takes and how much memory, in a process of its own.

Run as a program it reads one file and prints what came of it, seconds and peak bytes, as JSON.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from priorities.importing.files import read_file
from priorities.importing.grid import Unreadable

ROOT = Path(__file__).parents[3]
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Measure:
    """``message`` is why the file was refused, "" where it was read; ``seconds`` are of the
    processor, so that what else runs meanwhile does not count.
    """

    message: str
    seconds: float
    peak_bytes: int


def measure(data: bytes, folder: Path) -> Measure:
    """Reads a file in a process of its own; ``folder`` is where the file may lie meanwhile."""
    path = folder / "plan.docx"
    path.write_bytes(data)
    result = subprocess.run(
        [sys.executable, "-m", "tests.priorities.importing.measuring", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return Measure(**json.loads(result.stdout))


def peak_bytes() -> int:
    """The most memory that this process had since it began.

    ``getrusage`` would count the memory of the process that started it.
    """
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+) kB", status)
    return int(kilobytes) * 1024


def main(path: Path) -> None:
    data = path.read_bytes()
    start = time.process_time()
    try:
        read_file(data, path.name)
        message = ""
    except Unreadable as error:
        message = str(error)
    seconds = time.process_time() - start
    peak = peak_bytes()
    sys.stdout.write(json.dumps({"message": message, "seconds": seconds, "peak_bytes": peak}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
