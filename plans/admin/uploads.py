"""Files that are chosen for an import: how they are read, and held until they are confirmed."""

from __future__ import annotations

from typing import Any

from import_export.formats import base_formats
from import_export.tmp_storages import CacheStorage

UNREADABLE = (
    "This file cannot be read. Choose the format that it has. In Excel, save the list as “Excel "
    "Workbook (.xlsx)” or as “CSV UTF-8 (Comma delimited)”, then choose the saved file."
)


class UploadGone(Exception):
    """The file is not held any more: it was stored already, or waited for too long."""


class Upload(CacheStorage):  # type: ignore[misc]  # the library has no types
    """Held in the cache that all servers share, and for an hour; the library would keep a file."""

    CACHE_LIFETIME = 60 * 60

    def read(self) -> Any:
        """The file's bytes. Raises UploadGone."""
        data = super().read()
        if data is None:
            raise UploadGone
        return data


class CSV(base_formats.CSV):  # type: ignore[misc]
    """CSV as spreadsheets save it: in UTF-8 or, as Excel does unasked, in Windows-1252."""

    def create_dataset(self, in_stream: bytes, **kwargs: Any) -> Any:
        """The rows of a file. Raises UnicodeDecodeError where its bytes are no such text."""
        return super().create_dataset(_text(in_stream), **kwargs)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in data:  # of UTF-16, or of no text at all: Windows-1252 would take it for letters
            raise
        return data.decode("cp1252")
