"""manage.py restore: an archive of manage.py backup in the place of all that is here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from boardplan.upkeep.archive import BadArchive
from boardplan.upkeep.backups import CannotRestore, backup_restore


class Command(BaseCommand):
    """Stop the server first: whoever saves meanwhile saves into what is replaced."""

    help = "Put a backup back: every row and every file. Everybody has to sign in again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument(
            "--force", action="store_true", help="replace an installation that has people in it"
        )

    def handle(self, *, archive: Path, force: bool, **_: Any) -> None:
        try:
            restored = backup_restore(archive, over_live=force)
        except (BadArchive, CannotRestore) as reason:
            raise CommandError(f"{archive.name} was not restored. {reason}") from reason
        except OSError as wrong:
            raise CommandError(f"{archive} was not restored: {wrong.strerror}.") from wrong
        manifest = restored.manifest
        count = sum(table.rows for table in manifest.tables.values())
        self.stdout.write(
            f"Restored the backup of {manifest.made_at}: {count} rows, {len(manifest.files)} files."
        )
        if restored.set_aside:
            self.stdout.write(f"The files that were here before lie in {restored.set_aside}")
