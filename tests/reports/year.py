"""A board's year with a moving clock: four meetings, twelve people, and whatever goes wrong."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr

import time_machine

from boardplan.accounts.models import User
from plans.access import access_of
from plans.models import Plan
from plans.roles import Role
from priorities.models import Action, Update, UpdateRound
from priorities.report import Report
from priorities.services.rounds import round_open
from priorities.services.updates import update_accept, update_draft, update_send_back, update_submit
from reports.work import Worker
from tests import factories as make
from tests.factories import LONDON
from tests.plans.mail_server import MailServer
from tests.proofs.tables import table

YEAR = 2027
MEETINGS = (dt.date(2027, 3, 11), dt.date(2027, 6, 10), dt.date(2027, 9, 9), dt.date(2027, 12, 9))
OPENS_BEFORE = 35
DAY = dt.timedelta(days=1)
TURNS = (dt.time(8, 5), dt.time(8, 30), dt.time(9, 15), dt.time(12), dt.time(18))
"""When the worker turns on the day a round opens; at the first of them while one is open."""
ASLEEP = {dt.date(2027, 8, 17) + n * DAY for n in range(4)}
"""Days on which no worker runs: the reminder of 7 days before falls among them."""
SERVER_DOWN = (dt.datetime(2027, 5, 6, 8, tzinfo=LONDON), dt.datetime(2027, 5, 6, 9, tzinfo=LONDON))
"""The hour in which the mail server is stopped: the second round opens that day."""
SERVER_BREAKS = dt.datetime(2027, 8, 5, 8, 5, tzinfo=LONDON)
"""The turn in which the mail server takes what it gets and hangs up."""

HABITS: Mapping[str, int | None] = {
    "at once": 0,
    "after 3 days": 3,
    "after a week": 7,
    "the day before": 20,
    "on the day": 21,
    "a day late": 22,
    "5 days late": 26,
    "12 days late": 33,
    "draft only": None,
    "never": None,
    "bounces": None,
    "sent back": 2,
}
"""Each person, by how many days after the opening she answers; None for never."""


@dataclass
class Year:
    """The board, and what came of its year."""

    plan: Plan
    manager: User
    people: dict[str, User]
    actions: dict[str, list[Action]]
    sent: dict[str, list[dt.datetime]] = field(default_factory=lambda: defaultdict(list))
    """When each person was written to; a repeat of the same message is not another one."""
    wrongly: list[tuple[str, dt.datetime]] = field(default_factory=list)
    """Who was written to while she owed nothing."""
    numbers: list[str] = field(default_factory=list)
    """The Message-IDs in the order they came."""


def board_of_twelve() -> Year:
    """The board, each of twelve people behind a post that leads three actions."""
    board = make.board(slug="year", name="Board of the year")
    make.three_colours(board)
    manager = make.user(email="manager@year.example", name="Manager")
    make.membership(board=board, user=manager, role=Role.MANAGER)
    objective = make.objective(priority__plan=make.plan(board=board))
    people, actions = {}, {}
    for number, habit in enumerate(HABITS, 1):
        user = make.user(email=f"{habit.replace(' ', '-')}@year.example", name=habit)
        make.membership(board=board, user=user, role=Role.LEAD)
        post = make.lead(board=board, name=f"Post {number}")
        make.lead_holder(lead=post, user=user)
        people[habit] = user
        actions[habit] = [
            make.action(objective=objective, number=f"{number}.{n}", position=number * 10 + n)
            for n in range(1, 4)
        ]
        for action in actions[habit]:
            make.action_lead(action=action, lead=post, is_accountable=True)
    return Year(objective.priority.plan, manager, people, actions)


def live(year: Year, server: MailServer, clock: time_machine.Traveller) -> Year:
    """Let the year pass."""
    server.refused = {year.people["bounces"].email}
    for day in _days():
        _morning(year, clock, day)
        for turn in _turns(day):
            now = dt.datetime.combine(day, turn, LONDON)
            clock.move_to(now)
            server.mood = _mood(now)
            Worker().turn()
            _look(year, server, now)
        _evening(year, clock, day)
    return year


def _days() -> Iterator[dt.date]:
    first = dt.date(YEAR, 1, 1)
    return (first + n * DAY for n in range(365))


def _turns(day: dt.date) -> tuple[dt.time, ...]:
    if day in ASLEEP:
        return ()
    if day + OPENS_BEFORE * DAY in MEETINGS:
        return TURNS
    return TURNS[:1] if UpdateRound.objects.open().exists() else ()


def _mood(now: dt.datetime) -> str:
    if SERVER_DOWN[0] <= now < SERVER_DOWN[1]:
        return "closed"
    return "breaks" if now == SERVER_BREAKS else "well"


def _morning(year: Year, clock: time_machine.Traveller, day: dt.date) -> None:
    """The manager opens the round of the next meeting, five weeks ahead of it."""
    held_on = day + OPENS_BEFORE * DAY
    if held_on in MEETINGS:
        clock.move_to(dt.datetime.combine(day, dt.time(7, 30), LONDON))
        group = year.plan.board.groups.first() or make.group(board=year.plan.board, kind="board")
        meeting = make.meeting(board=year.plan.board, group=group, held_on=held_on)
        round_open(
            plan=year.plan,
            meeting=meeting,
            due_on=meeting.updates_due_on,
            by=year.manager,
            today=day,
        )


def _evening(year: Year, clock: time_machine.Traveller, day: dt.date) -> None:
    """People answer, each in her way; the manager accepts, or asks back."""
    clock.move_to(dt.datetime.combine(day, dt.time(20), LONDON))
    round_ = UpdateRound.objects.open().first()
    if round_ is None:
        return
    since = (day - round_.opened_at.astimezone(LONDON).date()).days
    for habit, after in HABITS.items():
        if since == after:
            _report(year, habit, day)
        elif habit == "draft only" and since == 3:
            _draft(year, habit)
    waiting = Update.objects.filter(status="submitted")
    if since == 4:
        for update in waiting.filter(action__in=year.actions["sent back"][:1]):
            revision = update.revision
            update_send_back(update=update, revision=revision, question="When?", by=year.manager)
    else:
        for update in waiting.exclude(author__name="sent back"):
            update_accept(update=update, revision=update.revision, by=year.manager)


def _report(year: Year, habit: str, day: dt.date) -> None:
    amber = year.plan.board.rating_scheme.ratings.get(code="amber")
    for action in year.actions[habit]:
        waits = action.updates.filter(status="submitted").first()
        if waits is not None:
            update_accept(update=waits, revision=waits.revision, by=year.manager)
        update_submit(
            action=action,
            report=Report(rating=amber, progress=f"Said on {day}."),
            revision=action.updates.all().revision(),
            by=year.people[habit],
            accepts=False,
            today=day,
        )


def _draft(year: Year, habit: str) -> None:
    for action in year.actions[habit]:
        update_draft(
            action=action,
            report=Report(progress="Begun."),
            revision=action.updates.all().revision(),
            by=year.people[habit],
        )


def _look(year: Year, server: MailServer, now: dt.datetime) -> None:
    """Note what came to the mail server in this turn."""
    for message in server.taken[len(year.numbers) :]:
        number = str(message["Message-ID"])
        habit = parseaddr(str(message["To"]))[1].partition("@")[0].replace("-", " ")
        if number not in year.numbers:
            year.sent[habit].append(now)
            if not _owes(year, habit, now.date()):
                year.wrongly.append((habit, now))
        year.numbers.append(number)


def _owes(year: Year, habit: str, today: dt.date) -> bool:
    """Whether she owes something in an open round, told from her actions one by one."""
    access = access_of(year.people[habit], "year", today=today)
    round_ = UpdateRound.objects.asking(today).first()
    if access is None or round_ is None:
        return False
    said = Update.objects.filter(submitted_at__gte=round_.opened_at).exclude(status="sent_back")
    waits = Update.objects.filter(status="submitted")
    owed = Action.objects.owed_by(access)
    return bool(
        owed.exclude(updates__in=said.exclude(status="draft")).exclude(updates__in=waits).exists()
    )


def told(year: Year) -> str:
    """Who was written to on which days, as a table."""
    rounds = list(UpdateRound.objects.order_by("opened_at"))
    heads = ["", *(f"opened {r.opened_at:%-d %b}, due {r.due_on:%-d %b}" for r in rounds)]
    rows = []
    for habit in HABITS:
        cells = []
        for r in rounds:
            until = r.meeting.held_on + DAY
            mails = [at for at in year.sent[habit] if r.opened_at.date() <= at.date() < until]
            cells.append(", ".join(f"{at:%-d %b %H:%M}" for at in mails))
        rows.append([habit, *cells])
    return table(heads, rows, widest=44)
