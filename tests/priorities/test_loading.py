"""A plan made from its document is the same plan again, or none at all."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

import pytest

from plans.models import Board, HouseLayout, Lead, Plan
from priorities import document as doc
from priorities.document import Action, PlanDocument
from priorities.services.loading import plan_create
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast, SmallPlan
from tests.priorities.documents import GONE, SCHEME

BEGAN = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


def as_new(document: PlanDocument) -> PlanDocument:
    """The document with keys of its own, and without what nobody told of a new plan yet."""

    def new(item: Any, **parts: Any) -> Any:
        return replace(item, key=str(uuid.uuid4()), **parts)

    def told_nothing(action: Action) -> Action:
        told = {"rating": None, "rated_on": None, "last_update_on": None, "progress": ()}
        found: Action = new(action, milestones=tuple(map(new, action.milestones)), **told)
        return found

    def emptied(objective: doc.Objective) -> doc.Objective:
        found: doc.Objective = new(objective, actions=tuple(map(told_nothing, objective.actions)))
        return found

    priorities = tuple(
        new(priority, objectives=tuple(map(emptied, priority.objectives)))
        for priority in document.priorities
    )
    return replace(document, priorities=priorities)


def with_action(document: PlanDocument, **parts: Any) -> PlanDocument:
    """The document with other values in its first action."""
    first, *priorities = document.priorities
    objective, *objectives = first.objectives
    action, *actions = objective.actions
    objective = replace(objective, actions=(replace(action, **parts), *actions))
    return replace(
        document, priorities=(replace(first, objectives=(objective, *objectives)), *priorities)
    )


@pytest.fixture
def document(rows: SmallPlan) -> PlanDocument:
    """A plan like board A's as a document, to be loaded elsewhere."""
    return as_new(plan_document(rows.plan))


@pytest.fixture
def board(document: PlanDocument) -> Board:
    """A board with the leads and the ratings that the document names."""
    board = make.board()
    make.three_colours(board)
    for name in {lead.name for action in document.actions for lead in action.leads}:
        make.lead(board=board, name=name, at=BEGAN)
    return board


def assert_refused(board: Board, document: PlanDocument, match: str) -> None:
    """Check that loading is refused with these words and leaves nothing behind."""
    with pytest.raises(ValueError, match=match):
        plan_create(board=board, document=document, by=None)
    assert not Plan.objects.filter(board=board).exists()


def test_loaded_plan_is_the_same_plan_with_its_keys_and_withdrawals(
    cast: Cast, board: Board, document: PlanDocument
) -> None:
    plan = plan_create(board=board, document=document, by=cast.manager)

    loaded = plan_document(plan)
    assert loaded.priorities == document.priorities
    assert any(action.withdrawn for action in loaded.actions)
    assert (loaded.plan, loaded.layout) == (document.plan, document.layout)
    assert plan.history.get().history_user == cast.manager


@pytest.mark.parametrize("level", ["priority", "objective", "milestone"])
def test_withdrawal_at_any_level_is_kept(board: Board, document: PlanDocument, level: str) -> None:
    priority, *others = document.priorities
    objective, *objectives = priority.objectives
    if level == "milestone":
        action = document.actions[0]
        gone = tuple(replace(each, withdrawn=GONE) for each in action.milestones)
        given = with_action(document, milestones=gone)
    elif level == "objective":
        below = (replace(objective, withdrawn=GONE), *objectives)
        given = replace(document, priorities=(replace(priority, objectives=below), *others))
    else:
        given = replace(document, priorities=(replace(priority, withdrawn=GONE), *others))

    plan = plan_create(board=board, document=given, by=None)

    assert plan_document(plan).priorities == given.priorities


def test_plan_without_keys_is_given_them(board: Board, document: PlanDocument) -> None:
    plan = plan_create(board=board, document=with_action(document, key=None), by=None)

    assert uuid.UUID(plan_document(plan).actions[0].key)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rating": "amber"}, "ratings and progress"),
        ({"rated_on": dt.date(2026, 10, 1)}, "ratings and progress"),
        ({"last_update_on": dt.date(2026, 10, 1)}, "ratings and progress"),
        ({"progress": ("Nine schools",)}, "ratings and progress"),
        ({"key": "m1"}, "“m1” is not a key"),
        ({"withdrawn": replace(GONE, reason="")}, "1 June 2026 says no reason"),
    ],
)
def test_action_that_cannot_be_stored_is_refused_whole(
    board: Board, document: PlanDocument, changes: dict[str, Any], words: str
) -> None:
    assert_refused(board, with_action(document, **changes), words)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"risks": (doc.Risk("1", "Staff leave"),)}, "yet: risks"),
        ({"indicators": (doc.Indicator("Plans"),)}, "yet: indicators"),
        ({"rating_scheme": SCHEME}, "a rating scheme that is not the board's"),
    ],
)
def test_plan_that_carries_what_has_no_place_is_refused(
    board: Board, document: PlanDocument, changes: dict[str, Any], words: str
) -> None:
    assert_refused(board, replace(document, **changes), words)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"version": "8"}, "a version"),
        ({"period_start": None}, "needs its period"),
        ({"period_end": None}, "needs its period"),
    ],
)
def test_plan_with_a_head_that_cannot_be_stored_is_refused(
    board: Board, document: PlanDocument, changes: dict[str, Any], words: str
) -> None:
    assert_refused(board, replace(document, plan=replace(document.plan, **changes)), words)


