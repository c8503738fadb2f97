"""The demonstration boards: their people, their plans, and a year of updates on them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import (
    Agency,
    Approval,
    Board,
    Group,
    GroupKind,
    Lead,
    LeadHolder,
    Meeting,
    Membership,
    Plan,
    PlanVersion,
    Rating,
)
from plans.services.meetings import papers_due, updates_due
from priorities import document as doc
from priorities.codec import from_plain
from priorities.document import PlanDocument
from priorities.models import Action, Milestone, MilestoneReport, Risk, Update, UpdateStatus
from priorities.models.parts import State, timescale_columns
from priorities.services.loading import plan_create, scheme_create
from priorities.snapshot import plan_document

BOARDS = ("medway", "merton", "milton-keynes")
BEGAN_DAYS_AGO = 400
"""How long before it was loaded the demonstration record begins."""

VERSIONS = {"medway": 8}
VERSION_DAYS_AGO = 90
"""The board whose plan was issued, as which version, and when: its printed plan is version 8."""

MEETINGS = (-231, -140, -49, 42, 133)
"""Around which days, counted from that of loading, the board meets: each quarter."""
WEDNESDAY = 3
AGENDA = """Welcome, apologies and interests
Minutes and actions of the last meeting
The business plan: what moved, what is off track
Questions to partners
Any other business"""

SENTENCES = {
    "red": "Behind, or the date has passed (red)",
    "amber": "On course, or done and evidence to come (amber)",
    "green": "Done, with evidence (green)",
}


@transaction.atomic
def load_board(slug: str, *, password: str) -> bool:
    """Load one demonstration board; False, and nothing changed, where it is there already.

    ``password`` comes hashed: hashing it anew for each of sixty people takes ten seconds.
    """
    if Board.objects.filter(slug=slug).exists():
        return False
    _DemoBoard(slug, password).load()
    return True


def _read(slug: str, name: str) -> Any:
    path = Path(settings.BASE_DIR) / "fixtures" / slug / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _without_comments(document: PlanDocument) -> PlanDocument:
    """The plan without what it says of progress: that is told by the updates, with a rating."""
    priorities = tuple(
        replace(
            priority,
            objectives=tuple(
                replace(o, actions=tuple(replace(a, progress=()) for a in o.actions))
                for o in priority.objectives
            ),
        )
        for priority in document.priorities
    )
    return replace(document, priorities=priorities)


def _place(action: Action) -> str:
    """How the updates name an action: its number, else its objective's and its place there."""
    return action.number or f"{action.objective.number}/{action.position}"


