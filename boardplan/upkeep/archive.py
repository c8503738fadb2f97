"""A backup: one archive with every row, every file, and a manifest that tells its own damage.

The archive is a gzipped tar. ``rows/<label>.jsonl`` holds a table, ``files/<path>`` a file as it
lies under MEDIA_ROOT; ``manifest.json`` stands last and gives, for each table, its columns, number
of rows and SHA-256, and for each file its SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

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


@dataclass
class Manifest:
    """What a backup holds. ``migrations`` are the names applied, by app; ``files`` their hashes."""

    made_at: str
    version: str
    migrations: dict[str, list[str]]
    format: int = FORMAT
    tables: dict[str, Table] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

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
            files = {str(name): str(sha256) for name, sha256 in said.pop("files").items()}
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


def pack(folder: Path, manifest: Manifest, media: Path, target: Path) -> None:
    """Write the archive: the tables in ``folder``, the files under ``media``, then the manifest.

    Files are hashed as they are packed, and one that is gone by then is not missed: somebody may
    work meanwhile. Links are followed: what is behind them is what counts.
    """
    with tarfile.open(target, "w:gz", compresslevel=6) as archive:
        for label in manifest.tables:
            archive.add(folder / "rows" / f"{label}.jsonl", f"rows/{label}.jsonl")
        for path in _files_below(media):
            name = path.relative_to(media).as_posix()
            with suppress(FileNotFoundError):
                manifest.files[name] = _pack_file(archive, path, f"files/{name}")
        (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        archive.add(folder / MANIFEST, MANIFEST)


def _files_below(folder: Path) -> Iterator[Path]:
    for above, _, names in os.walk(folder, followlinks=True):
        yield from (Path(above, name) for name in sorted(names))


def _pack_file(archive: tarfile.TarFile, path: Path, name: str) -> str:
    """Add the file as it is at this moment; returns its SHA-256."""
    with path.open("rb") as source:
        reader = _Hashing(source)
        member = tarfile.TarInfo(name)
        status = os.fstat(source.fileno())
        member.size, member.mtime = status.st_size, int(status.st_mtime)
        archive.addfile(member, reader)
    return reader.digest.hexdigest()


class _Hashing:
    """Reads a file and hashes what was read of it."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        data = self.source.read(size)
        self.digest.update(data)
        return data


@contextmanager
def unpacked(archive: Path, *, beside: Path) -> Iterator[tuple[Manifest, Path]]:
    """The manifest and a folder with all that it names, checked to the last byte.

    The folder lies in ``beside`` and goes when the body ends. Raises BadArchive.
    """
    with tempfile.TemporaryDirectory(dir=beside, prefix=".restoring-") as name:
        folder = Path(name)
        try:
            with tarfile.open(archive, "r:gz") as packed:
                _unpack(packed, folder)
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


def _unpack(packed: tarfile.TarFile, folder: Path) -> None:
    """Write the archive's files into the folder. Raises BadArchive for what is none, or elsewhere.

    By hand: the filter that keeps ``extractall`` from writing anywhere came with Python 3.11.4, and
    Debian 12 has 3.11.2.
    """
    for member in packed:
        target = folder / member.name
        source = packed.extractfile(member) if member.isreg() else None
        is_outside = not target.resolve().is_relative_to(folder.resolve())
        if source is None or is_outside or target.exists():
            raise BadArchive(f"It holds what no backup of ours does: {member.name[:100]}")
        target.parent.mkdir(parents=True, exist_ok=True)
        with source, target.open("wb") as out:
            shutil.copyfileobj(source, out)
        os.utime(target, (member.mtime, member.mtime))


def read_table(folder: Path, label: str) -> Iterator[str]:
    """The lines of a table of an unpacked backup."""
    with (folder / "rows" / f"{label}.jsonl").open(encoding="utf-8") as lines:
        yield from lines


def file_hash(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _check(folder: Path, manifest: Manifest) -> None:
    for label, table in manifest.tables.items():
        _same(folder / "rows" / f"{label}.jsonl", table.sha256)
    for name, sha256 in manifest.files.items():
        _same(folder / "files" / name, sha256)


def _same(path: Path, sha256: str) -> None:
    if not path.is_file() or file_hash(path) != sha256:
        raise BadArchive(f"{path.name} is missing from it or is not what was backed up.")
