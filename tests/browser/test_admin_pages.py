"""The admin is Django's own: what axe finds there is known, listed, and no more than that."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.complaints import Complaints
from tests.browser.people import SignIn
from tests.browser.test_accessibility import OPTIONS

KNOWN = {
    "color-contrast": "Django's own colours of hints and of table heads",
    "heading-order": "Django begins the parts of a page at other levels",
    "label": "the box that chooses all rows of a list",
    "landmark-unique": "two parts of the list page share a name",
    "page-has-heading-one": "some pages of the import library",
    "link-in-text-block": "the links of the trail and of the foot",
    "region": "what stands outside of a landmark",
    "select-name": "the file format of an import has its label elsewhere",
}
PAGES = (
    "/admin/",
    "/admin/plans/group/",
    "/admin/plans/group/add/",
    "/admin/plans/group/1/change/",
    "/admin/plans/group/1/history/",
    "/admin/plans/group/import/",
    "/admin/plans/group/export/",
)
axe = Axe()


@pytest.mark.parametrize("address", PAGES)
def test_admin_page_has_no_fault_but_the_known_ones(
    address: str, page: Page, sign_in: SignIn, complaints: Complaints
) -> None:
    sign_in(page.context, "manager")

    response = page.goto(address)

    assert response is not None
    assert response.status == 200
    found = {violation["id"] for violation in axe.run(page, options=OPTIONS).response["violations"]}
    assert found <= set(KNOWN)
    # Our policy lets no inline style in, and axe looks for a style sheet that is not there; the
    # pages are whole without.
    known = ("Content Security Policy", "preload assets")
    complaints.heard = [each for each in complaints.heard if not any(k in each for k in known)]
