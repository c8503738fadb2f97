"""Changes as ``boardplan/changes@1``, there and back."""

import json
from dataclasses import replace
from typing import Any

import pytest

from priorities.codec import DocumentError
from priorities.compare import Change, ChangeList, changes_json, compare, read_changes
from tests.priorities.documents import WHOLE, WHOLE_ACTION, plan_of

REWORDED = Change("re-worded", "action", "k", "2.3.1", "text", "old", "new")
SLIPPED = Change("slipped", "milestone", None, "1.1.1", "due", "2026-05-31", "2026-06-01", None, 1)
MOVED = Change("moved", "action", "k", "2.1.4", "objective", "1.1", "2.1", "1.1.1")


def written(changes: tuple[Change, ...] = (REWORDED, SLIPPED, MOVED)) -> dict[str, Any]:
    data = json.loads(json.dumps(changes_json(changes, "8", "now")))
    assert isinstance(data, dict)
    return data


def test_json_begins_with_its_schema_and_says_from_what_to_what() -> None:
    assert list(written().items())[:3] == [
        ("schema", "boardplan/changes@1"),
        ("from", "8"),
        ("to", "now"),
    ]


def test_json_of_a_change_is_that_of_the_contract() -> None:
    assert REWORDED.to_json() == {
        "kind": "re-worded",
        "level": "action",
        "key": "k",
        "number": "2.3.1",
        "field": "text",
        "before": "old",
        "after": "new",
    }


def test_json_names_days_and_old_number_only_where_there_are_any() -> None:
    _, slipped, moved = written()["changes"]

    assert (slipped["days"], "was" in slipped) == (1, False)
    assert (moved["was"], "days" in moved) == ("1.1.1", False)


def test_json_reads_back_as_the_same_changes() -> None:
    expected = ChangeList("8", "now", (REWORDED, SLIPPED, MOVED))

    assert read_changes(written()) == expected


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("schema", "boardplan/changes@2", "boardplan/changes@1"),
        ("from", 8, r"changes\.from: expected str"),
        ("surprise", 1, "changes: unknown field “surprise”"),
        ("changes", [{"kind": "gone", "level": "action"}], "“gone” is none of added, withdrawn"),
        ("changes", [{"kind": "added"}], r"changes\[0\]: the field “level” is missing"),
    ],
)
def test_json_that_does_not_fit_is_refused_with_its_place(
    path: str, value: Any, message: str
) -> None:
    with pytest.raises(DocumentError, match=message):
        read_changes({**written(), path: value})


@pytest.mark.parametrize("data", [None, [], "changes"])
def test_json_that_is_no_object_is_refused(data: Any) -> None:
    with pytest.raises(DocumentError, match="boardplan/changes@1"):
        read_changes(data)


def test_json_of_a_real_comparison_reads_back() -> None:
    after = plan_of(replace(WHOLE_ACTION, withdrawn=None, text="Other words altogether"))

    changes = compare(WHOLE, after)

    assert changes
    assert read_changes(changes_json(changes, "8", "now")).changes == changes
