"""What changed between versions, days and now, as a page and as a sheet; the plan as at a day."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from tests.conftest import Cast, ClientOf, SmallPlan
from tests.factories import BEGAN
from tests.reports.issued import issued

COMPARE, AS_AT = "/boards/a/plan/compare/", "/boards/a/plan/as-at/"


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


@pytest.fixture
def changed(rows: SmallPlan, cast: Cast) -> SmallPlan:
    """Version 8, then one action in other words and a milestone later."""
    issued(rows.plan, cast, number=8)
    rows.led.text = "Train a lead worker in each school <b>now</b>"
    rows.led.record(by=cast.manager)
    rows.dated.due_on = dt.date(2027, 4, 30)
    rows.dated.record(by=cast.manager)
    return rows


def test_changes_since_a_version_are_told_by_kind(manager: Client, changed: SmallPlan) -> None:
    page = manager.get(f"{COMPARE}?from=8&to=now")

    assertContains(page, "From version 8 (25 November 2026) to today (25 November 2026)")
    assertContains(page, "1 slipped: a milestone of 1.1.1 by 30 days.")
    assertContains(page, "Re-worded (1)")
    assertContains(page, '<del><span class="govuk-visually-hidden">gone: </span>every </del>')
    assertContains(page, "&lt;b&gt;now&lt;/b&gt;")
    assertContains(page, f'href="/boards/a/actions/{changed.led.pk}/"', count=2)
    assert [section.kind for section, _ in page.context["sections"]] == ["re-worded", "slipped"]


def test_states_that_say_the_same_are_told_to(manager: Client, rows: SmallPlan, cast: Cast) -> None:
    issued(rows.plan, cast, number=8)

    assertContains(manager.get(f"{COMPARE}?from=8&to=now"), "Nothing changed.")


def test_page_without_a_question_offers_the_latest_version_and_today(
    manager: Client, changed: SmallPlan
) -> None:
    page = manager.get(COMPARE)

    form = page.context["form"]
    assert (form["from"].value(), form["to"].value()) == ("8", "now")
    assertNotContains(page, "Re-worded")


def test_form_and_address_both_name_days(manager: Client, changed: SmallPlan) -> None:
    by_address = manager.get(f"{COMPARE}?from=2026-11-25&to=8")
    by_form = manager.get(f"{COMPARE}?from=day&from_day=25/11/2026&to=8&to_day=")

    for page in (by_address, by_form):
        assertContains(page, "From 25 November 2026 to version 8")
        assertContains(page, "1 brought forward")
        assert page.context["form"]["from_day"].value()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("from=7&to=now", "There is no such version"),
        ("from=1/1/2020&to=now", "The record begins on"),
        ("from=1/1/2100&to=now", "still to come"),
        ("from=day&to=now", "Write the day"),
        ("from=rubbish&to=now", "Write the date with day, month and year"),
        ("from=&to=now", "Choose a version"),
        ("to=now", "Choose a version"),
        ("from=99999999999999999999999&to=now", "There is no such version"),
    ],
)
def test_state_that_is_not_there_is_told(
    manager: Client, changed: SmallPlan, asked: str, said: str
) -> None:
    page = manager.get(f"{COMPARE}?{asked}")

    assertContains(page, said)
    assertNotContains(page, "Nothing changed")


def test_version_that_was_tampered_with_is_told(manager: Client, changed: SmallPlan) -> None:
    changed.plan.versions.update(content="{}")

    assertContains(manager.get(f"{COMPARE}?from=8&to=now"), "its hash differs")


def test_sheet_holds_the_changes_as_text(manager: Client, changed: SmallPlan, cast: Cast) -> None:
    changed.unled.text = "=HYPERLINK('http://evil')"
    changed.unled.record(by=cast.manager)

    response = manager.get(f"{COMPARE}?from=8&to=now&format=xlsx")

    book = openpyxl.load_workbook(io.BytesIO(response.content))
    told: list[Any] = [[cell.value for cell in row] for row in book["Changes"].iter_rows()]
    assert told[0][:3] == ["Kind", "What", "Number"]
    assert ["Slipped", "Milestone of action 1.1.1", "1.1.1"] in [row[:3] for row in told]
    risky = next(c for row in book["Changes"].iter_rows() for c in row if "evil" in str(c.value))
    assert (risky.data_type, risky.quotePrefix) == ("s", True)
    assert manager.get(f"{COMPARE}?from=8&to=now&format=xlsx").content == response.content


def test_sheet_that_a_cell_cannot_hold_is_refused(
    manager: Client, changed: SmallPlan, cast: Cast
) -> None:
    changed.unled.text = "x" * 33_000
    changed.unled.record(by=cast.manager)

    assertContains(manager.get(f"{COMPARE}?from=8&to=now&format=xlsx"), "33000 characters")


def test_plan_is_shown_as_at_a_day(manager: Client, changed: SmallPlan, cast: Cast) -> None:
    yesterday = manager.get(f"{AS_AT}?date=24/11/2026")

    assertContains(yesterday, "As it stood at the end of 24 November 2026")
    assertContains(yesterday, "Train a lead worker in every school")
    assertContains(manager.get(f"{AS_AT}?date=25/11/2026"), "in each school")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (f"{BEGAN.day}/{BEGAN.month}/{BEGAN.year - 1}", "The record begins on"),
        ("1/1/2100", "still to come"),
        ("31/2/2026", "is not a date"),
        ("", "Fill in"),
    ],
)
def test_day_that_the_record_does_not_know_is_told(
    manager: Client, rows: SmallPlan, day: str, said: str
) -> None:
    assertContains(manager.get(f"{AS_AT}?date={day}"), said)
