"""The session ends in mid-sentence, and the sentence is still there afterwards."""

from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from tests.browser.pages import own_action
from tests.browser.people import SignIn, access_at_medway, sign_in_by_form
from tests.browser.states import PROGRESS, report_address

TYPED = "Both trainers have read the list, and the ambulance trust"


def test_text_typed_when_the_session_ended_is_put_back_after_signing_in_again(
    page: Page, sign_in: SignIn
) -> None:
    sign_in(page.context, "subgroup")
    address = report_address(own_action(access_at_medway("subgroup")))
    page.goto(address)

    Session.objects.all().delete()
    page.get_by_label(PROGRESS).fill(TYPED)
    expect(page.get_by_role("status").last).to_contain_text("because you are signed out")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in_by_form(page, "subgroup")
    page.get_by_role("button", name="Put it back").click()

    assert page.url.endswith(address)
    expect(page.get_by_label(PROGRESS)).to_have_value(TYPED)
    expect(page.get_by_role("status").last).to_contain_text("Draft saved")
