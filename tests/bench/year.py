"""What the board's year costs: who owes what, reminders, comparing versions, packs while one reads.

Run on the boards that the pages were timed on, after them: it writes to them.
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import Board, GroupKind, LeadHolder, Meeting, Membership, Plan, PlanVersion
from plans.roles import Role
from plans.services.meetings import papers_due, updates_due
from priorities.compare import compare
from priorities.document import Action, PlanDocument
from priorities.rounds import owed_in
from priorities.services.rounds import reminders_sweep, round_open
from priorities.services.versions import frozen_plan
from priorities.snapshot import plan_document
from reports.models import PackDraft
from reports.services.packs import pack_ask
from tests.bench.boards import Size, board_create
from tests.bench.browser import Browser
from tests.bench.documents import Cost, run_command
from tests.bench.load import Processes
from tests.bench.people import manager_email

PEOPLE = 200
COMPARED = Size(actions=1000, per_priority=100)
MEMBERS = "members"
MORNING = dt.time(9)
TIMES = 25
"""How often a page is asked for while nothing else goes on, and how often a button is pressed."""


@dataclass(frozen=True)
class Year:
    """The figures of a year's parts; times in milliseconds but where they say otherwise."""

    owed_queries: int
    owed: float
    queued: int
    queue_seconds: float
    compare_seconds: float
    changes: int


@dataclass(frozen=True)
class Packs:
    """What packs cost their worker beyond an idle turn, and their readers."""

    costs: dict[int, Cost]
    button: float
    page_alone: float
    page_meanwhile: float


def year_figures(slug: str) -> Year:
    """Who owes what among 200 people, their reminders, and the comparison of two versions."""
    board = Board.objects.get(slug=slug)
    _people(board)
    plan = Plan.objects.get(board=board)
    manager = User.objects.get(email=manager_email(slug))
    today = timezone.localdate()
    meeting = board_meeting(slug)
    round_ = round_open(plan=plan, meeting=meeting, due_on=today, by=manager, today=today)
    with CaptureQueriesContext(connection) as asked:
        owed, seconds = _timed(lambda: owed_in(round_, today))
    if len(owed.people) < PEOPLE:
        raise RuntimeError(f"{len(owed.people)} people owe something, not {PEOPLE}.")
    moment = timezone.make_aware(dt.datetime.combine(today, MORNING))
    queued, queue_seconds = _timed(lambda: reminders_sweep(moment))
    changes, compare_seconds = _compared(manager)
    return Year(len(asked), seconds * 1000, queued, queue_seconds, compare_seconds, changes)


def pack_costs(slugs: dict[int, str], processes: Processes) -> dict[int, Cost]:
    """A fresh pack of each board, made by a worker; an idle turn of it is taken off."""
    idle = run_command(["worker", "--once"], processes)
    costs = {}
    for actions, slug in slugs.items():
        draft = pack_ask(meeting=board_meeting(slug), edition=MEMBERS)
        made = run_command(["worker", "--once"], processes)
        if not PackDraft.objects.get(pk=draft.pk).is_ready:
            raise RuntimeError(f"The worker made no pack of {slug}.")
        costs[actions] = replace(
            made, cpu=made.cpu - idle.cpu, database_cpu=made.database_cpu - idle.database_cpu
        )
    return costs


def button(browser: Browser, slug: str) -> float:
    """Milliseconds until a pack that is ready begins to come: the median."""
    path = f"/boards/{slug}/meetings/{board_meeting(slug).pk}/pack/document.pdf?edition={MEMBERS}"
    return _median(browser, path, lambda count: count < TIMES)


def page_meanwhile(browser: Browser, slug: str) -> tuple[float, float]:
    """Milliseconds of the plan page, median: alone, and while a worker makes a pack."""
    path = f"/boards/{slug}/plan/"
    alone = _median(browser, path, lambda count: count < TIMES)
    meeting = board_meeting(slug)
    meeting.place = "Another room"
    meeting.record(by=None, reason="Moved, so that its pack is owed again")
    pack_ask(meeting=meeting, edition=MEMBERS)
    manage = str(settings.BASE_DIR / "manage.py")
    with subprocess.Popen([sys.executable, manage, "worker", "--once"], env=os.environ) as worker:
        meanwhile = _median(browser, path, lambda _: worker.poll() is None)
    return alone, meanwhile


def meeting_create(board: Board, by: User) -> Meeting:
    """A meeting of the board, four weeks ahead."""
    held_on = timezone.localdate() + dt.timedelta(days=28)
    meeting = Meeting(
        board=board,
        group=board.groups.get(kind=GroupKind.BOARD),
        held_on=held_on,
        updates_due_on=updates_due(held_on),
        papers_due_on=papers_due(held_on),
        agenda="Welcome\nThe plan\nAny other business",
    )
    return meeting.record(by=by, reason="For the bench")


def board_meeting(slug: str) -> Meeting:
    """The one meeting of a board made here; made where there is none yet."""
    board = Board.objects.get(slug=slug)
    found: Meeting | None = board.meetings.first()
    return found or meeting_create(board, User.objects.get(email=manager_email(slug)))


def _median(browser: Browser, path: str, goes_on: Callable[[int], bool]) -> float:
    seconds: list[float] = []
    while goes_on(len(seconds)) or not seconds:
        seconds.append(browser.get(path).seconds)
    return statistics.median(seconds) * 1000


def _people(board: Board) -> None:
    """So many people more, behind the leads that others are behind already."""
    began = timezone.localdate() - dt.timedelta(days=100)
    leads = sorted(
        {holder.lead for holder in LeadHolder.objects.filter(lead__board=board)},
        key=lambda lead: lead.pk,
    )
    for number in range(PEOPLE):
        user = User.objects.create_user(f"more{number}@{board.slug}.example", name=f"Post {number}")
        role = Membership(board=board, user=user, role=Role.LEAD, starts_on=began)
        role.record(by=None, reason="For the bench")
        held = LeadHolder(lead=leads[number % len(leads)], user=user, starts_on=began)
        held.record(by=None, reason="For the bench")


def _compared(by: User) -> tuple[int, float]:
    """How many changes between two versions of a large plan, and in how many seconds."""
    board = board_create("compared", COMPARED)
    plan = Plan.objects.get(board=board)
    before = plan_document(plan)
    versions = [
        _version(plan, number, document, by)
        for number, document in enumerate((before, _changed(before)), start=1)
    ]
    changes, seconds = _timed(lambda: compare(*map(frozen_plan, versions)))
    return len(changes), seconds


def _version(plan: Plan, number: int, document: PlanDocument, by: User) -> PlanVersion:
    version = PlanVersion(
        plan=plan,
        number=number,
        dated_on=timezone.localdate(),
        note="For the bench",
        issued_at=timezone.now(),
        issued_by=by,
    )
    version.freeze(document.to_json())
    return version.record(by=by)


def _changed(document: PlanDocument) -> PlanDocument:
    """The plan with every fifth action re-worded and every seventh re-rated."""
    count = iter(range(COMPARED.actions))

    def change(action: Action) -> Action:
        place = next(count)
        text = f"{action.text} Twice a year." if place % 5 == 0 else action.text
        return replace(action, text=text, rating="red" if place % 7 == 0 else action.rating)

    priorities = tuple(
        replace(
            priority,
            objectives=tuple(
                replace(objective, actions=tuple(map(change, objective.actions)))
                for objective in priority.objectives
            ),
        )
        for priority in document.priorities
    )
    return replace(document, priorities=priorities)


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began
