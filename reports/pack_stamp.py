"""A cheap sign of whether anything changed that a meeting's pack tells of.

Every change of a tracked row raises its ``revision`` by one and none is ever deleted, so the sum of
a table's revisions tells one state of it from every other. A dozen sums take milliseconds where the
pack itself takes a second to put together.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.db.models import Count, QuerySet, Sum

from plans.models import (
    Agency,
    Board,
    Group,
    HouseLayout,
    Lead,
    Meeting,
    Plan,
    PlanLock,
    PlanVersion,
    Rating,
)
from priorities.models import (
    Action,
    ActionLead,
    Evidence,
    Milestone,
    Objective,
    Priority,
    RoundAction,
    Update,
    UpdateRound,
    UpdateStatus,
)
from reports.models import PackSignature, Paper, Publication, PublicationKind

MAKING = 1
"""Raised where the pack itself is made in another way, so that drafts are made again."""


def plan_of(meeting: Meeting) -> Plan | None:
    """The plan that the meeting's pack prints: the one locked for it, else the current one."""
    lock = PlanLock.objects.standing().filter(meeting=meeting).order_by("-locked_at").first()
    plans = Plan.objects.whole().filter(board=meeting.board_id)
    plan: Plan | None = plans.filter(pk=lock.plan_id).first() if lock else plans.current().first()
    return plan


def pack_stamp(meeting: Meeting, plan: Plan, edition: str, *, today: dt.date) -> str:
    """What the drafts of a meeting's pack are told apart by: SHA-256, in hexadecimal.

    The day is in it, for verdicts go by it; not where the plan is locked.
    """
    lock = PlanLock.objects.standing().filter(plan=plan, meeting=meeting).first()
    words: list[Any] = [MAKING, str(edition), meeting.pk, lock.pk if lock else today.isoformat()]
    # What is accepted after the plan was locked changes nothing in its pack.
    tables = (*_beside(meeting, plan), *(() if lock else _plan(plan)))
    words += [_sum(rows) for rows in tables]
    return hashlib.sha256(repr(words).encode()).hexdigest()


def _beside(meeting: Meeting, plan: Plan) -> tuple[QuerySet[Any], ...]:
    """What stands in a pack beside the plan."""
    board = meeting.board_id
    return (
        Board.objects.filter(pk=board),
        Meeting.objects.filter(board=board),
        Group.objects.filter(pk=meeting.group_id),
        Agency.objects.filter(board=board),
        Paper.objects.filter(meeting=meeting),
        PlanLock.objects.filter(plan=plan),
        PlanVersion.objects.filter(plan=plan),
        # What was sent for this meeting is no part of what is to be sent.
        Publication.objects.filter(board=board, kind=PublicationKind.PACK).exclude(meeting=meeting),
        PackSignature.objects.filter(meeting=meeting),
        UpdateRound.objects.filter(meeting=meeting),
        RoundAction.objects.filter(round__meeting=meeting),
    )


def _plan(plan: Plan) -> tuple[QuerySet[Any], ...]:
    """What makes the plan. A draft of an update is told nowhere, so saving one changes nothing."""
    board = plan.board_id
    return (
        Plan.objects.filter(pk=plan.pk),
        HouseLayout.objects.filter(pk=plan.layout_id),
        Rating.objects.filter(scheme__board=board),
        Lead.objects.filter(board=board),
        Priority.objects.filter(plan=plan),
        Objective.objects.filter(priority__plan=plan),
        Action.objects.filter(objective__priority__plan=plan),
        ActionLead.objects.filter(action__objective__priority__plan=plan),
        Milestone.objects.filter(action__objective__priority__plan=plan),
        Update.objects.filter(action__objective__priority__plan=plan).exclude(
            status=UpdateStatus.DRAFT
        ),
        Evidence.objects.filter(action__objective__priority__plan=plan),
    )


def _sum(rows: QuerySet[Any]) -> tuple[int, int, int]:
    """How many rows there are, which, and how often they were saved."""
    # Which: an update that is sent back and another that comes in must not balance.
    found = rows.order_by().aggregate(rows=Count("pk"), which=Sum("pk"), saved=Sum("revision"))
    return found["rows"], found["which"] or 0, found["saved"] or 0
