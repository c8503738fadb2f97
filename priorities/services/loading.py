"""Document → database: a new plan, made whole from its document."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from boardplan.accounts.models import User
from plans.models import Board, HouseLayout, Lead, Plan, PlanKind, Rating, RatingScheme
from priorities import document as doc
from priorities.models import Action, ActionLead, Evidence, Milestone, Objective, Priority
from priorities.models.parts import PlannedItem, timescale_columns
from priorities.timescale import Period


@transaction.atomic
def plan_create(
    *, board: Board, document: doc.PlanDocument, by: User | None, at: dt.datetime | None = None
) -> Plan:
    """Make the plan that ``document`` holds, as the board's current one of its kind.

    Rows keep the keys and the withdrawals that the document carries; the plan that was current
    before steps down. The board's leads are taken by name. Raises Lead.DoesNotExist for a name
    it does not know, ValueError for a document that cannot be stored whole, naming what.
    """
    period = _period(document.plan)
    _check(board, document)
    return _Loading(board, by, at).plan(document, period)


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

    def plan(self, document: doc.PlanDocument, period: Period) -> Plan:
        head = document.plan
        self._make_way(head)
        plan = Plan(
            board=self.board,
            layout=self._layout(document),
            slug=head.slug,
            title=head.title,
            kind=head.kind,
            period_start=period[0],
            period_end=period[1],
            agreed_on=head.agreed_on,
            agreed_by=head.agreed_by or "",
            front=list(head.front),
            listed_priorities=list(head.listed_priorities),
            closing=list(head.closing),
        ).record(**self.stamp)
        for priority in document.priorities:
            self._priority(plan, priority)
        return plan

    def _make_way(self, head: doc.PlanHead) -> None:
        """Let the plan that was the current one step down; work plans stand side by side."""
        if head.kind == PlanKind.WORK:
            return
        for plan in Plan.objects.filter(board=self.board, kind=head.kind, is_current=True):
            plan.is_current = False
            plan.record(**self.stamp | {"reason": f"Followed by {head.title}"})

    def _layout(self, document: doc.PlanDocument) -> HouseLayout:
        """The layout of the board's that prints the same, else a new one named after the plan."""
        layout = document.layout
        columns = {
            "priority_word": layout.levels.priority,
            "objective_word": layout.levels.objective,
            "action_word": layout.levels.action,
            "columns": [
                {"field": c.field, "heading": c.heading, "group": c.group} for c in layout.columns
            ],
        }
        known: HouseLayout
        for known in self.board.layouts.order_by("pk"):
            if all(getattr(known, name) == value for name, value in columns.items()):
                return known
        name = document.plan.slug  # the board has it once, unlike the title
        new = HouseLayout(board=self.board, name=name, **columns)
        new.record(**self.stamp)
        return new

    def _priority(self, plan: Plan, item: doc.Priority) -> None:
        priority = Priority(
            plan=plan,
            number=item.number or "",
            position=item.position,
            title=item.title or "",
            theme=item.theme or "",
            parts=list(item.parts),
            is_core=item.is_core,
            **_carried(Priority, item),
        ).record(**self.stamp)
        for objective in item.objectives:
            self._objective(priority, objective)

    def _objective(self, priority: Priority, item: doc.Objective) -> None:
        objective = Objective(
            priority=priority,
            number=item.number or "",
            position=item.position,
            title=item.title or "",
            **_carried(Objective, item),
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
            carried_from=self._origin(item),
            **timescale_columns(item.timescale),
            **_carried(Action, item),
        ).record(**self.stamp)
        for position, name in enumerate(item.leads, start=1):
            self._lead(action, name, position)
        for position, milestone in enumerate(item.milestones, start=1):
            self._milestone(action, milestone, position)
        for position, evidence in enumerate(item.evidence, start=1):
            self._evidence(action, evidence, position)

    def _origin(self, item: doc.Action) -> Action | None:
        """The board's action that this one goes on with, where it is here and goes on nowhere."""
        if item.carried_from is None:
            return None
        rows = Action.objects.filter(objective__priority__plan__board=self.board, carried_to=None)
        origin: Action | None = rows.filter(key=_key(item.carried_from.key)).first()
        return origin

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
            **_carried(Milestone, item),
        ).record(**self.stamp)

    def _evidence(self, action: Action, item: doc.Evidence, position: int) -> None:
        Evidence(
            action=action,
            statement=item.text,
            dated_on=item.on,
            row=item.row,
            position=position,
        ).record(**self.stamp)


def _period(head: doc.PlanHead) -> Period:
    """The plan's first and last day; raises ValueError where it has not both."""
    if head.period_start is None or head.period_end is None:
        raise ValueError("A plan needs its period: the days it starts and ends.")
    return head.period_start, head.period_end


def _check(board: Board, document: doc.PlanDocument) -> None:
    """Raise ValueError for what cannot be stored as it stands; nothing is dropped silently.

    ``findings`` are remarks on the file that was read. They are no part of the plan.
    """
    slug = document.plan.slug
    if Plan.objects.filter(board=board, slug=slug).exists():
        raise ValueError(f"The board has a plan called “{slug}” already.")
    if homeless := [name for name, is_there in _homeless(board, document).items() if is_there]:
        raise ValueError(f"This cannot be stored with a new plan yet: {', '.join(homeless)}.")


def _homeless(board: Board, document: doc.PlanDocument) -> dict[str, bool]:
    """What the tables of a new plan have no place for, and whether the document carries it."""
    told = (a.rating or a.rated_on or a.last_update_on or a.progress for a in document.actions)
    return {
        "a version": document.plan.version is not None,
        "a rating scheme that is not the board's": not _is_scheme_of(board, document),
        "ratings and progress": any(told),
        "risks": bool(document.risks),
        "indicators": bool(document.indicators),
    }


def _is_scheme_of(board: Board, document: doc.PlanDocument) -> bool:
    names = tuple(doc.RatingValue.__dataclass_fields__)
    rows = Rating.objects.filter(scheme__board=board).values_list(*names)
    return set(document.rating_scheme) <= {doc.RatingValue(*row) for row in rows}


def _carried(
    model: type[PlannedItem], item: doc.Priority | doc.Objective | doc.Action | doc.Milestone
) -> dict[str, Any]:
    """The columns of the row's key and of its withdrawal, where the document carries them.

    Raises ValueError for a key that is none or is taken, and a withdrawal without its reason.
    """
    columns: dict[str, Any] = {}
    if item.key is not None:
        columns["key"] = _free_key(model, item.key)
    if item.withdrawn is not None:
        if not item.withdrawn.reason:
            raise ValueError(f"A withdrawal on {item.withdrawn.on:%-d %B %Y} says no reason.")
        columns["withdrawn_on"] = item.withdrawn.on
        columns["withdrawn_reason"] = item.withdrawn.reason
    return columns


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise ValueError(f"“{text}” is not a key of ours.") from None


def _free_key(model: type[PlannedItem], text: str) -> uuid.UUID:
    key = _key(text)
    if model._default_manager.filter(key=key).exists():
        raise ValueError(f"The key {key} belongs to a row that is here already.")
    return key
