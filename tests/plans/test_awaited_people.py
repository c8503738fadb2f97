"""Who was invited and has not come in yet is marked where she is chosen, and where she stands."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from boardplan.accounts.models import User
from plans.roles import Role
from tests import factories as make
from tests.conftest import Cast, Leads
from tests.factories import TODAY
from tests.plans.inviting import has_come, invite, newcomer
from tests.plans.test_ending import address

AWAITED = "invited, has not come in yet"


@pytest.fixture
def nurse(manager: Client, leads: Leads) -> User:
    """Somebody who was invited to chair the sub-group and to answer for the post."""
    groups = [leads.subgroup.group_id]
    invite(manager, roles=["subgroup_chair"], groups=groups, leads=[leads.post.pk])
    return newcomer()


def choices(client: Client, page: str, name: str) -> list[str]:
    """The words of those who can be chosen."""
    field = client.get(page).context["form"].fields[name]
    return [str(words) for _, words in field.choices]


def test_choices_mark_who_has_not_come_in_yet(
    manager: Client, cast: Cast, leads: Leads, nurse: User
) -> None:
    marked = f"Designated Nurse (nurse@trust.example) – {AWAITED}"
    post = f"lead-{leads.post.pk}"
    fields = {
        f"/boards/a/leads/{leads.post.pk}/holder/": "to",
        f"/boards/a/groups/{leads.subgroup.group_id}/chair/": "to",
        "/boards/a/deputies/new/": "person",
        address(cast.lead): post,
    }

    for page, name in fields.items():
        offered = choices(manager, page, name)
        assert marked in offered
        assert len([words for words in offered if AWAITED in words]) == 1


def test_lists_mark_her_until_she_comes_in(manager: Client, leads: Leads, nurse: User) -> None:
    make.membership(board=leads.post.board, user=nurse, role=Role.DEPUTY, ends_on=TODAY)
    pages = [
        "/boards/a/groups/",
        f"/boards/a/groups/{leads.subgroup.group_id}/",
        "/boards/a/leads/",
        f"/boards/a/leads/{leads.post.pk}/",
        "/boards/a/deputies/new/",
    ]

    for page in pages:
        times = 2 if page.endswith("/leads/") else 1  # the post, and the group as a lead
        assertContains(manager.get(page), f"({AWAITED})", count=times)
    has_come(nurse)
    for page in pages:
        assertNotContains(manager.get(page), AWAITED)


def test_whose_part_is_to_come_is_offered_from_then_on_and_not_for_today(
    manager: Client, cast: Cast, leads: Leads
) -> None:
    later = TODAY + dt.timedelta(days=9)
    make.membership(board=cast.board, user=cast.stranger, role=Role.LEAD, starts_on=later)

    hand_over = choices(manager, f"/boards/a/leads/{leads.post.pk}/holder/", "to")
    ending = choices(manager, address(cast.lead), f"lead-{leads.post.pk}")

    (words,) = [words for words in hand_over if cast.stranger.email in words]
    assert words.endswith(" – from 4 December 2026")
    assert not any(cast.stranger.email in words for words in ending)
