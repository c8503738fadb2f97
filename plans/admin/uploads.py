"""A file between its preview and its confirmation."""

from __future__ import annotations

from typing import Any

from import_export.tmp_storages import CacheStorage


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
