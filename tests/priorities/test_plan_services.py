"""Rows of the plan added, edited and moved, and what their history says of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from boardplan.audit.models import StaleRevision
from priorities.models import Action, Milestone, Objective, Priority
from priorities.services.plan import (
    item_add,
    item_edit,
    item_move,
    item_step,
    item_withdraw,
)
from priorities.services.steps import WrongStep
from tests import factories as make
from tests.conftest import Cast, SmallPlan
from tests.factories import TODAY


def numbers_under(objective: Objective) -> list[str]:
    """The numbers of an objective's actions in their order, with positions from 1."""
    actions = list(objective.actions.order_by("position"))
    assert [action.position for action in actions] == list(range(1, len(actions) + 1))
    return [action.number for action in actions]


def history_of(row: Any) -> list[str]:
    """The reasons of a row's history, the latest first, without that of its making."""
    return [each.history_change_reason for each in row.history.all()][:-1]


def withdraw(item: Any, cast: Cast, reason: str = "No longer needed") -> int:
    item.refresh_from_db()
    return item_withdraw(
        item=item, reason=reason, revision=item.revision, by=cast.manager, today=TODAY
    )


def test_item_add_puts_the_row_last_and_names_the_person(rows: SmallPlan, cast: Cast) -> None:
    item_add(item=Action(objective=rows.led.objective, number="1.1.3", text="X"), by=cast.manager)

    added = Action.objects.get(text="X")
    assert numbers_under(rows.led.objective) == ["1.1.1", "1.1.2", "1.1.3"]
    assert added.history.get().history_user == cast.manager
    assert added.history.get().history_change_reason == "Added to the plan"


def test_item_add_refuses_a_number_of_a_withdrawn_row(rows: SmallPlan, cast: Cast) -> None:
    item = Action(objective=rows.led.objective, number="2.1.3", text="X")

    with pytest.raises(ValidationError, match=r"“Print a poster” \(withdrawn, under 2.1\)"):
        item_add(item=item, by=cast.manager)


def test_item_add_takes_a_number_of_another_level_or_plan(rows: SmallPlan, cast: Cast) -> None:
    other = make.objective(priority__plan=make.plan(board=cast.board, kind="work"), number="")

    item_add(item=Action(objective=other, number="1.1.1", text="X"), by=cast.manager)
    item_add(item=Action(objective=rows.led.objective, number="1.1", text="Y"), by=cast.manager)

    assert Action.objects.filter(text__in="XY").count() == 2


def test_item_add_refuses_a_parent_withdrawn_meanwhile(rows: SmallPlan, cast: Cast) -> None:
    objective = rows.led.objective
    withdraw(Objective.objects.get(pk=objective.pk), cast)

    with pytest.raises(WrongStep, match=r"1\.1 is withdrawn\. Restore it first\."):
        item_add(item=Action(objective=objective, text="X"), by=cast.manager)


def test_item_add_gives_a_milestone_a_printed_row_of_its_own(rows: SmallPlan, cast: Cast) -> None:
    milestone = item_add(item=Milestone(action=rows.led, text="X"), by=cast.manager)

    assert (milestone.position, milestone.row) == (4, 4)  # type: ignore[union-attr]


def test_item_edit_writes_once_with_the_reason(rows: SmallPlan, cast: Cast) -> None:
    action = rows.led

    item_edit(
        item=action,
        columns={"text": "Better"},
        revision=action.revision,
        by=cast.manager,
        reason="Agreed in May",
    )

    action.refresh_from_db()
    assert (action.text, history_of(action)) == ("Better", ["Agreed in May"])


def test_item_edit_leaves_a_row_that_says_the_same_alone(rows: SmallPlan, cast: Cast) -> None:
    columns = {"text": rows.led.text}

    item_edit(item=rows.led, columns=columns, revision=rows.led.revision, by=cast.manager)

    assert history_of(rows.led) == []