def test_key_of_a_row_that_is_here_is_refused(
    rows: SmallPlan, board: Board, document: PlanDocument
) -> None:
    assert_refused(board, with_action(document, key=str(rows.led.key)), "is here already")


def test_plan_with_a_lead_the_board_does_not_know_is_refused_whole(
    board: Board, document: PlanDocument
) -> None:
    given = with_action(document, leads=(doc.LeadName("Nobody", True),))

    with pytest.raises(Lead.DoesNotExist, match="no lead called “Nobody”"):
        plan_create(board=board, document=given, by=None)

    assert not Plan.objects.filter(board=board).exists()


def second(document: PlanDocument) -> PlanDocument:
    """The plan that follows, with the same rows."""
    return replace(as_new(document), plan=replace(document.plan, slug="next", title="Next plan"))


def test_second_plan_takes_the_layout_that_prints_the_same(
    board: Board, document: PlanDocument
) -> None:
    first = plan_create(board=board, document=document, by=None)

    plan = plan_create(board=board, document=second(document), by=None)

    assert plan.layout == first.layout


def test_second_plan_with_other_columns_has_a_layout_of_its_own(
    board: Board, document: PlanDocument
) -> None:
    first = plan_create(board=board, document=document, by=None)
    layout = replace(document.layout, levels=doc.Levels("Aim", "Outcome", "Step"))

    plan = plan_create(board=board, document=replace(second(document), layout=layout), by=None)

    assert plan_document(plan).layout == layout
    assert plan_document(first).layout == document.layout
    assert set(HouseLayout.objects.filter(board=board)) == {first.layout, plan.layout}


@pytest.mark.parametrize(("kind", "stays"), [("business", False), ("work", True)])
def test_plan_that_was_current_steps_down_unless_it_is_a_work_plan(
    cast: Cast, board: Board, document: PlanDocument, kind: str, *, stays: bool
) -> None:
    document = replace(document, plan=replace(document.plan, kind=kind))
    first = plan_create(board=board, document=document, by=cast.manager)

    plan = plan_create(board=board, document=second(document), by=cast.manager)

    first.refresh_from_db()
    assert (first.is_current, plan.is_current) == (stays, True)
    reasons = [row.history_change_reason for row in first.history.all()]
    assert ("Followed by Next plan" in reasons) is not stays


def test_plan_of_a_name_the_board_has_already_is_refused(
    board: Board, document: PlanDocument
) -> None:
    plan_create(board=board, document=document, by=None)

    with pytest.raises(ValueError, match="a plan called “business-plan” already"):
        plan_create(board=board, document=as_new(document), by=None)


def test_loaded_plan_may_be_dated_to_when_it_began(board: Board, document: PlanDocument) -> None:
    plan = plan_create(board=board, document=document, by=None, at=BEGAN)

    assert len(plan_document(plan, as_at=BEGAN.date()).actions) == len(document.actions)


def test_loaded_action_goes_on_with_that_of_its_board_it_was_carried_from(
    cast: Cast, rows: SmallPlan, document: PlanDocument
) -> None:
    origin = doc.CarriedFrom(str(rows.led.key), "2026–29", "1.1.1")
    head = replace(document.plan, slug="next-one")
    document = replace(with_action(document, carried_from=origin), plan=head)

    plan = plan_create(board=cast.board, document=document, by=None)

    assert plan_document(plan).actions[0].carried_from == origin


def test_origin_that_is_at_no_board_here_is_left_out_and_one_that_is_no_key_refused(
    board: Board, document: PlanDocument
) -> None:
    nowhere = doc.CarriedFrom(str(uuid.uuid4()), "2026–29", "1.1.1")
    wrong = with_action(document, carried_from=replace(nowhere, key="none"))
    assert_refused(board, wrong, "not a key of ours")

    plan = plan_create(board=board, document=with_action(document, carried_from=nowhere), by=None)

    assert plan_document(plan).actions[0].carried_from is None
