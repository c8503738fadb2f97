"""A backup is whole whatever happens meanwhile, and says where it could not be made."""

from __future__ import annotations

import errno
import hashlib
import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from boardplan.accounts.models import User
from boardplan.audit.events import Event, EventKind
from boardplan.upkeep import archive
from boardplan.upkeep.backups import backup_make, backup_restore
from tests.conftest import ClientOf, SmallPlan

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_files_behind_links_are_backed_up(
    rows: SmallPlan, folder: Path, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    media, elsewhere = Path(settings.MEDIA_ROOT), tmp_path_factory.mktemp("big-disk")
    (elsewhere / "minutes.txt").write_text("On another disk.")
    (media / "evidence").symlink_to(elsewhere)
    (media / "one.txt").symlink_to(elsewhere / "minutes.txt")
    made = backup_make(folder)
    shutil.rmtree(elsewhere)

    backup_restore(made.path, over_live=True)

    for name in ("evidence/minutes.txt", "one.txt"):
        assert (media / name).read_text() == "On another disk."


def test_file_that_grows_while_it_is_backed_up_breaks_nothing(
    rows: SmallPlan, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    growing = Path(settings.MEDIA_ROOT) / "growing.txt"
    growing.write_text("First. ")
    read = archive._Hashing.read

    def grown(self: Any, size: int) -> bytes:
        growing.write_text("First. Second, which came in between.")
        return read(self, size)

    monkeypatch.setattr(archive._Hashing, "read", grown)
    made = backup_make(folder)

    backup_restore(made.path, over_live=True)

    assert growing.read_text().startswith("First. ")


def test_file_that_goes_while_it_is_backed_up_is_left_out(
    rows: SmallPlan, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Path(settings.MEDIA_ROOT) / "gone.txt"
    monkeypatch.setattr(archive, "_files_below", lambda _: iter([gone]))

    assert backup_make(folder).manifest.files == {}
