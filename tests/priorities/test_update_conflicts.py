"""Two people on one action, one form sent twice, a session that ended: nothing is lost."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from boardplan.audit.models import FormReceipt
from priorities.models import MilestoneReport, Update
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.factories import TODAY
from tests.priorities.reporting import drawn, form_address, form_data


@pytest.fixture
def hers(cast: Cast, client_of: ClientOf) -> Client:
    """The browser of the sub-group chair, who leads 1.1.1."""
    return client_of(cast.subgroup_chair)


@pytest.fixture
def his(cast: Cast, client_of: ClientOf) -> Client:
    """The browser of the manager."""
    return client_of(cast.manager)


def draft_address(rows: SmallPlan, name: str = "led") -> str:
    return f"/boards/a/actions/{getattr(rows, name).pk}/draft/"


def redrawn(response: Any) -> dict[str, Any]:
    """The form that an answer shows, as the browser would send it back untouched."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {n: value for n, value in values.items() if value is not None and value is not False}


def under_way(rows: SmallPlan) -> Update:
    return Update.objects.under_way().get(action=rows.led)  # type: ignore[no-any-return]


def test_same_form_sent_twice_is_stored_once(hers: Client, rows: SmallPlan) -> None:
    data = form_data(rows.led, evidence_statement="Minutes of May")

    hers.post(form_address(rows.led), data)
    again = hers.post(form_address(rows.led), data, follow=True)

    assert again.status_code == 200
    assert under_way(rows).evidence.count() == 1
    assert FormReceipt.objects.count() == 1


def test_managers_form_sent_twice_is_stored_once(his: Client, rows: SmallPlan) -> None:
    data = form_data(rows.led)

    his.post(form_address(rows.led), data)
    again = his.post(form_address(rows.led), data, follow=True)

    assertContains(again, "nothing was stored twice")
    assert Update.objects.filter(action=rows.led).count() == 2


def test_draft_form_sent_twice_adds_its_evidence_once(hers: Client, rows: SmallPlan) -> None:
    data = form_data(rows.led, step="evidence", evidence_statement="Minutes of May")

    hers.post(form_address(rows.led), data)
    hers.post(form_address(rows.led), data)

    assert under_way(rows).evidence.count() == 1


def test_refused_form_may_be_sent_again_with_the_same_key(hers: Client, rows: SmallPlan) -> None:
    data = form_data(rows.led, "red")

    hers.post(form_address(rows.led), data)
    mended = hers.post(form_address(rows.led), data | {"issue": "No room."})

    assert mended.status_code == 302
    assert under_way(rows).issue == "No room."


def test_second_person_sees_both_texts_and_can_submit(
    hers: Client, his: Client, rows: SmallPlan
) -> None:
    mine = drawn(hers, rows.led) | {"rating": "amber", "progress": "Her words."}
    his.post(form_address(rows.led), form_data(rows.led, step="draft", progress="His words."))

    refused = hers.post(form_address(rows.led), mine)

    assertContains(refused, "Somebody else saved an update on this action")
    assertContains(refused, "Her words.")
    assertContains(refused, "His words.")
    assert under_way(rows).progress == "His words."
    assert redrawn(refused)["progress"] == "Her words."
    assert hers.post(form_address(rows.led), redrawn(refused)).status_code == 302
    assert (under_way(rows).status, under_way(rows).progress) == ("submitted", "Her words.")
    assert "His words." in under_way(rows).history.values_list("progress", flat=True)


def test_second_person_loses_nothing_where_the_first_has_submitted(
    hers: Client, his: Client, cast: Cast, rows: SmallPlan
) -> None:
    mine = drawn(his, rows.led) | {"rating": "amber", "progress": "His words."}
    hers.post(form_address(rows.led), form_data(rows.led, progress="Her words."))

    refused = his.post(form_address(rows.led), mine)

    assertContains(refused, "His words.")
    assertContains(refused, "Her words.")
    assert under_way(rows).progress == "Her words."


def test_second_person_sees_what_was_accepted_meanwhile(
    hers: Client, his: Client, rows: SmallPlan
) -> None:
    hers.post(form_address(rows.led), form_data(rows.led, step="draft", progress="A beginning."))
    mine = drawn(hers, rows.led) | {"progress": "Her words."}
    his.post(form_address(rows.led), drawn(his, rows.led) | {"progress": "His words."})

    refused = hers.post(form_address(rows.led), mine)

    assertContains(refused, "Somebody else saved an update on this action")
    assertContains(refused, "Her words.")
    assertContains(refused, "His words.")
    assert hers.post(form_address(rows.led), redrawn(refused)).status_code == 302
    assert under_way(rows).progress == "Her words."


def test_autosave_begins_a_draft_and_goes_on_with_it(hers: Client, rows: SmallPlan) -> None:
    data = form_data(rows.led, progress="Her w")

    first = hers.post(draft_address(rows), data).json()
    revision = first["fields"]["revision"]
    second = hers.post(draft_address(rows), data | {"revision": revision, "progress": "Her words"})

    assert second.status_code == 200
    assert second.json()["fields"]["revision"] > revision
    assert (under_way(rows).progress, under_way(rows).status) == ("Her words", "draft")


def test_form_is_submitted_after_its_autosaves(hers: Client, rows: SmallPlan) -> None:
    data = form_data(rows.led)
    saved = hers.post(draft_address(rows), data).json()["fields"]

    response = hers.post(form_address(rows.led), data | saved)

    assertRedirects(response, f"/boards/a/actions/{rows.led.pk}/")
    assert under_way(rows).status == "submitted"


