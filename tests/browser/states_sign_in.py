"""States of the pages about signing in: a code asked for, a second step, an app set up."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from boardplan.accounts.models import User
from plans.models import Board
from tests.boardplan.accounts.signing_in import ACTIVATE, app_code, give_app
from tests.browser.people import PASSWORD, SignIn, address_of, person, sign_in_by_form

CODE = "Code from your authenticator app"


def shows(page: Page, heading: str) -> None:
    """Make sure that this is the page."""
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()


def prove_by_password(page: Page) -> None:
    """Answer the question whether it is really you."""
    shows(page, "Is it you?")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def with_app(page: Page, sign_in: SignIn, address: str) -> User:
    """Go to a page as somebody with an app, and answer whether it is really you."""
    user = sign_in(page.context, "observer")
    give_app(user)
    page.goto(address)
    prove_by_password(page)
    return user


def ask_for_code(page: Page) -> None:
    page.goto("/accounts/login/?next=/boards/medway/plan/")
    page.get_by_label("E-mail address").fill(address_of("observer"))
    page.get_by_role("button", name="E-mail me a sign-in code").click()
    shows(page, "Look in your e-mail")


def sign_in_page_of_an_ended_session(page: Page, sign_in: SignIn) -> None:
    page.goto("/boards/medway/plan/")
    expect(page.get_by_text("Boardplan signs you out after 3 hours")).to_be_visible()


def code_asked_for(page: Page, sign_in: SignIn) -> None:
    ask_for_code(page)


def code_refused(page: Page, sign_in: SignIn) -> None:
    ask_for_code(page)
    page.get_by_label("Code").fill("1234-5678")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("This code is not right.")


def code_sent_again(page: Page, sign_in: SignIn) -> None:
    ask_for_code(page)
    page.get_by_role("button", name="Send another code").click()
    expect(page.get_by_role("status")).to_contain_text("Another code is on its way.")


def second_step(page: Page, sign_in: SignIn) -> None:
    give_app(person("observer"))
    page.goto("/accounts/login/")
    sign_in_by_form(page, "observer")
    shows(page, "Second step")


def second_step_refused(page: Page, sign_in: SignIn) -> None:
    second_step(page, sign_in)
    page.get_by_label(CODE).fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("This code is not right.")


def app_needed_by_the_board(page: Page, sign_in: SignIn) -> None:
    Board.objects.filter(slug="medway").update(requires_second_factor=True)
    sign_in(page.context, "chair")
    page.goto("/boards/medway/")
    shows(page, "Is it you?")
    expect(page.get_by_role("alert")).to_contain_text("Set one up now")


def app_set_up(page: Page, sign_in: SignIn) -> None:
    app_needed_by_the_board(page, sign_in)
    prove_by_password(page)
    shows(page, "Set up an authenticator app")


def recovery_codes_of_a_new_app(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "observer")
    page.goto(ACTIVATE)
    prove_by_password(page)
    key = page.locator("main ol strong").inner_text().replace(" ", "")
    page.get_by_label(CODE).fill(app_code(secret=key))
    page.get_by_role("button", name="Turn it on").click()
    shows(page, "Recovery codes")


def security_with_app(page: Page, sign_in: SignIn) -> None:
    give_app(sign_in(page.context, "observer"))
    page.goto("/accounts/2fa/")
    expect(page.get_by_text("You have 10 unused codes.")).to_be_visible()


def security_without_password(page: Page, sign_in: SignIn) -> None:
    user = person("observer")
    user.set_unusable_password()
    user.save()
    sign_in(page.context, "observer")
    page.goto("/accounts/2fa/")
    expect(page.get_by_text("You have none and sign in by e-mailed codes.")).to_be_visible()


def proof_by_app(page: Page, sign_in: SignIn) -> None:
    give_app(sign_in(page.context, "observer"))
    page.goto("/accounts/2fa/totp/deactivate/")
    page.get_by_role("link", name="Use your authenticator app instead").click()
    expect(page.get_by_label(CODE)).to_be_visible()


def app_turned_off(page: Page, sign_in: SignIn) -> None:
    with_app(page, sign_in, "/accounts/2fa/totp/deactivate/")
    shows(page, "Turn off the authenticator app")


def codes_made_anew(page: Page, sign_in: SignIn) -> None:
    with_app(page, sign_in, "/accounts/2fa/recovery-codes/generate/")
    shows(page, "Make new recovery codes")


SIGNING_IN = (
    sign_in_page_of_an_ended_session,
    code_asked_for,
    code_refused,
    code_sent_again,
    second_step,
    second_step_refused,
    app_needed_by_the_board,
    app_set_up,
    recovery_codes_of_a_new_app,
    security_with_app,
    security_without_password,
    proof_by_app,
    app_turned_off,
    codes_made_anew,
)
