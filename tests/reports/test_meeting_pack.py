"""A meeting's pack from its draft to what was sent: made, signed, sent, and the same for ever."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO

import pypdf
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from plans.models import Approval
from priorities.services.versions import plan_reopen
from reports.models import (
    EditionChoice,
    PackDraft,
    PackMail,
    PackSignature,
    Publication,
    PublicationFile,
)
from reports.pack_data import PackData
from reports.publishing import publication_bytes
from reports.services.packs import pack_ask
from tests import factories as make
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.reports import packs
from tests.reports.packs import PackedMeeting


@pytest.fixture
def packed(cast: Cast, rows: SmallPlan) -> PackedMeeting:
    return packs.packed_meeting(cast, rows)


@pytest.fixture
def url(packed: PackedMeeting) -> str:
    return f"/boards/a/meetings/{packed.meeting.pk}/pack/"


def words(data: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def form_of(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form that a page sends to an address."""
    form = page.split(f'action="{action}"')[1].split("</form>", maxsplit=1)[0]
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: value.replace("&quot;", '"') for name, value in fields}


def sign(client: Client, page: str) -> None:
    """Read the page and sign what it shows."""
    address = f"{page}signature/"
    client.post(address, form_of(client.get(page).content.decode(), address))


def test_pack_goes_its_way_from_draft_to_publication(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, packed: PackedMeeting, url: str
) -> None:
    packs.add_paper(packed.meeting, cast, "Neglect audit")
    chair, manager = client_of(cast.chair), client_of(cast.manager)
    packs.lock(rows, packed.meeting, cast)

    sign(chair, url)
    packs.make_all()
    address = f"{url}sending/"
    sent = manager.post(address, form_of(manager.get(url).content.decode(), address), follow=True)

    assertContains(sent, "The pack is sent: 4 e-mails are on their way.")
    members, public = (
        Publication.objects.get(meeting=packed.meeting, edition=edition)
        for edition in (EditionChoice.MEMBERS, EditionChoice.PUBLIC)
    )
    text = words(publication_bytes(members))
    assert "DRAFT" not in text
    assert "Signed off by the Independent chair on 25 November 2026" in text
    assert "Neglect audit" in text
    assert "Neglect audit" not in words(publication_bytes(public))
    assert PackData.from_json(members.thawed()).meeting is not None
    assert not PackDraft.objects.filter(meeting=packed.meeting).exists()
    written = {each.user for each in PackMail.objects.filter(publication=members)}
    assert written == {cast.manager, cast.deputy, cast.chair, cast.member}


def test_issuing_twice_is_refused_and_leaves_one(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, packed: PackedMeeting, url: str
) -> None:
    packs.lock(rows, packed.meeting, cast)
    sign(client_of(cast.chair), url)
    packs.make_all()
    manager, address = client_of(cast.manager), f"{url}sending/"
    fields = form_of(manager.get(url).content.decode(), address)
    other = form_of(client_of(cast.deputy).get(url).content.decode(), address)

    manager.post(address, fields)
    manager.post(address, fields)
    second = client_of(cast.deputy).post(address, other, follow=True)

    assertContains(second, "The pack was sent already.")
    assert Publication.objects.filter(meeting=packed.meeting).count() == 2
    assert PackMail.objects.count() == 4


def test_what_was_sent_stays_byte_for_byte_whatever_is_edited(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, packed: PackedMeeting, url: str
) -> None:
    packs.lock(rows, packed.meeting, cast)
    sign(client_of(cast.chair), url)
    packs.make_all()
    manager, address = client_of(cast.manager), f"{url}sending/"
    manager.post(address, form_of(manager.get(url).content.decode(), address))
    publication = Publication.objects.get(edition="members")
    document = f"/boards/a/publications/{publication.pk}/document.pdf"
    before = manager.get(document).content

    rows.led.text = "Something else altogether"
    rows.led.record(by=cast.manager)
    packed.meeting.agenda = "Another agenda"
    packed.meeting.record(by=cast.manager)

    assert manager.get(document).content == before
    assert hashlib.sha256(before).hexdigest() == publication.file_sha256
    assertNotContains(manager.get(url), "Something else altogether")


