"""Makes boards of any size in the database: people, leads, a plan, a year of updates on it.

Rows are stored in bulk, each with its history. The same seed gives the same words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from plans.models import Board, HouseLayout, Plan
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
from priorities.models.parts import timescale_columns
from priorities.timescale import parse
from tests.bench import words
from tests.bench.people import BoardPeople, people_create
from tests.bench.record import Record
from tests.bench.words import Words

ACTIONS_PER_OBJECTIVE = 4
UPDATES_PER_ACTION = 4
DAYS_BETWEEN_UPDATES = 85
EVERY_WAITING = 20
"""One action of so many has an update that waits to be accepted."""

PLAN = "business-plan"
COLUMNS = (
    ("number", "Action number", "Planning"),
    ("text", "Specific action", "Planning"),
    ("leads", "Lead", "Planning"),
    ("milestones", "Actions and timescales", "Planning"),
    ("rating", "RAG", "Monitoring"),
    ("evidence", "Progress and evidence", "Monitoring"),
)


@dataclass(frozen=True)
class Size:
    """How large a plan is: its actions, and how many of them (fours) stand under one priority."""

    actions: int
    per_priority: int


@dataclass(frozen=True)
class Course:
    """How an action goes: its rating, the share of its steps that are done, the words of both."""

    rating: str
    share_done: float
    open: tuple[str, ...] = words.AHEAD
    done: tuple[str, ...] = words.DONE


COURSES = (
    *(Course("green", 1), Course("red", 0.5, words.LATE), Course("amber", 0.7, words.LATE)),
    *(Course("amber", 0.5),) * 3,
)
"""As in the demonstration's plan: a third is late, a quarter off track, a quarter done."""


@transaction.atomic
def board_create(slug: str, size: Size, *, seed: int = 1) -> Board:
    """A board with a current business plan of this size; its record begins about a year ago."""
    now = timezone.now()
    began = now - dt.timedelta(days=(UPDATES_PER_ACTION + 1) * DAYS_BETWEEN_UPDATES)
    record = Record(began)
    people = people_create(slug, record)
    _Planning(people, record, now, seed).plan(size)
    return people.board


class _Planning:
    """One plan in the making."""

    def __init__(self, people: BoardPeople, record: Record, now: dt.datetime, seed: int) -> None:
        self.people = people
        self.record = record
        self.now = now
        begins = record.began
        first = dt.date(begins.year - (begins.month < 4), 4, 1)
        self.period = (first, first.replace(year=first.year + 3) - dt.timedelta(days=1))
        self.words = Words(seed, now.year)
        self.draw = self.words.random
        self.courses: dict[int, Course] = {}

    def plan(self, size: Size) -> None:
        """Store the plan with all that belongs to it."""
        board = self.people.board
        names = ("field", "heading", "group")
        columns = [dict(zip(names, column, strict=True)) for column in COLUMNS]
        layout = self.record.one(HouseLayout(board=board, name="As printed", columns=columns))
        plan = Plan(
            board=board,
            layout=layout,
            slug=PLAN,
            title="Business plan",
            period_start=self.period[0],
            period_end=self.period[1],
            front=[self.words.say(words.EVIDENCE) for _ in range(3)],
        )
        actions = self._actions(self._objectives(self.record.one(plan), size), size)
        self.courses = {action.pk: self.draw.choice(COURSES) for action in actions}
        self.record.many(ActionLead, [row for action in actions for row in self._leads(action)])
        self.record.many(Milestone, [row for action in actions for row in self._steps(action)])
        self.record.many(Evidence, [row for action in actions for row in self._evidence(action)])
        self._updates(actions)

    def _objectives(self, plan: Plan, size: Size) -> list[Objective]:
        priorities = [
            Priority(plan=plan, number=str(n), position=n, title=self.words.say(words.PRIORITIES))
            for n in range(1, -(-size.actions // size.per_priority) + 1)
        ]
        self.record.many(Priority, priorities)
        each = size.per_priority // ACTIONS_PER_OBJECTIVE
        objectives = [
            Objective(
                priority=priorities[n // each],
                number=f"{n // each + 1}.{n % each + 1}",
                position=n % each + 1,
                title=self.words.say(words.OBJECTIVES),
            )
            for n in range(-(-size.actions // ACTIONS_PER_OBJECTIVE))
        ]
        return self.record.many(Objective, objectives)

    def _actions(self, objectives: Sequence[Objective], size: Size) -> list[Action]:
        spots = (
            (objective, n) for objective in objectives for n in range(1, ACTIONS_PER_OBJECTIVE + 1)
        )
        actions = [
            Action(
                objective=objective,
                number=f"{objective.number}.{n}",
                position=n,
                text=self.words.say(words.ACTIONS),
            )
            for _, (objective, n) in zip(range(size.actions), spots, strict=False)
        ]
        return self.record.many(Action, actions)

    def _leads(self, action: Action) -> list[ActionLead]:
        named = self.draw.sample(self.people.leads, self.draw.choice((1, 1, 2, 2, 2)))
        return [
            ActionLead(action=action, lead=lead, position=n, is_accountable=n == 1)
            for n, lead in enumerate(named, start=1)
        ]

    def _steps(self, action: Action) -> list[Milestone]:
        count, course = self.draw.choice((1, 2, 3, 3, 3, 5)), self.courses[action.pk]
        return [
            Milestone(
                action=action,
                text=self.words.say(words.STEPS),
                position=n,
                row=-(-n // 3),
                **self._timescale(course.done if n <= count * course.share_done else course.open),
            )
            for n in range(1, count + 1)
        ]

    def _timescale(self, sentences: tuple[str, ...]) -> dict[str, object]:
        return timescale_columns(parse(self.words.say(sentences), period=self.period))

    def _evidence(self, action: Action) -> list[Evidence]:
        least = 1 if self.courses[action.pk].rating == "green" else 0
        return [
            Evidence(action=action, statement=self.words.say(words.EVIDENCE), position=n)
            for n in range(1, self.draw.choice((least, 1, 1, 1, 2, 2)) + 1)
        ]

    def _updates(self, actions: Sequence[Action]) -> None:
        """Four accepted ones for each action, told about every quarter; a few that wait."""
        places = range(UPDATES_PER_ACTION)
        accepted = [self._update(action, place) for action in actions for place in places]
        waiting = [self._update(action, UPDATES_PER_ACTION) for action in actions[::EVERY_WAITING]]
        for update in waiting:
            update.status = UpdateStatus.SUBMITTED
            update.accepted_at = update.accepted_by = None
        self.record.accepted(Update, self.record.many(Update, accepted))
        self.record.many(Update, waiting)

    def _update(self, action: Action, place: int) -> Update:
        quarters = UPDATES_PER_ACTION - place
        days = quarters * DAYS_BETWEEN_UPDATES + self.draw.randint(-50, 25)
        told = self.now - dt.timedelta(days=max(days, 1))
        is_last = place >= UPDATES_PER_ACTION - 1
        code = self.courses[action.pk].rating if is_last else self.draw.choice(("red", "amber"))
        rating = self.people.ratings[code]
        update = Update(
            action=action,
            author=self.people.manager,
            status=UpdateStatus.ACCEPTED,
            rating=rating,
            progress=self.words.say(words.PROGRESS),
            impact=self.words.say(words.IMPACT),
            issue=self.words.say(words.ISSUES) if rating.needs_issue else "",
            submitted_at=told,
            accepted_at=told,
            accepted_by=self.people.manager,
        )
        update._history_date = told
        return update
