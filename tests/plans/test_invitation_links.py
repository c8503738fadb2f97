"""The link of an invitation: for whom there is one, who sees it, and what closes it."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django.asserts import assertContains

from boardplan.audit.events import Event
from plans.models import Invitation, LeadHolder, Membership
from plans.roles import Role
from plans.services import invitations as services
from plans.services.handing_over import chair_hand_over
from plans.services.memberships import membership_end
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads
from tests.factories import PASSWORD, TODAY
from tests.plans.inviting import LINK, NEW, NURSE, come_in, invite, link_in, links_on, newcomer
from tests.priorities.filling_in import errors, send


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    """The manager's browser."""
    return client_of(cast.manager)


def test_only_the_hash_of_a_link_is_stored(manager: Client, mailoutbox: list[EmailMessage]) -> None:
    invite(manager)

    token = link_in(mailoutbox[0]).split("/")[2]
    invitation = Invitation.objects.get()
    assert invitation.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(list(Event.objects.values()))


def test_link_is_shown_to_the_manager_once(manager: Client, mailoutbox: list[EmailMessage]) -> None:
    page = invite(manager).url

    first, second = manager.get(page), manager.get(page)

    assert links_on(first) == [link_in(mailoutbox[0])]
    assert links_on(second) == []
    assert "invitation_link" not in manager.session


def test_link_is_not_shown_on_another_persons_page(manager: Client, cast: Cast) -> None:
    invite(manager)

    assert links_on(manager.get(f"/boards/a/people/{cast.lead.pk}/")) == []


