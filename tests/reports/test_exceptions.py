"""The exceptions that need what was said over time: how they are judged, and in which words."""

import datetime as dt
from dataclasses import replace

import pytest

from priorities.codec import from_plain, to_plain
from priorities.document import Action, LeadName
from reports.builders import ActionRecord, DateMove, ExceptionList, Word, exceptions
from tests.reports.test_builders import TODAY, due, plan_of, rated

MARCH, JUNE, SEPTEMBER = (dt.date(2026, month, 9) for month in (3, 6, 9))
NOBODY_WROTE = dt.date(2025, 12, 1)


def moved(on: dt.date, days: int, why: str = "", step: str | None = None) -> Word:
    was = dt.date(2026, 1, 31)
    return Word(on, moves=(DateMove(was + dt.timedelta(days), was, why, step),))


def listed(action: Action, record: ActionRecord, code: str) -> list[str]:
    found = exceptions(plan_of(replace(action, key="k")), TODAY, {"k": record})
    return [e.verdict for each in found if each.code == code for e in each.entries]


def lists(*actions: Action, records: dict[str, ActionRecord] | None) -> dict[str, ExceptionList]:
    return {found.code: found for found in exceptions(plan_of(*actions), TODAY, records)}


def test_lists_that_need_records_are_left_out_without_them() -> None:
    without, given = lists(rated("red"), records=None), lists(rated("red"), records={})

    assert set(given) - set(without) == {"slipped", "nothing-to-add", "stalled", "no-impact"}


def test_slipped_says_how_often_how_far_when_and_why() -> None:
    record = ActionRecord(
        (moved(MARCH, 100), moved(JUNE, 14), moved(SEPTEMBER, 100, "two readers left"))
    )

    assert listed(rated("amber"), record, "slipped") == [
        "date moved 3 times, by 214 days in all, last on 9 September 2026: “two readers left”"
    ]


def test_slipped_counts_steps_moved_in_one_update_as_once() -> None:
    moves = (*moved(MARCH, 30, "late", "a").moves, *moved(MARCH, 1, "late", "b").moves)

    assert listed(rated("amber"), ActionRecord((Word(MARCH, moves=moves),)), "slipped") == [
        "dates moved once, the furthest by 30 days, on 9 March 2026: “late”"
    ]


@pytest.mark.parametrize("move", [DateMove(MARCH, JUNE, "early"), DateMove(MARCH, None, "first")])
def test_date_brought_forward_or_set_first_is_no_slip(move: DateMove) -> None:
    assert not listed(rated("amber"), ActionRecord((Word(MARCH, moves=(move,)),)), "slipped")


def test_slipped_lists_the_furthest_first() -> None:
    near, far = replace(rated("amber"), key="near"), replace(rated("amber"), key="far")
    records = {"near": ActionRecord((moved(JUNE, 3),)), "far": ActionRecord((moved(MARCH, 30),))}

    entries = lists(near, far, records=records)["slipped"].entries

    assert [entry.action.key for entry in entries] == ["far", "near"]


def test_nothing_to_add_starts_at_three_running() -> None:
    quiet = [Word(day, is_nothing_to_add=True) for day in (MARCH, JUNE, SEPTEMBER)]

    assert listed(rated("amber"), ActionRecord(tuple(quiet)), "nothing-to-add") == [
        "nothing to add 3 times running, from 9 March 2026 to 9 September 2026"
    ]
    interrupted = (quiet[0], Word(JUNE), *quiet[1:])
    assert not listed(rated("amber"), ActionRecord(interrupted), "nothing-to-add")


def test_stalled_when_no_milestone_is_done_and_the_rating_is_no_better() -> None:
    words = tuple(Word(day, "amber") for day in (MARCH, JUNE, SEPTEMBER))

    assert listed(rated("amber"), ActionRecord(words), "stalled") == [
        (
            "the updates of 9 March, 9 June and 9 September 2026 tick off no milestone, "
            "and the rating got no better (amber)"
        )
    ]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(tuple(Word(d, "amber") for d in (JUNE, SEPTEMBER)), id="two reports"),
        pytest.param(
            (Word(NOBODY_WROTE, "red"), *(Word(d, "amber") for d in (MARCH, JUNE, SEPTEMBER))),
            id="better than before",
        ),
        pytest.param(
            (Word(MARCH, "amber"), Word(JUNE, "amber", done=1), Word(SEPTEMBER, "amber")),
            id="a milestone is done",
        ),
        pytest.param(
            (
                Word(MARCH, "amber", is_report=False),
                Word(JUNE, "amber"),
                Word(SEPTEMBER, "amber"),
            ),
            id="one of three came with a file",
        ),
    ],
)
def test_not_stalled(words: tuple[Word, ...]) -> None:
    assert not listed(rated("amber"), ActionRecord(words), "stalled")


def test_completed_without_impact_is_told_by_the_updates() -> None:
    words = (Word(MARCH, "green"),)

    assert listed(rated("green", heard=MARCH), ActionRecord(words), "no-impact") == [
        "rated green on 9 March 2026; no update says what difference it made"
    ]
    assert not listed(rated("green"), ActionRecord(words, has_impact=True), "no-impact")
    assert not listed(rated("amber"), ActionRecord(words), "no-impact")


@pytest.mark.parametrize(
    ("leads", "verdict"),
    [
        ((), ["no lead is named"]),
        ((LeadName("Police", accountable=False),), ["named, but not as accountable: Police"]),
        ((LeadName("Police", accountable=True),), []),
    ],
)
def test_unled_names_those_who_only_support(
    leads: tuple[LeadName, ...], verdict: list[str]
) -> None:
    assert listed(replace(rated("amber"), leads=leads), ActionRecord(), "unled") == verdict


def test_completed_action_is_neither_slipped_nor_stalled_nor_unled() -> None:
    record = ActionRecord(tuple(moved(day, 10) for day in (MARCH, JUNE, SEPTEMBER)))

    found = exceptions(plan_of(replace(rated("green"), key="k")), TODAY, {"k": record})

    assert {each.code for each in found if each.entries} == {"contested", "no-impact"}


def test_overdue_lists_the_longest_overdue_first() -> None:
    late = replace(rated("amber", number="1"), milestones=due(dt.date(2026, 10, 1)))
    later = replace(rated("amber", number="2"), milestones=due(dt.date(2025, 10, 1)))

    entries = lists(late, later, records=None)["overdue"].entries

    assert [entry.action.number for entry in entries] == ["2", "1"]


def test_record_survives_json() -> None:
    record = ActionRecord((moved(MARCH, 30, "late", "step"), Word(JUNE, "red")), has_impact=True)

    assert from_plain(to_plain(record), ActionRecord, "record") == record