class _DemoBoard:
    """One board in the making; every row is dated to where the record begins."""

    def __init__(self, slug: str, password: str) -> None:
        self.slug = slug
        self.password = password
        self.now = timezone.now()
        self.began = self.now - dt.timedelta(days=BEGAN_DAYS_AGO)
        self.stamp: dict[str, Any] = {"by": None, "at": self.began}
        self.users: dict[str, User] = {}

    def load(self) -> None:
        people = _read(self.slug, "people")
        medway = PlanDocument.from_json(_read("medway", "plan"))
        self.board = Board(**people["board"]).record(**self.stamp)
        scheme_create(
            board=self.board,
            name="Red, amber, green",
            values=medway.rating_scheme,
            sentences=SENTENCES,
            **self.stamp,
        )
        self._seats(people)
        for person in people["people"]:
            self._person(person)
        if (plan := _read(self.slug, "plan")) is not None:
            document = _without_comments(PlanDocument.from_json(plan))
            plan_create(board=self.board, document=document, **self.stamp)
            updates = _DemoUpdates(self.board, self.users, self.now)
            updates.load(_read(self.slug, "updates") or [])
            if self.slug in VERSIONS:
                self._version(VERSIONS[self.slug])
        self._log(_read(self.slug, "risks") or [])
        self._meetings()

    def _meetings(self) -> None:
        """A year of the board's meetings, held and to come, each on a Wednesday."""
        whole = Group.objects.filter(board=self.board, kind=GroupKind.BOARD).first()
        if whole is None:
            return
        for days in MEETINGS:
            day = timezone.localdate(self.now) + dt.timedelta(days=days)
            held_on = day + dt.timedelta(days=WEDNESDAY - day.isoweekday())
            Meeting(
                board=self.board,
                group=whole,
                held_on=held_on,
                starts_at=dt.time(10),
                place="Council offices",
                updates_due_on=updates_due(held_on),
                papers_due_on=papers_due(held_on),
                agenda=AGENDA,
            ).record(**self.stamp)

    def _version(self, number: int) -> None:
        """Issue the plan as it stood then, as on paper: by the board, without its PDF."""
        plan = Plan.objects.filter(board=self.board).current().get()
        issued = self.now - dt.timedelta(days=VERSION_DAYS_AGO)
        day = timezone.localdate(issued)
        manager = self.users[f"manager@{self.slug}.example"]
        version = PlanVersion(
            plan=plan,
            number=number,
            dated_on=day,
            note="The plan with what was accepted by then.",
            issued_at=issued,
            issued_by=manager,
        )
        document = plan_document(plan, as_at=day)
        head = replace(document.plan, version=str(number))
        version.freeze(replace(document, plan=head).to_json())
        version.record(by=manager, at=issued, reason="Issued")
        Approval(
            plan=plan, version=version, body=self.board.name, approved_on=day, outcome="Agreed"
        ).record(by=manager, at=issued, reason="Approval put on record")

    def _log(self, rows: list[Mapping[str, Any]]) -> None:
        for position, row in enumerate(rows, start=1):
            entry = from_plain(row, doc.Risk, f"risks[{position}]")
            columns: dict[str, Any] = {
                **timescale_columns(entry.timescale),
                "number": entry.number or "",
                "concern": entry.concern,
                "consequence": entry.consequence,
                "action": entry.action,
                "leads": list(entry.leads),
                "rating": entry.rating or "",
            }
            Risk(board=self.board, position=position, **columns).record(**self.stamp)

    def _seats(self, people: Mapping[str, Any]) -> None:
        self.agencies = {
            row["name"]: Agency(board=self.board, **row).record(**self.stamp)
            for row in people["agencies"]
        }
        self.groups = {
            row["name"]: Group(board=self.board, **row).record(**self.stamp)
            for row in people["groups"]
        }
        self.leads = {
            row["name"]: Lead(
                board=self.board,
                name=row["name"],
                kind=row["kind"],
                group=self.groups.get(row["group"]),
                agency=self.agencies.get(row["agency"]),
                aliases=row.get("aliases", []),
            ).record(**self.stamp)
            for row in people["leads"]
        }

    def _person(self, row: Mapping[str, Any]) -> None:
        user = User(email=row["email"], name=row["name"], password=self.password)
        user.save()
        self.users[user.email] = user
        starts_on = timezone.localdate(self.began)
        Membership(
            board=self.board,
            user=user,
            role=row["role"],
            group=self.groups.get(row["group"]),
            agency=self.agencies.get(row["agency"]),
            starts_on=starts_on,
        ).record(**self.stamp)
        for name in row["leads"]:
            holder = LeadHolder(lead=self.leads[name], user=user, starts_on=starts_on)
            holder.record(**self.stamp)


class _DemoUpdates:
    """A year of updates that could have been, each dated to its day."""

    def __init__(self, board: Board, users: Mapping[str, User], now: dt.datetime) -> None:
        self.users = users
        self.now = now
        self.manager = users[f"manager@{board.slug}.example"]
        actions = Action.objects.filter(objective__priority__plan__board=board)
        self.actions = {_place(action): action for action in actions.select_related("objective")}
        self.ratings = {r.code: r for r in Rating.objects.filter(scheme__board=board)}

    def load(self, rows: list[Mapping[str, Any]]) -> None:
        for row in sorted(rows, key=lambda row: -row["days_ago"]):
            self._update(row)

    def _update(self, row: Mapping[str, Any]) -> None:
        told = self._days_ago(row["days_ago"])
        accepted_days = row["accepted_days_ago"]
        taken = None if accepted_days is None else self._days_ago(accepted_days)
        is_draft = row["state"] == UpdateStatus.DRAFT
        author = self.users[row["by"]]
        update = Update(
            action=self.actions[row["action"]],
            author=author,
            status=row["state"],
            rating=self.ratings[row["rating"]],
            progress=row["progress"],
            impact=row["impact"],
            issue=row["issue"],
            question=row["question"],
            submitted_at=None if is_draft else told,
            accepted_at=taken,
            accepted_by=self.manager if taken else None,
        ).record(by=author, at=taken or told, reason="Told at the time")
        Update.objects.filter(pk=update.pk).update(started_at=told)
        for place in row.get("done", ()):
            self._tick_off(update, place, is_accepted=taken is not None, at=taken or told)

    def _tick_off(self, update: Update, place: int, *, is_accepted: bool, at: dt.datetime) -> None:
        milestone = Milestone.objects.get(action=update.action, position=place)
        before = {"state": milestone.state}
        MilestoneReport(update=update, milestone=milestone, is_done=True, replaced=before).record(
            by=update.author, at=at
        )
        if is_accepted:
            milestone.state = State.COMPLETE
            milestone.record(by=self.manager, at=at, reason="Done, by an accepted update")

    def _days_ago(self, days: int) -> dt.datetime:
        return self.now - dt.timedelta(days=days)
