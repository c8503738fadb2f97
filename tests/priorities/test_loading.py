"""A plan made from its document is the same plan again."""

import datetime as dt
from dataclasses import replace

import pytest

from plans.models import Lead, Plan
from priorities.document import Action, PlanDocument
from priorities.services.loading import plan_create
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast, SmallPlan


def without_history(document: PlanDocument) -> PlanDocument:
    """The document without what a new plan has not: keys, ratings, withdrawals, its board."""

    def bare(action: Action) -> Action:
        milestones = tuple(replace(m, key=None) for m in action.milestones)
        told = {"rating": None, "rated_on": None, "last_update_on": None, "progress": ()}
        return replace(action, key=None, milestones=milestones, **told)  # type: ignore[arg-type]

    priorities = tuple(
        replace(
            priority,
            key=None,
            objectives=tuple(
                replace(o, key=None, actions=tuple(map(bare, o.actions)))
                for o in priority.objectives
            ),
        )
        for priority in document.in_force().priorities
    )
    return replace(document, priorities=priorities)


def lead_names(document: PlanDocument) -> set[str]:
    return {lead.name for action in document.actions for lead in action.leads}


@pytest.fixture
def document(rows: SmallPlan) -> PlanDocument:
    """Board A's plan as a document, to be loaded elsewhere."""
    return plan_document(rows.plan)


def test_loaded_plan_is_the_same_plan(cast: Cast, document: PlanDocument) -> None:
    board = make.board()
    make.three_colours(board)
    for name in lead_names(document):
        make.lead(board=board, name=name)
    given = without_history(document)

    plan = plan_create(board=board, document=given, by=cast.manager)

    loaded = plan_document(plan)
    assert loaded.priorities != ()
    assert without_history(loaded).priorities == given.priorities
    assert (loaded.plan, loaded.layout) == (given.plan, given.layout)
    assert plan.history.get().history_user == cast.manager


def test_plan_with_a_lead_the_board_does_not_know_is_refused_whole(
    cast: Cast, document: PlanDocument
) -> None:
    board = make.board()

    with pytest.raises(Lead.DoesNotExist, match="no lead called"):
        plan_create(board=board, document=document, by=None)

    assert not Plan.objects.filter(board=board).exists()


@pytest.mark.parametrize("end", ["period_start", "period_end"])
def test_plan_without_a_period_is_refused(cast: Cast, document: PlanDocument, end: str) -> None:
    head = replace(document.plan, **{end: None})  # type: ignore[arg-type]

    with pytest.raises(ValueError, match="needs its period"):
        plan_create(board=make.board(), document=replace(document, plan=head), by=None)


def test_loaded_plan_may_be_dated_to_when_it_began(cast: Cast, document: PlanDocument) -> None:
    began = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
    board = make.board()
    make.three_colours(board)
    for name in lead_names(document):
        make.lead(board=board, name=name, at=began)

    plan = plan_create(board=board, document=document, by=None, at=began)

    assert len(plan_document(plan, as_at=began.date()).actions) == len(document.actions)
