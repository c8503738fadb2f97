"""manage.py backup: all rows and files of the installation in one archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from boardplan.upkeep.backups import backup_make, backups_thin_out


class Command(BaseCommand):
    """Meant for every night: it may run while people work."""

    help = "Write everything (database and files) into one archive, and its SHA-256 beside it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "-o",
            "--output",
            type=Path,
            default=settings.VAR_DIR / "backups",
            metavar="FOLDER",
            help="where it is written; better on another disk (var/backups unless said)",
        )
        parser.add_argument(
            "--keep", type=int, metavar="N", help="delete all but the latest N backups there"
        )

    def handle(self, *, output: Path, keep: int | None, **_: Any) -> None:
        if keep is not None and keep < 1:
            raise CommandError("--keep needs 1 or more: the backup just made is one of them.")
        try:
            made = backup_make(output)
        except OSError as wrong:
            raise CommandError(f"No backup was written to {output}: {wrong.strerror}.") from wrong
        tables = sum(table.rows for table in made.manifest.tables.values())
        self.stdout.write(f"{made.path}: {tables} rows, {len(made.manifest.files)} files")
        self.stdout.write(f"SHA-256 {made.sha256}")
        if keep:
            self._thin_out(output, keep)

    def _thin_out(self, folder: Path, keep: int) -> None:
        try:
            gone = backups_thin_out(folder, keep=keep)
        except OSError as wrong:
            raise CommandError(
                f"The backup was written, but older ones could not be deleted: {wrong.strerror}."
            ) from wrong
        self.stdout.write(f"Older backups deleted: {len(gone)}")