def test_somebody_of_another_board_gets_word_but_no_link(
    manager: Client, cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    response = invite(manager, cast.outsider.email, name="A name of ours")

    cast.outsider.refresh_from_db()
    assert cast.outsider.name == "Manager"
    assert cast.access(cast.outsider).roles == {Role.MEMBER}
    assert not Invitation.objects.exists()
    page = manager.get(response.url)
    assertContains(page, "has an account already and is known as “Manager”. That name stays.")
    assert links_on(page) == []
    assert LINK.search(str(mailoutbox[0].body)) is None
    assert "Sign in with this e-mail address" in mailoutbox[0].body
    assert "password" not in mailoutbox[0].body
    assert "signed out" not in mailoutbox[0].body
    for words in (page.content.decode(), str(mailoutbox[0].body)):
        assert "Board B" not in words


def test_somebody_another_board_invited_gets_no_second_link(
    manager: Client, cast: Cast, client_of: ClientOf, mailoutbox: list[EmailMessage]
) -> None:
    send(
        client_of(cast.outsider),
        NEW.replace("/a/", "/b/"),
        email=NURSE,
        name="Nurse",
        roles=["member"],
    )
    theirs = link_in(mailoutbox[0])

    invite(manager)

    assert Invitation.objects.filter(board=cast.board).count() == 0
    assert LINK.search(str(mailoutbox[1].body)) is None
    # Board B's manager knows the first link: it must not open board A.
    assertContains(client_of(None).get(theirs), "It is not needed", status_code=410)


def test_password_set_by_another_boards_link_opens_no_further_board(
    manager: Client, cast: Cast, client_of: ClientOf, mailoutbox: list[EmailMessage]
) -> None:
    theirs = client_of(cast.outsider)
    send(theirs, NEW.replace("/a/", "/b/"), email=NURSE, name="Nurse", roles=["member"])
    intruder = client_of(None)  # Board B's manager, who was shown the link.
    come_in(intruder, link_in(mailoutbox[0]), password=PASSWORD)

    invite(manager)

    assert not newcomer().has_usable_password()
    assert intruder.get("/boards/a/").headers["Location"].startswith("/accounts/login/")
    assert "Your password does not work any more" in mailoutbox[1].body


def test_session_opened_by_another_boards_link_opens_no_further_board(
    manager: Client, cast: Cast, client_of: ClientOf, mailoutbox: list[EmailMessage]
) -> None:
    theirs = client_of(cast.outsider)
    send(theirs, NEW.replace("/a/", "/b/"), email=NURSE, name="Nurse", roles=["member"])
    intruder = client_of(None)
    come_in(intruder, link_in(mailoutbox[0]))

    invite(manager)

    assert intruder.get("/boards/a/").headers["Location"].startswith("/accounts/login/")
    assert "password" not in mailoutbox[1].body
    assert "You have been signed out everywhere" in mailoutbox[1].body


def test_third_board_signs_out_nobody_again(
    manager: Client, cast: Cast, client_of: ClientOf, mailoutbox: list[EmailMessage]
) -> None:
    board = make.board(slug="c", name="Board C")
    make.membership(board=board, user=cast.manager, role=Role.MANAGER)
    theirs = client_of(cast.outsider)
    send(theirs, NEW.replace("/a/", "/b/"), email=NURSE, name="Nurse", roles=["member"])
    come_in(client_of(None), link_in(mailoutbox[0]), password=PASSWORD)
    invite(manager)
    nurse = newcomer()
    nurse.set_password(PASSWORD)
    nurse.save()
    hers = client_of(nurse)

    words = {"email": NURSE, "name": "Nurse", "roles": ["member"]}
    send(manager, NEW.replace("/a/", "/c/"), agency=make.agency(board=board).pk, **words)

    assert hers.get("/boards/b/").status_code == 200
    assert newcomer().check_password(PASSWORD)
    assert "signed out" not in mailoutbox[2].body
    assert newcomer().memberships.get(board=board).agency is not None


def test_password_of_ones_own_stays_with_another_role_and_another_board(
    manager: Client, cast: Cast
) -> None:
    invite(manager, cast.outsider.email)

    cast.outsider.refresh_from_db()
    assert cast.outsider.check_password(PASSWORD)


def test_new_link_replaces_the_earlier_one(
    manager: Client, client_of: ClientOf, mailoutbox: list[EmailMessage]
) -> None:
    invite(manager)
    earlier = Invitation.objects.get()

    response = send(manager, f"/boards/a/invitations/{earlier.pk}/link/")

    first, second = (link_in(message) for message in mailoutbox)
    assert links_on(manager.get(response.url)) == [second]
    assertContains(client_of(None).get(first), "A newer link was sent since", status_code=410)
    assert client_of(None).get(second).status_code == 200


def test_new_link_for_somebody_who_has_signed_in_is_refused(
    manager: Client, mailoutbox: list[EmailMessage]
) -> None:
    invite(manager)
    user = newcomer()
    user.last_login = dt.datetime(2026, 11, 25, 11, tzinfo=dt.UTC)
    user.save()

    response = send(manager, f"/boards/a/invitations/{Invitation.objects.get().pk}/link/")

    assert "needs no link" in errors(response)["__all__"][0]
    assert len(mailoutbox) == 1


def test_withdrawn_invitation_ends_link_roles_and_posts(
    manager: Client,
    client_of: ClientOf,
    cast: Cast,
    leads: Leads,
    mailoutbox: list[EmailMessage],
) -> None:
    invite(manager, roles=["lead"], leads=[leads.post.pk], starts_on="1/1/2027")
    invitation = Invitation.objects.get()

    page = f"/boards/a/invitations/{invitation.pk}/withdrawal/"
    send(manager, page, **{f"lead-{leads.post.pk}": "nobody"})

    gone = client_of(None).get(link_in(mailoutbox[0]))
    assertContains(gone, "the invitation was taken back", status_code=410)
    membership = Membership.objects.get(user=invitation.user)
    assert (membership.ended_reason, membership.ended_at is None) == (services.WITHDRAWN, False)
    assert LeadHolder.objects.get(user=invitation.user).ended_at is not None


@pytest.mark.parametrize("verb", ["link", "withdrawal"])
def test_withdrawn_invitation_is_neither_renewed_nor_withdrawn_again(
    manager: Client, verb: str
) -> None:
    invite(manager)
    invitation = Invitation.objects.get()
    send(manager, f"/boards/a/invitations/{invitation.pk}/withdrawal/")

    response = send(manager, f"/boards/a/invitations/{invitation.pk}/{verb}/")

    assert "accepted, withdrawn or replaced" in errors(response)["__all__"][0]


@pytest.mark.parametrize("days", [0, 3])
def test_link_of_a_chair_who_was_followed_before_she_came_stops_working(
    manager: Client,
    cast: Cast,
    client_of: ClientOf,
    leads: Leads,
    mailoutbox: list[EmailMessage],
    clock: time_machine.Traveller,
    days: int,
) -> None:
    group = leads.subgroup.group
    assert group is not None
    invite(manager, roles=["subgroup_chair"], groups=[group.pk], leads=[leads.post.pk])
    invitation = Invitation.objects.get()
    day = TODAY + dt.timedelta(days=days)

    chair_hand_over(group=group, to=cast.member, starts_on=day, by=cast.manager)
    clock.shift(dt.timedelta(days=days))

    page = client_of(None).get(link_in(mailoutbox[0]))
    assert page.status_code == 410
    if days:
        assertContains(page, "has ended", status_code=410)
        with pytest.raises(ValidationError, match="has no role at this board"):
            services.invitation_renew(invitation=invitation, by=cast.manager)
    else:
        assert LeadHolder.objects.get(user=newcomer()).ended_at is not None
        invitation.refresh_from_db()
        assert invitation.withdrawn_at is not None


def test_deputy_withdraws_no_managers_invitation(
    manager: Client, cast: Cast, client_of: ClientOf
) -> None:
    invite(manager, roles=["manager"])
    page = f"/boards/a/invitations/{Invitation.objects.get().pk}/withdrawal/"

    refused = send(client_of(cast.deputy), page)

    assert "Only a business manager" in errors(refused)["__all__"][0]
    assert Invitation.objects.get().withdrawn_at is None


def test_link_of_somebody_whose_only_role_was_ended_stops_working(
    manager: Client, cast: Cast, client_of: ClientOf, mailoutbox: list[EmailMessage]
) -> None:
    invite(manager)
    membership = Membership.objects.get(user=newcomer())

    membership_end(membership=membership, by=cast.manager, reason="A mistake")

    assert client_of(None).get(link_in(mailoutbox[0])).status_code == 410
