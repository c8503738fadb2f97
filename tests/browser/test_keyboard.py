"""The main path by keyboard alone, with the focus always to be seen."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import own_action
from tests.browser.people import PASSWORD, SignIn, access_at_medway, address_of
from tests.browser.states import PROGRESS, report_address

LONGEST_WAY = 80
"""How many stops a way may have before it counts as no way at all."""

# Whether the element looks otherwise without the focus; a radio button shows it on its label.
FOCUS_SHOWS = """() => {
  const stop = document.activeElement;
  const look = () => {
    const styles = [getComputedStyle(stop)];
    for (const label of stop.labels ?? []) styles.push(getComputedStyle(label, "::before"));
    return styles.map((s) => [s.outline, s.boxShadow, s.backgroundColor].join()).join();
  };
  const focused = look();
  stop.blur();
  const plain = look();
  stop.focus({ preventScroll: true });
  return focused !== plain;
}"""
# Whether nothing lies over it (each line of a link), such as the bar that sticks to the window.
IS_ON_TOP = """() => {
  const stop = document.activeElement;
  return [...stop.getClientRects()].every(({ left, right, top, bottom }) =>
    stop.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2)));
}"""


def tab_to(page: Page, goal: Locator, key: str = "Tab") -> None:
    """Press Tab until the focus is there; it must show at every stop on the way."""
    expect(goal).to_be_visible()
    for _ in range(LONGEST_WAY):
        page.keyboard.press(key)
        page.wait_for_function(IS_ON_TOP)
        assert page.evaluate(FOCUS_SHOWS), page.evaluate("document.activeElement.outerHTML")
        if goal.evaluate("goal => goal === document.activeElement"):
            return
    pytest.fail(f"The keyboard does not reach {goal}.")


def skip_to_content(page: Page) -> None:
    """Take the skip link, which must be the first stop of the page."""
    expect(page.locator("body.govuk-frontend-supported")).to_be_attached()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def sign_in_by_keyboard(page: Page) -> None:
    page.goto("/")
    skip_to_content(page)
    tab_to(page, page.get_by_label("E-mail address"))
    page.keyboard.type(address_of("subgroup"))
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


def fill_in_by_keyboard(page: Page) -> None:
    tab_to(page, page.get_by_label("Behind, or the date has passed (red)"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Done, with evidence (green)")).to_be_checked()
    tab_to(page, page.get_by_label(PROGRESS))
    page.keyboard.type("Both trainers have read the list.")
    tab_to(page, page.get_by_label("Training officer looks through the neglect courses"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Submit"))
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 640)])
def test_update_is_submitted_by_keyboard_alone(
    page: Page, boards: None, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    sign_in_by_keyboard(page)
    expect(page.get_by_role("heading", name="Your actions")).to_be_visible()
    skip_to_content(page)
    tab_to(page, page.get_by_role("link", name="Check what training on neglect there is"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Report progress"))
    page.keyboard.press("Enter")
    fill_in_by_keyboard(page)

    # Refused for want of evidence: the focus goes to what is wrong, and from there to the field.
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("What shows it?")).to_be_focused()
    page.keyboard.type("The trainers' note.")
    tab_to(page, page.get_by_role("button", name="Save and finish later"))
    tab_to(page, page.get_by_role("button", name="Submit"), key="Shift+Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Thank you.")


def test_enter_in_a_line_of_text_submits_and_presses_no_other_button(
    page: Page, sign_in: SignIn
) -> None:
    sign_in(page.context, "subgroup")
    page.goto(report_address(own_action(access_at_medway("subgroup"))))
    expect(page.get_by_role("button", name="Nothing to add")).to_be_visible()
    page.get_by_label(PROGRESS).fill("Both trainers have read the list.")
    page.get_by_text("Add a date, a link or a file").click()
    page.get_by_label("Link").fill("https://medway.example/note")

    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Choose how the action is going.")
    expect(page.get_by_label(PROGRESS)).to_have_value("Both trainers have read the list.")
