"""What was backed up comes back, to the last row and byte; what cannot is said beforehand."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import io
import json
import random
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from pytest_django import Settings

from boardplan.accounts.models import User
from boardplan.audit.events import Event, EventKind
from boardplan.upkeep import archive
from boardplan.upkeep import rows as table_rows
from boardplan.upkeep.backups import backup_make, backup_restore
from plans.models import Board
from priorities.models import Action, Evidence
from tests import factories as make
from tests.conftest import ClientOf, SmallPlan

pytestmark = pytest.mark.django_db(transaction=True)

OUR_APPS = {"accounts", "audit", "plans", "priorities", "reports"}
LETTERS = "abc ÆŵŷЖ漢🙂\n\t\"'\\{}[]%$é\u2028\u00a0 0,;"


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("backups")


def random_record(seed: int, plan: SmallPlan, media: Path) -> None:
    """Words, numbers, dates and files that nobody chose."""
    dice = random.Random(seed)  # noqa: S311 - a dice, no secret

    def words(size: int) -> str:
        return "x" + "".join(dice.choices(LETTERS, k=dice.randrange(size)))

    for n in range(dice.randrange(3, 9)):
        action = make.action(
            objective=plan.led.objective,
            number=f"9.{n}",
            text=words(400),
            outcomes=[words(40) for _ in range(dice.randrange(4))],
            measures=[{"text": words(40), "row": dice.choice([None, 1])}],
            extra={words(9): words(90)},
            cost=dice.choice([None, f"{dice.randrange(10**9)}.{dice.randrange(100):02}"]),
            due_on=dt.date(2027, 1, 1) + dt.timedelta(days=dice.randrange(900)),
            at=dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
            + dt.timedelta(microseconds=dice.randrange(10**12)),
        )
        for _ in range(dice.randrange(3)):
            action.text = words(400)
            action.record(by=None, reason=words(60))
        piece = make.evidence(action=action, statement=words(90), file_name=words(20))
        piece.file.save("proof.bin", ContentFile(dice.randbytes(dice.randrange(90_000))))
    (media / "evidence" / "litter.txt").write_bytes(b"A file that no row knows.")


def state(folder: Path, *, events: int) -> dict[str, Any]:
    """The hash of every table (of the first ``events`` events) and of every file."""
    manifest = backup_make(folder).manifest
    tables: dict[str, Any] = {name: table.sha256 for name, table in manifest.tables.items()}
    first = Event.objects.order_by("pk").values_list("pk", "at", "kind", "detail")[:events]
    return {
        "tables": tables | {"audit.event": list(first)},
        "files": {name: file.sha256 for name, file in manifest.files.items()},
    }


def wipe(media: Path) -> None:
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(media)


@pytest.mark.parametrize("seed", range(10))
def test_restored_record_equals_the_one_backed_up(
    seed: int, rows: SmallPlan, folder: Path, settings: Settings
) -> None:
    media = Path(settings.MEDIA_ROOT)
    random_record(seed, rows, media)
    events = Event.objects.count()
    before = state(folder / "before", events=events)
    (made,) = (folder / "before").glob("*.tar.gz")
    wipe(media)

    backup_restore(made)

    after = state(folder / "after", events=events)
    assert before["files"]
    assert before == after


def test_restored_rows_go_on_where_the_old_ones_stopped(rows: SmallPlan, folder: Path) -> None:
    made = backup_make(folder)

    backup_restore(made.path, over_live=True)

    newest = make.action(objective=Action.objects.get(pk=rows.led.pk).objective, number="7")
    assert newest.pk > rows.led.pk
    assert newest.history.count() == 1


def test_restore_signs_everybody_out(rows: SmallPlan, folder: Path, client_of: ClientOf) -> None:
    client: Client = client_of(User.objects.get(email="manager@a.example"))
    made = backup_make(folder)

    backup_restore(made.path, over_live=True)

    assert client.get("/boards/a/").status_code == 302


def test_restore_over_people_is_refused_unless_forced(rows: SmallPlan, folder: Path) -> None:
    made = backup_make(folder)
    Board.objects.filter(slug="a").update(name="Changed since")

    with pytest.raises(CommandError, match="--force"):
        call_command("restore", made.path)

    assert Board.objects.get(slug="a").name == "Changed since"
    call_command("restore", made.path, "--force", stdout=io.StringIO())
    assert Board.objects.get(slug="a").name == "Board A"


def test_files_that_lay_there_are_kept_beside(
    rows: SmallPlan, folder: Path, settings: Settings
) -> None:
    media = Path(settings.MEDIA_ROOT)
    made = backup_make(folder)
    (media / "new.txt").write_text("Came after the backup.")

    backup_restore(made.path, over_live=True)

    assert not (media / "new.txt").exists()
    (kept,) = media.parent.glob(f"{media.name}.before-restore-*")
    assert (kept / "new.txt").read_text() == "Came after the backup."


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


def of_the_first_version(path: Path) -> Path:
    """The backup as the first version would have written it: with the tables of its time."""
    target = path.with_name("first.tar.gz")
    loader = MigrationExecutor(connection).loader
    applied = [
        (app, name)
        for app, name in loader.applied_migrations
        if app not in OUR_APPS or name.startswith("0001")
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
    rows: SmallPlan, folder: Path, settings: Settings
) -> None:
    count = Action.history.count()
    path = of_the_first_version(backup_make(folder).path)
    wipe(Path(settings.MEDIA_ROOT))

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


def test_restore_that_fails_half_way_leaves_all_as_it_was(
    rows: SmallPlan, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup_make(folder)
    insert = table_rows.insert

    def failing(model: Any, *rest: Any) -> None:
        if model._meta.model_name == "milestone":
            raise OSError(errno.EIO, "Input/output error")
        insert(model, *rest)

    monkeypatch.setattr(table_rows, "insert", failing)
    with pytest.raises(CommandError, match="Input/output error"):
        call_command("restore", made.path, "--force")

    assert set(Action.objects.all()) >= {rows.led, rows.held, rows.withdrawn}


def test_backup_on_a_full_disk_says_so_and_leaves_nothing(
    rows: SmallPlan, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(archive, "pack", full)

    with pytest.raises(CommandError, match="No space left on device"):
        call_command("backup", output=folder)

    assert list(folder.iterdir()) == []


def test_backup_command_prints_what_sha256sum_checks(rows: SmallPlan, folder: Path) -> None:
    out = io.StringIO()

    call_command("backup", output=folder, stdout=out)

    (path,) = folder.glob("*.tar.gz")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert f"SHA-256 {digest}" in out.getvalue()
    assert path.with_name(f"{path.name}.sha256").read_text() == f"{digest}  {path.name}\n"
    assert path.stat().st_mode & 0o077 == 0


def test_backup_keeps_only_the_latest_where_asked(rows: SmallPlan, folder: Path) -> None:
    for name in ("2026-11-01T020000Z", "2026-11-02T020000Z", "2026-11-03T020000Z"):
        (folder / f"boardplan-{name}.tar.gz").touch()

    call_command("backup", output=folder, keep=2, stdout=io.StringIO())

    names = sorted(path.name for path in folder.glob("*.tar.gz"))
    assert names[0] == "boardplan-2026-11-03T020000Z.tar.gz"
    assert len(names) == 2


def test_backup_refuses_to_keep_none(folder: Path) -> None:
    with pytest.raises(CommandError, match="1 or more"):
        call_command("backup", output=folder, keep=0)


def test_backup_and_restore_are_events(rows: SmallPlan, folder: Path) -> None:
    made = backup_make(folder)
    backup_restore(made.path, over_live=True)

    assert Event.objects.filter(kind=EventKind.RESTORED).exists()


def test_backup_holds_no_sessions(rows: SmallPlan, folder: Path, client_of: ClientOf) -> None:
    client_of(User.objects.get(email="manager@a.example"))

    assert "sessions.session" not in backup_make(folder).manifest.tables


def test_evidence_file_reads_the_same_after_a_restore(rows: SmallPlan, folder: Path) -> None:
    rows.evidence.file.save("minutes.pdf", ContentFile(b"%PDF-1.7 minutes"))
    made = backup_make(folder)
    Path(rows.evidence.file.path).unlink()

    backup_restore(made.path, over_live=True)

    with Evidence.objects.get(pk=rows.evidence.pk).file.open() as restored:
        assert restored.read() == b"%PDF-1.7 minutes"
