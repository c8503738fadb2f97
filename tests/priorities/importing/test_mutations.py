"""Copies of a real plan with more dirt say the same, or say what is odd."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from priorities.document import PlanDocument
from priorities.importing.files import read_file
from priorities.importing.homes import share
from priorities.importing.reading import read_plan
from tests.priorities.importing import mutating
from tests.priorities.importing.mutating import Change, changed, sheet
from tests.priorities.importing.plans import PLANS, counts, document, needs_plans, setting

pytestmark = needs_plans
WORD, EXCEL = "milton_keynes.docx", "milton_keynes.xlsx"


def read(data: bytes, file: str = WORD) -> PlanDocument:
    source = read_file(data, file)
    found = read_plan(source, setting(file)).document
    told, lines = share(source, found)
    assert told == lines
    return found


def word(change: Change) -> PlanDocument:
    return read(changed((PLANS / WORD).read_bytes(), change))


def tree(plan: PlanDocument) -> list[tuple[object, ...]]:
    return [(a.text, a.leads, a.timescale, a.measures, a.resources, a.cost) for a in plan.actions]


@pytest.mark.parametrize(
    "change",
    [
        mutating.columns_reordered,
        mutating.headings_reworded,
        mutating.headings_mistyped,
        mutating.headings_missing,
        mutating.headings_repeated,
        mutating.blank_rows,
        mutating.ratings_as_colours,
        mutating.unknown_column,
        mutating.numbers_missing,
    ],
    ids=lambda change: change.__name__,
)
def test_dirt_changes_nothing_of_what_the_plan_says(change: Change) -> None:
    plan = word(change)

    assert tree(plan) == tree(document(WORD))
    assert [len(o.actions) for p in plan.priorities for o in p.objectives] == [
        len(o.actions) for p in document(WORD).priorities for o in p.objectives
    ]


def test_cells_that_are_merged_no_longer_leave_blanks_that_continue() -> None:
    plan = word(mutating.merged_cells_split)

    assert [a.text for a in plan.actions] == [a.text for a in document(WORD).actions]
    assert counts(plan).cost == counts(document(WORD)).cost


def test_colours_are_ratings_and_rows_that_differ_are_found() -> None:
    plan = word(mutating.ratings_as_colours)

    rated = [action.rating for action in plan.actions]
    assert set(rated) == {"red", "amber", "green", None}
    assert any("rated differently" in finding.what for finding in plan.findings)


def test_column_that_nobody_knows_is_kept_beside_the_action_and_found() -> None:
    plan = word(mutating.unknown_column)

    assert all(action.extra["Whence it came"].startswith("Paper") for action in plan.actions)
    assert any(finding.text == "Whence it came" for finding in plan.findings)


def test_outcomes_without_numbers_are_outcomes_still() -> None:
    plan = word(mutating.numbers_missing)

    assert [o.number for p in plan.priorities for o in p.objectives] == [None] * 8


def test_two_plans_in_one_file_are_both_read() -> None:
    plan = word(mutating.two_plans)

    assert len(plan.actions) == 2 * len(document(WORD).actions)


@pytest.mark.parametrize(
    "change", [mutating.dates_as_dates, mutating.pushed_to_the_right], ids=lambda c: c.__name__
)
def test_sheets_with_dates_or_moved_to_the_right_say_the_same(
    change: Callable[[object], None],
) -> None:
    plan = read(sheet((PLANS / EXCEL).read_bytes(), change), EXCEL)

    assert tree(plan) == tree(document(EXCEL))


@pytest.mark.parametrize("change", [mutating.headings_missing, mutating.headings_repeated])
def test_medways_plan_survives_too(change: Change) -> None:
    file = "medway.docx"
    data = changed((PLANS / file).read_bytes(), mutating.without_definitions(change))

    plan = read(data, file)

    assert replace(counts(plan)) == counts(document(file))
