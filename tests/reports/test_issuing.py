"""A version is issued with its PDF: both or neither, and the same for ever."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pypdf
import pytest
from django.core.exceptions import ValidationError

from plans.models import NotAsFrozen, Plan, PlanVersion
from priorities.services.versions import plan_lock
from reports.issuing import PrintedVersion, version_print, version_publish
from reports.models import Publication, PublicationFile
from reports.publishing import publication_bytes
from tests import factories as make
from tests.conftest import Cast, SmallPlan
from tests.factories import TODAY


def printed(plan: Plan, **words: Any) -> PrintedVersion:
    given: dict[str, Any] = {"label": "For the public", "dated_on": TODAY}
    return version_print(plan=plan, **given | words)


def publish(plan: Plan, ready: PrintedVersion, cast: Cast) -> PlanVersion:
    return version_publish(
        plan=plan, printed=ready, note="First issue", by=cast.manager, meeting=None
    )


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_version_is_published_with_the_plan_as_its_board_prints_it(
    rows: SmallPlan, cast: Cast
) -> None:
    version = publish(rows.plan, printed(rows.plan, number=8), cast)

    publication = Publication.objects.get(version=version)
    data = publication_bytes(publication)
    told = text_of(data)
    assert publication.title == "Business plan 2026 to 2029, version 8 (For the public)"
    assert (publication.kind, publication.edition) == ("version", "public")
    assert publication.file_sha256 == hashlib.sha256(data).hexdigest()
    assert "Version 8, For the public" in told
    assert "Train a lead worker in every school" in told
    assert publication.thawed()["document"] == version.thawed()


def test_version_of_a_locked_draft_is_printed_from_it(rows: SmallPlan, cast: Cast) -> None:
    lock = plan_lock(plan=rows.plan, meeting=make.meeting(board=cast.board), by=cast.manager)
    rows.led.text = "Words that came later"
    rows.led.record(by=cast.manager)

    version = publish(rows.plan, printed(rows.plan, lock=lock), cast)

    publication = Publication.objects.get(version=version)
    assert "Words that came later" not in text_of(publication_bytes(publication))
    assert publication.meeting == lock.meeting


def test_plan_that_was_changed_while_it_was_printed_is_not_issued(
    rows: SmallPlan, cast: Cast
) -> None:
    ready = printed(rows.plan)
    rows.led.text = "Words that came meanwhile"
    rows.led.record(by=cast.manager)

    with pytest.raises(ValidationError, match="changed while"):
        publish(rows.plan, ready, cast)

    assert not PlanVersion.objects.exists()
    assert not Publication.objects.exists()


def test_second_of_two_people_is_told_that_the_number_is_taken(plan: Plan, cast: Cast) -> None:
    one, other = printed(plan), printed(plan)
    publish(plan, one, cast)

    with pytest.raises(ValidationError, match="Version 1 is issued already"):
        publish(plan, other, cast)

    assert PlanVersion.objects.count() == Publication.objects.count() == 1


def test_full_disk_leaves_neither_version_nor_publication(
    plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    ready = printed(plan)
    monkeypatch.setattr(PublicationFile.objects, "create", full)

    with pytest.raises(OSError, match="No space"):
        publish(plan, ready, cast)

    assert not PlanVersion.objects.exists()
    assert not Publication.objects.exists()


def test_file_that_was_tampered_with_does_not_open(plan: Plan, cast: Cast) -> None:
    version = publish(plan, printed(plan), cast)
    PublicationFile.objects.update(data=b"%PDF- of somebody else")

    with pytest.raises(NotAsFrozen, match="its hash differs"):
        publication_bytes(Publication.objects.get(version=version))
