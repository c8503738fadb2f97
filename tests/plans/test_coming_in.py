"""The link of an invitation: it works once, for its person, and says what is the matter."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from boardplan.accounts.models import User
from boardplan.audit.events import Event, EventKind
from boardplan.logs import TextLine
from plans.models import Invitation
from plans.services.invitations import InvitationClosed, Obstacle, invitation_accept
from tests import factories as make
from tests.conftest import Cast, ClientOf
from tests.factories import PASSWORD
from tests.plans.inviting import NURSE, come_in, invite, link_in, newcomer

HOME = "/boards/a/"


@pytest.fixture
def link(cast: Cast, client_of: ClientOf, mailoutbox: list[EmailMessage]) -> str:
    """The link of somebody whom the manager of board A has invited as a board member."""
    invite(client_of(cast.manager))
    return link_in(mailoutbox[0])


@pytest.fixture
def client(client_of: ClientOf) -> Client:
    """The browser of somebody who has not signed in."""
    return client_of(None)


def is_signed_in(client: Client) -> bool:
    return SESSION_KEY in client.session


def test_looking_at_a_link_changes_nothing(link: str, client: Client) -> None:
    before = Invitation.objects.values().get()

    for _ in range(2):
        page = client.get(link)

    assertContains(page, "Your place at Board A")
    assertContains(page, "Board member")
    assertContains(page, NURSE)
    assert Invitation.objects.values().get() == before
    assert not is_signed_in(client)


def test_page_of_a_link_is_kept_by_nobody_and_passed_on_to_nobody(
    link: str, client: Client
) -> None:
    for address in (link, "/invitations/nonsense/"):
        response = client.get(address)

        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "strict-origin"


def test_newcomer_comes_in_without_a_password(link: str, client: Client) -> None:
    response = come_in(client, link, name="Nurse, designated")

    user = newcomer()
    assertRedirects(response, "/", fetch_redirect_response=False)
    assertRedirects(client.get("/"), HOME)
    assert (user.name, user.has_usable_password()) == ("Nurse, designated", False)
    assert user.last_login is not None
    invitation = Invitation.objects.get()
    assert invitation.accepted_at is not None
    assert invitation.history.first().history_user == user
    changes = Event.objects.filter(kind=EventKind.PEOPLE_CHANGED, user_id=user.pk)
    assert [event.detail["change"] for event in changes] == ["invitation accepted"]


def test_coming_in_is_recorded_as_signing_in(link: str, client: Client) -> None:
    come_in(client, link)

    event = Event.objects.get(kind=EventKind.SIGNED_IN)
    assert (event.user_id, event.detail) == (newcomer().pk, {"means": ["invitation"]})


def test_newcomer_whose_place_is_to_come_is_told_from_when(
    cast: Cast, client_of: ClientOf, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    invite(client_of(cast.manager), starts_on="1/1/2027")

    come_in(client, link_in(mailoutbox[0]))

    assertContains(client.get("/"), "From 1 January 2027 you are at Board A.")


def test_newcomer_may_set_a_password(link: str, client: Client) -> None:
    come_in(client, link, password=PASSWORD)

    assert newcomer().check_password(PASSWORD)
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize("password", ["short", "nurse@trust.example", "password1234"])
def test_weak_password_is_refused_and_the_link_stays_open(
    link: str, client: Client, password: str
) -> None:
    response = come_in(client, link, password=password)

    assert response.context["form"].errors["password"]
    assert not is_signed_in(client)
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize("password", ["nurse.trust.example", "persephone.byron"])
def test_password_close_to_address_or_to_the_name_given_is_refused(
    link: str, client: Client, password: str
) -> None:
    page = come_in(client, link, name="Persephone Byron", password=password)

    assertContains(page, "too similar")
    assert not is_signed_in(client)


def test_name_must_not_be_empty(link: str, client: Client) -> None:
    assertContains(come_in(client, link, name=" "), "Fill in “Your name or post”")


@pytest.mark.parametrize("method", ["get", "post"])
def test_link_works_once(link: str, client: Client, client_of: ClientOf, method: str) -> None:
    come_in(client, link)
    second = client_of(None)

    response = getattr(second, method)(link, {"name": "Somebody"})

    assertContains(response, "It was used already", status_code=410)
    assert not is_signed_in(second)


def test_link_used_again_in_the_same_browser_leads_to_the_boards(link: str, client: Client) -> None:
    come_in(client, link)

    assertRedirects(client.get(link), "/", fetch_redirect_response=False)


def test_two_who_use_a_link_at_once_do_not_both_come_in(link: str) -> None:
    invitation = Invitation.objects.get()
    stale = Invitation.objects.get()
    invitation_accept(invitation=invitation, name="First", password="")

    with pytest.raises(InvitationClosed, match=Obstacle.ACCEPTED):
        invitation_accept(invitation=stale, name="Second", password="")

    assert newcomer().name == "First"


def test_link_closed_while_its_form_was_filled_in_says_so(
    link: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed_meanwhile(*, invitation: Invitation, **_: str) -> User:
        invitation_accept(invitation=invitation, name="Faster", password="")
        raise InvitationClosed(Obstacle.ACCEPTED)

    monkeypatch.setattr("plans.views.coming_in.invitation_accept", closed_meanwhile)

    assertContains(come_in(client, link), "It was used already", status_code=410)


@pytest.mark.parametrize("method", ["get", "post"])
def test_link_runs_out_after_fourteen_days(
    link: str, client: Client, clock: time_machine.Traveller, method: str
) -> None:
    clock.shift(dt.timedelta(days=14, seconds=1))

    response = getattr(client, method)(link, {"name": "Nurse"})

    assertContains(response, "It was open for 14 days", status_code=410)
    assertContains(response, "can send you a new one", status_code=410)
    assert not is_signed_in(client)


def test_link_works_on_its_last_day(
    link: str, client: Client, clock: time_machine.Traveller
) -> None:
    clock.shift(dt.timedelta(days=13, hours=23))

    come_in(client, link)

    assert is_signed_in(client)


@pytest.mark.parametrize("token", ["nonsense", "a" * 43, "x" * 3000, "%00", "ŵ", "1"])
def test_nonsense_is_told_to_be_no_link(client: Client, cast: Cast, token: str) -> None:
    for response in (client.get(f"/invitations/{token}/"), client.post(f"/invitations/{token}/")):
        assertContains(response, "No invitation has this link", status_code=404)


def test_somebody_signed_in_as_another_is_told_and_may_sign_out(
    link: str, cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.lead)

    page = client.get(link)
    come_in(client, link)

    assertContains(page, f"You are signed in as {cast.lead.email}.")
    assertContains(page, f'name="next" value="{link}"')
    assert Invitation.objects.get().accepted_at is None
    assert client.session[SESSION_KEY] == str(cast.lead.pk)
    signed_out = client.post("/accounts/logout/", {"next": link})
    assertRedirects(signed_out, link)


def test_link_of_somebody_who_came_in_by_another_way_is_not_needed(
    link: str, client: Client, client_of: ClientOf
) -> None:
    client_of(newcomer())

    assertContains(client.get(link), "you can sign in", status_code=410)


@pytest.mark.parametrize(
    "change", ["is_staff", "is_superuser", "inactive", "password", "elsewhere"]
)
def test_link_opens_no_account_that_is_more_than_the_boards_newcomer(
    link: str, client: Client, cast: Cast, change: str
) -> None:
    user = newcomer()
    match change:
        case "is_staff":
            user.is_staff = True
        case "is_superuser":
            user.is_superuser = True
        case "inactive":
            user.is_active = False
        case "password":
            user.set_password(PASSWORD)
        case "elsewhere":
            make.membership(board=cast.other_board, user=user, ends_on=dt.date(2026, 5, 1))
    user.save()

    response = come_in(client, link)

    assert response.status_code == 410
    assert not is_signed_in(client)


@pytest.mark.parametrize("opened", ["link", "nonsense"])
def test_token_stands_in_no_line_of_the_log(
    link: str, caplog: pytest.LogCaptureFixture, opened: str
) -> None:
    address = link if opened == "link" else "/invitations/nonsense/"
    client = Client(enforce_csrf_checks=True)

    with caplog.at_level("DEBUG"):
        refused = client.post(address)  # Without the form's own token.
        client.delete(address)
        client.get(address)

    assert refused.status_code == 403
    lines = [TextLine().format(record) for record in caplog.records]
    assert lines
    assert not [line for line in lines if address.split("/")[2] in line]


def test_other_methods_are_refused(link: str, client: Client) -> None:
    assert client.delete(link).status_code == 405
