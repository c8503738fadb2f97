"""The partners' sides: whom they are for, what has room, what the public does not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdf
import pytest

from priorities.document import Action, LeadName, PlanDocument
from reports.builders import ActionRecord, DateMove, Sheet, Word, partner_sheets
from reports.sheets import sheets_markup, sheets_pdf
from tests.reports.test_builders import TODAY, due, plan_of, rated

MARCH = dt.date(2026, 3, 12)
PASSED = dt.date(2026, 3, 31)
POLICE = LeadName("Police", accountable=True)
SECRET = "In the way: Two readers left."


def led(action: Action, *leads: LeadName, key: str = "k") -> Action:
    return replace(action, leads=leads or (POLICE,), key=key)


def sheets(
    *actions: Action, records: Mapping[str, ActionRecord] | None = None, is_public: bool = False
) -> tuple[Sheet, ...]:
    return partner_sheets(plan_of(*actions), TODAY, records or {}, is_public=is_public)


def test_each_lead_has_a_side_with_what_it_answers_for_first() -> None:
    supporting = replace(POLICE, accountable=False)
    health = LeadName("Health", accountable=True)
    shared = led(rated("red", number="1"), health, supporting, key="a")
    own = led(rated("amber", number="2"), key="b")

    first, second = sheets(shared, own)

    assert (first.lead, second.lead) == ("Health", "Police")
    assert [(i.action.number, i.role) for i in second.shown] == [("2", ""), ("1", "supports")]


def test_side_says_what_was_promised_last_time_and_how_often_the_date_moved() -> None:
    move = DateMove(dt.date(2027, 1, 31), dt.date(2026, 7, 1), "two readers left")
    action = led(replace(rated("amber", heard=MARCH), progress=("Half is read.", SECRET)))
    record = ActionRecord((Word(MARCH, "amber", moves=(move,)),))

    (item,) = sheets(action, records={"k": record})[0].shown

    assert item.promised == ("Done by 31 January 2027 (two readers left)", SECRET)
    assert item.last_word == "Half is read. (12 March 2026)"
    assert item.moved == "Moved once, by 214 days in all"


def test_side_without_promise_tells_the_plans_next_date() -> None:
    action = led(replace(rated("amber"), milestones=due(PASSED, dt.date(2027, 6, 30))))

    (item,) = sheets(action)[0].shown

    assert item.promised == ("Due 30 June 2027, as the plan says",)
    assert item.moved == "No date was moved"


@pytest.mark.parametrize(
    ("action", "record", "question"),
    [
        (rated("amber"), ActionRecord(), "What difference has it made?"),
        (
            replace(rated("amber"), milestones=due(PASSED)),
            ActionRecord(),
            "The date 31 March passed. By when will it be done?",
        ),
        (
            rated("amber"),
            ActionRecord(tuple(Word(MARCH, "amber", is_nothing_to_add=True) for _ in range(3))),
            "Nothing to add three times: what stands in the way?",
        ),
        (
            rated("amber"),
            ActionRecord((Word(MARCH, moves=(DateMove(TODAY, MARCH),)),)),
            "The date has moved once. What makes the new one certain?",
        ),
    ],
)
def test_question_comes_from_the_worst_exception(
    action: Action, record: ActionRecord, question: str
) -> None:
    (item,) = sheets(led(action), records={"k": record})[0].shown

    assert item.question == question


def test_worst_comes_first_and_what_has_no_room_is_counted() -> None:
    fine = [led(rated("amber", number=f"1.{n}"), key=f"fine-{n}") for n in range(6)]
    late = led(replace(rated("amber", number="9"), milestones=due(PASSED)), key="late")

    (sheet,) = sheets(*fine, late)

    assert sheet.shown[0].action.number == "9"
    assert sheet.more == 7 - len(sheet.shown) > 0
    assert sheet.in_all == 7


def test_completed_actions_are_counted_only() -> None:
    (sheet,) = sheets(led(rated("green")))

    assert (sheet.shown, sheet.more, sheet.completed) == ((), 0, 1)


def test_public_side_leaves_out_issues_reasons_and_verdicts() -> None:
    move = DateMove(dt.date(2027, 1, 31), PASSED, "two readers left")
    action = led(replace(rated("red", heard=MARCH), progress=("Half is read.", SECRET)), POLICE)
    record = ActionRecord((Word(MARCH, "red", moves=(move,)),))

    (item,) = sheets(action, records={"k": record}, is_public=True)[0].shown

    assert item.promised == ("Done by 31 January 2027",)
    assert item.moved == ""
    assert item.question == "What difference has it made?"
    assert "readers" not in repr(replace(item, action=Action("")))


LONG = "Wordsworthily " * 400


def longest() -> PlanDocument:
    """Six actions with more of everything than has room, led by one body of a long name."""
    lead = LeadName(
        "Performance Management and Quality Assurance Sub Group of All", accountable=True
    )
    action = replace(
        rated("red"), text=LONG, milestones=due(PASSED), progress=(LONG, f"In the way: {LONG}")
    )
    return plan_of(*(led(action, lead, key=f"{n}") for n in range(6)))


def records() -> dict[str, ActionRecord]:
    move = DateMove(dt.date(2027, 9, 30), PASSED, LONG)
    return {f"{n}": ActionRecord((Word(MARCH, "red", moves=(move,)),)) for n in range(6)}


def test_printed_side_of_the_longest_words_is_one_page() -> None:
    reader = pypdf.PdfReader(BytesIO(sheets_pdf(longest(), TODAY, records())))

    assert len(reader.pages) == 1
    page = " ".join(reader.pages[0].extract_text().split())
    assert "more of its 6 open actions" in page
    assert "Promised last time: Done by 30 September 2027" in page


def test_printed_sides_are_one_page_each_and_pdf_ua() -> None:
    many = [
        led(rated("amber", number=f"{n}"), LeadName(f"Body {n:02}", accountable=True), key=f"{n}")
        for n in range(5)
    ]

    data = sheets_pdf(plan_of(*many), TODAY, {})

    pdf = pikepdf.open(BytesIO(data))
    assert len(pdf.pages) == 5
    assert pdf.open_metadata()["pdfuaid:part"] == "1"
    width, height = (float(edge) for edge in pdf.pages[0].MediaBox[2:])
    assert (round(width), round(height)) == (595, 842)
    assert str(pdf.docinfo["/Title"]) == "Business plan: sheets by partner"


def test_printed_words_are_escaped() -> None:
    action = led(replace(rated("amber"), text="<script>x</script>"))

    assert "<script>" not in sheets_markup(plan_of(action), TODAY, {})
