"""``export_plan``: the plan as a file, or one line that says why not."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from priorities.document import PlanDocument
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast, SmallPlan

ROOT = Path(__file__).parents[3]


def test_export_writes_the_plan_to_a_file(rows: SmallPlan, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"

    call_command("export_plan", board="a", format="json", output=str(file))

    assert PlanDocument.from_json(json.loads(file.read_text())) == plan_document(rows.plan)


def test_export_writes_the_plan_to_standard_output(
    rows: SmallPlan, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("export_plan", board="a", format="json")

    written = json.loads(capsys.readouterr().out)
    assert written["schema"] == "boardplan/plan@1"
    assert written["board"] == {"slug": "a", "name": "Board A"}


def test_export_as_at_a_day_writes_the_plan_of_that_day(
    rows: SmallPlan, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("export_plan", board="a", format="json", as_at="1 April 2026")

    first = json.loads(capsys.readouterr().out)["priorities"][0]["objectives"][0]["actions"][0]
    assert (first["number"], first["rating"]) == ("1.1.1", None)


def test_export_of_another_plan_of_the_board(
    cast: Cast, rows: SmallPlan, capsys: pytest.CaptureFixture[str]
) -> None:
    make.plan(board=cast.board, slug="work-plan", kind="work")

    call_command("export_plan", board="a", plan="work-plan", format="json")

    assert json.loads(capsys.readouterr().out)["plan"]["slug"] == "work-plan"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"board": "nowhere"}, "There is no board “nowhere”."),
        ({"board": "a", "plan": "none"}, "Board A has no plan “none”."),
        ({"board": "a", "as_at": "31 March 2026"}, "The record begins on 1 April 2026."),
        ({"board": "a", "as_at": "31 February 2026"}, "--as-at: "),
        ({"board": "a", "as_at": "26 November 2026"}, "still to come"),
        ({"board": "a", "output": "/no/such/folder/plan.json"}, "/no/such/folder/plan.json"),
    ],
)
def test_export_that_cannot_be_made_says_why_in_one_line(
    rows: SmallPlan, options: dict[str, str], reason: str
) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("export_plan", format="json", **options)

    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


def test_export_of_a_board_without_a_plan_says_so(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Board A has no current business plan"):
        call_command("export_plan", board="a", format="json")


def test_command_that_fails_ends_with_a_status_and_one_line(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/empty.sqlite3"
    script = (
        f"import os; os.environ.update(DATABASE_URL={database!r}, SECRET_KEY='x',"
        " ALLOWED_HOSTS='x', DJANGO_SETTINGS_MODULE='boardplan.settings',"
        " BOARDPLAN_ENV_FILE=os.devnull);"
        "from django.core.management import execute_from_command_line as run;"
        "run(['manage.py', 'migrate', '-v0']);"
        "run(['manage.py', 'export_plan', '--board', 'nowhere', '--format', 'json'])"
    )

    result = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert result.returncode != 0
    assert result.stderr == "CommandError: There is no board “nowhere”.\n"


@pytest.mark.parametrize(("code", "start"), [("docx", b"PK"), ("xlsx", b"PK"), ("csv", b"\xef")])
def test_export_writes_each_form_to_a_file_and_to_what_is_no_screen(
    rows: SmallPlan,
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    code: str,
    start: bytes,
) -> None:
    file = tmp_path / f"plan.{code}"

    call_command("export_plan", board="a", format=code, output=str(file))
    call_command("export_plan", board="a", format=code)

    assert file.read_bytes().startswith(start)
    assert capsysbinary.readouterr().out == file.read_bytes()


@pytest.mark.parametrize("code", ["docx", "xlsx"])
def test_export_of_a_binary_form_is_not_written_to_a_screen(
    rows: SmallPlan, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)

    with pytest.raises(CommandError, match="name a file with -o"):
        call_command("export_plan", board="a", format=code)
