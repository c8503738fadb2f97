"""What was backed up comes back, to the last row and byte."""

from __future__ import annotations

import datetime as dt
import errno
import io
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from boardplan.accounts.models import User
from boardplan.audit.events import Event
from boardplan.upkeep import rows as table_rows
from boardplan.upkeep.backups import backup_make, backup_restore
from plans.models import Board
from priorities.models import Action, Evidence
from tests import factories as make
from tests.conftest import ClientOf, SmallPlan

pytestmark = pytest.mark.django_db(transaction=True)

LETTERS = "abc ÆŵŷЖ漢🙂\n\t\"'\\{}[]%$é\u2028\u00a0 0,;"


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
        "files": manifest.files,
    }


@pytest.mark.parametrize("seed", range(10))
def test_restored_record_equals_the_one_backed_up(
    seed: int, rows: SmallPlan, folder: Path, settings: Settings, wipe: Callable[[], None]
) -> None:
    media = Path(settings.MEDIA_ROOT)
    random_record(seed, rows, media)
    events = Event.objects.count()
    before = state(folder / "before", events=events)
    (made,) = (folder / "before").glob("*.tar.gz")
    wipe()

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


def test_restore_over_files_of_another_database_is_refused_unless_forced(
    rows: SmallPlan, folder: Path, settings: Settings, wipe: Callable[[], None]
) -> None:
    media = Path(settings.MEDIA_ROOT)
    made = backup_make(folder)
    wipe()
    media.mkdir()
    (media / "theirs.txt").write_text("Of another database.")

    with pytest.raises(CommandError, match="evidence files"):
        call_command("restore", made.path)

    assert (media / "theirs.txt").exists()
    out = io.StringIO()
    call_command("restore", made.path, "--force", stdout=out)
    assert f"lie in {media}.before-restore-" in out.getvalue()


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


def test_restore_that_cannot_move_the_files_changes_nothing(
    rows: SmallPlan, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    media = Path(settings.MEDIA_ROOT)
    made = backup_make(folder)
    Board.objects.filter(slug="a").update(name="Changed since")
    (media / "new.txt").write_text("Came after the backup.")
    move = shutil.move

    def failing(source: Path, target: Path) -> Any:
        if "before-restore" in str(target):
            raise OSError(errno.EBUSY, "Device or resource busy")
        return move(source, target)

    monkeypatch.setattr(shutil, "move", failing)
    with pytest.raises(CommandError, match="Device or resource busy"):
        call_command("restore", made.path, "--force")

    assert Board.objects.get(slug="a").name == "Changed since"
    assert (media / "new.txt").read_text() == "Came after the backup."
    assert not list(media.parent.glob(f"{media.name}.before-restore-*"))


def test_restore_that_fails_half_way_leaves_all_as_it_was(
    rows: SmallPlan, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    media = Path(settings.MEDIA_ROOT)
    made = backup_make(folder)
    (media / "new.txt").write_text("Came after the backup.")
    insert = table_rows.insert

    def failing(model: Any, *rest: Any) -> None:
        if model._meta.model_name == "milestone":
            raise OSError(errno.EIO, "Input/output error")
        insert(model, *rest)

    monkeypatch.setattr(table_rows, "insert", failing)
    with pytest.raises(CommandError, match="Input/output error"):
        call_command("restore", made.path, "--force")

    assert set(Action.objects.all()) >= {rows.led, rows.held, rows.withdrawn}
    assert (media / "new.txt").read_text() == "Came after the backup."


def test_evidence_file_reads_the_same_after_a_restore(rows: SmallPlan, folder: Path) -> None:
    rows.evidence.file.save("minutes.pdf", ContentFile(b"%PDF-1.7 minutes"))
    made = backup_make(folder)
    Path(rows.evidence.file.path).unlink()

    backup_restore(made.path, over_live=True)

    with Evidence.objects.get(pk=rows.evidence.pk).file.open() as restored:
        assert restored.read() == b"%PDF-1.7 minutes"
