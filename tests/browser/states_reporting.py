"""States of the pages by which people report without signing in: a link open, used, refused."""

from __future__ import annotations

import uuid

from django.urls import reverse
from playwright.sync_api import Page, expect

from plans.models import Board
from priorities.services.links import link_make
from tests.browser.people import SignIn, person

PROGRESS = "What has happened since the last update?"


def link_of(part: str) -> str:
    """The path of a link that was just sent to somebody of Medway's people."""
    board = Board.objects.get(slug="medway")
    return reverse(
        "reporting:link", args=[link_make(board=board, user=person(part), key=uuid.uuid4())]
    )


def come_by_link(page: Page, part: str) -> None:
    """Open the link of somebody, and go on."""
    page.goto(link_of(part))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("button", name="Submit all")).to_be_visible()


def fill_in(page: Page, count: int) -> list[str]:
    """Say something of the first actions on the page; returns their headings."""
    parts = page.locator("details.bp-all")
    told = []
    for place in range(count):
        part = parts.nth(place)
        heading = part.locator("summary.bp-all__summary")
        told.append(heading.locator(".bp-number").inner_text())
        heading.click()
        part.get_by_label("On course").check()
        part.get_by_label(PROGRESS).fill(f"Word {place + 1} by the link.")
    return told


def link_to_updates(page: Page, sign_in: SignIn) -> None:
    page.goto(link_of("subgroup"))
    expect(page.get_by_role("button", name="Continue")).to_be_visible()


def link_to_updates_of_another(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "lead")
    page.goto(link_of("subgroup"))
    expect(page.get_by_text("You are signed in as lead@medway.example.")).to_be_visible()


def reporting_by_link(page: Page, sign_in: SignIn) -> None:
    come_by_link(page, "subgroup")


def reporting_refused(page: Page, sign_in: SignIn) -> None:
    come_by_link(page, "subgroup")
    part = page.locator("details.bp-all").first
    part.locator("summary.bp-all__summary").click()
    part.get_by_label("Done, with evidence (green)").check()
    page.get_by_role("button", name="Submit all").click()
    expect(page.get_by_text("Nothing is submitted yet.")).to_be_visible()


def reporting_sent(page: Page, sign_in: SignIn) -> None:
    come_by_link(page, "subgroup")
    fill_in(page, 2)
    page.get_by_role("button", name="Submit all").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def reporting_done(page: Page, sign_in: SignIn) -> None:
    come_by_link(page, "subgroup")
    page.get_by_role("link", name="Leave this page").click()
    page.get_by_role("button", name="I am done").click()
    expect(page.get_by_role("heading", name="You are done")).to_be_visible()


def reporting_over(page: Page, sign_in: SignIn) -> None:
    page.goto("/reporting/")
    expect(page.get_by_role("heading", name="You are not reporting now")).to_be_visible()


def link_to_updates_replaced(page: Page, sign_in: SignIn) -> None:
    old = link_of("subgroup")
    link_of("subgroup")
    page.goto(old)
    expect(page.get_by_text("replaced by the one in a newer e-mail")).to_be_visible()


REPORTING = (
    link_to_updates,
    link_to_updates_of_another,
    reporting_by_link,
    reporting_refused,
    reporting_sent,
    reporting_done,
    reporting_over,
    link_to_updates_replaced,
)
