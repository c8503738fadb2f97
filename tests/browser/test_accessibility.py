"""Axe finds nothing: on every page for each of its readers, and in the states a page may be in."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.complaints import Complaints
from tests.browser.pages import NO_PAGES, PAGES, STRANGER, Listed, names, open_everything, visits
from tests.browser.people import SignIn
from tests.browser.states import STATES, State

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": TAGS},
}
axe = Axe()


def findings(page: Page) -> str:
    """What axe has to say of the page as it stands; empty where it is content."""
    open_everything(page)
    results = axe.run(page, options=OPTIONS)
    return results.generate_report() if results.violations_count else ""


def test_every_address_is_listed_among_the_pages() -> None:
    listed = {page.name for page in PAGES} | set(NO_PAGES)

    missing = set(names()) - listed

    assert not missing, f"Add {sorted(missing)} to PAGES of tests/browser/pages.py, or to NO_PAGES."
    assert not listed - set(names()), "tests/browser/pages.py lists addresses that are gone."


@pytest.mark.parametrize(("listed", "reader"), visits())
def test_page_has_no_fault_that_axe_can_find(
    page: Page, sign_in: SignIn, listed: Listed, reader: str
) -> None:
    if reader not in STRANGER:
        sign_in(page.context, reader)
    address = listed.address(reader)

    response = page.goto(address)

    assert response is not None
    assert response.status == 200
    assert page.url.endswith(address)
    assert findings(page) == ""


@pytest.mark.parametrize("state", STATES)
def test_state_has_no_fault_that_axe_can_find(
    page: Page, sign_in: SignIn, complaints: Complaints, state: State
) -> None:
    complaints.expect(403, 404, 409, 410)

    state(page, sign_in)

    assert findings(page) == ""
