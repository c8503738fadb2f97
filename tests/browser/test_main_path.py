"""The whole path of one update: from a chair's telephone to the pack on the table."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.people import sign_in_by_form
from tests.browser.states import PROGRESS

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}

TYPED = "The course list has been read by both trainers."
QUESTION = "Which agencies were left out?"
ANSWERED = "The course list has been read by both trainers; only the ambulance trust was left out."
EVIDENCE = "Trainers' note on neglect courses, read at the autumn sub-group."

Arrive = Callable[[str, Mapping[str, Any]], Page]


@pytest.fixture
def arrive(boards: None, new_context: Callable[..., BrowserContext]) -> Arrive:
    """Someone comes to the site on a device of her own and signs in by the form."""

    def come(part: str, device: Mapping[str, Any]) -> Page:
        page = new_context(**device).new_page()
        page.goto("/")
        sign_in_by_form(page, part)
        return page

    return come


def report_without_evidence(page: Page) -> None:
    page.get_by_role("link", name="Check what training on neglect there is").click()
    page.get_by_role("link", name="Report progress").click()
    page.get_by_label("Done, with evidence (green)").check()
    page.get_by_label(PROGRESS).fill(TYPED)
    page.get_by_label("Training officer looks through the neglect courses").check()
    page.get_by_role("button", name="Submit").click()


def answer_at_review(page: Page, verdict: str, question: str = "") -> None:
    card = page.get_by_role("article").filter(has_text="Check what training on neglect")
    card.get_by_label(verdict).check()
    if question:
        card.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Save my answers").click()


def pack_text(page: Page, folder: Path) -> str:
    """The words of the pack that the button downloads, without blanks: a line may end anywhere."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the pack").click()
    download.value.save_as(folder / "pack.pdf")
    leaves = pypdf.PdfReader(folder / "pack.pdf").pages
    return "".join("".join(leaf.extract_text() for leaf in leaves).split())


def test_update_goes_from_a_chairs_phone_into_the_pack(arrive: Arrive, tmp_path: Path) -> None:
    chair = arrive("subgroup", PHONE)
    report_without_evidence(chair)

    # Refused: it says what is wanted, and nothing typed is lost.
    expect(chair.get_by_role("alert")).to_contain_text("evidence")
    expect(chair.get_by_label(PROGRESS)).to_have_value(TYPED)
    expect(chair.get_by_label("Training officer looks through")).to_be_checked()

    chair.get_by_label("What shows it?").fill(EVIDENCE)
    chair.get_by_role("button", name="Submit").click()
    expect(chair.get_by_role("status")).to_contain_text("Thank you.")

    manager = arrive("manager", DESKTOP)
    waiting = manager.get_by_role("region", name="To do now")
    expect(waiting.get_by_role("listitem").filter(has_text="5.2.2")).to_be_visible()
    manager.get_by_role("link", name="Read and answer").click()
    answer_at_review(manager, "Send back with a question", QUESTION)
    expect(manager.get_by_role("status")).to_contain_text("Sent back with a question: 1.")

    chair.goto("/")
    chair.get_by_role("link", name="Go on (5.2.2)").click()
    expect(chair.get_by_text(QUESTION)).to_be_visible()
    expect(chair.get_by_text(EVIDENCE, exact=True)).to_be_visible()
    chair.get_by_label(PROGRESS).fill(ANSWERED)
    chair.get_by_role("button", name="Submit").click()
    expect(chair.get_by_role("status")).to_contain_text("Thank you.")

    manager.get_by_role("link", name="To accept").click()
    answer_at_review(manager, "Accept")
    expect(manager.get_by_role("status")).to_contain_text("Accepted: 1.")

    independent = arrive("chair", DESKTOP)
    independent.get_by_role("link", name="Plan", exact=True).click()
    row = independent.get_by_role("row").filter(has_text="Check what training on neglect")
    expect(row).to_contain_text("Green")
    expect(row).to_contain_text(ANSWERED)
    independent.get_by_role("link", name="Board pack").click()
    text = pack_text(independent, tmp_path)
    told = text.rpartition("5.2.2")[2].partition("5.3.1")[0]
    wanted = ("Green", ANSWERED, EVIDENCE)
    assert [words for words in wanted if "".join(words.split()) not in told] == []
