"""States of the pages by which people are let in: links open and used, forms refused."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from plans.access import Access
from plans.models import Invitation
from plans.roles import Role
from plans.services.invitations import Invited, Place, person_invite
from tests.browser.people import SignIn, access_at_medway, person

NEWCOMER = "nurse@trust.example"
INVITE = "/boards/medway/invitations/new/"


def invited(access: Access) -> Invited:
    """Somebody whom the manager has just invited as a board member."""
    place = Place(roles=((Role.MEMBER, None),), starts_on=timezone.localdate())
    return person_invite(
        board=access.board, email=NEWCOMER, name="Designated Nurse", place=place, by=access.user
    )


def invitation(access: Access) -> Invitation:
    """Her invitation."""
    found = invited(access).invitation
    assert found is not None
    return found


def link_of_newcomer() -> str:
    """The path of her link."""
    return reverse("invitations:accept", args=[invited(access_at_medway("manager")).token])


def fill_in_invitation(page: Page, email: str) -> None:
    """Invite somebody as a board member."""
    page.goto(INVITE)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Name or post").fill("Designated Nurse")
    page.get_by_label("Board member").check()
    page.get_by_role("button", name="Invite").click()


def link_made(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "manager")
    fill_in_invitation(page, NEWCOMER)
    expect(page.get_by_label("Link to copy")).to_be_visible()


def people_awaited(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "manager")
    invited(access_at_medway("manager"))
    page.goto("/boards/medway/people/")
    expect(page.get_by_text("Invited, not here yet (1)")).to_be_visible()


def invitation_refused(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "manager")
    fill_in_invitation(page, "member@medway.example")
    expect(page.get_by_role("link", name="Go to the page of")).to_be_visible()


def deputy_refused(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "chair")
    page.goto("/boards/medway/deputies/new/")
    for label, days in (("First day", 60), ("Last day", 30)):
        day = timezone.localdate() + dt.timedelta(days=days)
        page.get_by_label(label).fill(f"{day:%d/%m/%Y}")
    page.get_by_role("button", name="Appoint").click()
    expect(page.get_by_role("alert").get_by_text("before the first")).to_be_visible()


def second_chair_asked_about(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "manager")
    page.goto(reverse("plans:role-add", args=["medway", person("member").pk]))
    page.get_by_label("Independent chair").check()
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_label("The new chair takes over")).to_be_visible()


def link_open(page: Page, sign_in: SignIn) -> None:
    page.goto(link_of_newcomer())
    expect(page.get_by_role("button", name="Come in")).to_be_visible()


def link_opened_by_another(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "lead")
    page.goto(link_of_newcomer())
    expect(page.get_by_text("You are signed in as lead@medway.example.")).to_be_visible()


def link_unknown(page: Page, sign_in: SignIn) -> None:
    page.goto("/invitations/of-nobody/")
    expect(page.get_by_text("No invitation has this link.")).to_be_visible()


PEOPLE = (
    link_made,
    people_awaited,
    invitation_refused,
    deputy_refused,
    second_chair_asked_about,
    link_open,
    link_opened_by_another,
    link_unknown,
)
