"""Archives that are damaged, forged, or of another version."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from boardplan.accounts.models import User
from boardplan.upkeep import archive
from boardplan.upkeep import rows as table_rows
from boardplan.upkeep.backups import backup_make, backup_restore
from priorities.models import Action
from tests.conftest import SmallPlan

pytestmark = pytest.mark.django_db(transaction=True)

OUR_APPS = {"accounts", "audit", "plans", "priorities", "reports"}


def rewritten(path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """The archive with another manifest."""
    target = path.with_name("rewritten.tar.gz")
    with tarfile.open(path) as source, tarfile.open(target, "w:gz") as copy:
        for member in source.getmembers():
            data = source.extractfile(member).read()  # type: ignore[union-attr]
            if member.name == archive.MANIFEST:
                manifest = json.loads(data)
                change(manifest)
                data = json.dumps(manifest).encode()
            member.size = len(data)
            copy.addfile(member, io.BytesIO(data))
    return target


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))


def other(path: Path) -> None:
    path.write_text("Dear all, please find attached.")


def nothing(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [cut, flip, other, nothing], ids=lambda d: d.__name__)
def test_damaged_archive_is_refused_and_changes_nothing(
    damage: Callable[[Path], None], rows: SmallPlan, folder: Path
) -> None:
    made = backup_make(folder)
    damage(made.path)
    count = Action.objects.count()

    with pytest.raises(CommandError, match="was not restored"):
        call_command("restore", made.path, "--force")

    assert Action.objects.count() == count


def forged_hash(manifest: dict[str, Any]) -> None:
    manifest["tables"]["plans.board"]["sha256"] = "0" * 64


def no_such_format(manifest: dict[str, Any]) -> None:
    manifest["format"] = 99


def unreadable(manifest: dict[str, Any]) -> None:
    manifest["tables"] = ["plans.board"]


def later(manifest: dict[str, Any]) -> None:
    manifest["migrations"]["plans"].append("9999_from_the_future")


def earlier(manifest: dict[str, Any]) -> None:
    manifest["migrations"]["plans"] = ["0001_boards_people_plans"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (forged_hash, "plans.board.jsonl is missing from it or is not what was backed up"),
        (no_such_format, "format 99"),
        (unreadable, "manifest cannot be read"),
        (later, "by a later version"),
        (earlier, "into an empty database"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_archive_of_another_making_is_refused_and_changes_nothing(
    change: Callable[[dict[str, Any]], None], says: str, rows: SmallPlan, folder: Path
) -> None:
    path = rewritten(backup_make(folder).path, change)
    count = Action.objects.count()

    with pytest.raises(CommandError, match=says):
        call_command("restore", path, "--force")

    assert Action.objects.count() == count


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../outside", tarfile.REGTYPE),
        ("/outside", tarfile.REGTYPE),
        ("rows/link", tarfile.SYMTYPE),
        ("rows/link", tarfile.LNKTYPE),
        ("rows/pipe", tarfile.FIFOTYPE),
    ],
)
def test_archive_that_would_write_elsewhere_is_refused(
    tmp_path: Path, name: str, kind: bytes
) -> None:
    path, beside = tmp_path / "backup.tar.gz", tmp_path / "beside"
    beside.mkdir()
    with tarfile.open(path, "w:gz") as made:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        made.addfile(member, io.BytesIO())

    with (
        pytest.raises(archive.BadArchive, match="no backup of ours"),
        archive.unpacked(path, beside=beside),
    ):
        pass

    assert list(beside.iterdir()) == []
    assert not (tmp_path / "outside").exists()


def of_the_first_version(path: Path) -> Path:
    """The backup as the first version would have written it: with the tables of its time."""
    target = path.with_name("first.tar.gz")
    loader = MigrationExecutor(connection).loader
    applied = [
        (app, name)
        for app, name in loader.applied_migrations
        # The reports had no tables then.
        if app not in OUR_APPS or (name.startswith("0001") and app != "reports")
    ]
    state = loader.project_state(
        [(app, max(n for a, n in applied if a == app)) for app, _ in applied]
    )
    then = {model._meta.label_lower: model for model in table_rows.tables(state.apps)}
    with tarfile.open(path) as source, tarfile.open(target, "w:gz") as copy:
        manifest = json.loads(source.extractfile(archive.MANIFEST).read())  # type: ignore[union-attr]
        manifest["migrations"] = {
            app: [name for a, name in sorted(applied) if a == app] for app, _ in applied
        }
        manifest["tables"] = {k: v for k, v in manifest["tables"].items() if k in then}
        files: dict[str, bytes] = {}
        for label, table in manifest["tables"].items():
            columns = table_rows.columns(then[label])
            places = [table["columns"].index(name) for name in columns]
            lines = source.extractfile(f"rows/{label}.jsonl").read().splitlines()  # type: ignore[union-attr]
            kept = [[json.loads(line)[place] for place in places] for line in lines]
            files[f"rows/{label}.jsonl"] = b"".join(
                json.dumps(row).encode() + b"\n" for row in kept
            )
            digest = hashlib.sha256(files[f"rows/{label}.jsonl"]).hexdigest()
            manifest["tables"][label] = {"columns": columns, "rows": len(kept), "sha256": digest}
        for name in manifest["files"]:
            files[f"files/{name}"] = source.extractfile(f"files/{name}").read()  # type: ignore[union-attr]
        for name, data in {archive.MANIFEST: json.dumps(manifest).encode(), **files}.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            copy.addfile(member, io.BytesIO(data))
    return target


def test_backup_of_an_earlier_version_is_brought_up_to_date(
    rows: SmallPlan, folder: Path, wipe: Callable[[], None]
) -> None:
    count = Action.history.count()
    path = of_the_first_version(backup_make(folder).path)
    wipe()

    backup_restore(path)

    assert Action.objects.get(pk=rows.led.pk).text == rows.led.text
    assert Action.history.count() == count
    assert User.objects.get(email="manager@a.example").session_epoch == 0
    assert not MigrationExecutor(connection).migration_plan(
        MigrationExecutor(connection).loader.graph.leaf_nodes()
    )


def test_missing_archive_is_named(rows: SmallPlan, folder: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("restore", folder / "nowhere.tar.gz", "--force")
