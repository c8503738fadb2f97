"""Signing in, reporting, reviewing and editing work without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from priorities.models import Action, Update, UpdateStatus
from tests.browser.pages import first, own_action
from tests.browser.people import SignIn, access_at_medway, sign_in_by_form
from tests.browser.states import PROGRESS, report_address


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """A browser in which scripts do not run."""
    return browser_context_args | {"java_script_enabled": False}


def test_sign_in_works_without_javascript(page: Page, boards: None) -> None:
    page.goto("/")

    sign_in_by_form(page, "observer")

    expect(page).to_have_url("/boards/medway/")


def test_update_is_drafted_and_submitted_without_javascript(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "subgroup")
    action = own_action(access_at_medway("subgroup"))
    page.goto(report_address(action))
    page.get_by_label(PROGRESS).fill("Training was held.")
    page.get_by_role("button", name="Save and finish later").click()
    drafted = Update.objects.get(action=action, status=UpdateStatus.DRAFT)
    assert drafted.progress == "Training was held."

    page.goto(report_address(action))
    expect(page.get_by_label(PROGRESS)).to_have_value("Training was held.")
    page.get_by_label("Behind, or the date has passed (red)").check()
    page.get_by_label("What is in the way?").fill("No room was free.")
    page.get_by_role("button", name="Submit").click()

    expect(page.get_by_role("status")).to_contain_text("Thank you.")
    drafted.refresh_from_db()
    assert drafted.status == UpdateStatus.SUBMITTED


def test_review_works_without_javascript(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "manager")
    page.goto("/boards/medway/updates/reviews/")
    card = page.get_by_role("article").filter(has_text="7.2")
    card.get_by_label("Send back with a question").check()
    card.get_by_label("Your question").fill("How many schools?")

    page.get_by_role("button", name="Save my answers").click()

    expect(page.get_by_role("status")).to_contain_text("Sent back with a question: 1.")
    assert Update.objects.get(question="How many schools?").status == UpdateStatus.SENT_BACK


def test_edit_works_without_javascript(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "manager")
    action = first(Action)(access_at_medway("manager"))
    page.goto(action.get_absolute_url())
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("What is to be done").fill("Meet every head teacher once a year")
    page.get_by_role("button", name="Save").click()

    action.refresh_from_db()
    assert action.text == "Meet every head teacher once a year"
