"""Files that cannot be a plan: what is said of each, how soon, and in how much memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.priorities.importing.bad_files import BAD, LARGE, MEGABYTE
from tests.priorities.importing.measuring import measure
from tests.proofs.tables import table

HEADS = ("file", "size", "seconds", "peak memory", "what is said")
ALL = {name: make for name, (make, _) in BAD.items()} | LARGE


def report(files: Mapping[str, Callable[[], bytes]] | None = None) -> Iterator[str]:
    """A line for each file, read in a process of its own; seconds are of the processor."""
    with TemporaryDirectory(prefix="proofs") as folder:
        made = (ALL if files is None else files).items()
        yield table(HEADS, [_row(name, make(), Path(folder)) for name, make in made])


def _row(name: str, data: bytes, folder: Path) -> tuple[object, ...]:
    found = measure(data, folder)
    return (
        name,
        f"{len(data) / MEGABYTE:8.2f} MB",
        f"{found.seconds:7.2f}",
        f"{found.peak_bytes / MEGABYTE:8.0f} MB",
        found.message or "read: as large as a plan may be",
    )