def test_autosave_over_somebody_elses_draft_is_a_conflict(hers: Client, rows: SmallPlan) -> None:
    data = form_data(rows.led)
    hers.post(draft_address(rows), data | {"progress": "First."})

    response = hers.post(draft_address(rows), data | {"progress": "Second."})

    assert response.status_code == 409
    assert "Load the page" in response.json()["message"]
    assert under_way(rows).progress == "First."


def test_autosave_over_a_submitted_update_is_a_conflict(hers: Client, rows: SmallPlan) -> None:
    data = form_data(rows.waiting, revision=str(rows.submitted.revision))

    assert hers.post(draft_address(rows, "waiting"), data).status_code == 409


def test_autosave_without_revision_is_refused(hers: Client, rows: SmallPlan) -> None:
    response = hers.post(draft_address(rows), form_data(rows.led, revision=None))

    assert response.status_code == 400
    assert not Update.objects.filter(action=rows.led).under_way().exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"rating": ""},
        {"rating": "blue"},
        {"due": "31/2/2027"},
        {"due": "30/6/2027"},
        {"due": "30/6/2027", "done": "on"},
        {"why": "only a reason"},
        {"evidence_link": "javascript:x"},
        {"evidence_dated_on": "1/1/2099"},
        {"progress": "nul \x00"},
    ],
)
@pytest.mark.parametrize("status", ["draft", "sent_back"])
def test_autosave_takes_what_is_half_typed(
    hers: Client, rows: SmallPlan, status: str, fields: dict[str, str]
) -> None:
    data = form_data(rows.led)
    revision = hers.post(draft_address(rows), data).json()["fields"]["revision"]
    Update.objects.under_way().filter(action=rows.led).update(status=status)
    of_milestone = {name: f"{name}_{rows.dated.pk}" for name in ("due", "why", "done")}
    typed = {of_milestone.get(name, name): value for name, value in fields.items()}

    response = hers.post(draft_address(rows), data | {"revision": revision} | typed)

    assert response.status_code == 200
    # What was sent back and is being written anew is a draft again.
    assert under_way(rows).status == "draft"


@pytest.mark.parametrize("status", ["draft", "sent_back"])
def test_autosave_takes_a_new_date_before_its_reason(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, status: str
) -> None:
    rows.draft.status = status
    rows.draft.save()
    client = client_of(cast.lead)
    data = drawn(client, rows.held) | {"new_due_on": "31/1/2027"}

    response = client.post(draft_address(rows, "held"), data)

    assert response.status_code == 200
    rows.draft.refresh_from_db()
    assert (str(rows.draft.new_due_on), rows.draft.status) == ("2027-01-31", "draft")


def test_autosave_of_too_long_a_text_keeps_the_earlier_one(hers: Client, rows: SmallPlan) -> None:
    data = form_data(rows.led, progress="Good words.")
    saved = hers.post(draft_address(rows), data).json()["fields"]

    hers.post(draft_address(rows), data | saved | {"progress": "x" * 20_001})

    assert under_way(rows).progress == "Good words."


def test_form_sent_after_the_session_ended_leads_to_sign_in_and_stores_nothing(
    hers: Client, rows: SmallPlan, clock: time_machine.Traveller
) -> None:
    clock.shift(dt.timedelta(hours=4))

    response = hers.post(form_address(rows.led), form_data(rows.led))

    assertRedirects(
        response,
        f"/accounts/login/?next={form_address(rows.led)}",
        fetch_redirect_response=False,
    )
    assert not Update.objects.filter(action=rows.led).under_way().exists()


def test_autosave_after_the_session_ended_stores_nothing(
    hers: Client, rows: SmallPlan, clock: time_machine.Traveller
) -> None:
    clock.shift(dt.timedelta(hours=4))

    assert hers.post(draft_address(rows), form_data(rows.led)).status_code == 302
    assert not Update.objects.filter(action=rows.led).under_way().exists()


def test_form_drawn_before_another_update_was_accepted_is_told(
    hers: Client, his: Client, rows: SmallPlan
) -> None:
    """Accepted at once, his leaves nothing under way; she must read it all the same."""
    data = form_data(rows.led, progress="Her words.")
    his.post(form_address(rows.led), form_data(rows.led, progress="His words."))
    count = rows.led.updates.count()

    response = hers.post(form_address(rows.led), data)

    assertContains(response, "Somebody else saved an update")
    assertContains(response, "Her words.")
    assertContains(response, "His words.")
    assert rows.led.updates.count() == count


@pytest.mark.parametrize("change", ["done", "withdrawn"])
def test_words_on_a_milestone_that_was_closed_meanwhile_are_kept(
    change: str, cast: Cast, hers: Client, rows: SmallPlan
) -> None:
    data = form_data(rows.led, **{f"due_{rows.dated.pk}": "30/6/2027"})
    data |= {f"why_{rows.dated.pk}": "The trainer is away."}
    if change == "done":
        rows.dated.state = "complete"
    else:
        rows.dated.withdrawn_on, rows.dated.withdrawn_reason = TODAY, "Overtaken"
    rows.dated.record(by=cast.manager)

    hers.post(form_address(rows.led), data)

    report = MilestoneReport.objects.get(milestone=rows.dated)
    assert report.reason == "The trainer is away."
    rows.dated.refresh_from_db()
    assert rows.dated.due_on == dt.date(2027, 3, 31)
