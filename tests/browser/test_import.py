"""A plan's whole way from a Word file to its page, one column put right by hand."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, FilePayload, expect

from priorities.models import Action, PlanImport
from tests.browser.people import SignIn
from tests.priorities.importing.making import paragraph, row, table, word
from tests.priorities.imports import HEADINGS

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

UNKNOWN = "From the last audit"
ROWS = (
    ("1", "Train a lead worker in every school", "Police", "March 2027", "A", "Nine are trained"),
    ("2", "Agree one assessment form", "Designated Nurse", "June 2027", "R", "Was put off"),
)


def plan_file() -> FilePayload:
    """A plan in Word that says no years, and whose last column has a heading nobody knows."""
    rows = table(row(*HEADINGS[:-1], UNKNOWN), *(row(*texts) for texts in ROWS))
    return {
        "name": "Plan.docx",
        "mimeType": WORD,
        "buffer": word(paragraph("Business plan") + rows),
    }


@pytest.mark.parametrize("options", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_plan_goes_from_a_word_file_to_its_page(
    new_context: Callable[..., BrowserContext], sign_in: SignIn, options: Mapping[str, Any]
) -> None:
    context = new_context(**options)
    sign_in(context, "manager@bare.example")
    page = context.new_page()
    page.goto("/boards/bare/plan/")
    page.get_by_role("link", name="import the plan that you have").click()

    page.get_by_label("The plan as a file").set_input_files(plan_file())
    page.get_by_role("button", name="Read the file").click()

    # Read without a click, and shown with what it took each column for.
    expect(page.get_by_role("heading", name="What was found", level=1)).to_be_visible()
    column = page.get_by_role("combobox", name=UNKNOWN)
    expect(column).to_have_value("")
    column.select_option("progress")
    page.get_by_label("First day").fill("1 April 2026")
    page.get_by_label("Last day").fill("31 March 2029")
    page.get_by_role("button", name="Read again with these").click()

    expect(page.get_by_role("combobox", name=UNKNOWN)).to_have_value("progress")
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("heading", name="This becomes the plan")).to_be_visible()
    page.get_by_role("button", name="Make it the plan").click()

    row = page.get_by_role("row").filter(has_text="Train a lead worker in every school")
    expect(row).to_contain_text("Police")
    expect(row).to_contain_text("Amber")
    expect(row).to_contain_text("Nine are trained")
    assert Action.objects.filter(objective__priority__plan__board__slug="bare").count() == 2
    assert PlanImport.objects.get().status == "applied"
