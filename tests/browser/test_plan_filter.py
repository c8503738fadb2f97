"""The plan's filter: each choice swaps what is shown, and the address says what was chosen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.people import SignIn

PLAN = "/boards/medway/plan/"


@pytest.fixture
def plan(page: Page, sign_in: SignIn) -> Page:
    """The whole plan as a chair sees it, its filter unfolded; no reload forgets `kept`."""
    sign_in(page.context, "subgroup")
    page.goto(PLAN)
    page.get_by_text("Search and filter").click()
    page.evaluate("window.kept = true")
    return page


def was_reloaded(page: Page) -> bool:
    return not page.evaluate("window.kept")


def test_choice_shows_its_actions_without_a_reload(plan: Page) -> None:
    count = plan.get_by_role("main").get_by_role("status").first
    whole = count.inner_text()
    handle, pages = count.element_handle(), plan.evaluate("history.length")

    plan.get_by_label("Rating", exact=True).focus()
    plan.get_by_label("Rating", exact=True).select_option("red")

    expect(count).to_have_text(re.compile(r"^\d+ of \d+ actions$"))
    expect(plan).to_have_url(re.compile(r"rating=red"))
    expect(plan.get_by_role("link", name="Print view")).to_have_attribute(
        "href", re.compile(r"rating=red.*view=print")
    )
    expect(plan.get_by_label("Rating", exact=True)).to_be_focused()
    # A live region is read out only if it stays and its words change.
    assert handle.evaluate("node => node.isConnected")
    assert count.inner_text() != whole
    assert not was_reloaded(plan)
    assert plan.evaluate("history.length") == pages + 1


def test_words_are_sought_at_enter_and_a_box_at_once(plan: Page) -> None:
    plan.get_by_label("Search", exact=True).fill("zebra")
    plan.keyboard.press("Enter")
    expect(plan.get_by_text("No action fits what you asked for.")).to_be_visible()

    plan.get_by_label("Search", exact=True).fill("")
    plan.get_by_label("Mine").check()

    expect(plan.get_by_text("No action fits what you asked for.")).to_be_hidden()
    expect(plan).to_have_url(re.compile(r"mine=on"))
    assert not was_reloaded(plan)


def test_button_filters_too(plan: Page) -> None:
    plan.get_by_label("Search", exact=True).fill("zebra")
    plan.get_by_role("button", name="Filter").click()

    expect(plan.get_by_text("No action fits what you asked for.")).to_be_visible()
    expect(plan).to_have_url(re.compile(r"q=zebra"))


def test_back_shows_the_plan_as_it_was_with_its_filter(plan: Page) -> None:
    plan.get_by_label("Rating", exact=True).select_option("red")
    expect(plan).to_have_url(re.compile(r"rating=red"))

    plan.go_back()

    expect(plan).to_have_url(re.compile(rf"{PLAN}$"))
    expect(plan.get_by_role("main").get_by_role("status").first).to_have_text(
        re.compile(r"^\d+ actions$")
    )
    plan.get_by_text("Search and filter").click()
    expect(plan.get_by_label("Rating", exact=True)).to_have_value("")


def test_words_that_cannot_be_taken_are_said_not_to_be_applied(plan: Page) -> None:
    plan.get_by_label("Search", exact=True).fill("a" * 201)
    plan.get_by_role("button", name="Filter").click()

    problem = plan.get_by_role("alert")
    expect(problem).to_contain_text("so it was not applied.")
    expect(plan).to_have_title(re.compile("^Error: "))

    plan.get_by_label("Search", exact=True).fill("")
    plan.get_by_role("button", name="Filter").click()

    expect(problem).to_have_count(0)


def test_filter_after_the_session_has_ended_asks_to_sign_in(plan: Page) -> None:
    plan.context.clear_cookies()

    plan.get_by_label("Rating", exact=True).select_option("red")

    expect(plan).to_have_url(re.compile("/accounts/login/"))


def test_filter_works_without_javascript(
    new_context: Callable[..., BrowserContext], sign_in: SignIn
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page.context, "observer")
    page.goto(PLAN)
    page.get_by_text("Search and filter").click()
    page.get_by_label("Rating", exact=True).select_option("red")

    page.get_by_role("button", name="Filter").click()

    expect(page).to_have_url(re.compile(r"rating=red"))
    expect(page.get_by_role("main").get_by_role("status").first).to_have_text(
        re.compile(r"^\d+ of \d+ actions$")
    )
