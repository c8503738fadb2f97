"""What the services do to the plan's tree, and what its history says of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from boardplan.audit.models import StaleRevision
from plans.models import Plan
from priorities.models import Action, ActionLead, Milestone, Objective, Priority
from priorities.services.actions import TAKEN_OFF, NamedLeads, action_add, action_edit
from priorities.services.plan import (
    item_add,
    item_edit,
    item_move,
    item_restore,
    item_step,
    item_withdraw,
)
from priorities.services.steps import WrongStep
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
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


def test_item_withdraw_takes_what_is_below_and_leaves_earlier_reasons(
    rows: SmallPlan, cast: Cast
) -> None:
    withdraw(rows.undated, cast, "Never asked for")

    count = withdraw(rows.led.objective.priority, cast, "Merged")

    rows.undated.refresh_from_db()
    rows.done.refresh_from_db()
    assert rows.undated.withdrawn_reason == "Never asked for"
    assert (rows.done.withdrawn_on, rows.done.withdrawn_reason) == (TODAY, "Merged")
    assert history_of(rows.done) == ["Withdrawn: Merged"]
    assert count == 2 + 3 + 3  # objectives, actions, milestones
    assert not Action.objects.in_force().filter(objective__priority__number="1").exists()


def test_item_withdraw_leaves_the_leads_named(rows: SmallPlan, cast: Cast) -> None:
    withdraw(rows.led, cast)

    assert rows.led.leads.in_force().count() == 2


def test_item_withdraw_refuses_what_was_changed_since_it_was_read(
    rows: SmallPlan, cast: Cast
) -> None:
    item_edit(item=rows.led, columns={"text": "New"}, revision=rows.led.revision, by=cast.manager)

    with pytest.raises(StaleRevision):
        item_withdraw(item=rows.led, reason="Old", revision=1, by=cast.manager, today=TODAY)


def test_item_withdraw_refuses_a_second_time(rows: SmallPlan, cast: Cast) -> None:
    with pytest.raises(WrongStep, match="withdrawn"):
        withdraw(rows.withdrawn, cast)


def test_item_restore_brings_back_what_went_with_it(rows: SmallPlan, cast: Cast) -> None:
    objective = rows.led.objective
    withdraw(rows.undated, cast, "Never asked for")
    withdraw(rows.led, cast, "Merged")
    withdraw(objective, cast, "Merged elsewhere")

    count = item_restore(item=objective, by=cast.manager)

    rows.led.refresh_from_db()
    rows.held.refresh_from_db()
    rows.overdue.refresh_from_db()
    assert rows.led.is_withdrawn
    assert not rows.held.is_withdrawn
    assert not rows.overdue.is_withdrawn
    assert rows.held.withdrawn_reason == ""
    assert count == 2


def test_item_restore_leaves_what_stands_under_something_still_withdrawn(
    rows: SmallPlan, cast: Cast
) -> None:
    objective = rows.led.objective
    withdraw(rows.done, cast, "Merged")
    withdraw(rows.led, cast, "Another reason")
    withdraw(objective, cast, "Merged")

    item_restore(item=objective, by=cast.manager)

    rows.done.refresh_from_db()
    assert rows.done.is_withdrawn


def test_item_restore_asks_for_the_parent_first(rows: SmallPlan, cast: Cast) -> None:
    withdraw(rows.led.objective, cast)
    action = Action.objects.get(pk=rows.led.pk)

    with pytest.raises(WrongStep, match=r"1\.1 is withdrawn\. Restore it first\."):
        item_restore(item=action, by=cast.manager)


def test_item_restore_refuses_what_is_in_force(rows: SmallPlan, cast: Cast) -> None:
    with pytest.raises(WrongStep, match="in the plan already"):
        item_restore(item=rows.led, by=cast.manager)


def test_item_step_and_edit_refuse_what_is_withdrawn(rows: SmallPlan, cast: Cast) -> None:
    gone = rows.withdrawn

    with pytest.raises(WrongStep):
        item_step(item=gone, direction="up", by=cast.manager)
    with pytest.raises(WrongStep):
        item_edit(item=gone, columns={"text": "X"}, revision=gone.revision, by=cast.manager)


def edit_leads(action: Action, leads: NamedLeads, cast: Cast) -> None:
    action.refresh_from_db()
    action_edit(action=action, columns={}, leads=leads, revision=action.revision, by=cast.manager)


def named(action: Action) -> NamedLeads:
    return NamedLeads.of(Action.objects.get(pk=action.pk))


def test_action_edit_swaps_the_accountable_lead(rows: SmallPlan, leads: Leads, cast: Cast) -> None:
    edit_leads(rows.led, NamedLeads(leads.agency, (leads.subgroup,)), cast)

    assert named(rows.led) == NamedLeads(leads.agency, (leads.subgroup,))
    assert ActionLead.objects.filter(action=rows.led).count() == 2


def test_action_edit_takes_a_lead_off_with_a_reason(
    rows: SmallPlan, leads: Leads, cast: Cast
) -> None:
    edit_leads(rows.led, NamedLeads(leads.subgroup), cast)

    row = ActionLead.objects.get(action=rows.led, lead=leads.agency)
    assert (row.withdrawn_on, row.withdrawn_reason) == (TODAY, TAKEN_OFF)
    assert history_of(row) == [TAKEN_OFF]


def test_action_edit_puts_a_lead_back_on_its_old_row(
    rows: SmallPlan, leads: Leads, cast: Cast
) -> None:
    edit_leads(rows.led, NamedLeads(), cast)

    edit_leads(rows.led, NamedLeads(leads.subgroup, (leads.agency,)), cast)

    assert named(rows.led) == NamedLeads(leads.subgroup, (leads.agency,))
    assert ActionLead.objects.filter(action=rows.led).count() == 2


def test_action_edit_counts_new_leads_as_a_new_revision(
    rows: SmallPlan, leads: Leads, cast: Cast
) -> None:
    first = rows.led.revision
    edit_leads(rows.led, NamedLeads(leads.post), cast)

    with pytest.raises(StaleRevision):
        action_edit(
            action=rows.led, columns={}, leads=NamedLeads(), revision=first, by=cast.manager
        )
    assert named(rows.led) == NamedLeads(leads.post)


def test_action_edit_leaves_the_same_leads_alone(rows: SmallPlan, leads: Leads, cast: Cast) -> None:
    edit_leads(rows.led, NamedLeads(leads.subgroup, (leads.agency,)), cast)

    assert history_of(rows.led) == []


def test_action_add_names_its_leads(rows: SmallPlan, leads: Leads, cast: Cast) -> None:
    action = Action(objective=rows.led.objective, text="X")

    action_add(action=action, leads=NamedLeads(leads.post, (leads.agency,)), by=cast.manager)

    assert named(action) == NamedLeads(leads.post, (leads.agency,))


def test_withdrawals_are_dated_to_the_day_they_are_given(plan: Plan, cast: Cast) -> None:
    priority = plan.priorities.first()
    assert priority is not None
    day = dt.date(2026, 11, 1)

    item_withdraw(item=priority, reason="X", revision=priority.revision, by=cast.manager, today=day)

    priority.refresh_from_db()
    assert priority.withdrawn_on == day
