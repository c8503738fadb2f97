"""What the file no longer has: it stays unless it is ticked, and leaves with all below it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from plans.models import Plan
from priorities import document as doc
from priorities.models import Action, Milestone, Objective, Priority
from priorities.models.parts import PlannedItem
from priorities.services.importing import import_undo
from priorities.services.plan import item_restore
from priorities.snapshot import plan_document
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.priorities import imports
from tests.priorities.filling_in import address, send
from tests.priorities.imports import edited

TOLD = "Not in plan.json any more"


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


def without_neglect(plan: Plan) -> doc.PlanDocument:
    """The small plan without its first priority, but for 1.1.1, which moved to the second."""
    neglect, voice = plan_document(plan).priorities
    led = neglect.objectives[0].actions[0]
    (heard,) = voice.objectives
    voice = replace(voice, objectives=(replace(heard, actions=(*heard.actions, led)),))
    return replace(plan_document(plan), priorities=(voice,))


def withdrawn(model: type[PlannedItem]) -> set[str]:
    """Which rows the import withdrew."""
    return {str(row) for row in model._default_manager.filter(withdrawn_reason=TOLD)}


def test_priority_that_leaves_takes_all_below_it_along(cast: Cast, rows: SmallPlan) -> None:
    neglect = rows.led.objective.priority

    imports.applied(
        rows.plan, cast.manager, without_neglect(rows.plan), leaving=(str(neglect.key),)
    )

    assert withdrawn(Priority) == {"1 Neglect"}
    assert withdrawn(Objective) == {"1.1 Seen early", "1.2 Kept up"}
    assert withdrawn(Action) == {str(rows.held), str(rows.waiting)}
    assert withdrawn(Milestone) == {str(rows.overdue)}
    moved = Action.objects.get(pk=rows.led.pk)
    assert (moved.withdrawn_on, moved.objective) == (None, rows.unled.objective)
    past = rows.waiting.history.first()
    assert (past.history_user, past.history_change_reason) == (
        cast.manager,
        "Imported from plan.json",
    )


def test_what_was_withdrawn_before_keeps_its_own_reason(cast: Cast, rows: SmallPlan) -> None:
    voice = rows.withdrawn.objective.priority
    whole = plan_document(rows.plan)
    file = replace(whole, priorities=whole.priorities[:1])

    imports.applied(rows.plan, cast.manager, file, leaving=(str(voice.key),))

    kept = Action.objects.get(pk=rows.withdrawn.pk)
    assert kept.withdrawn_reason == "Overtaken"
    assert withdrawn(Action) == {str(rows.corporate), str(rows.unled)}


def test_branch_that_left_is_restored_with_what_left_with_it(cast: Cast, rows: SmallPlan) -> None:
    neglect = rows.led.objective.priority
    file = without_neglect(rows.plan)
    imports.applied(rows.plan, cast.manager, file, leaving=(str(neglect.key),))

    item_restore(item=Priority.objects.get(pk=neglect.pk), by=cast.manager)

    assert not any(map(withdrawn, (Priority, Objective, Action, Milestone)))


def test_branch_that_left_is_back_once_the_import_is_undone(cast: Cast, rows: SmallPlan) -> None:
    before = plan_document(rows.plan).to_json()
    neglect = rows.led.objective.priority
    file = without_neglect(rows.plan)
    found = imports.applied(rows.plan, cast.manager, file, leaving=(str(neglect.key),))

    import_undo(plan_import=found, reason="It was the draft", by=cast.manager)

    assert plan_document(Plan.objects.get(pk=rows.plan.pk)).to_json() == before


def test_action_that_leaves_leaves_its_branch_behind(cast: Cast, rows: SmallPlan) -> None:
    file = without_neglect(rows.plan)

    imports.applied(rows.plan, cast.manager, file, leaving=(str(rows.waiting.key),))

    assert withdrawn(Action) == {str(rows.waiting)}
    assert not withdrawn(Priority) | withdrawn(Objective)


def test_milestone_stays_unless_it_is_ticked(cast: Cast, rows: SmallPlan) -> None:
    file = edited(
        plan_document(rows.plan),
        lambda a: replace(a, milestones=a.milestones[:2]) if a.number == "1.1.1" else a,
    )

    imports.applied(rows.plan, cast.manager, file)
    stayed = withdrawn(Milestone)
    imports.applied(rows.plan, cast.manager, file, leaving=(str(rows.undated.key),))

    assert stayed == set()
    assert withdrawn(Milestone) == {str(rows.undated)}


def test_page_says_what_leaves_with_what(manager: Client, cast: Cast, rows: SmallPlan) -> None:
    found = imports.read(rows.plan, cast.manager, without_neglect(rows.plan))
    preview = address("import-preview", found.pk)

    page = manager.get(preview)

    assertContains(page, "is withdrawn with everything under it")
    labels = [label for _, label in page.context["form"].fields["leaving"].choices]
    assert labels == [
        "Priority 1: Neglect, with the 2 actions under it",
        "Objective 1.1: Seen early, with the action under it",
        "Action 1.1.2: Agree one assessment form",
        "Objective 1.2: Kept up, with the action under it",
        "Action 1.2.1: Audit twelve case files",
    ]
    send(manager, preview, leaving=[str(rows.led.objective.priority.key)])
    assert withdrawn(Action) == {str(rows.held), str(rows.waiting)}


def test_milestone_is_offered_by_its_words(manager: Client, cast: Cast, rows: SmallPlan) -> None:
    file = edited(plan_document(rows.plan), lambda a: replace(a, milestones=a.milestones[:2]))
    found = imports.read(rows.plan, cast.manager, file)

    form = manager.get(address("import-preview", found.pk)).context["form"]

    assert [label for _, label in form.fields["leaving"].choices] == [
        "Milestone of action 1.1.1: Ask how it went"
    ]
