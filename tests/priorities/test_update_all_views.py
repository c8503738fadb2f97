"""All own updates on one page: submitted together, or not at all."""

import datetime as dt
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from priorities.models import Action, Update
from tests import factories as make
from tests.conftest import Cast, ClientOf, SmallPlan

ADDRESS = "/boards/a/updates/all/"
DRAFT = "/boards/a/updates/all/draft/"


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf, rows: SmallPlan) -> Client:
    """The browser of the manager, who owes 2.1.1 (the board's) and 2.1.2 (nobody's)."""
    return client_of(cast.manager)


@pytest.fixture
def chair(cast: Cast, client_of: ClientOf, rows: SmallPlan) -> Client:
    """The browser of the sub-group chair, who owes 1.1.1; 1.2.1 waits to be accepted."""
    return client_of(cast.subgroup_chair)


def page_data(client: Client) -> dict[str, Any]:
    """The page's form as the browser would send it back untouched."""
    context = client.get(ADDRESS).context
    forms = [context["once"], *context["formset"]]
    values = {form.add_prefix(n): form[n].value() for form in forms for n in form.fields}
    return {n: value for n, value in values.items() if value is not None and value is not False}


def about(action: Action, code: str = "amber", **fields: str) -> dict[str, str]:
    """What is typed in one action's part of the page."""
    typed = {"rating": code, "progress": "Told together.", **fields}
    return {f"a{action.pk}-{name}": value for name, value in typed.items()}


def send(client: Client, *parts: dict[str, str]) -> HttpResponse:
    data = page_data(client)
    for part in parts:
        data |= part
    return client.post(ADDRESS, data, follow=True)  # type: ignore[return-value]


def test_page_shows_own_actions_that_do_not_wait(chair: Client, rows: SmallPlan) -> None:
    response = chair.get(ADDRESS)

    assert [form.action for form in response.context["formset"]] == [rows.led]
    assertNotContains(response, rows.waiting.text)


def test_everything_said_is_submitted_together(manager: Client, rows: SmallPlan) -> None:
    response = send(manager, about(rows.corporate), about(rows.unled, "red", issue="No room."))

    assertRedirects(response, "/boards/a/updates/")
    assertContains(response, "Updates submitted: 2.")
    assert Update.objects.filter(action__in=[rows.corporate, rows.unled]).count() == 2


def test_what_is_left_closed_stays_as_it_is(manager: Client, rows: SmallPlan) -> None:
    send(manager, about(rows.corporate))

    assert rows.corporate.updates.get().status == "accepted"
    assert not rows.unled.updates.exists()


@pytest.mark.parametrize("wrong", [{"code": "red"}, {"evidence_dated_on": "31/2/2026"}])
def test_one_that_lacks_something_stops_all_and_keeps_what_was_typed(
    manager: Client, rows: SmallPlan, wrong: dict[str, str]
) -> None:
    response = send(manager, about(rows.corporate), about(rows.unled, progress="Kept.", **wrong))

    assertContains(response, "Told together.")
    assertContains(response, "Kept.")
    assert not Update.objects.filter(action__in=[rows.corporate, rows.unled]).exists()


def test_empty_page_says_that_nothing_was_filled_in(manager: Client, rows: SmallPlan) -> None:
    assertContains(send(manager), "Nothing was filled in yet")


def test_same_page_sent_twice_is_stored_once(manager: Client, rows: SmallPlan) -> None:
    data = page_data(manager) | about(rows.corporate)

    manager.post(ADDRESS, data)
    again = manager.post(ADDRESS, data, follow=True)

    assertContains(again, "nothing was stored twice")
    assert rows.corporate.updates.count() == 1


def test_same_page_of_a_chair_sent_twice_is_stored_once(chair: Client, rows: SmallPlan) -> None:
    data = page_data(chair) | about(rows.led)

    chair.post(ADDRESS, data)
    again = chair.post(ADDRESS, data, follow=True)

    assertContains(again, "nothing was stored twice")
    assert rows.led.updates.count() == 2


def test_page_without_its_key_is_refused_and_kept(manager: Client, rows: SmallPlan) -> None:
    data = page_data(manager) | about(rows.corporate)
    del data["page-form_key"]

    response = manager.post(ADDRESS, data)

    assertContains(response, "This page is out of date")
    assertContains(response, "Told together.")
    assert not rows.corporate.updates.exists()


