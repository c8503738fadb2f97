"""A new chair where somebody chairs already: who takes over is asked, and nothing lies idle."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from plans.models import LeadHolder, Membership
from plans.roles import Role
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads
from tests.factories import TODAY
from tests.plans.inviting import invite
from tests.plans.test_people_roles import TOMORROW, role_page
from tests.plans.test_telling import Outbox, bodies, typed
from tests.priorities.filling_in import errors, send, told


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    """The manager's browser."""
    return client_of(cast.manager)


def chairs(day: dt.date, role: Role = Role.CHAIR) -> set[Any]:
    return {row.user for row in Membership.objects.filter(role=role).on(day)}


def test_second_chair_is_asked_about_with_what_the_first_owes(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    make.lead_holder(lead=leads.post, user=cast.chair)

    response = send(manager, role_page(cast.member), role="chair")

    (words,) = errors(response)["follows"]
    assert f"{cast.chair} chairs the board then and answers for “{leads.post}”" in words
    assertContains(response, "Who takes over?")
    assert chairs(TODAY) == {cast.chair}


def test_new_chair_takes_over_from_the_day_with_the_posts_of_the_first(
    cast: Cast, leads: Leads, manager: Client, mailoutbox: Outbox
) -> None:
    LeadHolder.objects.filter(lead=leads.post).delete()
    make.lead_holder(lead=leads.post, user=cast.chair)
    words = {"role": "chair", "follows": "takes", "starts_on": typed(TOMORROW)}

    response = send(manager, role_page(cast.member), **words)

    assert f"The part of {cast.chair} ends on 25 November 2026." in told(manager, response)
    assert (chairs(TODAY), chairs(TOMORROW)) == ({cast.chair}, {cast.member})
    holders = {day: {h.user for h in leads.post.holders.on(day)} for day in (TODAY, TOMORROW)}
    assert holders == {TODAY: {cast.chair}, TOMORROW: {cast.member}}
    assert set(bodies(mailoutbox)) == {cast.chair.email, cast.member.email}


def test_chairs_may_go_together(cast: Cast, manager: Client) -> None:
    send(manager, role_page(cast.member), role="chair", follows="joins")

    assert chairs(TODAY) == {cast.chair, cast.member}


@pytest.mark.parametrize(("follows", "before_goes"), [("takes", True), ("joins", False)])
def test_chair_of_a_group_is_followed_too(
    cast: Cast, leads: Leads, manager: Client, follows: str, before_goes: bool
) -> None:
    page, group = role_page(cast.member), str(leads.subgroup.group_id)

    asked = send(manager, page, role="subgroup_chair", group=group)
    send(manager, page, role="subgroup_chair", group=group, follows=follows)

    assert (
        f"{cast.subgroup_chair} chairs “{leads.subgroup.group}” then" in errors(asked)["follows"][0]
    )
    now = chairs(TODAY, Role.SUBGROUP_CHAIR)
    assert now == {cast.member} | (set() if before_goes else {cast.subgroup_chair})


@pytest.mark.parametrize("role", ["observer", "member"])
def test_nobody_is_asked_about_for_another_role(cast: Cast, manager: Client, role: str) -> None:
    assert send(manager, role_page(cast.lead), role=role).status_code == 302


def test_first_chair_is_nobodys_successor(cast: Cast, manager: Client) -> None:
    Membership.objects.filter(role=Role.CHAIR).update(ends_on=TODAY)

    response = send(manager, role_page(cast.member), role="chair", starts_on=typed(TOMORROW))

    assert response.status_code == 302


@pytest.mark.parametrize("role", ["chair", "subgroup_chair", "member"])
def test_invitation_of_a_second_chair_says_who_chairs(
    cast: Cast, leads: Leads, manager: Client, role: str
) -> None:
    groups = [str(leads.subgroup.group_id)] if role == "subgroup_chair" else []

    words = told(manager, invite(manager, roles=[role], groups=groups))

    first = {"chair": f"{cast.chair} chairs the board, too", "member": ""}
    assert first.get(role, f"{cast.subgroup_chair} chairs “{leads.subgroup.group}”, too") in words
    assert ("too. End that role" in words) is (role != "member")
    assert chairs(TODAY) >= {cast.chair}
