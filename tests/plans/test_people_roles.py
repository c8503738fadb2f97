"""Roles given and ended: what counts from when, who is signed out, what is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django.asserts import assertContains

from boardplan.accounts.models import User
from plans.models import LeadHolder, Membership
from plans.roles import Role
from plans.services.memberships import membership_end, membership_start
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads
from tests.factories import TODAY
from tests.plans.inviting import NEW, has_come, invite, newcomer
from tests.priorities.filling_in import errors, filled_in, send, told

YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)
HOME = "/boards/a/"


def role_page(user: User) -> str:
    return f"/boards/a/people/{user.pk}/roles/new/"


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    """The manager's browser."""
    return client_of(cast.manager)


def is_sent_to_sign_in(client: Client) -> bool:
    response = client.get(HOME)
    return response.headers.get("Location", "").startswith("/accounts/login/")


def only_role(user: User) -> Membership:
    found: Membership = user.memberships.get()
    return found


def test_role_is_given_with_dates_group_and_agency(
    manager: Client, cast: Cast, leads: Leads
) -> None:
    group, agency = leads.subgroup.group, leads.agency.agency
    assert group is not None
    assert agency is not None

    response = send(
        manager,
        role_page(cast.lead),
        role="subgroup_chair",
        group=group.pk,
        agency=agency.pk,
        starts_on="26/11/2026",
        ends_on="31 March 2027",
        follows="joins",
    )

    assert "has the role “Sub-group chair”" in told(manager, response)
    given = cast.lead.memberships.get(role=Role.SUBGROUP_CHAIR)
    assert (given.group, given.agency) == (group, agency)
    assert (given.starts_on, given.ends_on) == (TOMORROW, dt.date(2027, 3, 31))
    assert given.history.get().history_user == cast.manager


def test_new_role_signs_its_person_out_everywhere(
    manager: Client, cast: Cast, client_of: ClientOf
) -> None:
    phone, desk = client_of(cast.lead), client_of(cast.lead)
    assert not is_sent_to_sign_in(phone)

    send(manager, role_page(cast.lead), role="member")

    assert is_sent_to_sign_in(phone)
    assert is_sent_to_sign_in(desk)
    assert not is_sent_to_sign_in(manager)


def test_first_role_at_a_board_signs_nobody_out(cast: Cast, client_of: ClientOf) -> None:
    """Else every manager could sign out whomever she likes, by inviting her."""
    at_work = client_of(cast.lead)
    group = make.group(board=cast.other_board)

    send(
        client_of(cast.outsider),
        "/boards/b/invitations/new/",
        email=cast.lead.email,
        name="Anybody",
        roles=["observer", "subgroup_chair"],
        groups=[group.pk],
    )

    assert cast.access(cast.lead, cast.other_board).roles == {Role.OBSERVER, Role.SUBGROUP_CHAIR}
    assert not is_sent_to_sign_in(at_work)


def test_manager_who_changes_herself_stays_signed_in_here_alone(
    manager: Client, cast: Cast, client_of: ClientOf
) -> None:
    elsewhere = client_of(cast.manager)

    send(manager, role_page(cast.manager), role="chair", follows="joins")

    assert not is_sent_to_sign_in(manager)
    assert is_sent_to_sign_in(elsewhere)


def test_ended_role_signs_its_person_out_everywhere(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.lead)

    membership_end(membership=only_role(cast.lead), by=cast.manager, reason="Left")

    assert is_sent_to_sign_in(client)
    cast.lead.refresh_from_db()
    assert client_of(cast.lead).get(HOME).status_code == 404


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        ({"role": ""}, "role", "Choose"),
        ({"role": "deputy"}, "role", "Select a valid choice"),
        ({"role": "subgroup_chair"}, "group", "Choose the group"),
        ({"role": "member", "starts_on": ""}, "starts_on", "Fill in"),
        ({"role": "member", "ends_on": "24/11/2026"}, "ends_on", "before the first"),
        (
            {"role": "member", "starts_on": "1/11/2026", "ends_on": "24/11/2026"},
            "ends_on",
            "This day has passed",
        ),
        ({"role": "lead"}, "leads", "Choose at least one post or agency"),
    ],
)
def test_role_that_cannot_be_given_is_refused_and_nothing_is_lost(
    manager: Client, cast: Cast, words: dict[str, str], field: str, said: str
) -> None:
    response = send(manager, role_page(cast.lead), **words)

    assert said in errors(response)[field][0]
    assert cast.lead.memberships.count() == 1
    for typed in filter(None, words.values()):
        assertContains(response, typed)


def test_role_held_already_is_not_given_again(manager: Client, cast: Cast, leads: Leads) -> None:
    response = send(manager, role_page(cast.lead), role="lead", leads=[leads.post.pk])

    assert "has this role already on some of these days" in errors(response)["__all__"][0]


