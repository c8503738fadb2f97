"""Who may give and end which role, and who reads why: nobody makes herself more than she is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from plans.models import Invitation, Membership
from plans.roles import Role
from plans.services.memberships import membership_start
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads
from tests.factories import TODAY
from tests.plans.inviting import has_come, invite
from tests.plans.test_ending import REASON, address, end, group, post
from tests.plans.test_people_roles import TOMORROW, role_page
from tests.priorities.filling_in import errors, filled_in, send


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    """The manager's browser."""
    return client_of(cast.manager)


@pytest.mark.parametrize("made", ["manager", "chair"])
@pytest.mark.parametrize(("who", "may"), [("manager", True), ("deputy", False)])
def test_only_a_manager_makes_managers_and_chairs(
    cast: Cast, client_of: ClientOf, who: str, may: bool, made: str
) -> None:
    by = getattr(cast, who)
    client = client_of(by)

    role, invitation = (
        send(client, role_page(cast.lead), role=made, follows="joins"),
        invite(client, roles=[made]),
    )

    assert (role.status_code, invitation.status_code) == ((302, 302) if may else (200, 200))
    assert (made in cast.access(cast.lead).roles) is may
    words: dict[str, Any] = {"role": Role(made), "starts_on": TODAY, "by": by}
    if may:
        assert membership_start(board=cast.board, user=cast.member, **words)
    else:
        with pytest.raises(ValidationError, match="Only a business manager"):
            membership_start(board=cast.board, user=cast.member, **words)


@pytest.mark.parametrize(("who", "role"), [("deputy", "member"), ("chair", "deputy")])
def test_nobody_but_a_manager_gives_herself_a_role(cast: Cast, who: str, role: str) -> None:
    person = getattr(cast, who)

    with pytest.raises(ValidationError, match="cannot give yourself"):
        membership_start(
            board=cast.board, user=person, role=Role(role), starts_on=TOMORROW, by=person
        )


@pytest.mark.parametrize("role", ["manager", "chair"])
def test_deputy_sees_no_link_that_opens_more_than_she_may_give(
    cast: Cast, client_of: ClientOf, role: str
) -> None:
    invite(client_of(cast.manager), roles=[role])
    invitation, deputy = Invitation.objects.get(), client_of(cast.deputy)
    page, link = (
        f"/boards/a/people/{invitation.user_id}/",
        f"/boards/a/invitations/{invitation.pk}/link/",
    )

    refused = send(deputy, link)

    assert "Make a new link" not in deputy.get(page).content.decode()
    assert "it opens roles that you cannot give" in " ".join(errors(refused)["__all__"])
    assert "Make a new link" in client_of(cast.manager).get(page).content.decode()


def test_first_manager_of_a_board_is_made_by_whoever_sets_it_up(cast: Cast) -> None:
    board = make.board(slug="c")
    words: dict[str, Any] = {"role": Role.MANAGER, "starts_on": TODAY, "by": cast.stranger}

    membership_start(board=board, user=cast.lead, **words)

    with pytest.raises(ValidationError, match="Only a business manager"):
        membership_start(board=board, user=cast.member, **words)


def test_deputy_ends_no_manager(cast: Cast, client_of: ClientOf) -> None:
    make.membership(board=cast.board, user=has_come(cast.member), role=Role.MANAGER)
    deputy, url = client_of(cast.deputy), address(cast.manager)
    words = filled_in(deputy, address(cast.lead), reason=REASON)

    shown, refused = deputy.get(url), deputy.post(url, words)

    assert "End it now" not in shown.content.decode()
    assert "Only a business manager" in " ".join(errors(refused)["__all__"])
    assert cast.access(cast.manager).roles == {Role.MANAGER}


def test_deputy_who_is_manager_too_ends_a_manager(cast: Cast, client_of: ClientOf) -> None:
    make.membership(board=cast.board, user=has_come(cast.deputy), role=Role.MANAGER)

    end(client_of(cast.deputy), address(cast.manager))

    assert not Membership.objects.filter(user=cast.manager).on(TODAY).exists()


def test_manager_who_leaves_ends_what_she_was_to_be_later_as_well(
    cast: Cast, manager: Client
) -> None:
    make.membership(board=cast.board, user=has_come(cast.member), role=Role.MANAGER)
    later = {"role": Role.MANAGER, "starts_on": TODAY + dt.timedelta(days=9)}
    make.membership(board=cast.board, user=cast.manager, **later)
    now = Membership.objects.get(user=cast.manager, starts_on__lte=TODAY)

    end(manager, f"/boards/a/memberships/{now.pk}/ending/", scope="all")

    assert not Membership.objects.filter(user=cast.manager).not_over(TODAY).exists()


def test_reason_of_an_ending_stands_in_no_history_but_the_roles_own(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    chair, chaired = cast.subgroup_chair, leads.subgroup.group
    assert chaired is not None
    make.lead_holder(lead=leads.post, user=chair)
    make.lead_holder(lead=leads.agency, user=chair)
    make.invitation(board=cast.board, user=chair)

    taken = {group(leads): cast.member.pk, post(leads): cast.member.pk}
    end(manager, address(chair), **taken, **{f"lead-{leads.agency.pk}": "nobody"})

    bodies = (chaired, leads.post, leads.agency)
    people = (*leads.post.holders.all(), *leads.agency.holders.all(), *chair.invitations.all())
    rows = (*bodies, *people, *cast.member.memberships.all())
    said = [str(change.history_change_reason) for row in rows for change in row.history.all()]
    assert any("The role ended" in words for words in said)
    assert not any(REASON in words for words in said)
