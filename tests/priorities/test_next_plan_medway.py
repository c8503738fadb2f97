"""Medway's 37 actions at the end of their plan: 30 carried, 5 completed, 2 withdrawn."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import Plan, Rating
from priorities.compare import compare
from priorities.compare.telling import changes_text
from priorities.demo import load_board
from priorities.models import Action, Update, UpdateStatus
from priorities.services.carrying import Decision, Fate, open_actions, plan_follow
from priorities.snapshot import plan_document

COMPLETED = ("1.1.1", "1.1.2", "2.2.1", "2.3.2", "7.4")
WITHDRAWN = ("3.1.2", "6.6.1")
PERIOD = (dt.date(2020, 4, 1), dt.date(2023, 3, 31))


@pytest.fixture
def manager(db: None) -> User:
    """Medway's manager, with every action of the plan open and nothing waiting."""
    load_board("medway", password="!")
    manager = User.objects.get(email="manager@medway.example")
    Update.objects.filter(status=UpdateStatus.SUBMITTED).update(
        status=UpdateStatus.DRAFT, submitted_at=None
    )
    amber = Rating.objects.get(scheme__board__slug="medway", code="amber")
    now = timezone.now()
    for action in Action.objects.filter(objective__priority__plan__board__slug="medway"):
        latest = action.updates.counted().first()
        if latest and latest.rating and latest.rating.is_complete:
            Update(
                action=action,
                author=manager,
                status=UpdateStatus.ACCEPTED,
                rating=amber,
                progress="To be looked at once more.",
                submitted_at=now,
                accepted_at=now,
                accepted_by=manager,
            ).record(by=manager, reason="Opened again")
    return manager


def next_plan(manager: User, plan: Plan) -> Plan:
    """The plan that follows, started by the manager."""
    fates = dict.fromkeys(COMPLETED, Decision(Fate.COMPLETED))
    fates |= dict.fromkeys(WITHDRAWN, Decision(Fate.WITHDRAWN, "No longer the board’s"))
    decisions = {a.pk: fates[a.number] for a in open_actions(plan) if a.number in fates}
    return plan_follow(
        plan=plan,
        title="Business plan 2020–23",
        slug="business-plan-2020-23",
        period=PERIOD,
        decisions=decisions,
        by=manager,
        today=timezone.localdate(),
    )


def test_thirty_are_carried_five_completed_two_withdrawn(manager: User) -> None:
    plan = Plan.objects.get(board__slug="medway")
    before = plan_document(plan)
    assert len(open_actions(plan)) == 37

    following = next_plan(manager, plan)

    after, old = plan_document(following), plan_document(plan)
    assert len(after.actions) == 30
    assert all(a.carried_from and a.carried_from.plan == "2017–20" for a in after.actions)
    green = [a.number for a in old.actions if a.rating == "green" and not a.withdrawn]
    assert tuple(green) == COMPLETED
    assert tuple(a.number for a in old.actions if a.withdrawn) == WITHDRAWN
    changes = compare(before, after)
    kinds = Counter((c.kind, c.field) for c in changes if c.level == "action")
    assert kinds == {("other", "carried"): 30, ("withdrawn", None): 7}
    assert {c.level for c in changes} == {"plan", "action"}
    _show(following)
    lines = changes_text(changes, before, after)
    print("\n".join(line[:110] for line in lines))  # noqa: T201


def _show(plan: Plan) -> None:
    """Print one carried action with its history, for whoever looks with ``-s``."""
    action = Action.objects.get(objective__priority__plan=plan, number="4.2.3")
    source = action.carried_from
    assert source is not None
    print(f"\n{action} (from {source.number}, {source.plan})")  # noqa: T201
    for update in source.updates.counted():
        print(f"  {update.submitted_at:%-d %B %Y}, {update.rating}: {update.progress}")  # noqa: T201
