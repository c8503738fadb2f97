"""The demonstration people of Medway, and how they sign in."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page

from boardplan.accounts.models import User
from plans.access import Access, access_of

PASSWORD = "a password for every demonstration"

SignIn = Callable[[BrowserContext, str], User]
"""Gives a window the session of a person, named as for `person`, without the sign-in form."""


def address_of(part: str) -> str:
    """The e-mail address of Medway's "manager", "chair", "subgroup" and so on; or as written."""
    return part if "@" in part else f"{part}@medway.example"


def sign_in_by_form(page: Page, part: str) -> None:
    """Fill in the sign-in form that the page shows."""
    page.get_by_label("E-mail address").fill(address_of(part))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def person(part: str) -> User:
    """The demonstration person who plays this part at Medway, or has this address."""
    return User.objects.get(email=address_of(part))


def access_at_medway(part: str) -> Access:
    """What someone may do at Medway today."""
    access = access_of(person(part), "medway")
    assert access is not None
    return access
