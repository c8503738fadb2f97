"""Making a backup, and putting one back."""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.audit.events import EventKind, record_event
from boardplan.upkeep import archive, rows
from boardplan.upkeep.archive import Manifest


class CannotRestore(Exception):
    """Why this backup is not put back here; nothing was changed."""


@dataclass(frozen=True)
class Made:
    """A backup that was written."""

    path: Path
    sha256: str
    manifest: Manifest


@dataclass(frozen=True)
class Restored:
    """A backup that was put back, and where the files lie that were there before, if any."""

    manifest: Manifest
    set_aside: Path | None


def backup_make(folder: Path) -> Made:
    """Write a backup of all rows and files into ``folder``, under a name with the time.

    The rows are those of one moment; others go on working meanwhile. Raises OSError (a full
    disk, say) with nothing left behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    now = timezone.now()
    name = f"boardplan-{now:%Y-%m-%dT%H%M%SZ}.tar.gz"
    media = Path(settings.MEDIA_ROOT)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as temporary:
        work = Path(temporary)
        manifest = Manifest(made_at=now.isoformat(), version=_version(), migrations={})
        with rows.one_moment():
            manifest.migrations = _applied()
            for model in rows.tables(apps):
                label = model._meta.label_lower
                manifest.tables[label] = archive.write_table(
                    work, label, rows.columns(model), rows.lines(model)
                )
        archive.pack(work, manifest, media, work / name)
        (work / name).chmod(0o600)
        sha256 = archive.file_hash(work / name)
        (work / name).rename(folder / name)
    (folder / f"{name}.sha256").write_text(f"{sha256}  {name}\n", encoding="utf-8")
    record_event(EventKind.BACKED_UP, archive=name, sha256=sha256)
    return Made(folder / name, sha256, manifest)


def backups_thin_out(folder: Path, *, keep: int) -> list[Path]:
    """Delete all but the latest ``keep`` backups of the folder; returns those deleted."""
    old = sorted(folder.glob("boardplan-*.tar.gz"))[:-keep]
    for path in old:
        path.unlink()
        path.with_name(f"{path.name}.sha256").unlink(missing_ok=True)
    return old


def backup_restore(path: Path, *, over_live: bool = False) -> Restored:
    """Put the backup's rows and files in the place of all that is here.

    The archive is read and checked to its end before anything is touched. Rows are replaced in
    one transaction; what lay under MEDIA_ROOT is set aside beside it. A backup of an
    earlier version goes into an empty installation, which is then brought up to date. Raises
    BadArchive; CannotRestore for a live database or files (unless ``over_live``) and for a backup
    of a later version.
    """
    media = Path(settings.MEDIA_ROOT)
    media.parent.mkdir(parents=True, exist_ok=True)
    with archive.unpacked(path, beside=media.parent) as (manifest, folder):
        is_live = _is_live()
        if is_live and not over_live:
            raise CannotRestore(
                "This installation has people in it. Everything in it would be replaced. "
                "If that is what you want, say so with --force."
            )
        if not over_live and media.exists() and any(media.iterdir()):
            raise CannotRestore(
                f"There are evidence files in {media} already, of this or of another database. "
                "If they shall make way (they are kept beside), say so with --force."
            )
        is_older = _is_older(manifest)
        if is_live and is_older:
            raise CannotRestore(
                f"The backup is of version {manifest.version}, before the tables of this one. "
                "Restore it into an empty database; it is brought up to date there."
            )
        if is_older:
            _migrate_to(manifest.migrations)
        else:
            call_command("migrate", verbosity=0)
        with _files_replaced(media, folder / "files") as aside:
            _replace_rows(manifest, folder)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    record_event(EventKind.RESTORED, made_at=manifest.made_at, archive=path.name)
    return Restored(manifest, aside if aside.exists() else None)


def _version() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def _applied() -> dict[str, list[str]]:
    """The migrations that the database has gone through, by app."""
    names: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        names.setdefault(app, []).append(name)
    return names


def _is_live() -> bool:
    """Whether somebody has an account here; a database without tables has nobody."""
    has_people = User._meta.db_table in connection.introspection.table_names()
    return has_people and User.objects.exists()


def _is_older(manifest: Manifest) -> bool:
    """Whether the backup's tables are those of an earlier version; CannotRestore for a later."""
    known = set(MigrationExecutor(connection).loader.disk_migrations)
    made = {(app, name) for app, names in manifest.migrations.items() for name in names}
    if unknown := sorted(made - known):
        app, name = unknown[0]
        raise CannotRestore(
            f"The backup was made by a later version ({manifest.version}; this one does not know "
            f"{app}.{name}). Upgrade this installation first."
        )
    return made != known


def _migrate_to(migrations: dict[str, list[str]]) -> None:
    """Bring an empty database to where the backup's was."""
    executor = MigrationExecutor(connection)
    executor.migrate([(app, max(names)) for app, names in migrations.items()])


def _replace_rows(manifest: Manifest, folder: Path) -> None:
    targets = [(app, max(names)) for app, names in manifest.migrations.items()]
    then = MigrationExecutor(connection).loader.project_state(targets).apps
    models = {model._meta.label_lower: model for model in rows.tables(then)}
    with transaction.atomic():
        rows.empty([*models.values(), Session])
        for label, table in manifest.tables.items():
            rows.insert(models[label], table.columns, archive.read_table(folder, label))
        rows.count_on([*models.values()])
        connection.check_constraints()


@contextmanager
def _files_replaced(media: Path, files: Path) -> Iterator[Path]:
    """Move the files in; those that lay there are kept beside, under a name with the time.

    Where the body fails, they change places again. The folder itself stays: it may be a mount.
    """
    aside = media.with_name(f"{media.name}.before-restore-{timezone.now():%Y%m%dT%H%M%S}")
    for folder in (media, files, aside):
        folder.mkdir(parents=True, exist_ok=True)
    moved: list[tuple[Path, Path]] = []
    try:
        for source, target in ((media, aside), (files, media)):
            for entry in list(source.iterdir()):
                shutil.move(entry, target / entry.name)
                moved.append((entry, target / entry.name))
        yield aside
    except BaseException:
        for was, now in reversed(moved):
            shutil.move(now, was)
        aside.rmdir()
        raise
    if not any(aside.iterdir()):
        aside.rmdir()
