"""Nothing is cut at 320 px, which is also a 1280 px window at 400 % (WCAG 2.2, 1.4.10)."""

import pytest
from playwright.sync_api import Page

from tests.browser.complaints import Complaints
from tests.browser.pages import STRANGER, Listed, open_everything, visits
from tests.browser.people import SignIn
from tests.browser.states import STATES, State

WIDTH = 320
# A stacked table's head is hidden from sight; each cell names its column instead.
UNSEEN = ".govuk-visually-hidden, .bp-table--stack thead, details:not([open]) > *, svg"
CUT = f"""() => [...document.querySelectorAll("header *, main *, footer *")]
  .filter((part) => part.checkVisibility() && !part.closest("{UNSEEN}"))
  .filter((part) => part.getBoundingClientRect().right > {WIDTH} + 0.5)
  .map((part) => part.outerHTML.slice(0, 120))
  .concat(document.documentElement.scrollWidth > {WIDTH} ? ["the page scrolls sideways"] : [])"""
# The spacing of WCAG 2.2, 1.4.12; a reader's own style sheet is no business of the page's policy.
SPACE_OUT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """A window as narrow as a small telephone."""
    return browser_context_args | {"viewport": {"width": WIDTH, "height": 640}}


def cut_off(page: Page) -> list[str]:
    """What reaches beyond the window, as designed and with the text spaced out by its reader."""
    open_everything(page)
    found: list[str] = page.evaluate(CUT)
    page.evaluate(SPACE_OUT)
    spaced_out: list[str] = page.evaluate(CUT)
    return found + spaced_out


@pytest.mark.parametrize(("listed", "reader"), visits())
def test_page_fits_a_narrow_window(
    page: Page, sign_in: SignIn, listed: Listed, reader: str
) -> None:
    if reader not in STRANGER:
        sign_in(page.context, reader)

    page.goto(listed.address(reader))

    assert cut_off(page) == []


@pytest.mark.parametrize("state", STATES)
def test_state_fits_a_narrow_window(
    page: Page, sign_in: SignIn, complaints: Complaints, state: State
) -> None:
    complaints.expect(403, 404, 409, 410)

    state(page, sign_in)

    assert cut_off(page) == []
