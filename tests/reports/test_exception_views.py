"""The pages of exceptions and partners: what they show, to whom, and what they keep from whom."""

from __future__ import annotations

import datetime as dt

from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests import factories as make
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.factories import LONDON

EXCEPTIONS, PARTNERS = "/boards/a/exceptions/", "/boards/a/partners/"


def slip(rows: SmallPlan) -> None:
    """Move the date of the action that the sub-group leads, and say what is in the way."""
    make.update(
        action=rows.led,
        is_accepted=True,
        rating=rows.ratings["red"],
        progress="Nine schools of ten.",
        issue="Two trainers have left.",
        new_due_on=dt.date(2027, 3, 31),
        new_due_reason="no trainer",
        replaced={"due_on": "2026-12-31"},
        at=dt.datetime(2026, 11, 2, 12, tzinfo=LONDON),
    )


def test_exceptions_lead_to_their_actions_and_say_where_each_comes_from(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    slip(rows)

    page = client_of(cast.member).get(EXCEPTIONS)

    assertContains(page, "Date moved once, by 90 days, on 2 November 2026: “no trainer”")
    assertContains(page, 'id="slipped"')
    assertContains(page, f'href="/boards/a/actions/{rows.led.pk}/"')
    assertContains(page, "None: nothing to add three times; little or no progress;")
    assertContains(page, "5 of 5 actions in force need")


def test_exceptions_are_in_the_menu_of_those_who_may_read_them_only(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    assertContains(client_of(cast.chair).get("/boards/a/"), EXCEPTIONS)
    assertNotContains(client_of(cast.lead).get("/boards/a/"), EXCEPTIONS)


def test_exceptions_of_a_board_without_a_plan_say_so(cast: Cast, client_of: ClientOf) -> None:
    assertContains(client_of(cast.chair).get(EXCEPTIONS), "no business plan")
    assertContains(client_of(cast.chair).get(PARTNERS), "no business plan")
    assertRedirects(client_of(cast.chair).get(f"{PARTNERS}sheets.pdf"), PARTNERS)


def test_partners_have_a_side_each_and_the_public_one_keeps_silent(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    slip(rows)
    client = client_of(cast.chair)

    page, public = client.get(PARTNERS), client.get(f"{PARTNERS}?public=1")

    for words in ("Two trainers have left.", "no trainer", "by 90 days in all"):
        assertContains(page, words)
        assertNotContains(public, words)
    for words in ("Done by 31 March 2027", "Learning sub-group", "Nine schools of ten."):
        assertContains(page, words)
        assertContains(public, words)
    assertContains(public, "bp-public")


def test_what_waits_to_be_accepted_is_on_no_side(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    for address in (EXCEPTIONS, PARTNERS):
        assertNotContains(client_of(cast.manager).get(address), "Two readers have left.")


def test_sheets_to_print_are_a_download(cast: Cast, client_of: ClientOf, rows: SmallPlan) -> None:
    response = client_of(cast.chair).get(f"{PARTNERS}sheets.pdf")

    assert response.content.startswith(b"%PDF-")
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="board-a-partners-2026-11-25.pdf"'
    )
