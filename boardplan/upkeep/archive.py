"""A backup: one archive with every row, every file, and a manifest that tells its own damage.

The archive is a gzipped tar. ``manifest.json`` stands first and gives, for each table, its columns,
number of rows and SHA-256, and for each file its size and SHA-256; ``rows/<label>.jsonl`` holds a
table, ``files/<path>`` a file as it lies under MEDIA_ROOT.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FORMAT = 1
MANIFEST = "manifest.json"


class BadArchive(Exception):
    """The file is no backup, is damaged, or does not hold what its manifest says."""


@dataclass(frozen=True)
class Table:
    """What a manifest says of a table."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True)
class File:
    """What a manifest says of a file."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """What a backup holds. ``migrations`` are the names applied, by app."""

    made_at: str
    version: str
    migrations: dict[str, list[str]]
    format: int = FORMAT
    tables: dict[str, Table] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Raises BadArchive for what no backup of ours says."""
        try:
            said: dict[str, Any] = json.loads(text)
            if said["format"] != FORMAT:
                raise BadArchive(f"It is a backup of format {said['format']}, not {FORMAT}.")
            tables = {name: Table(**table) for name, table in said.pop("tables").items()}
            files = {name: File(**file) for name, file in said.pop("files").items()}
            return cls(**said, tables=tables, files=files)
        except (ValueError, TypeError, KeyError, AttributeError) as wrong:
            raise BadArchive("Its manifest cannot be read.") from wrong


def write_table(folder: Path, label: str, columns: list[str], lines: Iterable[str]) -> Table:
    """Write a table's lines into the folder; returns what the manifest says of it."""
    path = folder / "rows" / f"{label}.jsonl"
    path.parent.mkdir(exist_ok=True)
    digest, count = hashlib.sha256(), 0
    with path.open("wb") as out:
        for line in lines:
            data = line.encode() + b"\n"
            digest.update(data)
            out.write(data)
            count += 1
    return Table(columns, count, digest.hexdigest())


def describe(path: Path) -> File:
    """What the manifest says of a file."""
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256")
    return File(path.stat().st_size, digest.hexdigest())


def pack(folder: Path, manifest: Manifest, media: Path, target: Path) -> None:
    """Write the archive of the tables in ``folder`` and of the manifest's files in ``media``."""
    (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
    with tarfile.open(target, "w:gz", compresslevel=6) as archive:
        archive.add(folder / MANIFEST, MANIFEST)
        for label in manifest.tables:
            archive.add(folder / "rows" / f"{label}.jsonl", f"rows/{label}.jsonl")
        for name in manifest.files:
            archive.add(media / name, f"files/{name}")


@contextmanager
def unpacked(archive: Path, *, beside: Path) -> Iterator[tuple[Manifest, Path]]:
    """The manifest and a folder with all that it names, checked to the last byte.

    The folder lies in ``beside`` and goes when the body ends. Raises BadArchive.
    """
    with tempfile.TemporaryDirectory(dir=beside, prefix=".restoring-") as name:
        folder = Path(name)
        try:
            with tarfile.open(archive, "r:gz") as packed:
                packed.extractall(folder, filter="data")
        except (tarfile.TarError, EOFError, zlib.error, ValueError) as wrong:
            raise BadArchive(f"It is damaged or no backup: {wrong}") from wrong
        except OSError as wrong:
            if wrong.errno is None:  # the gzip module's own: not a gzipped file, wrong checksum
                raise BadArchive(f"It is damaged or no backup: {wrong}") from wrong
            raise
        if not (folder / MANIFEST).is_file():
            raise BadArchive("It holds no manifest.")
        manifest = Manifest.from_json((folder / MANIFEST).read_text(encoding="utf-8"))
        _check(folder, manifest)
        yield manifest, folder


def read_table(folder: Path, label: str) -> Iterator[str]:
    """The lines of a table of an unpacked backup."""
    with (folder / "rows" / f"{label}.jsonl").open(encoding="utf-8") as lines:
        yield from lines


def file_hash(path: Path) -> str:
    """The SHA-256 of a file."""
    return describe(path).sha256


def _check(folder: Path, manifest: Manifest) -> None:
    for label, table in manifest.tables.items():
        _same(folder / "rows" / f"{label}.jsonl", table.sha256)
    for name, file in manifest.files.items():
        _same(folder / "files" / name, file.sha256)


def _same(path: Path, sha256: str) -> None:
    if not path.is_file() or describe(path).sha256 != sha256:
        raise BadArchive(f"{path.name} is missing from it or is not what was backed up.")
