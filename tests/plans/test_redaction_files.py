"""Files that are removed with the words; and what the database file keeps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.asserts import assertContains

from boardplan.audit.events import Event, EventKind
from boardplan.audit.models import StaleRevision
from plans.redaction.words import FILE_REMOVED
from plans.services.redacting import Done
from priorities.models import Evidence, ImportSource, ImportStatus, PlanImport
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.plans.redacting import ADD, WORDS, drawn, find, named, redact
from tests.priorities import files
from tests.priorities.imports import read


@pytest.fixture
def piece(rows: SmallPlan) -> Evidence:
    """Evidence that is a file and nothing else."""
    piece = make.evidence(action=rows.led, statement="Minutes")
    piece.file.save("x.pdf", ContentFile(files.PDF), save=False)
    piece.file_name, piece.statement = "Review of a child.pdf", ""
    return piece.record(by=None)


def key_of(piece: Evidence) -> str:
    return f"priorities.evidence:{piece.pk}:file"


def test_file_goes_from_every_row_that_names_it(cast: Cast, piece: Evidence) -> None:
    copy = make.evidence(
        action=piece.action, statement="Carried", file=piece.file.name, file_name="Review.pdf"
    )

    done = redact(cast, files=[key_of(piece)])

    copy.refresh_from_db()
    assert (copy.file.name, copy.file_name) == ("", FILE_REMOVED)
    assert done.files == 2


def test_file_is_deleted_once_the_rest_is_stored(
    cast: Cast, piece: Evidence, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    path = Path(piece.file.path)

    with django_capture_on_commit_callbacks() as callbacks:
        done = redact(cast, files=[key_of(piece)])
    assert path.exists()
    for callback in callbacks:
        callback()

    piece.refresh_from_db()
    assert not path.exists()
    assert (piece.file.name, piece.file_name, piece.statement) == ("", FILE_REMOVED, FILE_REMOVED)
    assert done == Done(places=0, files=1)
    assert Event.objects.get(kind=EventKind.REDACTED).detail["files"] == [key_of(piece).split(":")]


def test_what_else_the_evidence_says_stays(cast: Cast, piece: Evidence) -> None:
    piece.statement = "Read by the board"
    piece.record(by=None)

    redact(cast, files=[key_of(piece)])

    piece.refresh_from_db()
    assert (piece.file.name, piece.file_name) == ("", FILE_REMOVED)
    assert piece.statement == "Read by the board"


def test_file_that_the_disk_does_not_let_go_of_is_named(
    cast: Cast,
    piece: Evidence,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError

    monkeypatch.setattr(FileSystemStorage, "delete", refuse)

    with django_capture_on_commit_callbacks(execute=True):
        done = redact(cast, files=[key_of(piece)])

    assert done.kept_files == ["Review of a child.pdf"]


def test_file_of_another_board_is_refused(cast: Cast, rows: SmallPlan) -> None:
    piece = make.evidence(action=rows.elsewhere)
    piece.file.save("x.pdf", ContentFile(files.PDF))

    with pytest.raises(StaleRevision):
        redact(cast, files=[key_of(piece)])

    piece.refresh_from_db()
    assert Path(piece.file.path).exists()


@pytest.fixture
def waiting(rows: SmallPlan, cast: Cast) -> PlanImport:
    """A file that was read and waits to be imported, with the child's name in it."""
    plan = rows.led.objective.priority.plan
    told = plan_document(plan)
    asked = replace(told.plan, closing=("Kit Marlow’s aunt was asked.",))
    return read(plan, cast.manager, replace(told, plan=asked))


def test_file_that_waits_to_be_imported_is_searched_and_let_go_of(
    cast: Cast, client_of: ClientOf, waiting: PlanImport
) -> None:
    page = find(client_of(cast.manager))

    assert page.context["found"].holding == (f"priorities.planimport:{waiting.pk}:file",)
    assertContains(page, "It waits to be imported")
    sent = client_of(cast.manager).post(ADD, drawn(page, step="redact"), follow=True)

    assertContains(sent, "1 file removed.")
    assert not ImportSource.objects.exists()
    waiting.refresh_from_db()
    assert waiting.status == ImportStatus.LEFT
    assert waiting.history.first().history_change_reason == "Redacted: A child was named"


def test_waiting_file_without_the_words_stays_unless_it_is_ticked(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    waiting = read(rows.led.objective.priority.plan, cast.manager)
    named(rows.led, "text", "Visit Kit Marlow")

    page = find(client_of(cast.manager))
    client_of(cast.manager).post(ADD, drawn(page, step="redact"))

    assert [file.name for file in page.context["found"].other_files] == ["plan.json"]
    assert ImportSource.objects.filter(plan_import=waiting).exists()


def test_file_that_waits_at_another_board_is_neither_told_nor_touched(
    cast: Cast, client_of: ClientOf, waiting: PlanImport
) -> None:
    page = client_of(cast.outsider).post("/boards/b/redactions/new/", {**WORDS, "step": "find"})

    assertContains(page, "nowhere in this board")
    assert ImportSource.objects.exists()


def test_database_file_keeps_nothing_in_its_unused_parts(
    cast: Cast, rows: SmallPlan, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL sees to it by itself")
    named(rows.led, "text", "Visit Kit Marlow")

    run = django_capture_on_commit_callbacks(execute=True)
    with CaptureQueriesContext(connection) as captured, run:
        redact(cast)

    assert captured.captured_queries[-1]["sql"] == "PRAGMA wal_checkpoint(TRUNCATE)"
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
