"""A hand-over that is arranged already: the form of another one says so, and what it replaces."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from boardplan.accounts.models import User
from boardplan.ui.uk_dates import date_words
from plans.models import Group
from plans.services.handing_over import chair_hand_over, lead_hand_over
from tests.conftest import Cast, Leads
from tests.factories import TODAY
from tests.priorities.filling_in import send, told

DAY = dt.timedelta(days=1)
NEXT_WEEK = TODAY + 7 * DAY
REPLACES = "This replaces the hand-over to Member arranged for 2 December 2026."


def typed(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def post_page(leads: Leads) -> str:
    return f"/boards/a/leads/{leads.post.pk}/holder/"


@pytest.fixture
def arranged(cast: Cast, leads: Leads) -> User:
    """The member, who takes over the post and the sub-group's chair next week."""
    assert leads.subgroup.group is not None
    words: dict[str, Any] = {"to": cast.member, "starts_on": NEXT_WEEK, "by": cast.manager}
    lead_hand_over(lead=leads.post, **words)
    chair_hand_over(group=leads.subgroup.group, **words)
    return cast.member


def test_form_says_what_is_arranged_and_nothing_where_nothing_is(
    arranged: User, leads: Leads, quality: Group, manager: Client
) -> None:
    words = "A hand-over to Member is arranged for 2 December 2026."

    for page in (post_page(leads), f"/boards/a/groups/{leads.subgroup.group_id}/chair/"):
        assertContains(manager.get(page), words)
    page = f"/boards/a/groups/{quality.pk}/chair/"
    assertNotContains(manager.get(page), "is arranged for")


@pytest.mark.parametrize("on", [TODAY, NEXT_WEEK - DAY, NEXT_WEEK])
@pytest.mark.parametrize("who", ["chair", None])
def test_hand_over_of_that_day_or_before_says_what_it_replaces(
    on: dt.date, who: str | None, arranged: User, cast: Cast, leads: Leads, manager: Client
) -> None:
    to = str(getattr(cast, who).pk) if who else "nobody"

    response = send(manager, post_page(leads), to=to, starts_on=typed(on))

    assert REPLACES in told(manager, response)


def test_hand_over_of_the_chair_says_what_it_replaces(
    arranged: User, cast: Cast, leads: Leads, manager: Client
) -> None:
    page = f"/boards/a/groups/{leads.subgroup.group_id}/chair/"

    response = send(manager, page, to=str(cast.chair.pk), starts_on=typed(TODAY))

    assert REPLACES in told(manager, response)


def test_hand_over_brought_forward_to_the_same_person_replaces_the_later_day(
    arranged: User, leads: Leads, manager: Client
) -> None:
    response = send(manager, post_page(leads), to=str(arranged.pk), starts_on=typed(TODAY))

    assert REPLACES in told(manager, response)


def test_later_hand_over_replaces_nothing(
    arranged: User, cast: Cast, leads: Leads, manager: Client
) -> None:
    later = NEXT_WEEK + DAY

    response = send(manager, post_page(leads), to=str(cast.chair.pk), starts_on=typed(later))

    words = told(manager, response)
    assert f"from {date_words(later)} on" in words
    assert "This replaces" not in words


def test_hand_over_that_is_taken_back_is_named(
    arranged: User, leads: Leads, cast: Cast, manager: Client
) -> None:
    response = send(manager, post_page(leads), to=str(cast.lead.pk), starts_on=typed(NEXT_WEEK))

    assert REPLACES in told(manager, response)
