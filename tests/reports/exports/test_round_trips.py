"""What goes out comes back: an export that is imported again changes nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from plans.models import Board, Lead, Plan
from priorities import document as doc
from priorities.compare import Change
from priorities.demo import BOARDS, load_board
from priorities.models import Action
from priorities.services.importing.files import plan_read
from priorities.services.importing.preview import preview
from priorities.services.importing.straight import import_straight
from priorities.snapshot import plan_document
from reports.exports.formats import FORMATS
from tests import factories as make
from tests.factories import TODAY

CODES = ("json", "xlsx", "docx")
GONE = {"withdrawn_on": dt.date(2026, 6, 1), "withdrawn_reason": "Overtaken"}


def changes_of(plan: Plan, code: str) -> tuple[Change, ...]:
    """What the plan's own export would change in it."""
    data = FORMATS[code].make(plan_document(plan), TODAY)
    read = plan_read(data=data, name=f"plan.{code}", board=plan.board, plan=plan)
    return preview(plan=plan, file=read.document).changes


def imported(plan: Plan, code: str) -> None:
    """Import the plan's own export."""
    data = FORMATS[code].make(plan_document(plan), TODAY)
    read = plan_read(data=data, name=f"plan.{code}", board=plan.board, plan=plan)
    import_straight(
        board=plan.board, plan=plan, document=read.document, data=data, name=f"plan.{code}"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("slug", BOARDS)
def test_demonstration_boards_exports_come_back_unchanged(slug: str) -> None:
    load_board(slug, password="!")
    board = Board.objects.get(slug=slug)
    plan = Plan.objects.get(board=board)

    assert {code: changes_of(plan, code) for code in CODES} == dict.fromkeys(CODES, ())


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_demonstration_boards_export_is_applied_and_leaves_the_plan_as_it_is(code: str) -> None:
    load_board("merton", password="!")
    plan = Plan.objects.get(board__slug="merton")
    before = plan_document(plan)

    imported(plan, code)

    assert plan_document(Plan.objects.get(pk=plan.pk)) == before


def make_odd(plan: Plan, signs: str) -> None:
    """Withdraw some, give four leads, and begin texts with what programs take for more."""
    first, second, third = Action.objects.filter(
        objective__priority__plan=plan, withdrawn_on__isnull=True
    )[:3]
    make.milestone(action=first, text="Ask nobody", position=9, **GONE)
    make.action(objective=second.objective, position=99, text="Print a poster", **GONE)
    held = set(third.leads.values_list("lead_id", flat=True))
    others = Lead.objects.filter(board=plan.board_id).exclude(pk__in=held)
    for position, lead in enumerate(others[: 4 - len(held)], start=9):
        make.action_lead(action=third, lead=lead, position=position)
    for position, sign in enumerate(signs, start=50):
        make.action(
            objective=first.objective, position=position, text=f"{sign} Count schools {position}"
        )


def told(plan: Plan) -> list[doc.Action]:
    """The plan's actions, but for their places: those that it had left room between close up."""
    return [replace(action, position=0) for action in plan_document(plan).actions]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "signs"),
    [
        ("json", "=-•+@"),
        ("docx", "=-•+@"),
        ("xlsx", "=-•+@"),
    ],
)
def test_plan_with_something_odd_comes_back_unchanged(code: str, signs: str) -> None:
    load_board("merton", password="!")
    plan = Plan.objects.get(board__slug="merton")
    make_odd(plan, signs)
    before = told(plan)

    assert changes_of(plan, code) == ()
    imported(plan, code)

    assert told(Plan.objects.get(pk=plan.pk)) == before


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["docx", "xlsx"])
def test_column_kept_beside_comes_back_whatever_its_name(code: str) -> None:
    load_board("merton", password="!")
    plan = Plan.objects.get(board__slug="merton")
    action = Action.objects.filter(objective__priority__plan=plan).first()
    assert action is not None
    action.extra = {"Notes": "See the file", "Owner": "Nobody"}
    action.save()

    assert changes_of(plan, code) == ()