def test_action_reported_on_by_another_meanwhile_keeps_what_was_typed(
    manager: Client, chair: Client, rows: SmallPlan
) -> None:
    data = page_data(chair) | about(rows.led, progress="Her words.")
    seen = str(rows.led.updates.all().revision())
    draft = {"form_key": "0" * 32, "revision": seen, "progress": "His words.", "rating": "amber"}
    manager.post(f"/boards/a/actions/{rows.led.pk}/draft/", draft)

    response = chair.post(ADDRESS, data)

    assertContains(response, "Her words.")
    assertContains(response, "Open this action on its own to see both texts")
    assert Update.objects.under_way().get(action=rows.led).progress == "His words."


def test_action_submitted_by_another_meanwhile_keeps_what_was_typed(
    cast: Cast, client_of: ClientOf, chair: Client, rows: SmallPlan
) -> None:
    data = page_data(chair) | about(rows.led, progress="Her words.")
    other = client_of(cast.subgroup_chair)
    send(other, about(rows.led, progress="First words."))

    response = chair.post(ADDRESS, data)

    assertContains(response, "Her words.")
    assert Update.objects.under_way().get(action=rows.led).progress == "First words."


def test_autosave_keeps_what_was_touched(manager: Client, rows: SmallPlan) -> None:
    data = page_data(manager) | about(rows.corporate, progress="Half a sen")

    response = manager.post(DRAFT, data)

    assert list(response.json()["fields"]) == [f"a{rows.corporate.pk}-revision"]
    assert rows.corporate.updates.get().progress == "Half a sen"
    assert not rows.unled.updates.exists()


def test_page_is_submitted_after_its_autosave(manager: Client, rows: SmallPlan) -> None:
    data = page_data(manager) | about(rows.corporate)
    saved = manager.post(DRAFT, data).json()["fields"]

    # The page's script ticks the mark of what is written in; the draft alone tells no change.
    manager.post(ADDRESS, data | saved | {f"a{rows.corporate.pk}-is_sent": "on"})

    assert rows.corporate.updates.get().status == "accepted"


def test_autosave_over_somebody_elses_draft_is_a_conflict_and_stores_nothing(
    manager: Client, rows: SmallPlan
) -> None:
    data = page_data(manager) | about(rows.corporate)
    manager.post(DRAFT, data)

    response = manager.post(
        DRAFT, data | about(rows.unled) | about(rows.corporate, progress="Written on an old page.")
    )

    assert response.status_code == 409
    assert not rows.unled.updates.exists()


def test_chair_of_nothing_has_nothing_to_report_on(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    client = client_of(cast.chair)

    assertContains(client.get(ADDRESS), "Nothing is left to report on")
    assertContains(client.get("/boards/a/updates/"), "You have nothing to report on")


def test_my_updates_lists_what_needs_a_word_first(chair: Client, rows: SmallPlan) -> None:
    rows.submitted.status, rows.submitted.question = "sent_back", "Which files?"
    rows.submitted.save()

    owed = chair.get("/boards/a/updates/").context["owed"]

    assert [(row.action.number, row.need) for row in owed] == [
        ("1.2.1", "Sent back with a question"),
        ("1.1.1", ""),
    ]


def test_what_a_round_asks_for_needs_a_word_until_it_was_said(
    cast: Cast, chair: Client, rows: SmallPlan
) -> None:
    asked = make.update_round(plan=rows.plan, meeting=make.meeting(board=cast.board))

    before = chair.get("/boards/a/updates/").context["owed"]
    make.update(action=rows.led, is_submitted=True, rating=rows.ratings["amber"], at=timezone.now())
    after = chair.get("/boards/a/updates/").context["owed"]

    assert asked.due_on == dt.date(2026, 12, 9)
    # What waits to be accepted needs nothing of her.
    assert [(row.action.number, row.need) for row in before] == [
        ("1.1.1", "Asked for by 9 December 2026"),
        ("1.2.1", ""),
    ]
    assert {row.need for row in after} == {""}


def test_my_updates_of_the_manager_are_the_boards_own_and_the_orphans(
    manager: Client, rows: SmallPlan
) -> None:
    owed = manager.get("/boards/a/updates/").context["owed"]

    assert {row.pk for row in owed} == {rows.corporate.pk, rows.unled.pk}
    assert {row.need for row in owed} == {"Not heard of yet"}
