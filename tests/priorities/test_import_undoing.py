"""An import is undone: the plan as it was before, unless something was changed since."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from plans.models import Plan
from priorities import document as doc
from priorities.models import Action, ImportStatus, PlanImport, Priority, Risk, Update
from priorities.services.importing import import_undo
from priorities.services.steps import WrongStep
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast, SmallPlan
from tests.priorities import imports
from tests.priorities.imports import edited

WRONG = "It was the draft"


def in_force(document: doc.PlanDocument) -> doc.PlanDocument:
    """The document without what is withdrawn."""

    def standing(items: Any) -> Any:
        return tuple(item for item in items if item.withdrawn is None)

    priorities = standing(document.priorities)
    priorities = tuple(replace(p, objectives=standing(p.objectives)) for p in priorities)
    bare = replace(document, priorities=priorities)
    return edited(
        bare,
        lambda a: None if a.withdrawn else replace(a, milestones=standing(a.milestones)),
    )


def everything_else(document: doc.PlanDocument) -> doc.PlanDocument:
    """A version of the small plan that touches every kind of row."""
    new_lead = (
        doc.LeadName("Coroner", accountable=True),
        doc.LeadName("Police", accountable=False),
    )
    step = doc.Milestone("Ask the coroner")

    def edit(action: doc.Action) -> doc.Action | None:
        changed: dict[str, dict[str, Any]] = {
            "1.1.1": {
                "leads": new_lead,
                "rating": "red",
                "progress": ("Put off",),
                "cost": None,
                "evidence": (*action.evidence, doc.Evidence("Minutes of May")),
                "milestones": (*action.milestones[:2], step),
            },
            "1.1.2": {"text": "Agree two assessment forms", "number": "1.1.9"},
            "1.2.1": {"leads": ()},
        }
        return replace(action, **changed.get(action.number or "", {}))

    told = edited(document, edit)
    first, second = told.priorities
    moved, *stay = second.objectives[0].actions
    steady = replace(first.objectives[1], actions=(*first.objectives[1].actions, moved))
    first = replace(first, title="Neglect and hoarding", objectives=(first.objectives[0], steady))
    second = replace(second, objectives=(replace(second.objectives[0], actions=tuple(stay)),))
    hoarding = doc.Objective(number="3.1", title="Known", actions=(doc.Action("Count them"),))
    third = doc.Priority(number="3", title="Hoarding", objectives=(hoarding,))
    risk = doc.Risk("1", "Staff leave", "Delay", "Recruit", ("Chair",), None, "A")
    head = replace(told.plan, front=("A new foreword.",))
    columns = (doc.Column("text", "What we do", None),)
    return replace(
        told,
        plan=head,
        layout=doc.Layout(doc.Levels("Aim"), columns),
        priorities=(first, second, third),
        risks=(risk,),
    )


@pytest.fixture
def applied(cast: Cast, rows: SmallPlan) -> PlanImport:
    """An import of ``everything_else``."""
    file = everything_else(plan_document(rows.plan))
    return imports.applied(rows.plan, cast.manager, file, takes_layout=True)


def undo(found: PlanImport, by: Any) -> PlanImport:
    return import_undo(plan_import=found, reason=WRONG, by=by)


def test_plan_is_as_it_was_before(cast: Cast, rows: SmallPlan) -> None:
    before = plan_document(Plan.objects.get(pk=rows.plan.pk))
    file = everything_else(before)
    found = imports.applied(rows.plan, cast.manager, file, takes_layout=True)
    between = plan_document(Plan.objects.get(pk=rows.plan.pk))

    undone = undo(found, cast.manager)

    after = plan_document(Plan.objects.get(pk=rows.plan.pk))
    assert in_force(between) != in_force(before)
    assert in_force(after) == in_force(before)
    assert (undone.status, undone.undone_reason) == (ImportStatus.UNDONE, WRONG)


def test_what_it_brought_is_kept_as_withdrawn_and_voided(
    cast: Cast, rows: SmallPlan, applied: PlanImport
) -> None:
    undo(applied, cast.manager)

    third, entry = Priority.objects.get(title="Hoarding"), Risk.objects.get()
    update = Update.objects.get(action=rows.led, source="import")
    told = f"Import of plan.json undone: {WRONG}"
    assert (third.withdrawn_reason, entry.withdrawn_reason) == (told, told)
    assert (update.voided_by, update.void_reason) == (cast.manager, told)
    past = Action.objects.get(pk=rows.held.pk).history.first()
    assert (past.history_user, past.history_change_reason) == (cast.manager, told)
    assert Action.objects.get(pk=rows.led.pk).updates.counted().get() == rows.accepted


def test_undoing_is_refused_naming_what_was_changed_since(
    cast: Cast, rows: SmallPlan, applied: PlanImport
) -> None:
    held = Action.objects.get(pk=rows.held.pk)
    held.text = "Agree three assessment forms"
    held.record(by=cast.deputy, reason="After all")
    before = plan_document(rows.plan)

    with pytest.raises(ValidationError, match=r"changed action .*Agree three assessment forms"):
        undo(applied, cast.manager)

    applied.refresh_from_db()
    assert (plan_document(rows.plan), applied.status) == (before, ImportStatus.APPLIED)


def test_undoing_is_refused_where_something_stands_below_what_it_brought(
    cast: Cast, rows: SmallPlan, applied: PlanImport
) -> None:
    brought = Action.objects.get(text="Count them")
    milestone = make.milestone(action=brought, text="Count the first street")

    with pytest.raises(ValidationError, match=r"added milestone “Count the first street"):
        undo(applied, cast.manager)
    milestone.withdrawn_on, milestone.withdrawn_reason = brought.history.first().history_date, "x"
    milestone.record(by=cast.manager)
    undo(applied, cast.manager)

    brought.refresh_from_db()
    assert brought.withdrawn_on


def test_undoing_is_refused_where_somebody_has_reported_on_what_it_brought(
    cast: Cast, rows: SmallPlan, applied: PlanImport
) -> None:
    brought = Action.objects.get(text="Count them")
    make.update(action=brought, author=cast.manager, progress="Two streets.")

    with pytest.raises(ValidationError, match="has added update"):
        undo(applied, cast.manager)


def test_import_is_undone_once(cast: Cast, applied: PlanImport) -> None:
    undo(applied, cast.manager)

    with pytest.raises(WrongStep, match=r"not applied \(undone\)"):
        undo(applied, cast.manager)


def test_file_can_be_imported_again_after_its_undoing(
    cast: Cast, rows: SmallPlan, applied: PlanImport
) -> None:
    there = in_force(plan_document(Plan.objects.get(pk=rows.plan.pk)))
    undo(applied, cast.manager)
    file = everything_else(in_force(plan_document(Plan.objects.get(pk=rows.plan.pk))))

    imports.applied(rows.plan, cast.manager, file, takes_layout=True)

    again = in_force(plan_document(Plan.objects.get(pk=rows.plan.pk)))
    assert [a.text for a in again.actions] == [a.text for a in there.actions]
    assert Action.objects.filter(text="Count them", withdrawn_on__isnull=True).count() == 1
