"""The plan as one document: its JSON form there and back, and what is chosen from it."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from priorities import document as doc
from priorities.codec import DocumentError
from priorities.document import PlanDocument, walk
from tests.priorities.documents import AMBER, GONE, WHOLE, WHOLE_ACTION, plan_of


def changed(path: str, value: Any) -> dict[str, Any]:
    """The whole plan's JSON with one value put in place; ``...`` takes the field out."""
    data = json.loads(json.dumps(WHOLE.to_json()))
    place: Any = data
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return data  # type: ignore[no-any-return]


def test_json_of_a_whole_plan_reads_back_as_the_same_plan() -> None:
    text = json.dumps(WHOLE.to_json())

    assert PlanDocument.from_json(json.loads(text)) == WHOLE


def test_json_begins_with_its_schema() -> None:
    assert next(iter(WHOLE.to_json().items())) == ("schema", "boardplan/plan@1")


@pytest.mark.parametrize(
    ("cost", "written"),
    [(Decimal(12000), "12000.00"), (Decimal("0.5"), "0.50"), (None, None)],
)
def test_json_writes_cost_in_pounds_and_pence(cost: Decimal | None, written: str | None) -> None:
    document = plan_of(replace(WHOLE_ACTION, cost=cost))

    [action] = document.to_json()["priorities"][0]["objectives"][0]["actions"]

    assert action["cost"] == written


def test_json_of_milestone_names_its_withdrawal_only_where_there_is_one() -> None:
    [action] = WHOLE.to_json()["priorities"][0]["objectives"][0]["actions"]

    live, withdrawn = action["milestones"]
    assert "withdrawn" not in live
    assert withdrawn["withdrawn"] == {"on": "2026-06-01", "reason": "Overtaken"}


@pytest.mark.parametrize(
    "data", [None, [], "plan", {}, {"schema": "boardplan/plan@2"}, {"schema": ["boardplan/plan@1"]}]
)
def test_from_json_of_another_schema_is_refused(data: object) -> None:
    with pytest.raises(DocumentError, match="boardplan/plan@1"):
        PlanDocument.from_json(data)


ACTION = "priorities.0.objectives.0.actions.0"
READ_AS_ACTION = r"plan\.priorities\[0\]\.objectives\[0\]\.actions\[0\]"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("surprise", 1, "plan: unknown field “surprise”"),
        ("board.colour", "red", r"plan\.board: unknown field “colour”"),
        (f"{ACTION}.owner", "x", READ_AS_ACTION + ": unknown field “owner”"),
        ("board", ..., "plan: the field “board” is missing"),
        ("plan.slug", ..., r"plan\.plan: the field “slug” is missing"),
        (f"{ACTION}.text", ..., READ_AS_ACTION + ": the field “text” is missing"),
        ("plan.title", None, r"plan\.plan\.title: expected str, found NoneType"),
        ("plan.title", 7, r"plan\.plan\.title: expected str, found int"),
        ("board", [], r"plan\.board: expected dict, found list"),
        ("priorities", {}, r"plan\.priorities: expected list, found dict"),
        (f"{ACTION}.extra", [], r"\.extra: expected dict, found list"),
        (f"{ACTION}.position", True, r"\.position: expected int, found bool"),
        (f"{ACTION}.position", "2", r"\.position: expected int, found str"),
        ("priorities.0.is_core", 1, r"\.is_core: expected bool, found int"),
        ("plan.period_start", "2026-02-30", r"\.period_start: “2026-02-30” cannot be read"),
        ("plan.period_start", 2026, r"\.period_start: expected str, found int"),
        (f"{ACTION}.cost", "a lot", r"\.cost: “a lot” cannot be read"),
        (f"{ACTION}.cost", 1.5, r"\.cost: expected str, found float"),
        (f"{ACTION}.timescale.state", "done", r"\.state: “done” is none of complete, in progress"),
        (f"{ACTION}.timescale.recurrence", [], r"\.recurrence: “\[\]” is none of monthly"),
        (f"{ACTION}.milestones.1.withdrawn.on", "x", r"\.milestones\[1\]\.withdrawn\.on: “x”"),
    ],
)
def test_from_json_names_the_place_of_what_is_wrong(path: str, value: Any, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        PlanDocument.from_json(changed(path, value))


@pytest.mark.parametrize("path", ["plan.version", f"{ACTION}.key", f"{ACTION}.timescale.due"])
def test_from_json_takes_null_where_a_field_does_not_apply(path: str) -> None:
    assert PlanDocument.from_json(changed(path, None)) != WHOLE


def test_from_json_without_optional_fields_fills_in_their_defaults() -> None:
    data = {
        "schema": "boardplan/plan@1",
        "board": {"slug": "a", "name": "A"},
        "plan": {"slug": "p", "title": "P"},
    }

    document = PlanDocument.from_json(data)

    assert (document.plan.kind, document.priorities, document.layout) == (
        "business",
        (),
        doc.Layout(),
    )


def test_rows_of_an_action_reach_to_its_last_part() -> None:
    assert WHOLE_ACTION.rows == 3
    assert doc.Action("Nothing yet").rows == 1


@pytest.mark.parametrize(("code", "value"), [("amber", AMBER), ("blue", None), (None, None)])
def test_rating_is_found_by_its_code(code: str | None, value: doc.RatingValue | None) -> None:
    assert WHOLE.rating(code) == value


def test_in_force_leaves_out_what_was_withdrawn_at_each_level() -> None:
    live = replace(WHOLE_ACTION, withdrawn=None)
    document = plan_of(live, replace(WHOLE_ACTION, key="gone"))
    [priority] = document.priorities
    [objective] = priority.objectives
    priority = replace(
        priority, objectives=(objective, replace(objective, key="gone", withdrawn=GONE))
    )
    document = replace(document, priorities=(priority, replace(priority, withdrawn=GONE)))

    current = document.in_force()

    [priority] = current.priorities
    [objective] = priority.objectives
    [action] = objective.actions
    assert action.key == live.key
    assert [milestone.text for milestone in action.milestones] == ["Find trainers"]


def test_keep_prunes_the_branches_that_are_left_empty() -> None:
    document = plan_of(doc.Action("Wanted"), doc.Action("Unwanted"))
    other = replace(document.priorities[0], key="other")
    only_unwanted = replace(
        other, objectives=(replace(other.objectives[0], actions=(doc.Action("Unwanted"),)),)
    )
    document = replace(document, priorities=(*document.priorities, only_unwanted))

    kept = document.keep(lambda action: action.text == "Wanted")

    assert [priority.key for priority in kept.priorities] == ["priority"]
    assert [action.text for action in kept.actions] == ["Wanted"]


def test_walk_gives_each_action_with_its_place() -> None:
    places = [(p.number, o.number, a.text) for p, o, a in walk(plan_of(doc.Action("One")))]

    assert places == [("1", "1.1", "One")]
