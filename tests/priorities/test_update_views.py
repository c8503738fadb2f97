"""The form of one update: what it takes, what it refuses and how it says so."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from priorities.models import MilestoneReport, Update
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.priorities.reporting import drawn, form_address, form_data

HOSTILE = "<script>alert(1)</script><b>bold</b>"


@pytest.fixture
def chair(cast: Cast, client_of: ClientOf) -> Client:
    """The browser of the sub-group chair, who leads 1.1.1."""
    return client_of(cast.subgroup_chair)


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    """The browser of the manager."""
    return client_of(cast.manager)


def post(client: Client, rows: SmallPlan, code: str = "amber", **fields: Any) -> HttpResponse:
    """Send the form of 1.1.1."""
    data = form_data(rows.led, code, **fields)
    return client.post(form_address(rows.led), data)  # type: ignore[return-value]


def errors_of(response: HttpResponse) -> dict[str, list[str]]:
    """The errors shown, by field."""
    errors: dict[str, list[str]] = response.context["form"].errors  # type: ignore[attr-defined]
    return errors


def latest(rows: SmallPlan) -> Update:
    found: Update = Update.objects.filter(action=rows.led).latest("pk")
    return found


def test_submission_is_stored_and_thanked_for(chair: Client, rows: SmallPlan) -> None:
    response = chair.post(form_address(rows.led), form_data(rows.led), follow=True)

    assertRedirects(response, f"/boards/a/actions/{rows.led.pk}/")
    assertContains(response, "The business manager has it now")
    assert (latest(rows).status, latest(rows).progress) == ("submitted", "Going well.")


def test_managers_submission_is_on_record_at_once(manager: Client, rows: SmallPlan) -> None:
    response = manager.post(form_address(rows.led), form_data(rows.led), follow=True)

    assertContains(response, "The update is on record.")
    assert latest(rows).status == "accepted"


def test_draft_is_kept_and_gone_on_with(chair: Client, rows: SmallPlan) -> None:
    response = post(chair, rows, step="draft", progress="Half a sen", rating=None)

    assertRedirects(response, "/boards/a/updates/")
    assert latest(rows).status == "draft"
    assertContains(chair.get(form_address(rows.led)), "Half a sen")


def test_evidence_typed_into_a_draft_waits_in_its_form(chair: Client, rows: SmallPlan) -> None:
    post(
        chair,
        rows,
        step="draft",
        evidence_statement="Minutes of May",
        evidence_dated_on="31 May 2026",
    )

    form = chair.get(form_address(rows.led)).context["form"]
    assert form["evidence_statement"].value() == "Minutes of May"
    assert form["evidence_dated_on"].value() == "31/5/2026"
    assert not latest(rows).evidence.exists()


def test_evidence_button_puts_evidence_on_the_draft_and_goes_on(
    chair: Client, rows: SmallPlan
) -> None:
    response = post(chair, rows, step="evidence", evidence_statement="Minutes of May")

    assertRedirects(response, form_address(rows.led))
    assert [e.statement for e in latest(rows).evidence.all()] == ["Minutes of May"]
    form = chair.get(form_address(rows.led)).context["form"]
    assert form["evidence_statement"].value() in ("", None)


def test_evidence_and_milestones_are_stored_with_the_update(chair: Client, rows: SmallPlan) -> None:
    post(
        chair,
        rows,
        evidence_statement="Minutes of May",
        evidence_link="a.example/minutes",
        evidence_dated_on="31/5/2026",
        **{
            f"done_{rows.undated.pk}": "on",
            f"due_{rows.dated.pk}": "30 June 2027",
            f"why_{rows.dated.pk}": "Holidays",
        },
    )

    [piece] = latest(rows).evidence.all()
    assert (piece.link, str(piece.dated_on)) == ("https://a.example/minutes", "2026-05-31")
    said = MilestoneReport.objects.filter(update=latest(rows))
    assert {(r.milestone, r.is_done, str(r.new_due_on)) for r in said} == {
        (rows.undated, True, "None"),
        (rows.dated, False, "2027-06-30"),
    }


@pytest.mark.parametrize(
    ("code", "fields", "field", "message"),
    [
        ("red", {}, "issue", "Say what is in the way"),
        ("", {}, "rating", "Choose how the action is going"),
        ("blue", {}, "rating", "Select a valid choice"),
        ("amber", {"progress": ""}, "progress", "Say what has happened"),
        ("amber", {"due": "31/3/2026", "why": "Late"}, "due", "before the plan begins"),
        ("amber", {"due": "31 February 2027", "why": "Late"}, "due", "February"),
        ("amber", {"due": "24/11/2026", "why": "Late"}, "due", "This date has passed"),
        ("amber", {"due": "next week", "why": "Late"}, "due", "date"),
        ("amber", {"due": "30/6/2027"}, "why", "Say why the date moves"),
        ("amber", {"due": "30/6/2027", "why": "Late", "done": "on"}, "due", "ticked as done"),
        ("amber", {"evidence_dated_on": "26/11/2026"}, "evidence_dated_on", "still to come"),
        ("amber", {"evidence_link": "javascript:alert(1)"}, "evidence_link", "valid URL"),
        ("amber", {"evidence_link": "data:text/html,x"}, "evidence_link", "valid URL"),
        ("amber", {"progress": "nul \x00 here"}, "progress", "cannot be stored"),
        ("amber", {"why": "nul \x00"}, "why", "haracter"),
    ],
)
def test_form_that_lacks_something_says_so_and_keeps_what_was_typed(
    chair: Client, rows: SmallPlan, code: str, fields: dict[str, str], field: str, message: str
) -> None:
    of_milestone = {name: f"{name}_{rows.dated.pk}" for name in ("due", "why", "done")}
    sent = {of_milestone.get(name, name): value for name, value in fields.items()}
    field = of_milestone.get(field, field)

    response = post(chair, rows, code, **{"impact": "Kept words.", **sent})

    assert response.status_code == 200
    assert message in " ".join(errors_of(response).get(field, ()))
    assertContains(response, "Kept words.")
    assertContains(response, 'role="alert"')
    assert not Update.objects.filter(action=rows.led).under_way().exists()


def test_green_without_evidence_says_what_to_add_and_keeps_what_was_typed(
    manager: Client, rows: SmallPlan
) -> None:
    data = form_data(rows.unled, "green", progress="All of it is done.")

    response = manager.post(form_address(rows.unled), data)

    assertContains(response, "add a link or a file")
    assertContains(response, "All of it is done.")
    assert not rows.unled.updates.exists()


def test_actions_own_date_is_moved_with_a_reason_only(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    client = client_of(cast.lead)
    data = drawn(client, rows.held) | {"new_due_on": "31/1/2027", "step": "submit"}

    refused = client.post(form_address(rows.held), data)
    taken = client.post(form_address(rows.held), data | {"new_due_reason": "Illness"})

    assertContains(refused, "Say why the date moves")
    assert taken.status_code == 302
    rows.draft.refresh_from_db()
    assert (str(rows.draft.new_due_on), rows.draft.status) == ("2027-01-31", "submitted")
    rows.held.refresh_from_db()
    assert str(rows.held.due_on) == "2026-09-30"


@pytest.mark.parametrize("field", ["progress", "impact", "issue", "evidence_statement"])
def test_megabyte_of_text_is_refused_with_the_limit_and_kept(
    chair: Client, rows: SmallPlan, field: str
) -> None:
    response = post(chair, rows, **{field: "much " * 200_000})

    assert "The limit is 20,000" in errors_of(response)[field][0]
    assertContains(response, "much much much")


@pytest.mark.parametrize("missing", ["form_key", "revision"])
def test_form_without_key_or_revision_is_refused_and_kept(
    chair: Client, rows: SmallPlan, missing: str
) -> None:
    fields: dict[str, Any] = {"progress": "Typed for long.", missing: None}

    response = post(chair, rows, **fields)

    assertContains(response, "This page is out of date")
    assertContains(response, "Typed for long.")
    assert not Update.objects.filter(action=rows.led).under_way().exists()


@pytest.mark.parametrize("address", ["", "?q=1"])
@pytest.mark.parametrize(("name", "value"), [("form_key", "no key"), ("revision", "-1")])
def test_form_with_an_unreadable_key_or_revision_is_refused(
    chair: Client, rows: SmallPlan, name: str, value: str, address: str
) -> None:
    response = chair.post(form_address(rows.led) + address, form_data(rows.led, **{name: value}))

    assertContains(response, "This page is out of date")


def test_submitted_update_is_shown_instead_of_a_form(chair: Client, rows: SmallPlan) -> None:
    response = chair.get(form_address(rows.waiting))

    assertContains(response, "An update is waiting to be accepted")
    assertContains(response, "Take it back to change it")
    assertNotContains(response, "Accept it or ask")


def test_taking_back_makes_it_a_draft_with_the_same_words(chair: Client, rows: SmallPlan) -> None:
    response = chair.post(f"/boards/a/updates/{rows.submitted.pk}/taking-back/", follow=True)

    assertRedirects(response, form_address(rows.waiting))
    assertContains(response, "Four files were read, not yet told to the board.")
    assertContains(response, "Reading sheet, not yet accepted")


def test_taking_back_what_was_accepted_meanwhile_says_so(chair: Client, rows: SmallPlan) -> None:
    response = chair.post(f"/boards/a/updates/{rows.accepted.pk}/taking-back/", follow=True)

    assertContains(response, "no longer waiting to be accepted")
    rows.accepted.refresh_from_db()
    assert rows.accepted.status == "accepted"


def test_question_is_shown_with_the_form_of_what_was_sent_back(
    chair: Client, rows: SmallPlan
) -> None:
    rows.submitted.status, rows.submitted.question = "sent_back", "Which four files?"
    rows.submitted.save()

    response = chair.get(form_address(rows.waiting))

    assertContains(response, "Which four files?")
    assertContains(response, "Four files were read, not yet told to the board.")


def test_evidence_is_taken_off_the_draft_and_typed_words_stay(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    client = client_of(cast.lead)
    data = drawn(client, rows.held) | {
        "progress": "Typed just now.",
        "step": f"take-off-{rows.draft_evidence.pk}",
    }

    response = client.post(f"/boards/a/actions/{rows.held.pk}/update/", data, follow=True)

    assertContains(response, "The evidence was taken off this update.")
    assertContains(response, "Typed just now.")
    assertNotContains(response, "First sketch, on a draft")


def test_evidence_of_another_update_is_not_taken_off(chair: Client, rows: SmallPlan) -> None:
    post(chair, rows, step=f"take-off-{rows.submitted_evidence.pk}")

    rows.submitted_evidence.refresh_from_db()
    assert not rows.submitted_evidence.is_withdrawn


def test_nothing_to_add_repeats_the_last_word(chair: Client, rows: SmallPlan) -> None:
    post(chair, rows, step="nothing", progress="", rating="")

    update = latest(rows)
    assert (update.status, update.rating, update.is_nothing_to_add) == (
        "submitted",
        rows.ratings["amber"],
        True,
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [("unled", "no earlier update to stand by"), ("led", "A date has passed")],
)
def test_nothing_to_add_is_refused_past_a_date_or_without_an_earlier_word(
    manager: Client, rows: SmallPlan, name: str, message: str
) -> None:
    rows.dated.due_on = rows.plan.period_start
    rows.dated.save()
    action = getattr(rows, name)

    response = manager.post(
        form_address(action), form_data(action, "", step="nothing", progress="")
    )

    assertContains(response, message)
    assert not action.updates.under_way().exists()


def test_hostile_words_are_escaped_on_every_page(
    chair: Client, manager: Client, rows: SmallPlan
) -> None:
    words = dict.fromkeys(
        ("progress", "impact", "issue", "evidence_statement", f"why_{rows.dated.pk}"), HOSTILE
    )
    words[f"due_{rows.dated.pk}"] = "30/6/2027"
    rows.led.text = rows.dated.text = HOSTILE
    rows.led.save()
    rows.dated.save()
    post(chair, rows, "red", **words)

    waiting = [chair.get(form_address(rows.led)), manager.get("/boards/a/updates/reviews/")]
    update = latest(rows)
    manager.post(
        "/boards/a/updates/reviews/",
        {f"verdict_{update.pk}": "accept", f"revision_{update.pk}": update.revision},
    )
    update.refresh_from_db()
    accepted = [
        manager.get(address)
        for address in (
            "/boards/a/",
            "/boards/a/plan/",
            "/boards/a/plan/?view=print",
            f"/boards/a/actions/{rows.led.pk}/",
            f"/boards/a/updates/{update.pk}/undoing/",
            form_address(rows.led),
            "/boards/a/updates/",
        )
    ]

    assert update.status == "accepted"
    for response in (*waiting, *accepted):
        assertNotContains(response, "<script>alert")
        assertNotContains(response, "<b>bold")
    assertContains(accepted[3], "&lt;b&gt;bold")