def test_item_edit_refuses_an_old_revision(rows: SmallPlan, cast: Cast) -> None:
    first = rows.led.revision
    item_edit(item=rows.led, columns={"text": "One"}, revision=first, by=cast.manager)

    with pytest.raises(StaleRevision):
        item_edit(item=rows.led, columns={"text": "Two"}, revision=first, by=cast.deputy)

    rows.led.refresh_from_db()
    assert rows.led.text == "One"


def test_item_edit_keeps_a_place_taken_since_the_row_was_read(rows: SmallPlan, cast: Cast) -> None:
    stale = Action.objects.get(pk=rows.led.pk)
    item_step(item=rows.led, direction="down", by=cast.deputy)
    revision = Action.objects.get(pk=rows.led.pk).revision

    item_edit(item=stale, columns={"text": "X"}, revision=revision, by=cast.manager)

    assert numbers_under(rows.led.objective) == ["1.1.2", "1.1.1"]


def test_item_edit_leaves_an_imported_duplicate_number(rows: SmallPlan, cast: Cast) -> None:
    twin = make.action(objective=rows.led.objective, number="1.1.1", position=3)
    columns = {"number": "1.1.1", "text": "X"}

    item_edit(item=twin, columns=columns, revision=twin.revision, by=cast.manager)

    twin.refresh_from_db()
    assert twin.text == "X"


def test_item_step_swaps_and_tells_only_the_two(rows: SmallPlan, cast: Cast) -> None:
    third = make.action(objective=rows.led.objective, number="1.1.3", position=3)

    item_step(item=third, direction="up", by=cast.manager)

    assert numbers_under(rows.led.objective) == ["1.1.1", "1.1.3", "1.1.2"]
    assert history_of(third) == history_of(rows.held) == ["1.1.3 moved up"]
    assert history_of(rows.led) == []


@pytest.mark.parametrize(("number", "direction"), [("1.1.1", "up"), ("1.1.2", "down")])
def test_item_step_stays_at_the_ends(
    rows: SmallPlan, cast: Cast, number: str, direction: Any
) -> None:
    item = Action.objects.get(number=number, objective=rows.led.objective)

    item_step(item=item, direction=direction, by=cast.manager)

    assert numbers_under(rows.led.objective) == ["1.1.1", "1.1.2"]
    assert history_of(item) == []


def test_item_step_leaves_printed_rows_to_their_places(rows: SmallPlan, cast: Cast) -> None:
    item_step(item=rows.undated, direction="up", by=cast.manager)

    places = rows.led.milestones.order_by("position").values_list("text", "row")
    assert list(places) == [
        ("Find trainers", 1),
        ("Ask how it went", 2),
        ("Train the first ten", 3),
    ]


def test_item_move_goes_last_and_keeps_the_number(rows: SmallPlan, cast: Cast) -> None:
    home = rows.waiting.objective
    item = rows.led

    item_move(item=item, parent=home, revision=item.revision, by=cast.manager)

    assert numbers_under(home) == ["1.2.1", "1.1.1"]
    assert history_of(item) == ["Moved from 1.1 to 1.2"]


def test_item_move_takes_an_objective_to_another_priority(rows: SmallPlan, cast: Cast) -> None:
    objective = rows.waiting.objective
    voice = Priority.objects.get(number="2")

    item_move(item=objective, parent=voice, revision=objective.revision, by=cast.manager)

    assert list(voice.objectives.order_by("position").values_list("number", flat=True)) == [
        "2.1",
        "1.2",
    ]


def test_item_move_refuses_another_plan(rows: SmallPlan, cast: Cast) -> None:
    home = rows.elsewhere.objective

    with pytest.raises(WrongStep, match="another plan"):
        item_move(item=rows.led, parent=home, revision=rows.led.revision, by=cast.manager)


def test_item_move_refuses_a_withdrawn_home(rows: SmallPlan, cast: Cast) -> None:
    home = rows.waiting.objective
    withdraw(home, cast)

    with pytest.raises(WrongStep, match="Restore it first"):
        item_move(item=rows.led, parent=home, revision=rows.led.revision, by=cast.manager)
