"""Drafts of packs: owed when something changed, made by one worker, whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from plans.models import Plan
from priorities.snapshot import plan_document
from reports.making import make_owed_packs
from reports.models import PackDraft, PackDraftFile
from reports.pdf import PdfError
from reports.services import packs as service
from reports.services.packs import LEASE, pack_ask, pack_make
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.reports import packs
from tests.reports.packs import PackedMeeting


@pytest.fixture
def packed(cast: Cast, rows: SmallPlan) -> PackedMeeting:
    return packs.packed_meeting(cast, rows)


@pytest.fixture
def draft(packed: PackedMeeting) -> PackDraft:
    return pack_ask(meeting=packed.meeting, edition="members")


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was printed, instead of PDFs."""
    calls: list[Any] = []

    def board_pack(data: Any, *_: Any, **__: Any) -> bytes:
        calls.append(data)
        return b"%PDF-" + str(len(calls)).encode()

    monkeypatch.setattr("reports.services.packs.board_pack", board_pack)
    return calls


def refusing(error: Exception) -> Any:
    def refuse(*_: Any, **__: Any) -> bytes:
        raise error

    return refuse


def test_asking_twice_makes_one_draft_and_one_file(
    packed: PackedMeeting, draft: PackDraft, printed: list[Any]
) -> None:
    again = pack_ask(meeting=packed.meeting, edition="members")
    packs.make_all()

    assert again.pk == draft.pk
    assert len(printed) == 1
    assert bytes(PackDraftFile.objects.get().data) == b"%PDF-1"
    assert pack_ask(meeting=packed.meeting, edition="members").is_ready


@pytest.mark.parametrize("what", ["update", "action", "agenda", "paper", "version", "lead", "day"])
def test_draft_is_owed_again_after_each_change(
    what: str,
    cast: Cast,
    rows: SmallPlan,
    leads: Leads,
    packed: PackedMeeting,
    draft: PackDraft,
    printed: list[Any],
    clock: time_machine.Traveller,
) -> None:
    packs.make_all()
    changes: dict[str, Callable[[], object]] = {
        "update": lambda: make.update(
            action=rows.held, is_accepted=True, rating=rows.ratings["red"]
        ),
        "action": lambda: rows.led.record(by=cast.manager),
        "agenda": lambda: packed.meeting.record(by=cast.manager),
        "paper": lambda: packs.add_paper(packed.meeting, cast, "Audit"),
        "version": lambda: make.plan_version(
            plan=rows.plan,
            dated_on=dt.date(2026, 10, 1),
            data=plan_document(rows.plan).to_json(),
        ),
        "lead": lambda: leads.subgroup.record(by=cast.manager),
        "day": lambda: clock.shift(dt.timedelta(days=1)),
    }

    changes[what]()

    assert not pack_ask(meeting=packed.meeting, edition="members").is_ready
    assert make_owed_packs(timezone.now())
    assert pack_ask(meeting=packed.meeting, edition="members").is_ready


def test_words_of_a_draft_and_other_boards_change_nothing(
    cast: Cast, rows: SmallPlan, packed: PackedMeeting, draft: PackDraft, printed: list[Any]
) -> None:
    packs.make_all()

    rows.draft.record(by=cast.lead)
    rows.elsewhere.record(by=cast.outsider)

    assert pack_ask(meeting=packed.meeting, edition="members").is_ready
    assert not make_owed_packs(timezone.now())


def test_second_worker_leaves_a_leased_draft_alone_until_the_lease_runs_out(
    draft: PackDraft, printed: list[Any], clock: time_machine.Traveller
) -> None:
    PackDraft.objects.update(leased_until=timezone.now() + LEASE)

    assert not pack_make(draft=draft)
    assert not make_owed_packs(timezone.now())
    clock.shift(LEASE + dt.timedelta(seconds=1))
    assert make_owed_packs(timezone.now())

    assert len(printed) == 1


def test_worker_whose_lease_ran_out_stores_nothing(
    draft: PackDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: Any, **__: Any) -> bytes:
        # Another worker took it over meanwhile.
        PackDraft.objects.update(leased_until=timezone.now() + 2 * LEASE)
        return b"%PDF-late"

    monkeypatch.setattr("reports.services.packs.board_pack", slow)

    assert not pack_make(draft=draft)

    draft.refresh_from_db()
    assert draft.made_of == ""
    assert not PackDraftFile.objects.exists()


