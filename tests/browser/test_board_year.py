"""The whole path of a meeting: asked for, reported by a link, locked, signed off, sent, opened."""

import datetime as dt
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from plans.mailing import deliver_owed
from reports.making import make_owed_packs
from tests.browser.people import address_of, sign_in_by_form
from tests.browser.states_reporting import fill_in

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PICTURES = "BOARDPLAN_PICTURES"
"""A folder, in the environment, that pictures of each step are put into; without it, none."""

Arrive = Callable[[str, Mapping[str, Any]], Page]


@pytest.fixture
def arrive(boards: None, new_context: Callable[..., BrowserContext]) -> Arrive:
    """Someone comes to the site on a device of her own; named, she signs in by the form."""

    def come(part: str, device: Mapping[str, Any]) -> Page:
        page = new_context(**device).new_page()
        if part:
            page.goto("/")
            sign_in_by_form(page, part)
        return page

    return come


def picture(page: Page, name: str) -> None:
    """Put a picture of the page, at both widths, where somebody wants to look at it."""
    folder = os.environ.get(PICTURES)
    if not folder:
        return
    before = page.viewport_size
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    if before:
        page.set_viewport_size(before)


def put_into_the_diary(manager: Page, held_on: dt.date) -> None:
    manager.get_by_role("link", name="Meetings", exact=True).click()
    manager.get_by_role("link", name="Add a meeting").first.click()
    manager.get_by_label("Date of the meeting").fill(f"{held_on:%d/%m/%Y}")
    manager.get_by_label("Agenda").fill("Welcome\nThe plan\nAny other business")
    picture(manager, "01-meeting-form")
    manager.get_by_role("button", name="Save", exact=True).click()
    expect(manager.get_by_role("heading", level=1)).to_contain_text("Meeting of")
    picture(manager, "02-meeting")


def ask_for_updates(manager: Page) -> None:
    manager.get_by_role("link", name="Ask for updates").click()
    manager.get_by_label("A word of your own").fill("The chair would like numbers this time.")
    picture(manager, "03-round-form")
    manager.get_by_role("button", name="Ask for updates").click()
    expect(manager.get_by_role("heading", level=1)).to_contain_text("Updates for")


def chase(manager: Page, part: str) -> str:
    """Remind a person by hand; the address that her e-mail holds, without the host."""
    person = manager.get_by_role("region").filter(has_text=address_of(part))
    person.get_by_role("button", name=re.compile("Remind now")).click()
    picture(manager, "04-chase-list")
    mail.outbox.clear()
    deliver_owed()
    (message,) = (each for each in mail.outbox if each.to == [address_of(part)])
    assert "If nothing comes, the board reads: “" in str(message.body)
    found = re.search(
        rf"{re.escape(settings.BOARDPLAN_ADDRESS)}(/reporting/\S+)", str(message.body)
    )
    assert found is not None
    return found[1]


def report_by_link(chair: Page, link: str) -> list[str]:
    """Report on three actions on the one page that the link leads to."""
    chair.goto(link)
    picture(chair, "05-link")
    chair.get_by_role("button", name="Continue").click()
    told = fill_in(chair, 3)
    picture(chair, "06-reporting")
    chair.get_by_role("button", name="Submit all").click()
    expect(chair.get_by_role("heading", name="Thank you")).to_be_visible()
    picture(chair, "07-thanks")
    return told


def accept_all(manager: Page, told: list[str]) -> None:
    manager.get_by_role("link", name="To accept").click()
    for number in told:
        card = manager.get_by_role("article").filter(has_text=number).first
        card.get_by_label("Accept", exact=True).check()
    picture(manager, "08-to-accept")
    manager.get_by_role("button", name="Save my answers").click()
    expect(manager.get_by_role("status")).to_contain_text("Accepted: 3.")


def make_packs() -> None:
    """What the worker does, until nothing is owed."""
    while make_owed_packs(timezone.now()):
        pass


def open_pack(page: Page, held_on: dt.date) -> None:
    page.get_by_role("link", name="Board pack", exact=True).click()
    page.get_by_role("link", name=re.compile(f"{held_on:%-d %B %Y}")).first.click()


def lock(manager: Page) -> None:
    manager.get_by_role("link", name="Lock for the meeting").click()
    picture(manager, "09-lock")
    manager.get_by_role("button", name="Lock the draft").click()
    expect(manager.get_by_text(re.compile("Draft 1, locked on")).first).to_be_visible()


def text_of(page: Page, folder: Path) -> str:
    """The words of the pack that the page gives, without blanks: a line may end anywhere."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the PDF").click()
    download.value.save_as(folder / "pack.pdf")
    leaves = pypdf.PdfReader(folder / "pack.pdf").pages
    return "".join("".join(leaf.extract_text() for leaf in leaves).split())


def test_a_meeting_goes_from_the_diary_to_the_members(arrive: Arrive, tmp_path: Path) -> None:
    held_on = timezone.localdate() + dt.timedelta(days=21)
    manager = arrive("manager", DESKTOP)
    put_into_the_diary(manager, held_on)
    ask_for_updates(manager)
    round_address = manager.url

    link = chase(manager, "subgroup")
    told = report_by_link(arrive("", PHONE), link)
    manager.goto(round_address)
    for number in told:
        owed = manager.get_by_role("region").filter(has_text=address_of("subgroup"))
        expect(owed.get_by_text(number, exact=True)).to_have_count(0)

    accept_all(manager, told)
    open_pack(manager, held_on)
    lock(manager)
    make_packs()

    chair = arrive("chair", DESKTOP)
    open_pack(chair, held_on)
    expect(chair.get_by_text("DRAFT", exact=True)).to_be_visible()
    picture(chair, "10-pack-to-sign")
    chair.get_by_role("button", name="I have read this pack and sign it off").click()
    expect(chair.get_by_text(re.compile("Signed off by")).first).to_be_visible()

    make_packs()
    manager.reload()
    picture(manager, "11-pack-to-send")
    mail.outbox.clear()
    manager.get_by_role("button", name="Send the pack").click()
    expect(manager.get_by_text(re.compile("Sent on")).first).to_be_visible()
    deliver_owed()
    (message,) = (each for each in mail.outbox if each.to == [address_of("member")])
    found = re.search(rf"{re.escape(settings.BOARDPLAN_ADDRESS)}(/boards/\S+)", str(message.body))
    assert found is not None

    member = arrive("member", PHONE)
    member.goto(found[1])
    picture(member, "12-pack-of-a-member")
    text = text_of(member, tmp_path)
    for place in (1, 2, 3):
        assert f"Word{place}bythelink." in text
    assert "DRAFT" not in text
