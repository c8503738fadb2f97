"""How an installation is: the short answer for a monitor, the long one for whoever runs it."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks
from django.core.mail import send_mail
from django.db import Error, connection

from boardplan.audit.events import Event, EventKind
from boardplan.upkeep.checks import is_mail_kept
from boardplan.upkeep.findings import Finding, findings


@dataclass(frozen=True)
class Installation:
    """What is worth knowing of an installation; ``wants`` is what its checks found.

    ``is_mail_kept``: no e-mail leaves the server.
    """

    database: str
    free_bytes: int
    last_backup: dt.datetime | None
    wants: list[Finding]
    is_mail_kept: bool


def is_well() -> bool:
    """Whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except Error:
        return False
    return True


def installation() -> Installation:
    """The state of this installation now."""
    media = Path(settings.MEDIA_ROOT)
    backup = Event.objects.filter(kind=EventKind.BACKED_UP).first()
    return Installation(
        database="PostgreSQL" if connection.vendor == "postgresql" else "SQLite",
        free_bytes=shutil.disk_usage(media if media.exists() else settings.VAR_DIR).free,
        last_backup=backup.at if backup else None,
        wants=findings(run_checks(include_deployment_checks=True, databases=["default"])),
        is_mail_kept=is_mail_kept(),
    )


def send_test_mail(address: str) -> None:
    """Send a message that says it arrived. Raises OSError (SMTP's errors are such) if it cannot."""
    send_mail(
        subject="Boardplan can send you e-mail",
        message=(
            "Somebody who looks after Boardplan asked for this message, to see whether "
            "e-mail arrives. It does. You need do nothing.\n"
        ),
        from_email=None,
        recipient_list=[address],
    )
