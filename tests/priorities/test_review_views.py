"""Review: several at once, questions, what changed meanwhile, and undoing from the page."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from priorities.models import Update
from priorities.services import updates as services
from tests import factories as make
from tests.conftest import Cast, ClientOf, SmallPlan

ADDRESS = "/boards/a/updates/reviews/"


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    """The browser of the manager."""
    return client_of(cast.manager)


@pytest.fixture
def second(cast: Cast, rows: SmallPlan) -> Update:
    """Another update that waits, on 2.1.2."""
    return make.update(
        action=rows.unled, is_submitted=True, author=cast.lead, rating=rows.ratings["amber"]
    )


def verdict(update: Update, word: str, question: str = "") -> dict[str, str]:
    return {
        f"verdict_{update.pk}": word,
        f"question_{update.pk}": question,
        f"revision_{update.pk}": str(update.revision),
    }


def status_of(update: Update) -> str:
    update.refresh_from_db()
    return update.status


def test_several_are_answered_at_once(manager: Client, rows: SmallPlan, second: Update) -> None:
    data = verdict(rows.submitted, "send_back", "Which files?") | verdict(second, "accept")

    response = manager.post(ADDRESS, data, follow=True)

    assertRedirects(response, ADDRESS)
    assertContains(response, "Accepted: 1.")
    assertContains(response, "Sent back with a question: 1.")
    assert (status_of(rows.submitted), status_of(second)) == ("sent_back", "accepted")
    assert rows.submitted.question == "Which files?"


def test_what_is_left_open_goes_on_waiting(
    manager: Client, rows: SmallPlan, second: Update
) -> None:
    manager.post(ADDRESS, verdict(second, "accept"))

    assert status_of(rows.submitted) == "submitted"


def test_page_lists_the_oldest_first(manager: Client, rows: SmallPlan, second: Update) -> None:
    context = manager.get(ADDRESS).context

    assert [row.update for row in context["rows"]] == [second, rows.submitted]


def test_page_shows_words_and_evidence_of_each(manager: Client, rows: SmallPlan) -> None:
    response = manager.get(ADDRESS)

    assertContains(response, "Four files were read, not yet told to the board.")
    assertContains(response, "Reading sheet, not yet accepted")
    assertNotContains(response, "Words of a draft")


def test_page_does_not_show_evidence_that_was_taken_off(
    cast: Cast, manager: Client, rows: SmallPlan
) -> None:
    rows.submitted_evidence.withdrawn_on = rows.plan.period_start
    rows.submitted_evidence.withdrawn_reason = "Taken off the draft"
    rows.submitted_evidence.save()

    assertNotContains(manager.get(ADDRESS), "Reading sheet, not yet accepted")


def test_empty_question_is_refused_and_nothing_is_done(
    manager: Client, rows: SmallPlan, second: Update
) -> None:
    data = verdict(rows.submitted, "send_back", " ") | verdict(second, "accept")

    response = manager.post(ADDRESS, data)

    assertContains(response, "Write what you want to know before you send it back.")
    assert (status_of(rows.submitted), status_of(second)) == ("submitted", "submitted")


def test_one_that_was_changed_meanwhile_is_not_accepted_but_the_other_is(
    cast: Cast, manager: Client, rows: SmallPlan, second: Update
) -> None:
    data = verdict(rows.submitted, "accept") | verdict(second, "accept")
    back = services.update_take_back(update=rows.submitted, by=cast.subgroup_chair)
    back.status, back.submitted_at, back.progress = "submitted", second.submitted_at, "Other words."
    back.record(by=cast.subgroup_chair)

    response = manager.post(ADDRESS, data, follow=True)

    assertContains(response, "1.2.1: This update was changed since you read it.")
    assertContains(response, "Accepted: 1.")
    assert (status_of(rows.submitted), status_of(second)) == ("submitted", "accepted")


@pytest.mark.parametrize("word", ["accept", "send_back"])
def test_one_that_waits_no_longer_is_left_alone_and_said(
    cast: Cast, manager: Client, rows: SmallPlan, second: Update, word: str
) -> None:
    data = verdict(rows.submitted, word, "Why?") | verdict(second, "accept")
    services.update_take_back(update=rows.submitted, by=cast.subgroup_chair)

    response = manager.post(ADDRESS, data, follow=True)

    assertContains(response, "no longer waiting to be accepted")
    assert (status_of(rows.submitted), status_of(second)) == ("draft", "accepted")


def test_verdict_without_a_revision_is_not_taken(manager: Client, rows: SmallPlan) -> None:
    response = manager.post(ADDRESS, {f"verdict_{rows.submitted.pk}": "accept"}, follow=True)

    assertContains(response, "changed since you read it")
    assert status_of(rows.submitted) == "submitted"


def test_empty_list_says_so(cast: Cast, manager: Client) -> None:
    assertContains(manager.get(ADDRESS), "Nothing waits to be accepted.")


def test_acceptance_is_undone_from_the_page(manager: Client, rows: SmallPlan) -> None:
    address = f"/boards/a/updates/{rows.accepted.pk}/undoing/"

    shown = manager.get(address)
    response = manager.post(address, {"reason": "Wrong action"}, follow=True)

    assertContains(shown, "Nine schools are trained.")
    assertRedirects(response, f"/boards/a/actions/{rows.led.pk}/")
    assertContains(response, "Wrong action")
    rows.accepted.refresh_from_db()
    assert rows.accepted.is_voided


def test_undoing_without_a_reason_is_refused(manager: Client, rows: SmallPlan) -> None:
    response = manager.post(f"/boards/a/updates/{rows.accepted.pk}/undoing/", {"reason": " "})

    assert "reason" in response.context["form"].errors
    rows.accepted.refresh_from_db()
    assert not rows.accepted.is_voided


def test_undoing_an_earlier_acceptance_says_to_undo_the_later_first(
    cast: Cast, manager: Client, rows: SmallPlan
) -> None:
    make.update(
        action=rows.led,
        is_accepted=True,
        rating=rows.ratings["red"],
        at=rows.submitted.submitted_at,
    )

    response = manager.post(
        f"/boards/a/updates/{rows.accepted.pk}/undoing/", {"reason": "Wrong"}, follow=True
    )

    assertContains(response, "Undo the later one first")


def test_undoing_twice_says_that_it_is_undone(manager: Client, rows: SmallPlan) -> None:
    address = f"/boards/a/updates/{rows.accepted.pk}/undoing/"
    manager.post(address, {"reason": "Wrong action"})

    again = manager.post(address, {"reason": "Again"}, follow=True)

    assertContains(again, "was undone already")


def test_page_of_what_cannot_be_undone_leads_back_with_the_reason(
    manager: Client, rows: SmallPlan
) -> None:
    address = f"/boards/a/updates/{rows.accepted.pk}/undoing/"
    manager.post(address, {"reason": "Wrong action"})

    response = manager.get(address, follow=True)

    assertRedirects(response, f"/boards/a/actions/{rows.led.pk}/")
    assertContains(response, "was undone already")


def test_question_on_an_update_decided_meanwhile_is_shown_beside_an_error(
    manager: Client, rows: SmallPlan
) -> None:
    data = {
        "verdict_999999": "send_back",
        "question_999999": "Which schools were asked?",
        f"verdict_{rows.submitted.pk}": "send_back",
    }

    response = manager.post(ADDRESS, data)

    assertContains(response, "Write what you want to know")
    assertContains(response, "Your question was: “Which schools were asked?”")


def test_undone_update_still_shows_its_evidence_to_who_reports(
    cast: Cast, client_of: ClientOf, manager: Client, rows: SmallPlan
) -> None:
    piece = make.evidence(action=rows.led, update=rows.accepted, statement="The audit was read.")
    manager.post(f"/boards/a/updates/{rows.accepted.pk}/undoing/", {"reason": "Wrong action"})

    for person, is_shown in (
        (cast.manager, True),
        (cast.subgroup_chair, True),
        (cast.observer, False),
    ):
        page = client_of(person).get(rows.led.get_absolute_url())
        assert (piece.statement in page.content.decode()) is is_shown, person
        assert piece not in page.context["evidence"]
