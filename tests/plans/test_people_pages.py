"""The list of a board's people, and one person's page: who reads what of whom."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from pytest_django.asserts import assertContains, assertNotContains

from boardplan.accounts.models import User
from plans.people_page import few_accept, people
from plans.roles import Role
from plans.services.memberships import LAST_MANAGER, membership_end
from tests import factories as make
from tests.access.test_queries import counted
from tests.conftest import Cast, ClientOf, Leads
from tests.factories import LONDON, TODAY
from tests.plans.inviting import NURSE, has_come, invite, newcomer

LIST = "/boards/a/people/"
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)


def page_of(user: User) -> str:
    return f"{LIST}{user.pk}/"


def names(rows: list[object]) -> list[str]:
    return [str(getattr(row, "user", row)) for row in rows]


def test_people_stand_under_the_time_of_their_roles(cast: Cast, client_of: ClientOf) -> None:
    make.membership(board=cast.board, user=cast.lead, role=Role.MEMBER, starts_on=TOMORROW)
    make.membership(board=cast.board, user=cast.stranger, ends_on=YESTERDAY)
    make.membership(board=cast.board, user=cast.member, role=Role.LEAD, ends_on=TODAY)
    manager = client_of(cast.manager)
    invite(manager)

    found = manager.get(LIST).context["people"]

    assert len(found.present) == 7
    assert "Designated Nurse" not in names(found.present)
    member = next(person for person in found.present if person.user == cast.member)
    assert [row.role for row in member.now] == [Role.MEMBER, Role.LEAD]
    assert names(found.awaited) == ["Designated Nurse"]
    assert names(found.coming) == [str(cast.lead)]
    assert names(found.past) == [str(cast.stranger)]


def test_list_tells_names_addresses_roles_groups_and_agencies(
    cast: Cast, client_of: ClientOf, leads: Leads
) -> None:
    make.membership(
        board=cast.board,
        user=cast.member,
        role=Role.LEAD,
        agency=leads.agency.agency,
        ends_on=dt.date(2026, 12, 31),
    )

    page = client_of(cast.chair).get(LIST)

    for words in (
        cast.subgroup_chair.email,
        "Sub-group chair, Learning sub-group",
        "since 1 April 2026",
        "1 April 2026 to 31 December 2026",
        "Police",
    ):
        assertContains(page, words)


def test_list_says_of_whom_the_account_is_closed(cast: Cast, client_of: ClientOf) -> None:
    cast.member.is_active = False
    cast.member.save()

    page = client_of(cast.manager).get("/boards/a/people/").content.decode()

    assert page.count("the account is closed") == 1


def test_people_of_another_board_are_never_listed(cast: Cast, client_of: ClientOf) -> None:
    make.membership(board=cast.other_board, user=cast.lead, role=Role.OBSERVER)

    page = client_of(cast.manager).get(LIST)

    assertNotContains(page, cast.outsider.email)
    lead = next(p for p in page.context["people"].present if p.user == cast.lead)
    assert [row.role for row in lead.now] == [Role.LEAD]


@pytest.mark.parametrize(("who", "reads"), [("manager", True), ("deputy", True), ("chair", False)])
def test_reason_of_an_ending_is_for_managers_only(
    cast: Cast, client_of: ClientOf, who: str, reads: bool
) -> None:
    (membership,) = cast.member.memberships.all()
    membership_end(membership=membership, by=cast.manager, reason="Spoke to the press")

    page = client_of(getattr(cast, who)).get(LIST)

    assertContains(page, "25 November 2026")
    (assertContains if reads else assertNotContains)(page, "Spoke to the press")


def test_chair_may_read_and_appoint_but_neither_invite_nor_open_a_person(
    cast: Cast, client_of: ClientOf
) -> None:
    invite(client_of(cast.manager))

    page = client_of(cast.chair).get(LIST)

    assertContains(page, 'href="/boards/a/deputies/new/"')
    assertContains(page, NURSE)
    for address in ("/boards/a/invitations/", page_of(cast.lead), "/boards/a/settings/"):
        assertNotContains(page, f'href="{address}')


@pytest.mark.parametrize("who", ["manager", "deputy", "chair"])
def test_list_leads_to_the_redactions_and_back(cast: Cast, client_of: ClientOf, who: str) -> None:
    client = client_of(getattr(cast, who))

    assertContains(client.get(LIST), 'href="/boards/a/redactions/"')
    assertContains(client.get("/boards/a/redactions/"), f'href="{LIST}">Back to')


def test_link_that_ran_out_is_marked(cast: Cast, client_of: ClientOf) -> None:
    manager = client_of(cast.manager)
    user = make.user(name="Nurse", password="!")
    make.membership(board=cast.board, user=user)
    make.invitation(
        board=cast.board, user=user, expires_at=dt.datetime(2026, 11, 20, 9, tzinfo=LONDON)
    )

    page = manager.get(LIST)

    assertContains(page, "Link ended")
    assertContains(page, "20 November 2026 at 9:00am")


def test_who_came_by_another_way_is_awaited_no_more(cast: Cast, client_of: ClientOf) -> None:
    manager = client_of(cast.manager)
    invite(manager)
    client_of(newcomer())

    found = manager.get(LIST).context["people"]

    assert found.awaited == []
    assert "Designated Nurse" in names(found.present)


def test_list_costs_the_same_for_few_people_and_many(cast: Cast, client_of: ClientOf) -> None:
    manager = client_of(cast.manager)
    manager.get(LIST)
    with counted() as few:
        manager.get(LIST)
    for _ in range(30):
        make.membership(board=cast.board, group=make.group(board=cast.board))
    with counted() as many:
        manager.get(LIST)

    assert len(many) == len(few)


def test_page_of_a_person_tells_roles_posts_and_how_she_signs_in(
    cast: Cast, client_of: ClientOf, leads: Leads
) -> None:
    client_of(cast.lead)
    make.lead_holder(lead=leads.agency, user=cast.lead, starts_on=TOMORROW)
    make.lead_holder(lead=leads.board, user=cast.lead, ends_on=YESTERDAY)

    page = client_of(cast.manager).get(page_of(cast.lead))

    assertContains(page, ">Designated Nurse</a>”")
    assertContains(page, "from 26 November 2026")
    assertNotContains(page, "The board”")
    assertContains(page, "25 November 2026 at 10:00am")
    assertContains(page, "Not switched on")


def test_page_of_a_person_tells_groups_and_second_factor(cast: Cast, client_of: ClientOf) -> None:
    chair = cast.subgroup_chair
    Authenticator.objects.create(user=chair, type=Authenticator.Type.TOTP, data={})

    page = client_of(cast.manager).get(page_of(chair))

    assertContains(page, "Chairs “Learning sub-group”")
    assertContains(page, "Switched on")
    assertContains(page, "Never yet")


def test_page_of_somebody_awaited_offers_a_new_link(
    cast: Cast, client_of: ClientOf, mailoutbox: list[EmailMessage]
) -> None:
    manager = client_of(cast.manager)
    page = manager.get(invite(manager).url)

    assertContains(page, "Make a new link")
    assertContains(page, "Withdraw the invitation")


def test_person_of_no_role_here_has_no_page(cast: Cast, client_of: ClientOf) -> None:
    manager = client_of(cast.manager)

    assert manager.get(page_of(cast.outsider)).status_code == 404
    assert manager.get(f"{page_of(cast.outsider)}roles/new/").status_code == 404
    assert manager.get(f"{LIST}99999/").status_code == 404


def test_role_of_the_last_manager_offers_no_ending_and_says_why(
    cast: Cast, client_of: ClientOf
) -> None:
    page = client_of(cast.manager).get(page_of(cast.manager))

    (role,) = cast.manager.memberships.all()
    assertContains(page, LAST_MANAGER)
    assertNotContains(page, f"/memberships/{role.pk}/ending/")


def test_role_of_one_of_two_managers_can_be_ended(cast: Cast, client_of: ClientOf) -> None:
    make.membership(board=cast.board, user=has_come(cast.lead), role=Role.MANAGER)

    page = client_of(cast.manager).get(page_of(cast.manager))

    (role,) = cast.manager.memberships.all()
    assertContains(page, f"/memberships/{role.pk}/ending/")
    assertNotContains(client_of(cast.deputy).get(page_of(cast.manager)), "/ending/")


@pytest.mark.parametrize(
    ("others", "nobody_else"),
    [
        ({}, True),
        ({"signed_in": True}, False),
        ({"signed_in": True, "is_active": False}, True),
        ({"signed_in": True, "ends_on": YESTERDAY}, True),
        ({"signed_in": True, "starts_on": TOMORROW}, True),
        ({"signed_in": True, "role": Role.CHAIR}, True),
        ({"signed_in": True, "board": "b"}, True),
    ],
)
def test_board_warns_while_nobody_else_can_accept_updates(
    cast: Cast, client_of: ClientOf, others: dict[str, object], nobody_else: bool
) -> None:
    manager = client_of(cast.manager)
    words = {"board": cast.board, "role": Role.DEPUTY} | others
    user = make.user(is_active=words.pop("is_active", True))
    if words["board"] == "b":
        words["board"] = cast.other_board
    if words.pop("signed_in", False):
        user.last_login = dt.datetime(2026, 11, 1, tzinfo=LONDON)
        user.save()
    make.membership(user=user, **words)

    words_of_it = "Only one person here can accept updates."
    assert few_accept(cast.access(cast.manager))["few_accept"] == (
        words_of_it if nobody_else else ""
    )
    for client in (manager, client_of(cast.chair)):
        page = client.get("/boards/a/")
        (assertContains if nobody_else else assertNotContains)(page, words_of_it)
    assertNotContains(client_of(cast.member).get("/boards/a/"), words_of_it)


def test_warning_names_whoever_has_yet_to_sign_in(cast: Cast, client_of: ClientOf) -> None:
    for who in (cast.manager, cast.chair):
        page = client_of(who).get(LIST)
        assertContains(page, f"{cast.deputy} ({cast.deputy.email})")
        assertContains(page, "may do so too, but has never signed in yet")

    has_come(cast.deputy)
    assertNotContains(client_of(cast.manager).get(LIST), "has never signed in yet")


def test_board_warns_while_nobody_at_all_can_accept_updates(cast: Cast) -> None:
    found = few_accept(cast.access(cast.chair))
    assert found["few_accept"] == "Nobody here can accept updates."


def test_people_need_no_query_for_each_of_them(cast: Cast) -> None:
    access = cast.access(cast.manager)

    with counted() as found:
        assert len(people(access).present) == 7

    assert len(found) == 2
