"""People come in, and change between their boards, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from boardplan.accounts.models import User
from plans.models import Board
from tests import factories as make
from tests.browser.people import SignIn, person
from tests.browser.states_people import NEWCOMER, link_made
from tests.browser.test_keyboard import tab_to


def test_newcomer_comes_in_by_the_link_that_the_manager_was_shown(
    page: Page, sign_in: SignIn, new_context: Callable[..., BrowserContext]
) -> None:
    link_made(page, sign_in)
    link = page.get_by_label("Link to copy").input_value()

    # The page's own policy on referrers must leave its form the origin it is checked by.
    theirs = new_context().new_page()
    theirs.goto(link)
    theirs.get_by_role("button", name="Come in").click()

    expect(theirs).to_have_url("/boards/medway/")
    expect(theirs.get_by_role("status")).to_contain_text("Welcome.")
    assert User.objects.get(email=NEWCOMER).last_login is not None


def test_account_menu_leads_to_the_other_board_by_keyboard(page: Page, sign_in: SignIn) -> None:
    make.membership(board=Board.objects.get(slug="merton"), user=person("observer"))
    sign_in(page.context, "observer")
    page.goto("/boards/medway/")

    tab_to(page, page.locator(".bp-account summary"))
    page.keyboard.press("Enter")
    other = page.get_by_role("link", name="Merton")
    tab_to(page, other)
    expect(page.get_by_role("link", name="(you are here)")).to_be_visible()
    page.keyboard.press("Enter")

    expect(page).to_have_url("/boards/merton/")
