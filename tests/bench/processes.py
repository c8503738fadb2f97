"""What processes cost, as Linux tells it in /proc: CPU of a tree of them, memory of each."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")
FORGET_PEAK = "5"


def parent(pid: int) -> int:
    """The process that started this one."""
    return int(_stat(pid)[1])


def children(pid: int) -> list[int]:
    """The processes that this one started and that are still there."""
    return [child for child in _all() if _parent_or_none(child) == pid]


def tree_cpu(root: int) -> float:
    """Seconds of CPU that a process and all below it have had, those that ended included."""
    total, wave = 0.0, [root]
    while wave:
        total += sum(map(_cpu, wave))
        wave = [child for pid in wave for child in children(pid)]
    return total


def forget_peak(pid: int) -> None:
    """Let the peak of a process's memory begin again at what it holds now."""
    (PROC / str(pid) / "clear_refs").write_text(FORGET_PEAK)


def peak_memory(pid: int) -> float:
    """The most memory the process has held (resident), in MB."""
    return _megabytes(pid, "status", "VmHWM")


def own_memory(pid: int) -> float:
    """The memory of the process (PSS: what it shares counts in part), in MB."""
    return _megabytes(pid, "smaps_rollup", "Pss")


def _megabytes(pid: int, name: str, entry: str) -> float:
    text = (PROC / str(pid) / name).read_text()
    found = re.search(rf"^{entry}:\s+(\d+) kB$", text, re.MULTILINE)
    if found is None:
        raise RuntimeError(f"/proc says no {entry} of process {pid}.")
    return int(found[1]) / 1024


def _all() -> Iterator[int]:
    return (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())


def _parent_or_none(pid: int) -> int | None:
    try:
        return parent(pid)
    except (FileNotFoundError, ProcessLookupError):
        return None


def _cpu(pid: int) -> float:
    """The process's own time and that of the children it has buried."""
    try:
        fields = _stat(pid)
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS


def _stat(pid: int) -> list[str]:
    """The fields behind the command, which may hold spaces: state, parent, …"""
    return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
