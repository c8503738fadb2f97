"""An invitation is withdrawn: who takes over the chairs and posts that came with it is asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from plans.models import Invitation, LeadHolder, Membership
from plans.roles import Role
from tests.conftest import Cast, Leads
from tests.factories import TODAY
from tests.plans.inviting import invite, newcomer
from tests.priorities.filling_in import errors, send, told


@pytest.fixture
def withdrawal(manager: Client, leads: Leads) -> str:
    """Where the invitation of somebody who was given a chair and a post is withdrawn."""
    words: dict[str, Any] = {"groups": [leads.subgroup.group_id], "leads": [leads.post.pk]}
    invite(manager, roles=["subgroup_chair"], **words)
    return f"/boards/a/invitations/{Invitation.objects.get().pk}/withdrawal/"


def takers(leads: Leads, chair: object, post: object) -> dict[str, Any]:
    return {f"group-{leads.subgroup.group_id}": chair, f"lead-{leads.post.pk}": post}


def test_what_came_with_the_invitation_goes_to_whom_the_manager_says(
    manager: Client, cast: Cast, leads: Leads, withdrawal: str, mailoutbox: list[EmailMessage]
) -> None:
    assertContains(manager.get(withdrawal), "Who answers for “Designated Nurse” from now on?")

    response = send(manager, withdrawal, **takers(leads, cast.member.pk, cast.member.pk))

    assert "is not invited any more" in told(manager, response)
    chairs = Membership.objects.filter(group=leads.subgroup.group, role=Role.SUBGROUP_CHAIR)
    assert cast.member in {row.user for row in chairs.on(TODAY)}
    assert newcomer() not in {row.user for row in chairs.on(TODAY)}
    assert not LeadHolder.objects.filter(user=newcomer()).on(TODAY).exists()
    assert {message.to[0] for message in mailoutbox[1:]} == {cast.member.email}


def test_nothing_is_withdrawn_while_it_is_not_said_who_takes_over(
    manager: Client, leads: Leads, withdrawal: str
) -> None:
    refused = send(manager, withdrawal)

    assert set(errors(refused)) == set(takers(leads, "", ""))
    assert Invitation.objects.get().withdrawn_at is None
    assert LeadHolder.objects.filter(user=newcomer()).on(TODAY).exists()


def test_invitation_without_chair_or_post_is_withdrawn_without_a_question(manager: Client) -> None:
    invite(manager)
    withdrawal = f"/boards/a/invitations/{Invitation.objects.get().pk}/withdrawal/"

    assertNotContains(manager.get(withdrawal), "take over")
    assert send(manager, withdrawal).status_code == 302


def test_whoever_shares_a_post_with_the_invited_person_goes_on_with_it(
    manager: Client, cast: Cast, leads: Leads, withdrawal: str
) -> None:
    response = send(manager, withdrawal, **takers(leads, cast.subgroup_chair.pk, cast.lead.pk))

    assert response.status_code == 302
    assert [row.user for row in LeadHolder.objects.filter(lead=leads.post).on(TODAY)] == [cast.lead]
    chairs = Membership.objects.filter(group=leads.subgroup.group, role=Role.SUBGROUP_CHAIR)
    assert [row.user for row in chairs.on(TODAY)] == [cast.subgroup_chair]
