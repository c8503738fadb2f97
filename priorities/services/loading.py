"""Document → database: a new plan, made whole from its document."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from boardplan.accounts.models import User
from plans.models import Board, HouseLayout, Lead, Plan, Rating, RatingScheme
from priorities import document as doc
from priorities.models import Action, ActionLead, Evidence, Milestone, Objective, Priority
from priorities.models.parts import timescale_columns


@transaction.atomic
def plan_create(
    *, board: Board, document: doc.PlanDocument, by: User | None, at: dt.datetime | None = None
) -> Plan:
    """Make the plan that ``document`` holds, as the board's current one of its kind.

    The board's leads are taken by name. Raises Lead.DoesNotExist for a name it does not know,
    ValueError for a document without a period.
    """
    return _Loading(board, by, at).plan(document)


@transaction.atomic
def scheme_create(
    *,
    board: Board,
    name: str,
    values: tuple[doc.RatingValue, ...],
    sentences: dict[str, str],
    by: User | None,
    at: dt.datetime | None = None,
) -> RatingScheme:
    """Make the board's rating scheme; ``sentences`` are the words people choose by, per code."""
    scheme = RatingScheme(board=board, name=name).record(by=by, at=at)
    for value in values:
        columns: dict[str, Any] = {
            part: getattr(value, part) for part in doc.RatingValue.__dataclass_fields__
        }
        rating = Rating(scheme=scheme, sentence=sentences[value.code], **columns)
        rating.record(by=by, at=at)
    return scheme


class _Loading:
    """One run of writing a document into the tables, always by the same person and time."""

    def __init__(self, board: Board, by: User | None, at: dt.datetime | None) -> None:
        self.board = board
        self.stamp: dict[str, Any] = {"by": by, "at": at, "reason": "Entered with the plan"}
        self.leads = {lead.name: lead for lead in board.leads.all()}

    def plan(self, document: doc.PlanDocument) -> Plan:
        head = document.plan
        if head.period_start is None or head.period_end is None:
            raise ValueError("A plan needs its period: the days it starts and ends.")
        plan = Plan(
            board=self.board,
            layout=self._layout(document.layout),
            slug=head.slug,
            title=head.title,
            kind=head.kind,
            period_start=head.period_start,
            period_end=head.period_end,
            agreed_on=head.agreed_on,
            agreed_by=head.agreed_by or "",
            front=list(head.front),
            listed_priorities=list(head.listed_priorities),
            closing=list(head.closing),
        ).record(**self.stamp)
        for priority in document.priorities:
            self._priority(plan, priority)
        return plan

    def _layout(self, layout: doc.Layout) -> HouseLayout:
        columns = [
            {"field": c.field, "heading": c.heading, "group": c.group} for c in layout.columns
        ]
        return HouseLayout(
            board=self.board,
            name="House layout",
            priority_word=layout.levels.priority,
            objective_word=layout.levels.objective,
            action_word=layout.levels.action,
            columns=columns,
        ).record(**self.stamp)

    def _priority(self, plan: Plan, item: doc.Priority) -> None:
        priority = Priority(
            plan=plan,
            number=item.number or "",
            position=item.position,
            title=item.title or "",
            theme=item.theme or "",
            parts=list(item.parts),
            is_core=item.is_core,
        ).record(**self.stamp)
        for objective in item.objectives:
            self._objective(priority, objective)

    def _objective(self, priority: Priority, item: doc.Objective) -> None:
        objective = Objective(
            priority=priority,
            number=item.number or "",
            position=item.position,
            title=item.title or "",
        ).record(**self.stamp)
        for action in item.actions:
            self._action(objective, action)

    def _action(self, objective: Objective, item: doc.Action) -> None:
        action = Action(
            objective=objective,
            number=item.number or "",
            position=item.position,
            text=item.text,
            next_review_on=item.next_review,
            outcomes=list(item.outcomes),
            measures=[{"text": m.text, "row": m.row} for m in item.measures],
            resources=[{"text": r.text, "row": r.row} for r in item.resources],
            cost=item.cost,
            extra=dict(item.extra),
            **timescale_columns(item.timescale),
        ).record(**self.stamp)
        for position, name in enumerate(item.leads, start=1):
            self._lead(action, name, position)
        for position, milestone in enumerate(item.milestones, start=1):
            self._milestone(action, milestone, position)
        for position, evidence in enumerate(item.evidence, start=1):
            self._evidence(action, evidence, position)

    def _lead(self, action: Action, name: doc.LeadName, position: int) -> None:
        if name.name not in self.leads:
            raise Lead.DoesNotExist(f"The board has no lead called “{name.name}”.")
        ActionLead(
            action=action,
            lead=self.leads[name.name],
            is_accountable=name.accountable,
            position=position,
        ).record(**self.stamp)

    def _milestone(self, action: Action, item: doc.Milestone, position: int) -> None:
        Milestone(
            action=action,
            text=item.text,
            level=item.level,
            row=item.row,
            position=position,
            **timescale_columns(item.timescale),
        ).record(**self.stamp)

    def _evidence(self, action: Action, item: doc.Evidence, position: int) -> None:
        Evidence(
            action=action,
            statement=item.text,
            dated_on=item.on,
            row=item.row,
            position=position,
        ).record(**self.stamp)
