"""What an installation lacks, said at its start and by ``manage.py check --deploy``."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.core.mail import get_connection
from django.db import transaction

LEAST_FREE = 500 * 1024 * 1024
"""Bytes: less is soon used up by evidence, documents and backups."""

LOCAL_BACKENDS = ("console", "dummy", "filebased")


@register(Tags.files)
def check_disk(*, app_configs: Sequence[Any] | None = None, **_: Any) -> Iterable[CheckMessage]:  # noqa: ARG001
    """Evidence can be stored, and there is room for it."""
    folder = _existing(Path(settings.MEDIA_ROOT))
    if not os.access(folder, os.W_OK):
        return [
            checks.Error(
                f"Evidence files cannot be stored: {folder} may not be written.",
                hint="Give the folder to the user that runs the server.",
                id="boardplan.E001",
            )
        ]
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        return [
            checks.Warning(
                f"The disk of {folder} has {free // 2**20} MB left.",
                hint="Make room: look at old backups first.",
                id="boardplan.W001",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def check_mail(*, app_configs: Sequence[Any] | None = None, **_: Any) -> Iterable[CheckMessage]:  # noqa: ARG001
    """Invitations and sign-in codes leave the house."""
    if is_mail_kept():
        return [
            checks.Warning(
                "No e-mail is sent: nobody can be invited or sign in by a code.",
                hint="Set EMAIL_URL, for example smtp+tls://user:password@mail.example:587",
                id="boardplan.W002",
            )
        ]
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        return [
            checks.Warning(
                "E-mail is sent from an address at localhost, which many servers refuse.",
                hint="Set DEFAULT_FROM_EMAIL, for example Boardplan <boardplan@council.example>",
                id="boardplan.W003",
            )
        ]
    return []


@register(Tags.database, deploy=True)
def check_cache_table(
    *, databases: Sequence[str] | None = None, **_: Any
) -> Iterable[CheckMessage]:
    """The limits on guesses at sign-in have a table to count in.

    Asked by ``check --deploy --database default``; the first ``migrate`` of an installation comes
    before its cache table.
    """
    from django.core.cache import caches  # noqa: PLC0415 - needs the apps

    if not databases:
        return []
    try:
        with transaction.atomic():  # a question that fails must not spoil the caller's transaction
            caches["default"].get("boardplan.check")
    except Exception as wrong:  # noqa: BLE001 - each database has errors of its own
        return [
            checks.Warning(
                f"Sign-in limits cannot be counted: {type(wrong).__name__}.",
                hint="Run manage.py createcachetable",
                id="boardplan.W004",
            )
        ]
    return []


def is_mail_kept() -> bool:
    """Whether e-mail goes no further than this server."""
    return type(get_connection()).__module__.rsplit(".", maxsplit=1)[-1] in LOCAL_BACKENDS


def _existing(path: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    while not path.exists():
        path = path.parent
    return path
