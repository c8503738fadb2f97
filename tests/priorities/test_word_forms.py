"""Update forms in Word: sent out, filled in, returned, and turned into drafts on behalf."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import docx
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from boardplan.accounts.models import User
from boardplan.audit.events import Event, EventKind
from boardplan.audit.models import FormReceipt
from plans.models import Membership, Rating
from priorities import word_form_answers as answers
from priorities.models import ActionLead, Update, UpdateRound
from priorities.services import word_forms as services
from priorities.word_forms import mark_of, reporters
from priorities.wordform.form import BOXES
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.priorities.reporting import drawn, form_address
from tests.priorities.wordform.filling import edited, filled_in, row_of, table_of

LIST, RETURNED = "/boards/a/updates/forms/", "/boards/a/updates/forms/returned/"
SAID = {
    "progress": "Ten schools are trained.\nTwo are left.",
    "issue": "No room.",
    "impact": "Heads ring us sooner.",
    "new_due_on": "30 June 2027",
    "new_due_reason": "The trainer was ill.",
    "evidence": "Register of 20 November",
}


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf, rows: SmallPlan) -> Client:
    return client_of(cast.manager)


@pytest.fixture
def blank(cast: Cast, manager: Client) -> bytes:
    """The form of the sub-group chair, who owes 1.1.1; 1.2.1 waits to be accepted."""
    return form_of(manager, cast.subgroup_chair)


def form_of(client: Client, person: User, board: str = "a") -> bytes:
    response = client.get(f"/boards/{board}/updates/forms/{person.pk}/form.docx")
    assert response.status_code == 200
    return bytes(response.content)


def sent(client: Client, data: bytes, person: User | None = None, board: str = "a") -> HttpResponse:
    """The form is chosen on the page of those that came back."""
    file = SimpleUploadedFile("form.docx", data)
    fields = {"file": file, "person": str(person.pk) if person else ""}
    return client.post(f"/boards/{board}/updates/forms/returned/", fields)  # type: ignore[return-value]


def taken(client: Client, preview: Any) -> HttpResponse:
    """The button of the page that shows what was understood."""
    read = preview.context["form"]["read"].value()
    return client.post(RETURNED, {"read": read}, follow=True)  # type: ignore[return-value]


def amber(rows: SmallPlan) -> str:
    return str(rows.ratings["amber"].sentence)


# Sent out


def test_form_holds_each_action_owed_with_its_last_words(blank: bytes, rows: SmallPlan) -> None:
    file = docx.Document(io.BytesIO(blank))

    head, *actions = file.tables
    assert [row.cells[1].text for row in head.rows][:2] == ["Board A", "Subgroup_Chair"]
    assert len(actions) == 1
    told = {row.cells[0].text: row.cells[1].text for row in actions[0].rows}
    assert told["Action"] == "1.1.1 Train a lead worker in every school"
    assert told["Last said"].startswith("On 1 October 2026: Nine schools are trained.")
    assert "Difference made: Heads ring us sooner." in told["Last said"]
    assert told["When"] == "Train the first ten (31 March 2027)\nAsk how it went"
    ratings = Rating.objects.filter(pk__in=[r.pk for r in rows.ratings.values()])
    marks = next(words for label, words in told.items() if label.startswith("How is it going"))
    assert marks.split("\n") == [f"[ ] {rating.sentence}" for rating in ratings]


def test_form_names_the_meeting_of_the_round_that_asks(
    cast: Cast, manager: Client, rows: SmallPlan
) -> None:
    asked = make.update_round(plan=rows.plan, meeting__board=cast.board)

    data = form_of(manager, cast.subgroup_chair)

    head = docx.Document(io.BytesIO(data)).tables[0]
    assert row_of(head, "For the meeting").cells[1].text == str(asked.meeting)


def test_download_is_on_record(blank: bytes, cast: Cast) -> None:
    event = Event.objects.get(kind=EventKind.EXPORTED)

    assert (event.user_id, event.detail["whose"]) == (cast.manager.pk, cast.subgroup_chair.pk)


def test_nobody_outside_the_board_gets_a_form(cast: Cast, manager: Client) -> None:
    for person in (cast.outsider, cast.stranger, cast.observer):
        address = f"/boards/a/updates/forms/{person.pk}/form.docx"
        assert manager.get(address).status_code == 404


def test_page_lists_who_leads_something(cast: Cast, manager: Client, leads: Leads) -> None:
    found = reporters(cast.access(cast.manager))

    assert {(each.user, each.actions) for each in found} == {
        (cast.subgroup_chair, 2),
        (cast.lead, 1),
    }
    assertContains(manager.get(LIST), f"/boards/a/updates/forms/{cast.lead.pk}/form.docx")
    assertContains(manager.get("/boards/a/updates/"), LIST)


def test_list_follows_mergers_as_the_record_does(
    cast: Cast, rows: SmallPlan, leads: Leads, client_of: ClientOf
) -> None:
    for person in (cast.subgroup_chair, cast.lead, cast.manager, cast.member):
        own = cast.access(person).own_leads().values("pk")
        led = ActionLead.objects.filter(lead__in=own, action__withdrawn_on__isnull=True)
        count = led.values("action").distinct().count()
        listed = {each.user: each.actions for each in reporters(cast.access(cast.manager))}
        assert listed.get(person, 0) == count


# Taken in


def test_form_filled_in_becomes_a_draft_on_behalf(
    cast: Cast, manager: Client, rows: SmallPlan
) -> None:
    rows.led.milestones.all().delete()
    data = filled_in(
        form_of(manager, cast.subgroup_chair), {"1.1.1": {**SAID, "rating": amber(rows)}}
    )

    preview = sent(manager, data, cast.subgroup_chair)
    assert not rows.led.updates.under_way().exists()
    page = taken(manager, preview)

    assertRedirects(page, LIST)
    update = rows.led.updates.under_way().get()
    assert (update.status, update.source, update.told_by) == (
        "draft",
        "word form",
        str(cast.subgroup_chair),
    )
    assert (update.author, update.rating) == (cast.manager, rows.ratings["amber"])
    assert (update.progress, update.issue, update.impact) == (
        SAID["progress"],
        SAID["issue"],
        SAID["impact"],
    )
    assert (update.new_due_on, update.new_due_reason) == (
        dt.date(2027, 6, 30),
        SAID["new_due_reason"],
    )
    assert update.evidence_draft == {"statement": SAID["evidence"]}
    assertContains(page, "from the form of Subgroup_Chair")
    form = manager.get(f"/boards/a/actions/{rows.led.pk}/update/")
    assertContains(form, "Register of 20 November")


def test_preview_shows_what_was_understood_and_stores_nothing(
    manager: Client, blank: bytes, rows: SmallPlan
) -> None:
    before = Update.objects.count(), FormReceipt.objects.count()

    page = sent(manager, filled_in(blank, {"1.1.1": {"progress": "Ten <b>schools</b>."}}))

    assertContains(page, "Becomes a draft")
    assertContains(page, "Ten &lt;b&gt;schools&lt;/b&gt;.")
    assertContains(page, answers.NO_RATING)
    assert (Update.objects.count(), FormReceipt.objects.count()) == before


def test_empty_form_says_so(manager: Client, blank: bytes) -> None:
    page = sent(manager, blank)

    assertContains(page, "Nothing was filled in.")
    assertNotContains(page, "Make these drafts")


def test_what_was_not_understood_is_shown_with_its_words(
    cast: Cast, manager: Client, rows: SmallPlan
) -> None:
    rows.led.milestones.all().delete()
    said = {"new_due_on": "when we can", "progress": "Going on.", "rating": amber(rows)}
    data = filled_in(form_of(manager, cast.subgroup_chair), {"1.1.1": said})
    data = filled_in(data, {"1.1.1": {"rating": str(rows.ratings["red"].sentence)}})

    def edit(file: Any) -> None:
        file.add_paragraph("PS: ring me.")

    page = sent(manager, edited(data, edit))

    for words in ("The new date “when we can” cannot be read.", "More than one rating", "PS: ring"):
        assertContains(page, words)
    taken(manager, page)
    update = rows.led.updates.under_way().get()
    assert (update.rating, update.new_due_on, update.progress) == (None, None, "Going on.")


def test_action_with_an_update_under_way_is_left_as_it_is(
    cast: Cast, manager: Client, rows: SmallPlan
) -> None:
    data = filled_in(form_of(manager, cast.lead), {"1.1.2": {"progress": "By the form."}})

    page = sent(manager, data)

    assertContains(page, "An update on it is under way already (draft)")
    assertContains(page, "By the form.")
    assertNotContains(page, "Make these drafts")
    rows.draft.refresh_from_db()
    assert rows.draft.progress == "Words of a draft, for nobody yet."


def test_action_she_no_longer_leads_is_not_drafted(
    manager: Client, blank: bytes, rows: SmallPlan
) -> None:
    rows.led.leads.update(withdrawn_on=dt.date(2026, 11, 25), withdrawn_reason="Moved")

    page = sent(manager, filled_in(blank, {"1.1.1": {"progress": "Ten schools."}}))

    assertContains(page, "does not lead this action today.")
    assertContains(page, "Ten schools.")
    assertNotContains(page, "Make these drafts")


def test_action_withdrawn_meanwhile_is_not_drafted(
    manager: Client, blank: bytes, rows: SmallPlan
) -> None:
    type(rows.led).objects.filter(pk=rows.led.pk).update(
        withdrawn_on=dt.date(2026, 11, 25), withdrawn_reason="Overtaken"
    )

    page = sent(manager, filled_in(blank, {"1.1.1": {"progress": "Ten schools."}}))

    assertContains(page, answers.WITHDRAWN)


def test_reference_of_an_action_that_was_changed_is_noticed(manager: Client, blank: bytes) -> None:
    def edit(file: Any) -> None:
        cell = row_of(table_of(file, "1.1.1"), "Reference").cells[1]
        cell.text = f"1.1.1-AAAAAAAAAA-{cell.text[17:]}"

    page = sent(manager, edited(filled_in(blank, {"1.1.1": {"progress": "Ten."}}), edit))

    assertContains(page, answers.UNKNOWN)
    assertContains(page, "Ten.")


# Refused


def refusal(page: Any) -> str:
    """Why the file was refused; nothing is stored."""
    assert page.status_code == 200
    assert not FormReceipt.objects.exists()
    assert not Update.objects.filter(source="word form").exists()
    return str(page.context["form"].errors["file"][0])


def test_form_of_another_person_is_refused(cast: Cast, manager: Client, blank: bytes) -> None:
    page = sent(manager, blank, cast.lead)

    assert refusal(page) == "This form was made for Subgroup_Chair, not for Lead."


def test_form_of_another_board_is_refused(
    cast: Cast, client_of: ClientOf, blank: bytes, rows: SmallPlan
) -> None:
    page = sent(client_of(cast.outsider), blank, board="b")

    assert refusal(page) == services.ANOTHER_BOARD


def test_form_from_before_the_round_that_asks_is_refused(
    cast: Cast, manager: Client, blank: bytes, rows: SmallPlan, clock: time_machine.Traveller
) -> None:
    clock.shift(dt.timedelta(hours=1))
    opened = clock_now()
    asked = make.update_round(plan=rows.plan, meeting__board=cast.board, opened_at=opened)

    page = sent(manager, blank)

    assert str(asked.meeting) in refusal(page)
    assert "send out a new form" in refusal(page)


def clock_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def test_form_of_a_round_that_still_asks_is_taken_whatever_opened_since(
    cast: Cast, manager: Client, rows: SmallPlan, clock: time_machine.Traveller
) -> None:
    make.update_round(plan=rows.plan, meeting__board=cast.board, opened_at=clock_now())
    data = form_of(manager, cast.subgroup_chair)
    clock.shift(dt.timedelta(hours=1))
    make.update_round(
        plan=rows.plan, meeting__board=cast.board, opened_at=clock_now(), is_whole=False
    )

    page = sent(manager, filled_in(data, {"1.1.1": {"progress": "Ten."}}))

    assertContains(page, "Becomes a draft")
    UpdateRound.objects.filter(is_whole=True).update(closed_at=clock_now())
    assert "before the round" in refusal(sent(manager, data))


def test_changed_reference_of_the_form_is_refused(manager: Client, blank: bytes) -> None:
    def edit(file: Any) -> None:
        cell = row_of(file.tables[0], "Form").cells[1]
        board, _user, *rest = cell.text.split("-")[1:]
        cell.text = "-".join(["BP1", board, "9", *rest])

    assert refusal(sent(manager, edited(blank, edit))) == services.CHANGED_REFERENCE


def test_form_that_was_taken_in_is_not_taken_again(
    manager: Client, blank: bytes, rows: SmallPlan
) -> None:
    data = filled_in(blank, {"1.1.1": {"progress": "Ten."}})
    first = sent(manager, data)
    taken(manager, first)
    rows.led.updates.under_way().delete()

    page = sent(manager, filled_in(blank, {"1.1.1": {"progress": "Eleven."}}))
    again = taken(manager, first)

    assertContains(page, "This form was taken in already, on 25 November 2026")
    assertContains(page, "Eleven.")
    assertNotContains(page, "Make these drafts")
    assertContains(again, "nothing was stored twice")
    assert not rows.led.updates.under_way().exists()


def test_reading_that_was_changed_or_is_anothers_is_refused(
    cast: Cast, manager: Client, client_of: ClientOf, blank: bytes, rows: SmallPlan
) -> None:
    preview = sent(manager, filled_in(blank, {"1.1.1": {"progress": "Ten."}}))
    read = preview.context["form"]["read"].value()  # type: ignore[attr-defined]

    for client, words in ((manager, read + "x"), (client_of(cast.deputy), read)):
        page = client.post(RETURNED, {"read": words}, follow=True)
        assertContains(page, "This page is out of date.")
    assert not Update.objects.filter(source="word form").exists()


def test_somebody_who_reports_meanwhile_is_not_overwritten(
    manager: Client, blank: bytes, rows: SmallPlan
) -> None:
    preview = sent(manager, filled_in(blank, {"1.1.1": {"progress": "Ten."}}))
    make.update(action=rows.led, progress="Mine.")

    page = taken(manager, preview)

    assertContains(page, services.NOTHING)
    assert rows.led.updates.under_way().get().progress == "Mine."
    assert not FormReceipt.objects.exists()


def test_form_of_somebody_who_left_becomes_nothing(
    cast: Cast, manager: Client, blank: bytes, rows: SmallPlan
) -> None:
    Membership.objects.filter(user=cast.subgroup_chair).update(ends_on=dt.date(2026, 11, 24))

    page = sent(manager, filled_in(blank, {"1.1.1": {"progress": "Ten."}}))

    assertContains(page, "does not lead this action today.")


@pytest.mark.parametrize(
    "reference", ["", "BP1", "BP1-1-1-1-1-AAAAAAAAAA", "BP1-é-1-1-1-A", "x-" * 9]
)
def test_reference_that_was_not_made_here_tells_nothing(reference: str) -> None:
    assert mark_of(reference) is None


def test_every_box_of_the_form_is_one_of_an_update() -> None:
    assert set(BOXES) == set(SAID)


def test_draft_that_the_manager_submits_keeps_whose_words_it_holds(
    cast: Cast, manager: Client, blank: bytes, rows: SmallPlan
) -> None:
    said = {"rating": amber(rows), "progress": "Ten schools."}
    taken(manager, sent(manager, filled_in(blank, {"1.1.1": said})))

    manager.post(form_address(rows.led), drawn(manager, rows.led) | {"step": "submit"})

    update = rows.led.updates.counted().first()
    assert update is not None
    assert (update.progress, update.author) == ("Ten schools.", cast.manager)
    assert (update.source, update.told_by) == ("word form", str(cast.subgroup_chair))
    assertNotContains(manager.get(LIST), "Drafts that came of forms")
