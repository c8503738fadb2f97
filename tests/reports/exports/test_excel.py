"""The plan as an Excel workbook, read back by openpyxl."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import TextBlock

from priorities.document import Action, Evidence, Layout, Milestone, PlanDocument
from reports.exports.excel import plan_as_excel
from reports.exports.excel_cells import TooLongForExcel
from reports.exports.harmless import STARTS, printable
from tests.priorities.documents import WHOLE
from tests.reports.exports.reading import GONE, TODAY, as_book, medway, plan_with
from tests.reports.exports.test_word import COLUMNS, SIDE_BY_SIDE


def sheet_of(action: Action = SIDE_BY_SIDE, layout: Layout | None = None) -> Any:
    document = plan_with(action, layout or Layout(columns=COLUMNS))
    return as_book(plan_as_excel(document, TODAY))["Plan"]


def row_of(sheet: Any, number: int) -> list[str]:
    return ["" if cell.value is None else str(cell.value) for cell in sheet[number]]


def by_heading(sheet: Any, heading: str) -> int:
    """The number of the column that is headed so, in the one or in the other row."""
    heads = (cell for row in sheet["1:2"] for cell in row if cell.value == heading)
    return int(next(heads).column)


def test_sheet_holds_all_of_medways_plan() -> None:
    plan = medway()

    sheet = as_book(plan_as_excel(plan, TODAY))["Plan"]

    numbers = [str(cell.value) for cell in sheet["A"] if cell.value is not None]
    assert len(plan.actions) == 37
    for action in plan.actions:
        assert numbers.count(action.number or "") == 1
    words = "\n".join(
        text for number in range(1, sheet.max_row + 1) for text in row_of(sheet, number)
    )
    for action in plan.actions:
        assert action.text in words
        for text in (p.text for parts in (action.milestones, action.evidence) for p in parts):
            assert text in words


def test_headings_stay_in_view_and_are_printed_on_each_page() -> None:
    sheet = sheet_of()

    assert sheet.freeze_panes == "B3"
    assert sheet.print_title_rows == "$1:$2"
    assert {"A1:B1", "C1:C2", "D1:E1"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert row_of(sheet, 1)[:4] == ["Planning", "", "Lead", "Doing"]
    assert row_of(sheet, 2)[:5] == ["No.", "Action", "", "Steps", "Measures"]


def test_page_is_landscape_a4_as_wide_as_the_boards_columns() -> None:
    sheet = sheet_of()

    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_area == "'Plan'!$A$1:$G$6"


def test_each_printed_row_has_a_row_and_the_rest_spans_them() -> None:
    sheet = sheet_of()

    assert row_of(sheet, 5)[:6] == [
        "1.1.1",
        "Train a lead worker",
        "Learning sub-group\nPolice",
        "• Find trainers – July 2017 – complete\n    – Ask two",
        "",
        "Amber (A)",
    ]
    assert row_of(sheet, 6)[3:5] == [
        "• Train ten (withdrawn on 1 June 2026: Overtaken)",
        "Referrals",
    ]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A5:A6", "B5:B6", "C5:C6", "F5:F6", "G5:G6"} <= merged
    assert sheet["B5"].alignment.wrap_text


def test_banners_are_merged_over_the_boards_columns() -> None:
    sheet = sheet_of()

    assert (sheet["A3"].value, sheet["A4"].value) == (
        "Priority 1: Neglect",
        "1.1 Objective: Seen early",
    )
    assert {"A3:G3", "A4:G4"} <= {str(area) for area in sheet.merged_cells.ranges}


def test_rating_has_its_colour_and_its_word() -> None:
    sheet = sheet_of()

    assert sheet["F5"].value == "Amber (A)"
    assert sheet["F5"].fill.fgColor.rgb.endswith("F7B733")
    assert sheet_of(replace(SIDE_BY_SIDE, withdrawn=GONE))["F5"].fill.fill_type is None


def test_withdrawn_words_are_struck_and_say_why() -> None:
    words = sheet_of(replace(SIDE_BY_SIDE, withdrawn=GONE))["B5"].value

    struck = [p.text for p in words if isinstance(p, TextBlock) and p.font.strike]
    assert struck == ["Train a lead worker"]
    assert str(words) == "Train a lead worker\nWithdrawn on 1 June 2026: Overtaken"


def test_what_the_layout_does_not_print_has_columns_at_the_right() -> None:
    action = replace(
        SIDE_BY_SIDE,
        cost=Decimal("1200.50"),
        outcomes=("Seen", "Heard"),
        evidence=(Evidence("Register"),),
        last_update_on=dt.date(2026, 10, 1),
        next_review=dt.date(2027, 1, 15),
        extra={"Budget code": "X1"},
    )

    sheet = sheet_of(action)

    heads = [str(cell.value) for cell in sheet[1]]
    assert heads[7:] == [
        *("Outcomes", "Cost", "Evidence", "Budget code", "Last update", "Review"),
        *("How it stands", "Key", "Milestone keys"),
    ]
    told = {name: sheet.cell(5, by_heading(sheet, name)) for name in heads[7:]}
    assert told["Outcomes"].value == "Seen\nHeard"
    assert (told["Cost"].value, told["Cost"].number_format) == (1200.5, '"£"#,##0.00')
    assert told["Last update"].value == dt.datetime(2026, 10, 1)  # noqa: DTZ001
    assert told["Review"].is_date
    assert told["Budget code"].value == "X1"


def test_words_of_a_timescale_are_no_date() -> None:
    step = replace(WHOLE.actions[0], withdrawn=None)
    sheet = sheet_of(step)

    cell = sheet.cell(5, by_heading(sheet, "By when"))
    assert (cell.value, cell.data_type) == ("October and annually", "s")


def test_number_stays_the_text_that_is_printed() -> None:
    cell = sheet_of(replace(SIDE_BY_SIDE, number="1.10"))["A5"]

    assert (cell.value, cell.data_type) == ("1.10", "s")


def test_keys_stand_in_hidden_columns() -> None:
    action = replace(
        SIDE_BY_SIDE,
        milestones=(Milestone("a", key="m1"), Milestone("b"), Milestone("c", key="m3")),
    )
    sheet = sheet_of(action)
    key, step_keys = by_heading(sheet, "Key"), by_heading(sheet, "Milestone keys")

    assert [sheet.cell(row, key).value for row in (3, 4, 5)] == [
        "priority",
        "objective",
        action.key,
    ]
    assert sheet.cell(5, step_keys).value == "m1\n\nm3"
    for column in (key, step_keys):
        assert sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].hidden


def test_other_sheets_tell_the_scheme_and_what_has_no_column() -> None:
    book = as_book(plan_as_excel(WHOLE, TODAY))

    assert book.sheetnames == ["Plan", "Ratings", "About"]
    assert row_of(book["Ratings"], 2) == ["Red (R)", "Behind.", "red"]
    assert book["Ratings"]["A2"].fill.fgColor.rgb.endswith("A01C22")
    told = [tuple(row) for row in book["About"].iter_rows(min_row=2, values_only=True)]
    assert told == [
        ("Board", "Board A"),
        ("Plan", "Business plan"),
        ("From", "1 April 2026"),
        ("To", "31 March 2029"),
        ("As at", "27 November 2026"),
        ("Version", "8"),
        ("Agreed on", "20 March 2026"),
        ("Agreed by", "The board"),
        ("Word for a priority", "Aim"),
        ("Word for an objective", "Outcome"),
        ("Word for an action", "Step"),
        ("Front text", "Foreword"),
        ("Listed priority", "Neglect"),
        ("Closing text", "End"),
    ]


def test_plan_without_anything_is_a_file_all_the_same() -> None:
    empty = PlanDocument(board=WHOLE.board, plan=WHOLE.plan)

    assert as_book(plan_as_excel(empty, TODAY))["Plan"].max_row == 1


@settings(max_examples=40)
@given(start=st.sampled_from([*STARTS, "\n", "'", "#N/A", "_x0041_"]), rest=st.text(max_size=12))
@example(start="=", rest="1+1")
@example(start="#N/A", rest="")
def test_no_text_is_run_and_each_comes_back(start: str, rest: str) -> None:
    """A formula would be of type "f", an error of type "e"; a prefix mark keeps programs off."""
    text = printable(start + rest)
    document = plan_with(Action(text, number="1", extra={"Notes": text}))

    sheet = as_book(plan_as_excel(document, TODAY))["Plan"]

    for cell in (sheet["B4"], sheet.cell(4, by_heading(sheet, "Notes"))):
        assert cell.data_type in {"s", "n"}
        assert (cell.value or "") == text
        if text.startswith(tuple(STARTS)):
            assert cell.quotePrefix


def test_text_that_no_cell_can_hold_is_refused_by_name() -> None:
    with pytest.raises(TooLongForExcel, match="33000 characters"):
        plan_as_excel(plan_with(Action("x" * 33_000)), TODAY)


def test_file_is_named_after_the_plan_and_nobody() -> None:
    about = as_book(plan_as_excel(medway(), TODAY)).properties

    assert about.title == "Business plan 2017–20"
    assert {about.creator, about.lastModifiedBy} == {"Boardplan"}
    assert about.modified.date() == TODAY


def test_same_plan_and_day_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = plan_as_excel(WHOLE, TODAY)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(10**9))

    assert plan_as_excel(WHOLE, TODAY) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_colour_that_is_none_and_endless_names_leave_a_file_that_opens() -> None:
    odd = replace(WHOLE.rating_scheme[0], colour="crimson")
    head = replace(WHOLE.plan, title="x" * 300)
    board = replace(WHOLE.board, name="&" * 200)
    plan = replace(WHOLE, plan=head, board=board, rating_scheme=(odd,))

    read = as_book(plan_as_excel(plan, TODAY))

    assert read["Ratings"]["A2"].fill.fill_type is None
    assert len(read["Plan"].oddHeader.left.text) <= 255
