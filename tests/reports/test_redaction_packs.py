"""Redaction reaches packs: those that were sent, their papers, and the drafts of those to come."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from plans.mailing import deliver_owed
from plans.redaction.rows import files
from plans.redaction.words import Words
from priorities.snapshot import plan_document
from reports import publishing
from reports.models import PackDraft, PackDraftFile, PackMail, Paper, Publication, PublicationFile
from reports.pack import Standing
from reports.pack_data import PackData
from reports.pack_steps import pack_step
from reports.publishing import publication_bytes
from reports.services.papers import SENT
from reports.services.sending import pack_send
from reports.services.signing import pack_sign
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.plans.redacting import WHY, redact
from tests.reports import packs
from tests.reports.packs import PackedMeeting

Capture = DjangoCaptureOnCommitCallbacks
NOWHERE = Words.of("Nobody Writes This")


@pytest.fixture
def packed(cast: Cast, rows: SmallPlan) -> PackedMeeting:
    return packs.packed_meeting(cast, rows)


@pytest.fixture(autouse=True)
def printed_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a pack is printed from, in the place of its PDF: the same words, at once."""

    def board_pack(data: PackData, standing: Standing, *, papers: Any = ()) -> bytes:
        told = {"data": data.to_json(), "standing": standing.words, "papers": len([*papers])}
        return json.dumps(told, ensure_ascii=False).encode()

    monkeypatch.setattr("reports.services.packs.board_pack", board_pack)
    monkeypatch.setattr("reports.pack_again.board_pack", board_pack)


def send(cast: Cast, rows: SmallPlan, packed: PackedMeeting) -> Mapping[str, Publication]:
    """Lock, sign and send the meeting's pack."""
    packs.lock(rows, packed.meeting, cast)
    pack_sign(meeting=packed.meeting, read=packs.read_now(rows, packed.meeting), by=cast.chair)
    packs.drafts_of(packed.meeting)
    packs.make_all()
    return pack_send(meeting=packed.meeting, by=cast.manager)


def remove_file(cast: Cast, paper: Paper) -> None:
    """Redact a paper's file, and no words."""
    (key,) = (file.key for file in files(cast.board) if file.row == paper)
    redact(cast, NOWHERE, files=[key])


def standing(packed: PackedMeeting, edition: str) -> Publication:
    """The edition of the meeting's pack that stands."""
    rows = Publication.objects.standing()
    found: Publication = rows.get(meeting=packed.meeting, edition=edition)
    return found


def told(publication: Publication) -> Any:
    """What a publication was printed from."""
    return json.loads(publication_bytes(publication))