def test_full_disk_leaves_nothing_half_and_is_tried_again(
    draft: PackDraft,
    printed: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    clock: time_machine.Traveller,
) -> None:
    full = OperationalError("database or disk is full")
    with monkeypatch.context() as patched:
        patched.setattr(PackDraftFile.objects, "update_or_create", refusing(full))
        assert not pack_make(draft=draft)

    draft.refresh_from_db()
    assert (draft.made_of, draft.leased_until) == ("", None)
    assert draft.trouble == service.NO_ROOM
    assert not PackDraftFile.objects.exists()
    clock.shift(dt.timedelta(minutes=2))
    packs.make_all()
    draft.refresh_from_db()
    assert draft.is_ready
    assert draft.trouble == ""


def test_failures_are_told_and_tried_again_with_growing_pauses(
    cast: Cast,
    client_of: ClientOf,
    packed: PackedMeeting,
    draft: PackDraft,
    monkeypatch: pytest.MonkeyPatch,
    clock: time_machine.Traveller,
) -> None:
    monkeypatch.setattr("reports.services.packs.board_pack", refusing(PdfError("No style sheet")))
    pauses = []

    for _ in range(4):
        assert not pack_make(draft=draft)
        draft.refresh_from_db()
        pauses.append(round((draft.try_after - timezone.now()).total_seconds()))

    assert pauses == [30, 60, 120, 240]
    page = client_of(cast.manager).get(f"/boards/a/meetings/{packed.meeting.pk}/pack/")
    assertContains(page, "No style sheet")


def test_paper_whose_file_is_gone_is_told(
    cast: Cast, packed: PackedMeeting, draft: PackDraft
) -> None:
    paper = packs.add_paper(packed.meeting, cast, "Audit")
    paper.file.storage.delete(str(paper.file))

    assert not pack_make(draft=draft)

    draft.refresh_from_db()
    assert "The file of a paper is missing" in draft.trouble


def test_download_is_the_draft_where_it_is_ready_else_the_page(
    cast: Cast, client_of: ClientOf, packed: PackedMeeting, printed: list[Any]
) -> None:
    page = f"/boards/a/meetings/{packed.meeting.pk}/pack/"
    member = client_of(cast.member)

    assertRedirects(member.get(f"{page}document.pdf"), f"{page}?edition=members")
    assertContains(member.get(page), "The PDF is being made.")
    packs.make_all()
    answer = member.get(f"{page}document.pdf")

    assert answer.content == b"%PDF-1"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="draft-board-a')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assertContains(member.get(page), "Download the pack")


def test_state_asks_again_until_the_pack_is_ready(
    cast: Cast, client_of: ClientOf, packed: PackedMeeting, printed: list[Any]
) -> None:
    where = f"/boards/a/meetings/{packed.meeting.pk}/pack/state/"
    member = client_of(cast.member)

    assertContains(member.get(where, headers={"HX-Request": "true"}), 'hx-trigger="every 2s"')
    packs.make_all()

    ready = member.get(where, headers={"HX-Request": "true"})
    assertNotContains(ready, "hx-trigger")
    assertContains(ready, "Download the pack")


def test_drafts_of_meetings_long_over_are_let_go(
    packed: PackedMeeting, draft: PackDraft, printed: list[Any], clock: time_machine.Traveller
) -> None:
    packs.make_all()

    clock.shift(dt.timedelta(days=32))
    make_owed_packs(timezone.now())

    assert not PackDraft.objects.exists()


def test_page_of_a_meeting_without_a_plan_says_so(
    cast: Cast, client_of: ClientOf, packed: PackedMeeting
) -> None:
    Plan.objects.update(is_current=False)
    page = f"/boards/a/meetings/{packed.meeting.pk}/pack/"
    client = client_of(cast.manager)

    assertContains(client.get(page), "There is no plan to print yet.")
    assertRedirects(client.get(f"{page}document.pdf"), f"{page}?edition=members")
