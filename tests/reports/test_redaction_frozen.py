"""Redaction reaches what was stored whole: drafts, versions, publications and their PDF."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import pypdf
import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.asserts import assertContains

from plans.models import PlanLock, PlanVersion, frozen_text
from plans.redaction.columns import texts, without
from plans.redaction.places import places
from plans.redaction.words import Words
from priorities.document import PlanDocument
from priorities.services.versions import frozen_plan, plan_lock
from priorities.snapshot import plan_document
from reports.models import Publication, PublicationFile
from reports.publishing import (
    publication_bytes,
    replace_redacted,
    replacements_make,
    replacements_owed,
)
from tests import factories as make
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.plans.redacting import KIT, WHY, redact
from tests.reports.issued import issued

Capture = DjangoCaptureOnCommitCallbacks
CONTENT = PlanVersion._meta.get_field("content")


def text_of(pdf: bytes) -> str:
    """The words without blanks: narrow columns break them anywhere."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


@pytest.fixture
def kept(rows: SmallPlan, cast: Cast) -> SmallPlan:
    """The words in the plan, in a locked draft, in version 8 and in its publication."""
    rows.led.text = "Visit Kit Marlow in school"
    rows.led.extra = {"Kit Marlow": "see Kit Marlow"}
    rows.led.record(by=cast.manager)
    lock = plan_lock(plan=rows.plan, meeting=make.meeting(board=cast.board), by=cast.manager)
    issued(rows.plan, cast, number=8, note="First issue", lock=lock, is_published=True)
    return rows


def everything_kept() -> str:
    """All that is on record of drafts, versions and publications, history and bytes included."""
    found = []
    for model in (PlanLock, PlanVersion, Publication):
        found += [str(row) for row in model._default_manager.values()]
        found += [str(row) for row in model.history.values()]
    files = (text_of(bytes(file.data)) for file in PublicationFile.objects.all())
    return "".join("".join((*found, *files)).split())


def test_words_are_found_before_and_gone_after(
    kept: SmallPlan, cast: Cast, django_capture_on_commit_callbacks: Capture
) -> None:
    before = everything_kept()
    hashes = {row.pk: row.sha256 for row in PlanVersion.objects.all()}
    found = {place.model.__name__ for place in places(cast.board, KIT).places}

    with django_capture_on_commit_callbacks(execute=True):
        redact(cast)

    assert "KitMarlow" in before
    assert {"PlanLock", "PlanVersion", "Publication"} <= found
    assert "Marlow" not in everything_kept()
    version = PlanVersion.objects.get()
    assert version.sha256 != hashes[version.pk]
    assert "Visit [redacted] in school" in {a.text for a in frozen_plan(version).actions}
    assert frozen_plan(PlanLock.objects.get()).actions == frozen_plan(version).actions


def test_publication_is_withdrawn_and_replaced_by_a_redacted_edition(
    kept: SmallPlan, cast: Cast, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        redact(cast)

    withdrawn, replacement = Publication.objects.order_by("pk")
    assert (withdrawn.withdrawn_reason, withdrawn.withdrawn_by) == (
        f"Redacted: {WHY}",
        cast.manager,
    )
    assert not PublicationFile.objects.filter(publication=withdrawn).exists()
    assert (replacement.replaces, replacement.withdrawn_at) == (withdrawn, None)
    told = text_of(publication_bytes(replacement))
    assert "[redacted]" in told
    assert "Redactededitionof25November2026" in told
    assert replacements_owed() == []
    assert replace_redacted(withdrawn, by=None) is None


def test_edition_that_could_not_be_printed_stays_owed(
    kept: SmallPlan,
    cast: Cast,
    django_capture_on_commit_callbacks: Capture,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reports.publishing.publication_print", full)
    with django_capture_on_commit_callbacks(execute=True), caplog.at_level(logging.CRITICAL):
        redact(cast)
    monkeypatch.undo()
    (owed,) = replacements_owed()

    assert "Marlow" not in everything_kept()
    assert owed.version is not None
    assert replacements_make() == 1
    assert replacements_owed() == []


def test_page_of_a_redacted_version_says_who_when_and_why(
    kept: SmallPlan,
    cast: Cast,
    client_of: ClientOf,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    manager: Client = client_of(cast.manager)
    with django_capture_on_commit_callbacks(execute=True):
        redact(cast)

    page = manager.get("/boards/a/plan/versions/8/")

    assertContains(page, f"Redacted on 25 November 2026 by {cast.manager}: {WHY}")
    assertContains(page, "Visit [redacted] in school")
    pdf = manager.get("/boards/a/plans/business-plan/versions/8/document.pdf").content
    assert "[redacted]" in text_of(pdf)


@pytest.mark.parametrize(
    "words",
    [
        *("plan", "title", "schema", "boardplan", "amber", "2026-09-30", "complete", "business"),
        *("Neglect", "rating", "text", "number", "1200.00", "business-plan", "progress", "null"),
    ],
)
def test_document_opens_whatever_words_go_from_it(plan: Any, words: str) -> None:
    document = plan_document(plan)
    row = PlanVersion()
    row.freeze(document.to_json())
    found = Words.of(words)

    clean = without(found, CONTENT, row.content)

    row.content = clean
    row.freeze(json.loads(clean))
    read = PlanDocument.from_json(row.thawed())
    assert [a.key for a in read.actions] == [a.key for a in document.actions]
    assert [a.rating for a in read.actions] == [a.rating for a in document.actions]
    assert not any(map(found.are_in, texts(clean, CONTENT)))


def test_headings_that_people_gave_are_searched_and_the_programs_keys_are_not(
    kept: SmallPlan,
) -> None:
    told = texts(PlanVersion.objects.get().content, CONTENT)

    assert {"Kit Marlow", "see Kit Marlow", "Visit Kit Marlow in school"} <= set(told)
    assert {"priorities", "schema", "boardplan/plan@1", "2026-09-30"}.isdisjoint(told)


def test_document_without_the_words_stays_byte_for_byte(plan: Any) -> None:
    row = PlanVersion()
    row.freeze(plan_document(plan).to_json())

    assert without(KIT, CONTENT, row.content) is row.content
    assert without(KIT, CONTENT, "no JSON of Kit Marlow") == "no JSON of [redacted]"


KEPT, GONE, NEW = "kept", "gone", "new"


@pytest.mark.parametrize(
    ("pieces", "clean"),
    [
        ([(KEPT, "See Kit "), (GONE, "Marlow "), (NEW, "Lee ")], [(KEPT, "See [redacted] ")]),
        (
            [(KEPT, "See "), (GONE, "Kit "), (NEW, "A "), (KEPT, "Marlow")],
            [(KEPT, "See [redacted]")],
        ),
        (
            [(KEPT, "See "), (GONE, "Kit Marlow "), (NEW, "the child ")],
            [(KEPT, "See "), (GONE, "[redacted] "), (NEW, "the child ")],
        ),
        ([(KEPT, "See Kit "), (GONE, "today"), (NEW, "now")], None),
    ],
)
def test_words_are_found_across_the_pieces_of_a_changed_text(
    pieces: list[tuple[str, str]], clean: list[tuple[str, str]] | None
) -> None:
    def frozen(told: list[tuple[str, str]]) -> str:
        return frozen_text({"pieces": [{"kind": kind, "text": text} for kind, text in told]})

    content = frozen(pieces)

    assert any(map(KIT.are_in, texts(content, CONTENT))) == (clean is not None)
    assert without(KIT, CONTENT, content) == frozen(clean or pieces)
