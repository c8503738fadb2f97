"""``manage.py import_plan``: looked at without a trace, applied, or refused in one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from plans.models import Plan
from priorities import document as doc
from priorities.compare.change import Change
from priorities.models import Action, ImportStatus, PlanImport, Update
from priorities.snapshot import plan_document
from tests.conftest import Cast, SmallPlan
from tests.priorities import imports
from tests.priorities.importing.bad_files import ole

ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A Word file of two of the small plan's actions."""
    path = tmp_path / "plan.docx"
    path.write_bytes(imports.word_file())
    return path


def said(capsys: pytest.CaptureFixture[str], file: Path, *options: str) -> str:
    call_command("import_plan", str(file), "--board", "a", *options)
    return capsys.readouterr().out


def row_counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_dry_run_says_what_would_change_and_writes_nothing(
    rows: SmallPlan, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, counts = plan_document(rows.plan), row_counts()

    words = said(capsys, file, "--dry-run")

    assert "2 actions" in words
    assert "Against the plan as it is: " in words
    assert words.endswith("Nothing was changed.\n")
    assert (plan_document(rows.plan), row_counts()) == (before, counts)


def test_dry_run_of_an_export_says_that_nothing_changes(
    rows: SmallPlan, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(imports.as_file(plan_document(rows.plan)))

    assert "Against the plan as it is: no change." in said(capsys, path, "--dry-run")


def test_json_is_the_plan_that_was_read_and_what_it_changes(
    rows: SmallPlan, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = json.loads(said(capsys, file, "--dry-run", "--json"))

    read = doc.PlanDocument.from_json({k: v for k, v in printed.items() if k != "changes"})
    assert printed["schema"] == "boardplan/plan@1"
    assert [action.number for action in read.actions] == ["1.1.1", "1.1.2"]
    kinds = {change["kind"] for change in printed["changes"]}
    assert {"missing", "lead", "re-rated"} & kinds
    assert set(printed["changes"][0]) <= set(Change.__dataclass_fields__)


def test_json_of_what_was_applied_has_no_changes(
    rows: SmallPlan, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "changes" not in json.loads(said(capsys, file, "--json"))


def test_file_is_applied(rows: SmallPlan, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = said(capsys, file)

    found = PlanImport.objects.get()
    assert words.endswith("Applied.\n")
    assert (found.status, found.plan, found.uploaded_by) == (
        ImportStatus.APPLIED,
        rows.plan,
        None,
    )
    assert Update.objects.filter(action=rows.led, source="import", author=None).exists()
    assert Action.objects.filter(withdrawn_on__isnull=False).get() == rows.withdrawn


def test_plan_that_is_not_there_is_made(
    cast: Cast, rows: SmallPlan, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = plan_document(rows.plan)
    path = tmp_path / "work.json"
    path.write_bytes(imports.as_file(document))

    said(capsys, path, "--plan", "learning-work-plan")

    made = Plan.objects.get(slug="learning-work-plan")
    assert (made.board, made.is_current) == (cast.board, False)
    assert [a.text for a in plan_document(made).actions] == [a.text for a in document.actions]


def refused(file: Path, *options: str, board: str = "a") -> str:
    with pytest.raises(CommandError) as refusal:
        call_command("import_plan", str(file), "--board", board, *options)
    words = str(refusal.value)
    assert "\n" not in words
    return words


def test_file_that_is_not_there_is_refused(rows: SmallPlan, tmp_path: Path) -> None:
    path = tmp_path / "lost.docx"

    assert refused(path) == f"{path} cannot be read: No such file or directory."


def test_board_that_is_not_there_is_refused(rows: SmallPlan, file: Path) -> None:
    assert refused(file, board="zebra") == "There is no board “zebra”."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"just words", "not a Word or Excel file"),
        (ole("EncryptedPackage"), "password"),
        (b'{"schema": "other"}', "no plan of ours"),
    ],
)
@pytest.mark.parametrize("options", [(), ("--dry-run",), ("--json",)])
def test_file_that_cannot_be_read_is_refused(
    rows: SmallPlan, tmp_path: Path, data: bytes, words: str, options: Any
) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(data)
    counts = row_counts()

    assert words in refused(path, *options)
    assert row_counts() == counts


def test_file_without_years_makes_no_plan(cast: Cast, rows: SmallPlan, file: Path) -> None:
    counts = row_counts()

    assert "does not say which years" in refused(file, "--plan", "learning-work-plan")
    assert row_counts() == counts


def test_file_without_an_action_is_refused(rows: SmallPlan, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(imports.as_file(replace(plan_document(rows.plan), priorities=())))

    assert "no action in this file" in refused(path)


def test_refusal_is_one_line_on_standard_error(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/x.sqlite3"
    environment = os.environ | {"DATABASE_URL": database}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], cwd=ROOT, env=environment, check=True)

    done = subprocess.run(
        [*manage, "import_plan", "lost.docx", "--board", "a"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert done.stdout == ""
    assert done.stderr == "CommandError: There is no board “a”.\n"