def test_role_form_sent_twice_gives_one_role(manager: Client, cast: Cast) -> None:
    data = filled_in(manager, role_page(cast.lead), role="member")

    for _ in range(2):
        assert manager.post(role_page(cast.lead), data).status_code == 302

    assert cast.lead.memberships.count() == 2


def test_role_form_gone_back_to_and_changed_is_shown_again(manager: Client, cast: Cast) -> None:
    data = filled_in(manager, role_page(cast.lead), role="member")
    manager.post(role_page(cast.lead), data)

    response = manager.post(role_page(cast.lead), data | {"role": "observer"})

    assert "with other words before" in errors(response)["__all__"][0]
    assert cast.lead.memberships.count() == 2


def test_another_boards_group_and_agency_cannot_be_chosen(manager: Client, cast: Cast) -> None:
    group, agency = make.group(board=cast.other_board), make.agency(board=cast.other_board)

    response = send(manager, role_page(cast.lead), role="member", group=group.pk, agency=agency.pk)

    assert set(errors(response)) == {"group", "agency"}


def test_last_manager_does_not_leave(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="no other business manager"):
        membership_end(membership=only_role(cast.manager), by=cast.deputy, reason="Leaves")

    assert cast.access(cast.manager).roles == {Role.MANAGER}


@pytest.mark.parametrize(
    ("other", "is_refused"),
    [
        ({}, False),
        ({"never_came": True}, True),
        ({"starts_on": TOMORROW}, True),
        ({"ends_on": TOMORROW}, True),
        ({"board": "b"}, True),
    ],
)
def test_manager_leaves_only_where_another_stays(
    cast: Cast, other: dict[str, Any], is_refused: bool
) -> None:
    board = cast.other_board if other.pop("board", "") else cast.board
    if not other.pop("never_came", False):
        has_come(cast.lead)
    make.membership(board=board, user=cast.lead, role=Role.MANAGER, **other)

    def leave() -> None:
        membership_end(membership=only_role(cast.manager), by=cast.manager, reason="Leaves")

    if is_refused:
        with pytest.raises(ValidationError):
            leave()
    else:
        leave()

    assert (only_role(cast.manager).ended_at is None) is is_refused


def test_manager_who_was_only_invited_does_not_let_the_last_one_leave(
    manager: Client, cast: Cast, client_of: ClientOf
) -> None:
    invite(manager, roles=["manager"])
    with pytest.raises(ValidationError):
        membership_end(membership=only_role(cast.manager), by=cast.deputy, reason="Leaves")

    client_of(newcomer())

    membership_end(membership=only_role(cast.manager), by=cast.manager, reason="Leaves")


def test_posts_end_with_the_last_role_and_not_before(cast: Cast, leads: Leads) -> None:
    first = only_role(cast.lead)
    second = make.membership(board=cast.board, user=cast.lead, role=Role.MEMBER)

    membership_end(membership=first, by=cast.manager, reason="One role")
    assert LeadHolder.objects.get(user=cast.lead).ended_at is None

    membership_end(membership=second, by=cast.manager, reason="The other")
    assert LeadHolder.objects.get(user=cast.lead).ended_at is not None


def test_post_to_come_stays_with_a_role_to_come(cast: Cast, leads: Leads) -> None:
    now = only_role(cast.lead)
    make.membership(board=cast.board, user=cast.lead, role=Role.LEAD, starts_on=TOMORROW)
    make.lead_holder(lead=leads.agency, user=cast.lead, starts_on=TOMORROW)

    membership_end(membership=now, by=cast.manager, reason="A pause of a day")

    held = {holder.lead: holder.ended_at is None for holder in cast.lead.lead_holdings.all()}
    assert held == {leads.post: False, leads.agency: True}


def test_role_that_has_ended_cannot_be_ended_again(cast: Cast) -> None:
    role = only_role(cast.lead)
    membership_end(membership=role, by=cast.manager, reason="Left")

    with pytest.raises(ValidationError, match="ended already"):
        membership_end(membership=role, by=cast.manager, reason="Left")


def test_role_from_tomorrow_to_yesterday_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="before the first"):
        membership_start(
            board=cast.board,
            user=cast.lead,
            role=Role.DEPUTY,
            starts_on=TOMORROW,
            ends_on=YESTERDAY,
            by=cast.manager,
        )


def test_closed_account_takes_on_no_role(cast: Cast) -> None:
    cast.lead.is_active = False

    with pytest.raises(ValidationError, match="can no longer sign in"):
        membership_start(
            board=cast.board, user=cast.lead, role=Role.MEMBER, starts_on=TODAY, by=cast.manager
        )


def test_board_itself_is_no_group_to_chair(cast: Cast, client_of: ClientOf, leads: Leads) -> None:
    itself = leads.board.group
    manager = client_of(cast.manager)

    for page, field in ((role_page(cast.lead), "group"), (NEW, "groups")):
        offered = manager.get(page).context["form"].fields[field].queryset
        assert itself not in offered
        assert leads.subgroup.group in offered
