"""Who may redact, and what of the words she reads while she does."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from priorities.models import Action
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.plans.redacting import ADD, drawn, find


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


@pytest.fixture
def chair(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.chair)


@pytest.fixture
def named(rows: SmallPlan) -> Action:
    """1.1.1, which names a child."""
    rows.led.text = "Visit Kit Marlow <at home>"
    return rows.led.record(by=None)


def test_people_whose_names_hold_the_words_are_named_and_left_alone(
    cast: Cast, manager: Client, named: Action
) -> None:
    cast.lead.name = "Dr Kit Marlow"
    cast.lead.save()

    page = find(manager)
    manager.post(ADD, drawn(page))

    assertContains(page, "Dr Kit Marlow")
    assertContains(page, "changed with their accounts")
    cast.lead.refresh_from_db()
    assert cast.lead.name == "Dr Kit Marlow"


def test_link_stands_on_the_page_of_an_action_for_those_who_may(
    manager: Client, cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    address = f"/boards/a/actions/{rows.led.pk}/"

    assertContains(manager.get(address), ADD)
    assertNotContains(client_of(cast.member).get(address), "redactions/")


def test_list_shows_nothing_of_another_board(
    manager: Client, named: Action, cast: Cast, client_of: ClientOf
) -> None:
    manager.post(ADD, drawn(find(manager)))

    page = client_of(cast.outsider).get("/boards/b/redactions/")

    assertContains(page, "Nothing was ever redacted.")
