"""A plan made at random, with all that a filter may stumble over; without history."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

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
from tests.factories import LONDON, TODAY
from tests.priorities.many import bulk

WORDS = ("Audit", "cŷd", "CŶD", "neglect", "(a+b)?", "50%", "under_score", "back\\slash", "1.2")


class RandomPlan:
    """Fills an empty plan from a seed; the same seed gives the same plan."""

    def __init__(self, plan: Plan, seed: int, *, leads: list[Lead], ratings: list[Rating]) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.plan, self.leads, self.ratings = plan, leads, ratings

    def fill(self) -> None:
        """Four priorities, their objectives (some bare), and below them actions of every sort."""
        priorities = [
            Priority(plan=self.plan, title=self.words(), **self.planned()) for _ in range(4)
        ]
        bulk(Priority, [*priorities])
        objectives = [
            Objective(priority=priority, title=self.words(), **self.planned())
            for priority in priorities[:3]
            for _ in range(self.random.randint(1, 4))
        ]
        bulk(Objective, [*objectives])
        actions = [
            Action(objective=objective, text=self.words(), **self.planned(), **self.timescale())
            for objective in objectives
            for _ in range(self.random.choice((0, 3, 8)))
        ]
        bulk(Action, [*actions])
        for action in actions:
            self.add_parts(action)

    def add_parts(self, action: Action) -> None:
        milestones = [
            Milestone(action=action, text=self.words(), **self.planned(), **self.timescale())
            for _ in range(self.random.randint(0, 3))
        ]
        bulk(Milestone, [*milestones])
        named = self.random.sample(self.leads, self.random.randint(0, 3))
        bulk(ActionLead, [ActionLead(action=action, lead=x, **self.withdrawn()) for x in named])
        updates = [self.counted(action) for _ in range(self.random.randint(0, 3))]
        if self.random.random() < 0.3:
            under_way = self.random.choice((UpdateStatus.DRAFT, UpdateStatus.SENT_BACK))
            updates.append(Update(action=action, status=under_way, progress=self.words()))
        bulk(Update, [*updates])
        bulk(
            Evidence,
            [
                Evidence(
                    action=action,
                    update=self.random.choice((None, *updates)),
                    link=self.random.choice(("", "https://a.example/cŷd")),
                    statement=self.random.choice(("", self.words())) or "Shown",
                    **self.withdrawn(),
                )
                for _ in range(self.random.choice((0, 0, 1, 2)))
            ],
        )

    def counted(self, action: Action) -> Update:
        """An accepted update, perhaps voided since, perhaps of one moment with another."""
        days = self.random.choice((0, 30, 89, 90, 90, 91, 91, 200))
        said = dt.datetime.combine(TODAY - dt.timedelta(days=days), dt.time.min, LONDON)
        said += self.random.choice((dt.timedelta(0), dt.timedelta(seconds=-1)))
        voided = {"voided_at": said, "void_reason": "Wrong"} if self.random.random() < 0.2 else {}
        return Update(
            action=action,
            status=UpdateStatus.ACCEPTED,
            rating=self.random.choice(self.ratings),
            progress=self.words(),
            issue=self.random.choice(("", self.words())),
            submitted_at=said,
            accepted_at=dt.datetime(2026, 11, self.random.randint(1, 3), tzinfo=LONDON),
            **voided,
        )

    def words(self) -> str:
        return " ".join(self.random.sample(WORDS, 2))

    def planned(self) -> dict[str, Any]:
        return {"position": self.random.randint(1, 3), **self.withdrawn()}

    def withdrawn(self) -> dict[str, Any]:
        if self.random.random() < 0.85:
            return {}
        return {"withdrawn_on": dt.date(2026, 6, 1), "withdrawn_reason": "Overtaken"}

    def timescale(self) -> dict[str, Any]:
        days = self.random.choice((-1, 0, 1, None, None))
        due = None if days is None else TODAY + dt.timedelta(days=days)
        return {"due_on": due, "state": self.random.choice(("", "", "complete", "ongoing"))}