def test_packs_that_printed_a_removed_paper_are_withdrawn_and_replaced(
    cast: Cast,
    rows: SmallPlan,
    packed: PackedMeeting,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    paper = packs.add_paper(packed.meeting, cast, "Audit", is_public=True)
    packs.add_paper(packed.meeting, cast, "For members")
    sent = send(cast, rows, packed)

    with django_capture_on_commit_callbacks(execute=True):
        remove_file(cast, paper)

    assert not PublicationFile.objects.filter(publication__in=sent.values()).exists()
    for edition, papers in (("members", 1), ("public", 0)):
        sent[edition].refresh_from_db()
        assert sent[edition].withdrawn_reason == f"Redacted: {WHY}"
        assert standing(packed, edition).replaces == sent[edition]
        assert told(standing(packed, edition))["papers"] == papers


def test_words_and_a_paper_that_go_at_once_leave_no_edition_owed(
    cast: Cast,
    rows: SmallPlan,
    packed: PackedMeeting,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    paper = packs.add_paper(packed.meeting, cast, "About Kit Marlow", is_public=True)
    send(cast, rows, packed)
    (key,) = (file.key for file in files(cast.board) if file.row == paper)

    with django_capture_on_commit_callbacks(execute=True):
        redact(cast, files=[key])

    assert publishing.replacements_owed() == []
    assert Publication.objects.filter(meeting=packed.meeting).count() == 4


def test_pack_that_never_printed_the_removed_paper_stands(
    cast: Cast,
    rows: SmallPlan,
    packed: PackedMeeting,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    paper = packs.add_paper(packed.meeting, cast, "For members")
    sent = send(cast, rows, packed)

    with django_capture_on_commit_callbacks(execute=True):
        remove_file(cast, paper)

    assert standing(packed, "public") == sent["public"]
    assert standing(packed, "members") != sent["members"]


def test_name_that_was_cut_between_kept_and_new_words_is_found_and_gone(
    cast: Cast,
    rows: SmallPlan,
    packed: PackedMeeting,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    rows.led.text = "Visit Kit Malcolm in school"
    rows.led.record(by=cast.manager)
    packed.version.freeze(plan_document(rows.plan).to_json())
    packed.version.save()
    rows.led.text = "Visit Kit Marlow in school"
    rows.led.record(by=cast.manager)
    sent = send(cast, rows, packed)
    assert _pieces(told(sent["members"])["data"])[0]["text"] == "Visit Kit "

    with django_capture_on_commit_callbacks(execute=True):
        redact(cast)

    for edition in sent:
        again = told(standing(packed, edition))["data"]
        assert _pieces(again) == [{"kind": "kept", "text": "Visit [redacted] in school"}]
        assert "Marlow" not in str(again)


def _pieces(data: Any) -> Any:
    """Those of the one text that was changed."""
    (pieces,) = (e["pieces"] for kind in data["changes"] for e in kind["entries"] if e["pieces"])
    return pieces


@pytest.mark.parametrize("also", ["words", "file"])
def test_second_redaction_while_the_first_is_printed_is_not_undone(
    cast: Cast,
    rows: SmallPlan,
    packed: PackedMeeting,
    django_capture_on_commit_callbacks: Capture,
    monkeypatch: pytest.MonkeyPatch,
    also: str,
) -> None:
    rows.led.text = "Visit Kit Marlow and Ann Other"
    rows.led.record(by=cast.manager)
    paper = packs.add_paper(packed.meeting, cast, "Audit", is_public=True)
    send(cast, rows, packed)
    prints = publishing.publication_print
    second: list[str] = []

    def interrupted(publication: Publication) -> bytes:
        printed = prints(publication)
        if not second:
            second.append(also)
            redact(cast, Words.of("Ann Other")) if also == "words" else remove_file(cast, paper)
        return printed

    monkeypatch.setattr("reports.publishing.publication_print", interrupted)
    with django_capture_on_commit_callbacks(execute=True):
        redact(cast)
    publishing.replacements_make()

    assert publishing.replacements_owed() == []
    for edition in ("members", "public"):
        again = told(standing(packed, edition))
        assert ("Ann Other" in str(again), again["papers"]) == (also == "file", also == "words")


def test_redaction_leaves_no_draft_of_the_board_and_they_are_made_again(
    cast: Cast, rows: SmallPlan, packed: PackedMeeting
) -> None:
    # An update is no part of the stamp once the plan is locked, and its words are in the pack.
    accepted = rows.accepted
    accepted.new_due_on, accepted.new_due_reason = dt.date(2027, 3, 1), "Kit Marlow was ill"
    accepted.replaced = {"due_on": "2026-09-30"}
    accepted.record(by=cast.manager)
    packs.lock(rows, packed.meeting, cast)
    packs.drafts_of(packed.meeting)
    packs.make_all()
    assert "Kit Marlow" in _drafted()
    leased = timezone.now() + dt.timedelta(minutes=3)
    PackDraft.objects.filter(edition="members").update(leased_until=leased)

    redact(cast)

    assert not PackDraftFile.objects.exists()
    assert not any(draft.is_ready for draft in packs.drafts_of(packed.meeting))
    assert not PackDraft.objects.filter(leased_until=leased).exists()
    packs.make_all()
    assert all(draft.is_ready for draft in packs.drafts_of(packed.meeting))
    assert "Kit Marlow" not in _drafted()


def _drafted() -> str:
    return "".join(bytes(file.data).decode() for file in PackDraftFile.objects.all())


def test_pack_is_made_without_a_paper_whose_file_was_removed(
    cast: Cast, rows: SmallPlan, packed: PackedMeeting, client_of: ClientOf
) -> None:
    paper = packs.add_paper(packed.meeting, cast, "Neglect audit")
    kept = packs.add_paper(packed.meeting, cast, "Annual report")
    remove_file(cast, paper)

    packs.drafts_of(packed.meeting)
    packs.make_all()

    assert [draft.trouble for draft in packs.drafts_of(packed.meeting)] == ["", ""]
    assert (
        json.loads(bytes(PackDraftFile.objects.get(draft__edition="members").data))["papers"] == 1
    )
    page = client_of(cast.manager).get(f"/boards/a/meetings/{packed.meeting.pk}/pack/")
    assertContains(page, f"/boards/a/papers/{kept.pk}/file/")
    assertNotContains(page, "Neglect audit")


def test_withdrawn_pack_counts_as_sent_until_its_redacted_edition_is_made(
    cast: Cast, rows: SmallPlan, packed: PackedMeeting, client_of: ClientOf
) -> None:
    packs.add_paper(packed.meeting, cast, "About Kit Marlow", is_public=True)
    send(cast, rows, packed)
    redact(cast)  # the callbacks that make the redacted editions do not run: the crash of a worker
    page, manager = f"/boards/a/meetings/{packed.meeting.pk}/pack/", client_of(cast.manager)

    with pytest.raises(ValidationError, match=SENT):
        packs.add_paper(packed.meeting, cast, "Late")
    with pytest.raises(ValidationError, match=SENT):
        pack_send(meeting=packed.meeting, by=cast.manager)
    between = manager.get(page)
    assertContains(between, "The redacted edition is being made.")
    assertNotContains(between, "Download the pack")
    assertNotContains(between, "Add a paper")
    assertRedirects(manager.get(f"{page}document.pdf"), f"{page}?edition=members")
    assert pack_step(cast.access(cast.manager)) is None

    assert publishing.replacements_make() == 2
    assertContains(manager.get(page), "Download the pack")


def test_edition_is_replaced_without_a_paper_that_the_store_has_lost(
    cast: Cast,
    rows: SmallPlan,
    packed: PackedMeeting,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    paper = packs.add_paper(packed.meeting, cast, "About Kit Marlow", is_public=True)
    packs.add_paper(packed.meeting, cast, "Annual report", is_public=True)
    send(cast, rows, packed)
    paper.file.storage.delete(str(paper.file.name))

    with django_capture_on_commit_callbacks(execute=True):
        redact(cast)

    assert publishing.replacements_owed() == []
    assert told(standing(packed, "public"))["papers"] == 1


def test_mail_that_waited_leads_to_the_redacted_edition_once_that_is_made(
    cast: Cast, rows: SmallPlan, packed: PackedMeeting, clock: time_machine.Traveller
) -> None:
    rows.led.text = "Visit Kit Marlow in school"
    rows.led.record(by=cast.manager)
    send(cast, rows, packed)
    redact(cast)

    assert deliver_owed() == 0
    waiting = PackMail.objects.all()
    assert {(row.is_owed, row.trouble) for row in waiting} == {
        (True, "The redacted edition is being made.")
    }

    publishing.replacements_make()
    clock.shift(dt.timedelta(minutes=2))

    assert deliver_owed() == len(waiting) == len(mail.outbox)
    link = f"/boards/a/publications/{standing(packed, 'members').pk}/"
    assert all(link in message.body for message in mail.outbox)
    assert {str(message.reply_to) for message in mail.outbox} == {str([cast.manager.email])}


def test_page_of_a_withdrawn_publication_leads_to_the_edition_that_stands(
    cast: Cast, rows: SmallPlan, packed: PackedMeeting, client_of: ClientOf
) -> None:
    rows.led.text = "Visit Kit Marlow in school with Ann Other"
    rows.led.record(by=cast.manager)
    old = send(cast, rows, packed)["members"]
    page, member = f"/boards/a/publications/{old.pk}/", client_of(cast.member)

    redact(cast)
    assertContains(member.get(page), "The redacted edition is being made.")
    publishing.replacements_make()
    redact(cast, Words.of("Ann Other"))
    publishing.replacements_make()

    now = standing(packed, "members")
    assertContains(member.get(page), f'href="/boards/a/publications/{now.pk}/"')
    assertNotContains(member.get(f"/boards/a/publications/{now.pk}/"), "that replaces it")
