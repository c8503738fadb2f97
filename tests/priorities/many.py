"""A plan of any size, made fast: for counting queries and for timing, without history."""

from __future__ import annotations

import datetime as dt
import itertools

from django.db import connection
from django.db.models import Model

from plans.models import Lead, Plan, Rating
from priorities.models import (
    Action,
    ActionLead,
    Evidence,
    Milestone,
    Objective,
    Priority,
    Update,
    UpdateStatus,
)
from tests.factories import LONDON

ACTIONS_PER_OBJECTIVE = 5
OBJECTIVES_PER_PRIORITY = 4
MANY = 100
"""More rows than these are worth counting anew."""


def bulk(model: type[Model], rows: list[Model]) -> list[Model]:
    """Store rows without history; it would take a minute for a thousand actions."""
    return list(model._default_manager.bulk_create(rows, batch_size=500))


def grow(plan: Plan, count: int, *, lead: Lead, rating: Rating) -> list[Action]:
    """Add ``count`` actions, each led, dated, rated and with evidence; every third also waits."""
    places = itertools.count(10)
    size = ACTIONS_PER_OBJECTIVE * OBJECTIVES_PER_PRIORITY
    priorities = [
        Priority(plan=plan, number=str(n), position=n, title=f"Priority {n}")
        for n in itertools.islice(places, -(-count // size))
    ]
    bulk(Priority, [*priorities])
    objectives = [
        Objective(priority=p, number=f"{p.number}.{n}", position=n, title=f"Objective {n}")
        for p in priorities
        for n in range(1, OBJECTIVES_PER_PRIORITY + 1)
    ]
    bulk(Objective, [*objectives])
    spots = [(o, n) for o in objectives for n in range(1, ACTIONS_PER_OBJECTIVE + 1)][:count]
    actions = [
        Action(objective=o, number=f"{o.number}.{n}", position=n, text=f"Action {o.number}.{n}")
        for o, n in spots
    ]
    bulk(Action, [*actions])
    _add_parts(actions, lead, rating)
    if count > MANY:
        _count_anew()
    return actions


def _count_anew() -> None:
    """Let PostgreSQL know how many rows there are: it plans by what it last counted, and that may
    have been the empty tables between two tests.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _add_parts(actions: list[Action], lead: Lead, rating: Rating) -> None:
    told = dt.datetime(2026, 10, 1, 12, tzinfo=LONDON)
    bulk(ActionLead, [ActionLead(action=a, lead=lead, is_accountable=True) for a in actions])
    bulk(
        Milestone,
        [
            Milestone(action=a, text=f"Step {n}", position=n, row=n, due_on=dt.date(2026, 9, n))
            for a in actions
            for n in (1, 2, 3)
        ],
    )
    accepted = [
        Update(
            action=a,
            status=UpdateStatus.ACCEPTED,
            rating=rating,
            progress="Told.",
            submitted_at=told,
            accepted_at=told,
        )
        for a in actions
    ]
    waiting = [
        Update(
            action=a,
            status=UpdateStatus.SUBMITTED,
            rating=rating,
            progress="Waits.",
            submitted_at=told,
        )
        for a in actions[::3]
    ]
    bulk(Update, [*accepted, *waiting])
    bulk(
        Evidence,
        [Evidence(action=u.action, update=u, statement="Shown.") for u in (*accepted, *waiting)],
    )
