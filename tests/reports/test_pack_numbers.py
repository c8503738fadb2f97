"""The pack's data, and that paper, page and plan tell the same numbers."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

from priorities.codec import DocumentError
from priorities.models import UpdateRound
from priorities.snapshot import plan_document
from reports.models import EditionChoice
from reports.pack import Standing, board_pack
from reports.pack_again import pack_pdf_again
from reports.pack_data import Movement, PackData
from reports.pack_sources import PackSources
from tests import factories as make
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.factories import TODAY
from tests.reports import packs
from tests.reports.packs import PackedMeeting
from tests.reports.test_pack import page_texts, tree


@pytest.fixture
def packed(cast: Cast, rows: SmallPlan) -> PackedMeeting:
    packed = packs.packed_meeting(cast, rows)
    earlier = make.meeting(
        board=cast.board, group=packed.meeting.group, held_on=dt.date(2026, 9, 23)
    )
    then = plan_document(rows.plan, as_at=dt.date(2026, 9, 20)).to_json()
    make.plan_lock(plan=rows.plan, meeting=earlier, number=50, data=then)
    return packed


@pytest.fixture
def data(rows: SmallPlan, packed: PackedMeeting) -> PackData:
    return packs.members_data(rows, packed.meeting)


def visible(page: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", page)).split())


def test_data_goes_to_json_and_back_unchanged(data: PackData) -> None:
    plain = json.loads(json.dumps(data.to_json()))

    assert PackData.from_json(plain) == data
    assert PackData.from_json(plain).sha256 == data.sha256


def test_data_of_another_form_is_refused() -> None:
    with pytest.raises(DocumentError, match="boardplan/pack@1"):
        PackData.from_json({"schema": "something else"})


def test_movement_is_told_in_words() -> None:
    rows = [Movement("red", "Red", now, before) for now, before in ((3, 1), (1, 2), (2, 2))]

    assert [row.words for row in rows] == ["2 more", "1 fewer", "the same"]
    assert Movement("red", "Red", 3).words == ""


def test_numbers_of_paper_page_and_plan_agree(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, packed: PackedMeeting, data: PackData
) -> None:
    manager = client_of(cast.manager)
    paper = " ".join(page_texts(board_pack(data)))
    page = visible(manager.get(f"/boards/a/meetings/{packed.meeting.pk}/pack/").content.decode())
    plan = manager.get("/boards/a/plan/").context["page"]

    counts = {value.code if value else None: count for value, count in plan.counts}
    assert {row.rating: row.now for row in data.movement} == counts
    told = "5 actions: 1 amber, 4 not yet rated."
    assert told in paper
    assert told in page
    for row in data.movement:
        letter = {"red": "R ", "amber": "A ", "green": "G "}.get(row.rating or "", "")
        words = f"{row.label} {row.before} {row.now} {row.words}"
        assert f"{letter}{words}" in paper
        assert words in page
    for found in data.exceptions:
        for text in (paper, page):
            assert (f"{found.title} ({len(found.entries)})" in text) is bool(found.entries)
    for point in data.trend:
        figures = " ".join(map(str, (*point.counts, point.total)))
        called = f"{point.on:%-d %B %Y}{' (this meeting)' if point is data.trend[-1] else ''}"
        assert f"{called} {figures}" in paper
        assert f"{called} {figures}" in page
    for line in data.headlines:
        assert line in paper
        assert line in page
    for silence in data.silences:
        assert silence.words in paper
        assert silence.words in page


def test_data_has_movement_trend_changes_and_silences(data: PackData, rows: SmallPlan) -> None:
    amber = next(row for row in data.movement if row.rating == "amber")

    assert (amber.before, amber.now, amber.words) == (0, 1, "1 more")
    assert [point.on for point in data.trend] == [dt.date(2026, 9, 23), dt.date(2026, 12, 23)]
    assert [point.counts for point in data.trend] == [(0, 0, 0, 5), (0, 1, 0, 4)]
    assert data.before is not None
    assert data.before.label == "version 8"
    assert any("re-rated: 1.1.1" in line for line in data.headlines)
    # 1.2.1 waits to be accepted, which is a word; the draft on 1.1.2 is none.
    assert [silence.number for silence in data.silences] == ["1.1.1", "1.1.2", "2.1.1", "2.1.2"]
    assert data.silences[0].words.startswith("No update received; last word 1 October 2026: Nine")


def test_silences_of_a_round_over_some_actions_are_of_these(
    rows: SmallPlan, packed: PackedMeeting
) -> None:
    round_ = UpdateRound.objects.get(meeting=packed.meeting)
    round_.is_whole = False
    round_.record(by=None)
    make.round_action(round=round_, action=rows.held)

    told = packs.members_data(rows, packed.meeting).silences

    assert [silence.number for silence in told] == ["1.1.2"]


def test_public_edition_holds_nothing_that_is_for_members(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, packed: PackedMeeting
) -> None:
    make.update(
        action=rows.held,
        is_accepted=True,
        rating=rows.ratings["red"],
        progress="Lost.",
        issue="Nobody found it.",
    )
    packs.add_paper(packed.meeting, cast, "For members")
    public = PackSources(packed.meeting, rows.plan, TODAY).data(EditionChoice.PUBLIC)
    held = json.dumps(public.to_json())
    page = client_of(cast.observer).get(f"/boards/a/meetings/{packed.meeting.pk}/pack/")
    paper = " ".join(page_texts(board_pack(public)))

    for text in (held, visible(page.content.decode()), paper):
        assert "Nobody found it" not in text
        assert "For members" not in text.replace("For members of the board only", "")
        assert "No update received" not in text
        assert "the definitions imply" not in text
    assert (public.exceptions, public.silences, public.papers) == ((), (), ())
    assert "Exceptions" not in paper


def test_locked_pack_says_which_draft_it_prints_on_every_page(
    cast: Cast, rows: SmallPlan, packed: PackedMeeting
) -> None:
    lock = packs.lock(rows, packed.meeting, cast)
    sources = PackSources(packed.meeting, rows.plan, TODAY)
    assert sources.lock == lock

    pages = page_texts(board_pack(sources.members, Standing("DRAFT", "Draft 51, locked")))

    assert "Draft 51, locked" in pages[0]
    assert all("DRAFT" in page for page in pages)
    assert all("For members of the board only" in page for page in pages)


def test_pack_of_a_meeting_is_pdf_ua_with_headings_in_order(data: PackData) -> None:
    with pikepdf.open(BytesIO(board_pack(data))) as pdf:
        found = list(tree(pdf.Root.StructTreeRoot.K[0]))
        levels = [int(str(e.S)[2]) for e in found if re.fullmatch("/H[1-6]", str(e.S))]
        headers = [each for each in found if each.S == "/TH"]

        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert all(cell.A.get("/Scope") in ("/Column", "/Row") for cell in headers)


def test_contents_name_every_section(data: PackData) -> None:
    pages = page_texts(board_pack(data))

    for words in ("Agenda", "Welcome", "Summary", "Exceptions", "What changed", "The plan"):
        assert words in pages[1]


def test_redacted_pack_is_printed_again_from_its_data_and_says_so(
    cast: Cast, rows: SmallPlan, packed: PackedMeeting
) -> None:
    kept, gone = (packs.add_paper(packed.meeting, cast, title) for title in ("Kept", "Gone"))
    data = packs.members_data(rows, packed.meeting).to_json()
    gone.file = ""
    gone.record(by=cast.manager)

    pages = page_texts(pack_pdf_again({**data, "redacted_on": "2026-11-25"}))

    assert "Redacted edition of 25 November 2026" in pages[0]
    assert "DRAFT" not in " ".join(pages)
    assert str(kept) in pages[1]
    assert str(gone) not in pages[1]
