"""Nothing is cut at 320 px, which is also a 1280 px window at 400 % (WCAG 2.2, 1.4.10)."""

import pytest
from playwright.sync_api import Page

from tests.browser.complaints import Complaints
from tests.browser.pages import STRANGER, Listed, visits
from tests.browser.people import SignIn
from tests.browser.states import STATES, State

WIDTH = 320
# A stacked table's head is hidden from sight; each cell names its column instead.
UNSEEN = ".govuk-visually-hidden, .bp-table--stack thead, details:not([open]) > *, svg"
CUT = f"""() => [...document.querySelectorAll("header *, main *, footer *")]
  .filter((part) => part.checkVisibility() && !part.closest("{UNSEEN}"))
  .filter((part) => part.getBoundingClientRect().right > {WIDTH} + 0.5)
  .map((part) => part.outerHTML.slice(0, 120))"""


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """A window as narrow as a small telephone."""
    return browser_context_args | {"viewport": {"width": WIDTH, "height": 640}}


def widest(page: Page) -> int:
    """The width in CSS pixels that the page takes up."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize(("listed", "reader"), visits())
def test_page_fits_a_narrow_window(
    page: Page, sign_in: SignIn, listed: Listed, reader: str
) -> None:
    if reader not in STRANGER:
        sign_in(page.context, reader)

    page.goto(listed.address(reader))

    assert widest(page) <= WIDTH
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("state", STATES)
def test_state_fits_a_narrow_window(
    page: Page, sign_in: SignIn, complaints: Complaints, state: State
) -> None:
    complaints.expect(403, 404)

    state(page, sign_in)

    assert widest(page) <= WIDTH
    assert page.evaluate(CUT) == []
