"""A board's house layout: edited by its managers, printed everywhere at once, no words lost."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from plans.models import HouseLayout
from priorities.snapshot import plan_document
from reports.models import EditionChoice as Edition
from reports.pack import board_pack_parts
from reports.pack_sources import plan_pack
from tests import factories as make
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.factories import TODAY
from tests.priorities.filling_in import errors, filled_in, send, told

PAGE = "/boards/a/settings/layout/"
BLANK = {"field_3": "", "heading_3": "", "group_3": "", "place_3": "", "remove_3": ""}


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    """The manager's browser."""
    return client_of(cast.manager)


@pytest.fixture
def layout(rows: SmallPlan) -> HouseLayout:
    """The layout of board A's plan, of two columns."""
    layout: HouseLayout = rows.plan.layout
    layout.columns = [
        {"field": "number", "heading": "No.", "group": None},
        {"field": "text", "heading": "What", "group": None},
    ]
    layout.save()
    return layout


def headings(layout: HouseLayout) -> list[str]:
    """The saved columns, as “field: heading”, with their groups."""
    layout.refresh_from_db()
    return [
        f"{c['field']}: {c['heading']}" + (f" ({c['group']})" if c["group"] else "")
        for c in layout.columns
    ]


def with_third(client: Client, **words: Any) -> dict[str, Any]:
    """The form after “Add a column”, filled in."""
    sent = filled_in(client, PAGE, step="add")
    form = client.post(PAGE, sent).context["form"]
    assert form.count == 3
    return sent | {"rows": "3", "step": ""} | words


def test_words_headings_and_groups_are_saved_with_who_and_when(
    manager: Client, cast: Cast, layout: HouseLayout
) -> None:
    response = send(
        manager,
        PAGE,
        priority_word="Aim",
        heading_1="Number",
        group_1="Planning",
        group_2="Planning",
    )

    assert "The layout is saved." in told(manager, response)
    assert headings(layout) == ["number: Number (Planning)", "text: What (Planning)"]
    assert layout.priority_word == "Aim"
    assert layout.history.first().history_user == cast.manager


def test_page_pack_and_file_print_from_it_at_once(
    manager: Client, rows: SmallPlan, layout: HouseLayout
) -> None:
    send(manager, PAGE, heading_2="What is to be done", objective_word="Aim")

    assertContains(manager.get("/boards/a/plan/"), "What is to be done")
    plan = type(rows.plan).objects.whole().get(pk=rows.plan.pk)
    pack = board_pack_parts(plan_pack(plan_document(plan), as_at=TODAY, edition=Edition.PUBLIC))
    assert "What is to be done" in "".join(pack)
    file = docx.Document(io.BytesIO(manager.get("/boards/a/plan/export/?format=docx").content))
    assert file.tables[1].rows[0].cells[1].text == "What is to be done"
    assert file.tables[1].rows[2].cells[0].text == "1.1 Aim: Seen early"


def test_column_is_added_without_scripts(manager: Client, layout: HouseLayout) -> None:
    send_third = with_third(manager, field_3="leads", heading_3="Who", place_3="2")

    manager.post(PAGE, send_third)

    assert headings(layout) == ["number: No.", "text: What", "leads: Who"]


def test_adding_a_column_saves_nothing_and_keeps_what_was_typed(
    manager: Client, layout: HouseLayout
) -> None:
    response = manager.post(PAGE, filled_in(manager, PAGE, step="add", heading_2="Half typed"))

    assertContains(response, 'value="Half typed"')
    assertContains(response, "Column 3")
    assert not response.context["form"].errors
    assert headings(layout) == ["number: No.", "text: What"]


def test_columns_move_by_their_places_and_go_by_a_tick(
    manager: Client, layout: HouseLayout
) -> None:
    manager.post(
        PAGE, with_third(manager, field_3="leads", heading_3="Who", place_3="1", place_1="9")
    )
    assert headings(layout) == ["leads: Who", "text: What", "number: No."]

    send(manager, PAGE, remove_1="on")

    assert headings(layout) == ["text: What", "number: No."]