def test_chair_is_told_what_changed_since_she_read(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, packed: PackedMeeting, url: str
) -> None:
    chair, address = client_of(cast.chair), f"{url}signature/"
    lock = packs.lock(rows, packed.meeting, cast)
    read = form_of(chair.get(url).content.decode(), address)

    plan_reopen(lock=lock, reason="One more", by=cast.manager)
    rows.led.text = "Train two lead workers in every school"
    rows.led.record(by=cast.manager)
    packs.lock(rows, packed.meeting, cast)
    packs.add_paper(packed.meeting, cast, "Late paper")
    answer = chair.post(address, read)

    assertContains(answer, "It is no longer what you read.")
    assertContains(answer, "the plan; the papers")
    assertContains(answer, "1.1.1")
    assert not PackSignature.objects.exists()
    assert not Approval.objects.filter(meeting=packed.meeting).exists()


def test_paper_that_comes_after_the_signature_keeps_the_pack_from_being_sent(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, packed: PackedMeeting, url: str
) -> None:
    packs.lock(rows, packed.meeting, cast)
    sign(client_of(cast.chair), url)
    manager, address = client_of(cast.manager), f"{url}sending/"
    fields = form_of(manager.get(url).content.decode(), address)

    packs.add_paper(packed.meeting, cast, "Late paper")
    packs.make_all()
    answer = manager.post(address, fields, follow=True)

    assertContains(answer, "The chair has not signed off this pack as it is now.")
    assertContains(answer, "is no longer this pack")
    assert not Publication.objects.exists()
    draft = pack_ask(meeting=packed.meeting, edition="members")
    assert "DRAFT" in words(bytes(draft.file.data))


def test_pack_that_is_not_ready_is_not_sent(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, packed: PackedMeeting, url: str
) -> None:
    packs.lock(rows, packed.meeting, cast)
    sign(client_of(cast.chair), url)
    manager, address = client_of(cast.manager), f"{url}sending/"

    answer = manager.post(address, form_of(manager.get(url).content.decode(), address), follow=True)

    assertContains(answer, "The signed pack is still being made.")
    assert not PublicationFile.objects.exists()


def test_signature_is_taken_back_by_who_gave_it(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, packed: PackedMeeting, url: str
) -> None:
    packs.lock(rows, packed.meeting, cast)
    chair = client_of(cast.chair)
    sign(chair, url)

    chair.post(f"{url}signature/undoing/")

    assert PackSignature.objects.get().taken_back_at is not None
    assert Approval.objects.get(meeting=packed.meeting).taken_back_at is not None
    assertContains(chair.get(url), "I have read this pack and sign it off")


def test_later_updates_change_nothing_in_a_locked_pack(
    cast: Cast, rows: SmallPlan, packed: PackedMeeting
) -> None:
    packs.lock(rows, packed.meeting, cast)
    before = packs.members_data(rows, packed.meeting)
    stamp = pack_ask(meeting=packed.meeting, edition="members").wanted

    make.update(
        action=rows.held,
        is_accepted=True,
        author=cast.lead,
        accepted_by=cast.manager,
        rating=rows.ratings["red"],
        progress="It was lost.",
        at=timezone.now(),
    )

    assert packs.members_data(rows, packed.meeting).sha256 == before.sha256
    assert pack_ask(meeting=packed.meeting, edition="members").wanted == stamp


def test_mail_holds_a_link_and_goes_to_nobody_who_may_not_read_it_any_more(
    cast: Cast, rows: SmallPlan, packed: PackedMeeting
) -> None:
    publication = make.publication(board=cast.board, plan=rows.plan, meeting=packed.meeting)
    theirs = make.pack_mail(publication=publication, user=cast.member)
    former = make.pack_mail(publication=publication, user=cast.observer)

    message = theirs.message()

    assert message is not None
    assert f"/boards/a/publications/{publication.pk}/" in message.body
    assert message.subject == "Board pack: Full board, 23 December 2026"
    assert former.message() is None
    assert mail.outbox == []


def test_home_tells_whose_step_is_next(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, packed: PackedMeeting, url: str
) -> None:
    chair, manager = client_of(cast.chair), client_of(cast.manager)

    assertContains(manager.get("/boards/a/"), "Lock for the meeting.")
    assertNotContains(chair.get("/boards/a/"), "The next pack")
    packs.lock(rows, packed.meeting, cast)
    assertContains(manager.get("/boards/a/"), "It waits for the chair’s sign-off.")
    assertContains(chair.get("/boards/a/"), "It waits for your sign-off.")
    sign(chair, url)
    assertContains(manager.get("/boards/a/"), "Send the pack.")
    assertNotContains(client_of(cast.member).get("/boards/a/"), "The next pack")


def test_meeting_leads_to_its_pack(
    cast: Cast, client_of: ClientOf, packed: PackedMeeting, url: str
) -> None:
    assertContains(client_of(cast.member).get(f"/boards/a/meetings/{packed.meeting.pk}/"), url)
