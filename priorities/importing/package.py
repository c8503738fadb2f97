"""The zip file that a Word or Excel file is: its parts, and how they are related."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from priorities.importing.grid import Unreadable
from priorities.importing.markup import DAMAGED, TOO_LARGE, Element, parse

MEGABYTE = 1024 * 1024
MAX_FILE = 25 * MEGABYTE
MAX_PART = 32 * MEGABYTE
MAX_ALL = 200 * MEGABYTE
MAX_PARTS = 5_000

_CHUNK = 256 * 1024
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z]\w*)[\s/>]")
# The others may unpack without a bound in one step, and Office writes none of them.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


@dataclass(frozen=True, slots=True)
class Relation:
    """One part's pointer to another: ``kind`` is the last word of its type ("header")."""

    id: str
    kind: str
    target: str
    is_outside: bool = False


class Package:
    """The parts of the file. Sizes are counted while unpacking; what headers say is not believed.

    Raises Unreadable where the file is damaged, or unpacks to more than MAX_ALL bytes in all, or
    a part that is read to more than MAX_PART.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) > MAX_FILE or data.count(b"PK\x01\x02") > MAX_PARTS:
            raise Unreadable(TOO_LARGE)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise Unreadable(DAMAGED) from error
        # Names differ in case between the programs that write these files.
        self._infos = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info
            for info in self._archive.infolist()
        }
        self._refuse_bomb()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._infos

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in small letters."""
        return tuple(self._infos)

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the document; "" where there is none."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and relation.target in self:
                return relation.target
        usual = ("word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml")
        return next((name for name in usual if name in self), "")

    def read(self, name: str) -> bytes:
        """A part. Raises Unreadable where it is not there, damaged or too large."""
        return b"".join(self.chunks(name, MAX_PART))

    def chunks(self, name: str, most: int = MAX_ALL) -> Iterator[bytes]:
        """A part bit by bit, for what is not to be in memory whole. Raises Unreadable likewise."""
        if name not in self:
            raise Unreadable(DAMAGED)
        size = 0
        for chunk in self._unpack(self._infos[name.lower()]):
            size += len(chunk)
            if size > most:
                raise Unreadable(TOO_LARGE)
            yield chunk

    def xml(self, name: str) -> Element:
        """The root of a part. Raises Unreadable as ``read`` and ``parse`` do."""
        return parse(self.read(name))

    def root_name(self, name: str) -> str:
        """The local name of a part's root, without parsing the rest; "" where there is none."""
        start = next(self.chunks(name), b"")
        found = _ROOT.search(start)
        return found[1].decode() if found else ""

    def relations(self, name: str) -> tuple[Relation, ...]:
        """What a part, or the package itself (""), points to; the same each time."""
        folder, file = posixpath.split(name)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path not in self:
            return ()
        return tuple(self._relation(folder, element) for element in self.xml(path))

    @staticmethod
    def _relation(folder: str, element: Element) -> Relation:
        target = unquote(element.get("Target", ""))
        is_outside = element.get("TargetMode") == "External"
        if not is_outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = element.get("Type", "").rpartition("/")[2]
        return Relation(element.get("Id", ""), kind, target, is_outside)

    def related(self, name: str, kind: str) -> tuple[str, ...]:
        """The names of the parts of one kind that a part points to, and that are there."""
        return tuple(
            relation.target
            for relation in self.relations(name)
            if relation.kind == kind and not relation.is_outside and relation.target in self
        )

    def _unpack(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """A part bit by bit. Raises Unreadable where it is damaged."""
        if info.compress_type not in _METHODS:
            raise Unreadable(DAMAGED)
        try:
            with self._archive.open(info) as part:
                while chunk := part.read(_CHUNK):
                    yield chunk
        except _BROKEN as error:
            raise Unreadable(DAMAGED) from error

    def _refuse_bomb(self) -> None:
        """Unpacks everything once, keeping nothing, to see how much it is."""
        total = 0
        for info in self._infos.values():
            # A damaged picture does no harm; a damaged part is refused when it is read.
            with suppress(Unreadable):
                for chunk in self._unpack(info):
                    total += len(chunk)
                    if total > MAX_ALL:
                        break
            if total > MAX_ALL:
                raise Unreadable(TOO_LARGE)