def test_row_left_blank_is_no_column(manager: Client, layout: HouseLayout) -> None:
    manager.post(PAGE, with_third(manager, **BLANK))

    assert headings(layout) == ["number: No.", "text: What"]


def test_field_that_has_a_column_already_is_refused_and_what_was_typed_kept(
    manager: Client, layout: HouseLayout
) -> None:
    response = send(manager, PAGE, field_2="number", heading_2="Twice")

    assert "has a column already" in errors(response)["field_2"][0]
    assertContains(response, 'value="Twice"')
    assert headings(layout) == ["number: No.", "text: What"]


def test_layout_without_columns_is_refused(manager: Client, layout: HouseLayout) -> None:
    response = send(manager, PAGE, remove_1="on", remove_2="on")

    assert "at least one column" in errors(response)["__all__"][0]
    assert headings(layout) == ["number: No.", "text: What"]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"heading_2": " "}, "heading_2", "Give column 2 a heading."),
        ({"field_2": ""}, "field_2", "Choose what column 2 prints."),
        ({"field_2": "secrets"}, "field_2", "Select a valid choice."),
        ({"place_2": "first"}, "place_2", "a place as a number"),
        ({"heading_2": "x" * 121}, "heading_2", "The limit is 120."),
        ({"priority_word": ""}, "priority_word", "Fill in"),
        ({"rows": "x"}, "rows", "whole number"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    manager: Client, layout: HouseLayout, typed: dict[str, str], field: str, words: str
) -> None:
    assert words in errors(send(manager, PAGE, **typed))[field][0]
    assert headings(layout) == ["number: No.", "text: What"]


@pytest.mark.parametrize("count", ["-1", "0", "999", "99999999", "²", ""])
def test_number_of_columns_is_not_taken_on_trust(
    manager: Client, layout: HouseLayout, count: str
) -> None:
    for step in ("add", ""):
        response = manager.post(PAGE, filled_in(manager, PAGE, rows=count, step=step))
        assert response.status_code == 200
        assert response.context["form"].count <= 24
    assert headings(layout) == ["number: No.", "text: What"]


def test_layout_somebody_else_saved_meanwhile_is_shown_beside_ones_own(
    manager: Client, cast: Cast, layout: HouseLayout
) -> None:
    mine = filled_in(manager, PAGE, heading_1="MINE")
    layout.columns = [{"field": "text", "heading": "THEIRS", "group": None}]
    layout.record(by=cast.deputy)

    response = manager.post(PAGE, mine)

    assert "Somebody else changed this" in errors(response)["__all__"][0]
    assert ("Columns", "THEIRS") in response.context["form"].theirs
    assertContains(response, 'value="MINE"')
    assert headings(layout) == ["text: THEIRS"]


def test_form_drawn_again_with_another_column_still_knows_its_revision(
    manager: Client, cast: Cast, layout: HouseLayout
) -> None:
    mine = with_third(manager, **BLANK)
    layout.record(by=cast.deputy)

    assert "Somebody else changed this" in errors(manager.post(PAGE, mine))["__all__"][0]


def test_form_sent_twice_is_stored_once(manager: Client, layout: HouseLayout) -> None:
    sent = filled_in(manager, PAGE, heading_1="Number")
    manager.post(PAGE, sent)
    revision = HouseLayout.objects.get(pk=layout.pk).revision

    assert "nothing was stored twice" in told(manager, manager.post(PAGE, sent))
    assert HouseLayout.objects.get(pk=layout.pk).revision == revision


def test_board_without_a_layout_begins_with_the_plain_one(manager: Client, cast: Cast) -> None:
    response = send(manager, PAGE, heading_1="Ref.")

    assert "The layout is saved." in told(manager, response)
    layout = cast.board.layouts.get()
    assert (layout.name, layout.columns[0]["heading"]) == ("Plain", "Ref.")


def test_first_layout_that_somebody_else_saved_meanwhile_is_not_doubled(
    manager: Client, cast: Cast
) -> None:
    mine = filled_in(manager, PAGE)
    make.house_layout(board=cast.board)

    assert "Somebody else changed this" in errors(manager.post(PAGE, mine))["__all__"][0]
    assert cast.board.layouts.count() == 1
