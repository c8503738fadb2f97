"""Plans that rate in four colours, told by their own key."""

from __future__ import annotations

import pytest

from priorities.document import PlanDocument, RatingValue
from priorities.importing.ratings import SHIPPED
from priorities.importing.reading import Setting
from priorities.importing.schemes import ANOTHER_SCHEME, BLUE, OWN_SCHEME, by_meaning
from tests.priorities.importing.gridding import BOARD, LEFT, Place, cell, read, table, text

COLOURS = ("#0070c0", "#00b050", "#ffc000", "#ff0000")
SHADED: list[Place] = [cell(shade=shade) for shade in COLOURS]
PLAN: list[list[Place]] = [
    ["Action", "Lead", "By when", "BRAG"],
    *([f"Ask {n}", "Chair", "", shaded] for n, shaded in enumerate(SHADED)),
    ["Tell", "Chair", "", "On track"],
    ["Look", "Chair", "", "Complete"],
]
SHORT = ("Done", "On target", "Some delay", "Late")
KEY: list[list[Place]] = [
    ["BRAG rating", LEFT],
    ["Blue", "The action has been completed"],
    ["Green", "The action is on track to be completed"],
    ["Amber", "There is some delay, which is managed"],
    ["Red", "The action is behind, or has not begun"],
]


def plan_with(key: list[list[Place]], scheme: tuple[RatingValue, ...] = SHIPPED) -> PlanDocument:
    parts = (table(*key, where="table 1"), text("What we do"), table(*PLAN, where="table 2"))
    return read(*parts, setting=Setting(BOARD, scheme=scheme)).document


def ratings(document: PlanDocument) -> list[str | None]:
    return [action.rating for action in document.actions]


def notes(document: PlanDocument) -> list[str]:
    return [finding.what for finding in document.findings]


@pytest.mark.parametrize(
    "key",
    [
        KEY,
        [["Key", LEFT], ["B", "Completed"], ["G", "On track"], ["A", "Some delay"], ["R", "Late"]],
        [["Key", LEFT], *([shaded, words] for shaded, words in zip(SHADED, SHORT, strict=True))],
    ],
)
def test_green_is_less_than_complete_where_blue_is(key: list[list[Place]]) -> None:
    document = plan_with(key)

    assert ratings(document) == ["blue", "green", "amber", "red", "green", "blue"]
    assert [v.code for v in document.rating_scheme if v.is_complete] == ["blue"]
    assert OWN_SCHEME in notes(document)


def test_definitions_of_four_colours_are_kept() -> None:
    document = plan_with(KEY)

    blue, green = document.rating("blue"), document.rating("green")
    assert blue is not None
    assert green is not None
    assert blue.definition == "The action has been completed"
    assert green.definition == "The action is on track to be completed"


def test_key_below_the_plan_is_known_above_it() -> None:
    document = read(table(*PLAN), text("Key"), table(["Key", LEFT], *KEY[1:])).document

    assert ratings(document)[:2] == ["blue", "green"]


def test_blue_that_has_not_begun_is_not_complete() -> None:
    blue: list[Place] = ["Blue", "The action is not yet due to begin"]
    green: list[Place] = ["Green", "The action has been completed"]
    key = [KEY[0], blue, green, *KEY[3:]]

    document = plan_with(key)

    assert [v.code for v in document.rating_scheme if v.is_complete] == ["green"]
    assert ratings(document)[:2] == ["blue", "green"]


def test_key_of_three_colours_leaves_the_scheme() -> None:
    document = plan_with([KEY[0], *KEY[2:]])

    assert [v.code for v in document.rating_scheme] == ["red", "amber", "green"]
    assert OWN_SCHEME not in notes(document)


def test_board_s_own_blue_stays() -> None:
    document = plan_with(KEY, (*SHIPPED, BLUE))

    assert OWN_SCHEME not in notes(document)
    assert ratings(document)[0] == "blue"


def test_four_colours_are_taken_by_meaning_where_the_board_has_three() -> None:
    document = by_meaning(plan_with(KEY), SHIPPED)

    assert ratings(document) == ["green", "amber", "amber", "red", "amber", "green"]
    assert document.rating_scheme == SHIPPED
    (told,) = [finding for finding in document.findings if finding.what == ANOTHER_SCHEME]
    assert "Green (The action is on track to be completed): Amber" in told.text


def test_rating_without_its_like_is_told() -> None:
    late = (RatingValue("late", "L", "Late", "", "#777777", 1, is_off_track=True),)

    document = by_meaning(plan_with(KEY), late)

    assert ratings(document) == [None, None, None, "late", None, None]
    assert "Blue (The action has been completed): no rating" in document.findings[-1].text


def test_same_scheme_changes_nothing() -> None:
    document = plan_with([KEY[0], *KEY[2:]])

    assert by_meaning(document, SHIPPED) is document
