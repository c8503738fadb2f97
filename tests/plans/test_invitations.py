"""Inviting: what is stored, mailed and shown, and what is refused."""

from __future__ import annotations

import datetime as dt
import re
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from boardplan.accounts.models import User
from boardplan.audit.events import Event, EventKind
from plans.models import Invitation, LeadHolder, Membership
from plans.roles import Role
from plans.services import invitations as services
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads
from tests.factories import TODAY
from tests.plans.inviting import LINK, NEW, NURSE, invite, links_on, newcomer
from tests.priorities.filling_in import errors, filled_in, told


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    """The manager's browser."""
    return client_of(cast.manager)


@pytest.fixture
def mail_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mail server hangs up."""

    def hang_up(message: EmailMessage, *args: Any, **kwargs: Any) -> int:
        raise SMTPServerDisconnected("Connection unexpectedly closed")

    monkeypatch.setattr(EmailMessage, "send", hang_up)


def test_invitation_gives_a_new_person_roles_posts_and_a_link(
    manager: Client, cast: Cast, leads: Leads
) -> None:
    agency, group = leads.agency.agency, leads.subgroup.group
    assert agency is not None
    assert group is not None

    response = invite(
        manager,
        "Nurse@Trust.example",
        roles=["member", "subgroup_chair", "lead"],
        groups=[group.pk],
        agency=agency.pk,
        leads=[leads.post.pk],
    )

    user = newcomer()
    assert response.url == f"/boards/a/people/{user.pk}/"
    assert (user.name, user.has_usable_password()) == ("Designated Nurse", False)
    held = Membership.objects.filter(user=user)
    assert {(row.role, row.group, row.agency, row.starts_on) for row in held} == {
        ("member", None, agency, TODAY),
        ("lead", None, agency, TODAY),
        ("subgroup_chair", group, agency, TODAY),
    }
    assert LeadHolder.objects.get(user=user).lead == leads.post
    invitation = Invitation.objects.get(user=user)
    assert invitation.board == cast.board
    assert invitation.expires_at.date() == TODAY + dt.timedelta(days=14)
    assert invitation.history.get().history_user == cast.manager


def test_invitation_is_mailed_with_board_roles_and_link(
    manager: Client, cast: Cast, leads: Leads, mailoutbox: list[EmailMessage]
) -> None:
    group = leads.subgroup.group
    assert group is not None

    invite(manager, roles=["member", "subgroup_chair"], groups=[group.pk])

    message = mailoutbox[0]
    assert (message.to, message.reply_to) == ([NURSE], [cast.manager.email])
    assert message.subject == "Your place at Board A"
    for words in ("Hello Designated Nurse", "Board member", "Sub-group chair, Learning sub-group"):
        assert words in message.body
    assert "until 9 December 2026" in message.body
    assert len(LINK.findall(str(message.body))) == 1


def test_invitation_stands_though_the_mail_cannot_be_sent(
    manager: Client, mail_fails: None
) -> None:
    page = manager.get(invite(manager).url)

    assertContains(page, "could not be sent. Give the link below instead.")
    assert len(links_on(page)) == 1
    assert Membership.objects.filter(user=newcomer()).exists()


def test_invitation_is_noted_by_numbers_alone(manager: Client, cast: Cast) -> None:
    invite(manager)

    event = Event.objects.filter(kind=EventKind.PEOPLE_CHANGED).first()
    assert event is not None
    assert (event.user_id, event.board) == (cast.manager.pk, "a")
    invitation = Invitation.objects.get()
    assert event.detail == {
        "change": "invited",
        "invitation": invitation.pk,
        "whose": invitation.user_id,
    }


def test_form_sent_twice_invites_once(manager: Client, mailoutbox: list[EmailMessage]) -> None:
    data = filled_in(manager, NEW, email=NURSE, name="Designated Nurse", roles=["member"])

    manager.post(NEW, data)
    again = manager.post(NEW, data)

    assert "stored already" in told(manager, again)
    assert (Invitation.objects.count(), len(mailoutbox)) == (1, 1)


def test_somebody_who_is_in_already_is_named_with_the_way_to_her_page(
    manager: Client, cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    response = invite(manager, cast.lead.email.upper(), name="Somebody else")

    assert "is at this board already" in errors(response)["email"][0]
    assertContains(response, f'href="/boards/a/people/{cast.lead.pk}/"')
    assertContains(response, "Somebody else")  # What was typed is still there.
    assert (Invitation.objects.count(), len(mailoutbox)) == (0, 0)


def test_somebody_invited_already_is_in_already(manager: Client) -> None:
    invite(manager)

    assert "is at this board already" in errors(invite(manager))["email"][0]


@pytest.mark.parametrize(("was_here", "said"), [(True, "is closed"), (False, "Nobody can be")])
def test_closed_account_cannot_be_invited_and_is_told_of_where_it_was(
    manager: Client, cast: Cast, was_here: bool, said: str
) -> None:
    cast.stranger.is_active = False
    cast.stranger.save()
    if was_here:
        make.membership(board=cast.board, user=cast.stranger, ends_on=dt.date(2026, 11, 1))

    refusal = errors(invite(manager, cast.stranger.email))["email"][0]

    assert said in refusal
    assert ("closed" in refusal) is was_here


def test_person_who_left_may_be_invited_again(manager: Client, cast: Cast) -> None:
    make.membership(board=cast.board, user=cast.stranger, ends_on=dt.date(2026, 11, 1))
    cast.stranger.last_login = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
    cast.stranger.save()

    invite(manager, cast.stranger.email)

    assert cast.access(cast.stranger).roles == {Role.MEMBER}
    assert not Invitation.objects.exists()


def test_post_that_is_held_already_is_not_held_twice(
    manager: Client, cast: Cast, leads: Leads
) -> None:
    make.lead_holder(lead=leads.post, user=cast.stranger, starts_on=TODAY)

    invite(manager, cast.stranger.email, roles=["lead"], leads=[leads.post.pk])

    assert cast.access(cast.stranger).roles == {Role.LEAD}
    assert cast.stranger.lead_holdings.count() == 1


@pytest.mark.parametrize(
    ("words", "field", "told"),
    [
        ({"email": ""}, "email", "Fill in"),
        ({"email": "nurse at trust"}, "email", "valid email"),
        ({"name": " "}, "name", "Fill in"),
        ({"roles": []}, "roles", "Choose"),
        ({"roles": ["deputy"]}, "roles", "Select a valid choice"),
        ({"roles": ["subgroup_chair"]}, "groups", "Choose at least one group"),
        ({"starts_on": "31 November"}, "starts_on", ""),
    ],
)
def test_what_is_missing_or_wrong_is_told_at_its_field(
    manager: Client, words: dict[str, Any], field: str, told: str
) -> None:
    response = invite(manager, **words)

    assert told in errors(response)[field][0]
    assert not Invitation.objects.exists()


def test_groups_and_posts_need_the_role_that_goes_with_them(manager: Client, leads: Leads) -> None:
    response = invite(
        manager, roles=["observer"], groups=[leads.subgroup.group_id], leads=[leads.post.pk]
    )

    assert "Sub-group chair" in errors(response)["groups"][0]
    assert "an observer cannot report" in errors(response)["leads"][0]


def test_lead_is_invited_with_a_post_or_an_agency(manager: Client, leads: Leads) -> None:
    response = invite(manager, roles=["member", "lead"])

    assert "Choose at least one post or agency" in errors(response)["leads"][0]
    assert not Invitation.objects.exists()


def test_another_boards_groups_agencies_and_posts_cannot_be_chosen(
    manager: Client, cast: Cast
) -> None:
    group, agency, lead = (
        create(board=cast.other_board) for create in (make.group, make.agency, make.lead)
    )

    response = invite(
        manager,
        roles=["subgroup_chair", "lead"],
        groups=[group.pk],
        agency=agency.pk,
        leads=[lead.pk],
    )

    assert set(errors(response)) == {"groups", "agency", "leads"}
    for row in (group, agency, lead):
        assertNotContains(response, str(row))


def test_new_person_whom_another_board_adds_in_the_same_moment_is_one_person(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = make.user(email=NURSE, name="Of the other board")
    monkeypatch.setattr(User.objects, "filter", lambda **_: User.objects.none())  # not there yet
    place = services.Place(roles=((Role.MEMBER, None),), starts_on=TODAY)

    invited = services.person_invite(
        board=cast.board, email=NURSE, name="Nurse", place=place, by=cast.manager
    )

    assert invited.user == theirs


def test_words_of_a_name_cannot_add_headers_to_the_mail(
    manager: Client, cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    cast.board.name = "Board A\nBcc: somebody@evil.example"
    cast.board.record(by=None)

    invite(manager)

    assert re.fullmatch(r"Your place at Board A Bcc: \S+", str(mailoutbox[0].subject))
    assert mailoutbox[0].recipients() == [NURSE]
