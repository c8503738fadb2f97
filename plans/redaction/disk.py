"""What a redaction leaves on the disk: files of rows, and pages of the database, written over."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)


def delete_files(paths: Iterable[tuple[str, Any, str]], kept: list[str]) -> None:
    """Delete them from their stores; those that could not be deleted join ``kept``."""
    for name, storage, path in paths:
        try:
            storage.delete(path)
        except OSError:
            logger.exception("A file that was redacted could not be deleted: %s", path)
            kept.append(name)


def leave_no_trace() -> None:
    """Have SQLite write the rows over in its file, and empty the log beside it.

    Until then the log holds the pages as they were. PostgreSQL sees to it by itself, in its
    own time (VACUUM).
    """
    if connection.vendor != "sqlite":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except DatabaseError:
        logger.exception("The database's log was not emptied after a redaction")
