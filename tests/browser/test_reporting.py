"""Reporting by a link in an e-mail, on a telephone, without a password."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from priorities.models import Update, UpdateStatus
from tests.browser.complaints import Complaints
from tests.browser.people import SignIn, person
from tests.browser.states_reporting import PROGRESS, come_by_link, fill_in, link_of


def test_three_actions_are_reported_on_one_page_by_a_link(page: Page, sign_in: SignIn) -> None:
    come_by_link(page, "subgroup")
    numbers = fill_in(page, 3)
    page.get_by_role("button", name="Submit all").click()

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    for number in numbers:
        expect(page.get_by_role("main").get_by_text(number, exact=True)).to_be_visible()
    sent = Update.objects.filter(
        status=UpdateStatus.SUBMITTED, author=person("subgroup"), progress__contains="by the link"
    )
    assert sent.count() == 3
    page.get_by_role("button", name="I am done").click()
    expect(page.get_by_role("heading", name="You are done")).to_be_visible()


def test_what_was_typed_when_a_newer_link_came_is_offered_there(
    page: Page, sign_in: SignIn, complaints: Complaints
) -> None:
    complaints.expect(403)
    come_by_link(page, "subgroup")
    newer = link_of("subgroup")
    fill_in(page, 1)
    expect(page.get_by_text("open the link in your latest e-mail")).to_be_visible()

    page.goto(newer)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Put it back").click()

    words = page.locator("details.bp-all").first.get_by_label(PROGRESS)
    expect(words).to_have_value("Word 1 by the link.")
