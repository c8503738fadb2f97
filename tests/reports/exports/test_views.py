"""The plan as a download: what each reader gets, of which day, under which name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from boardplan.audit.events import Event, EventKind
from priorities.document import PlanDocument
from priorities.snapshot import plan_document
from reports.exports.formats import FORMATS
from tests import factories as make
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.priorities.test_confidence import UNDER_WAY
from tests.reports.exports.reading import as_book, as_rows, as_word, text_of

EXPORT = "/boards/a/plan/export/"


@pytest.fixture
def observer(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.observer)


def words_of(response: Any, code: str) -> str:
    """All the words of the file that was answered."""
    if code == "docx":
        return text_of(as_word(response.content).element.body)
    if code == "xlsx":
        cells = (c for sheet in as_book(response.content) for row in sheet for c in row)
        return "\n".join(str(cell.value) for cell in cells)
    return str(response.content.decode("utf-8-sig"))


def events() -> list[tuple[str, dict[str, Any]]]:
    return [(e.board, e.detail) for e in Event.objects.filter(kind=EventKind.EXPORTED)]


@pytest.mark.parametrize("code", FORMATS)
def test_download_is_a_file_of_that_form_named_after_board_plan_and_day(
    observer: Client, rows: SmallPlan, code: str
) -> None:
    response = observer.get(EXPORT, {"format": code})

    name = f"a-business-plan-2026-11-25.{code}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Type"] == FORMATS[code].content_type
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Train a lead worker in every school" in words_of(response, code)
    assert events() == [("a", {"plan": rows.plan.pk, "form": code})]


@pytest.mark.parametrize("code", FORMATS)
@pytest.mark.parametrize("who", ["manager", "observer"])
def test_file_holds_what_the_plan_page_shows_this_reader_and_no_more(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, who: str, code: str
) -> None:
    """What waits to be accepted is in nobody's file, a draft's words neither."""
    client = client_of(getattr(cast, who))

    words = words_of(client.get(EXPORT, {"format": code}), code)

    for shown in ("Nine schools are trained.", "Register of trainers", "Overtaken"):
        assertContains(client.get("/boards/a/plan/"), shown)
        assert shown in words
    for hidden in (*UNDER_WAY, "What only board B may read"):
        assert hidden not in words


@pytest.mark.parametrize("who", ["manager", "observer"])
def test_what_is_in_the_way_is_in_the_file_where_the_page_tells_it(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, who: str
) -> None:
    rows.accepted.issue = "Rooms are scarce."
    rows.accepted.save()
    client = client_of(getattr(cast, who))

    assertContains(client.get("/boards/a/plan/"), "In the way: Rooms are scarce.")
    assert "In the way: Rooms are scarce." in words_of(client.get(f"{EXPORT}?format=docx"), "docx")


def test_download_as_at_a_day_shows_that_day_and_bears_its_date(
    observer: Client, rows: SmallPlan
) -> None:
    response = observer.get(EXPORT, {"format": "csv", "as_at": "1/4/2026"})

    assert "a-business-plan-2026-04-01.csv" in response.headers["Content-Disposition"]
    (first, *_) = as_rows(response.content)
    assert (first["Action number"], first["Rating"]) == ("1.1.1", "Not yet rated")


def test_json_is_the_document(observer: Client, rows: SmallPlan) -> None:
    response = observer.get(EXPORT, {"format": "json"})

    read = PlanDocument.from_json(json.loads(response.content))
    assert read == plan_document(rows.plan)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"format": "odt"}, "A plan goes out as Word, Excel, CSV or JSON."),
        ({"format": "docx", "as_at": "26/11/2026"}, "This date is still to come."),
        ({"format": "docx", "as_at": "31/3/2026"}, "The record begins on 1 April 2026."),
        ({"format": "docx", "as_at": "soon"}, "Write the date with day, month and year"),
    ],
)
def test_what_cannot_be_made_is_told_on_the_page_and_recorded_nowhere(
    observer: Client, rows: SmallPlan, asked: dict[str, str], reason: str
) -> None:
    response = observer.get(EXPORT, asked)

    assertContains(response, reason)
    assert not events()


def test_text_too_long_for_a_cell_is_told_on_the_page(observer: Client, rows: SmallPlan) -> None:
    rows.led.text = "x" * 40_000
    rows.led.save()

    assertContains(observer.get(EXPORT, {"format": "xlsx"}), "Take Word or JSON.")


def test_page_offers_the_forms_without_a_word_of_error(observer: Client, rows: SmallPlan) -> None:
    response = observer.get(EXPORT)

    assertContains(response, "Download the plan")
    assertNotContains(response, "There is a problem")
    assert not events()


def test_plan_page_leads_to_the_files(observer: Client, rows: SmallPlan) -> None:
    response = observer.get("/boards/a/plan/")

    for code in FORMATS:
        assertContains(response, f'href="/boards/a/plans/business-plan/export/?format={code}"')


def test_other_plan_of_the_board_goes_out_from_its_own_address(
    cast: Cast, observer: Client, rows: SmallPlan
) -> None:
    make.plan(board=cast.board, slug="work-plan", title="Work plan", kind="work")

    response = observer.get("/boards/a/plans/work-plan/export/", {"format": "docx"})

    assert "a-work-plan-2026-11-25.docx" in response.headers["Content-Disposition"]
    assert "Work plan" in words_of(response, "docx")


def test_board_without_a_plan_has_nothing_to_download(observer: Client, cast: Cast) -> None:
    assertContains(observer.get(EXPORT), "no business plan here yet")
