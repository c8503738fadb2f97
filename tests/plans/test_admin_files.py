"""Set-up rows as files: exports of one's own boards, imports in two steps."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import tablib
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from boardplan.audit.models import Event
from plans.admin.uploads import Upload
from plans.models import Agency, Group, Lead
from tests import factories as make
from tests.conftest import Cast, Leads
from tests.plans.setting_up import (
    SCOPED,
    SECRET,
    Elsewhere,
    confirm,
    exported,
    group,
    lines,
    preview,
)


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_export_holds_rows_of_the_own_board_only(
    kind: str, model: type[Model], manager: Client, elsewhere: Elsewhere
) -> None:
    content = exported(manager, model, ["xlsx", "csv"].index(kind))

    data = tablib.Dataset().load(content.decode() if kind == "csv" else content, format=kind)
    assert set(data["board"]) == {"a"}
    assert SECRET not in data["name"]
    assert set(data["name"]) == set(
        model._default_manager.filter(board__slug="a").values_list("name", flat=True)
    )
    assert Event.objects.filter(kind="exported", detail__rows=len(data)).exists()


def test_export_runs_nothing_in_a_spreadsheet(manager: Client, cast: Cast, leads: Leads) -> None:
    make.agency(board=cast.board, name="=1+cmd|' /C calc'!A0")

    assert "=1+cmd" not in exported(manager, Agency, 1).decode().replace("'=1+cmd", "")


def hundred() -> list[dict[str, str]]:
    return [group(f"Group {n}", short_name=f"G{n}") for n in range(100)]


def test_import_of_a_hundred_rows_is_shown_then_stored(manager: Client, cast: Cast) -> None:
    before = Group.objects.count()

    shown = preview(manager, Group, lines(hundred()))

    assertContains(shown, "Group 99")
    assert Group.objects.count() == before
    confirm(manager, Group, shown)
    assert Group.objects.count() == before + 100
    latest = Group.objects.get(name="Group 7").history.get()
    assert latest.history_user == cast.manager
    assert latest.history_change_reason == "Imported in the set-up pages"
    assert Event.objects.filter(kind="imported", detail__rows=100).exists()


def test_import_leaves_empty_rows_at_the_end_alone_and_names_those_between(
    manager: Client, cast: Cast
) -> None:
    empty = {"board": "", "name": "", "short_name": "", "kind": ""}

    shown = preview(manager, Group, lines([group("Group 1"), empty, empty]))
    between = preview(manager, Group, lines([group("Group 2"), empty, group("Group 3")]))

    confirm(manager, Group, shown)
    assert Group.objects.filter(name="Group 1").exists()
    assertContains(between, "delete this row if it is empty")


def test_import_with_bad_rows_writes_nothing_and_names_each_cell(
    manager: Client, cast: Cast
) -> None:
    rows = hundred()
    bad = {
        4: ("kind", "club"),
        11: ("name", ""),
        25: ("board", "b"),
        26: ("board", "nowhere"),
        48: ("short_name", "x" * 61),
        77: ("name", "y" * 201),
        99: ("kind", "sub group"),
    }
    for place, (column, value) in bad.items():
        rows[place][column] = value
    before = Group.objects.count()

    shown = preview(manager, Group, lines(rows))

    assert Group.objects.count() == before
    assert "confirm_form" not in shown.context or shown.context["confirm_form"] is None
    text = shown.content.decode()
    result = shown.context["result"]
    found = {row.number: set(row.error_dict) for row in result.invalid_rows}
    assert found == {place + 1: {column} for place, (column, _) in bad.items()}
    assert not result.row_errors()
    for value in ("“b”", "“nowhere”", "club"):
        assert value in text
    # As a spreadsheet counts: the heading is row 1.
    cells = "<td>27</td><td>board</td><td>You look after no board called “b”.</td>"
    assertContains(shown, f"<tr>{cells}</tr>", html=True)


def test_import_changes_no_row_of_another_board(manager: Client, elsewhere: Elsewhere) -> None:
    rows = [{"board": "b", "name": SECRET, "short_name": "Taken", "kind": "panel"}]

    shown = preview(manager, Group, lines(rows))

    assert [set(row.error_dict) for row in shown.context["result"].invalid_rows] == [{"board"}]
    elsewhere.group.refresh_from_db()
    assert elsewhere.group.short_name == ""


def test_import_finds_no_reference_on_another_board(manager: Client, elsewhere: Elsewhere) -> None:
    upload = SimpleUploadedFile(
        "leads.csv", f"board,name,kind,group,agency\na,New lead,group,{SECRET},\n".encode()
    )

    shown = preview(manager, Lead, upload)

    assert shown.context["result"].has_errors() or shown.context["result"].has_validation_errors()
    assertContains(shown, "has none called")
    assert not Lead.objects.filter(name="New lead").exists()


def test_import_of_what_is_there_already_writes_no_history(manager: Client, leads: Leads) -> None:
    police = Agency.objects.get(name="Police")
    upload = SimpleUploadedFile("agencies.csv", b"board,name,short_name\na,Police,\n")

    confirm(manager, Agency, preview(manager, Agency, upload))

    assert police.history.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("groups.xlsx", b"not a workbook at all"),
        ("groups.csv", b"\xff\xfe\x00nonsense"),
        ("groups.csv", b""),
        ("groups.csv", b"colour,size\nred,9\n"),
    ],
)
def test_file_that_cannot_be_read_is_refused(name: str, content: bytes, manager: Client) -> None:
    before = Group.objects.count()

    response = preview(manager, Group, SimpleUploadedFile(name, content))

    assert response.status_code == 200
    assert Group.objects.count() == before


def test_excel_file_that_was_exported_is_read_again(manager: Client, leads: Leads) -> None:
    upload = SimpleUploadedFile("agencies.xlsx", exported(manager, Agency, 0))

    shown = preview(manager, Agency, upload)

    assert not shown.context["result"].has_errors()


# Between the two steps


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's temporary files are made."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_file_is_taken_and_leaves_nothing_behind(
    kind: str, manager: Client, leads: Leads, folder: Path
) -> None:
    data = tablib.Dataset(["a", "Föhr Trust", ""], headers=["board", "name", "short_name"])
    content = data.export(kind)
    content = content if isinstance(content, bytes) else content.encode()

    shown = preview(manager, Agency, SimpleUploadedFile(f"agencies.{kind}", content))
    assert list(folder.iterdir()) == []
    confirm(manager, Agency, shown)

    assert Agency.objects.filter(name="Föhr Trust").exists()


def test_large_file_is_held_whole(manager: Client, cast: Cast) -> None:
    # The same row again and again is stored once: what matters is the size.
    long = "A group with a long name " * 7
    upload = lines([group(long)] * 10_000)
    assert (upload.size or 0) > 1024 * 1024

    held = Upload(encoding="utf-8")
    held.save(upload.read())

    upload.seek(0)
    assert Upload(name=held.name).read() == upload.read()


def test_file_is_not_taken_twice(manager: Client, cast: Cast) -> None:
    shown = preview(manager, Group, lines([group("New group")]))
    confirm(manager, Group, shown)

    again = confirm(manager, Group, shown)

    assertContains(again, "imported already, or waited for more than an hour")
    assert Group.objects.filter(name="New group").count() == 1


def test_file_that_waits_too_long_is_gone(
    manager: Client, cast: Cast, clock: time_machine.Traveller
) -> None:
    shown = preview(manager, Group, lines([group("New group")]))
    clock.shift(dt.timedelta(minutes=61))

    late = confirm(manager, Group, shown)

    assertContains(late, "imported already, or waited for more than an hour")
    assert not Group.objects.filter(name="New group").exists()


def test_nothing_is_taken_where_a_row_has_become_wrong(manager: Client, cast: Cast) -> None:
    shown = preview(manager, Group, lines([group("First"), group("Second")]))
    make.group(board=cast.board, name="SECOND")

    answer = confirm(manager, Group, shown)

    assertContains(answer, "Nothing was imported")
    assert not Group.objects.filter(name="First").exists()
    assert not Event.objects.filter(kind="imported").exists()


def test_file_without_the_columns_that_are_needed_says_which(manager: Client, cast: Cast) -> None:
    shown = preview(manager, Group, SimpleUploadedFile("groups.csv", b"colour,board\nred,a\n"))

    assertContains(shown, "The first row names no column name.")
    assertNotContains(shown, "Traceback")
