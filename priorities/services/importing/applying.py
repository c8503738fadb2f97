"""Document → database: a plan brought in line with what it should say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import HouseLayout, Lead, Plan, Rating
from priorities import document as doc
from priorities.compare.change import squash
from priorities.models import (
    Action,
    ActionLead,
    Evidence,
    Milestone,
    Objective,
    Priority,
    Risk,
    Update,
    UpdateSource,
    UpdateStatus,
)
from priorities.models.parts import timescale_columns
from priorities.services.importing.rows import Batch, Touched, by_key
from priorities.snapshot import plan_document

Level = TypeVar("Level", Priority, Objective, Action, Milestone)


@transaction.atomic
def plan_apply(
    *,
    plan: Plan,
    target: doc.PlanDocument,
    by: User | None,
    reason: str,
    layout: HouseLayout | None = None,
    is_new: bool = False,
) -> list[dict[str, Any]]:
    """Make the plan's rows say what ``target`` says; what was touched is returned, for undoing.

    Items of ``target`` with a key of the plan's are its rows, others are added. Rows that
    ``target`` leaves out stay as they are. A rating or words of progress that differ from the
    latest update are an accepted update of source "import". Leads are taken by name and made
    where the board has none of it. The plan is printed in ``layout`` from now on, where
    one is given. ``is_new``: this import began the plan. The caller holds the plan's row.
    """
    run = _Applying(plan, target, by, reason)
    if is_new:
        run.touched.note(plan, None)
    return run.apply(layout or plan.layout)


class _Applying:
    """One run over the tree, level by level, since rows need those that they stand under."""

    def __init__(self, plan: Plan, target: doc.PlanDocument, by: User | None, reason: str) -> None:
        self.plan, self.target, self.by, self.reason = plan, target, by, reason
        self.touched = Touched()
        self.current = {action.key: action for action in plan_document(plan).actions}
        self.ratings = {r.code: r for r in Rating.objects.filter(scheme__board=plan.board_id)}
        self.actions: dict[int, Action] = {}

    def apply(self, layout: HouseLayout) -> list[dict[str, Any]]:
        self._head(layout)
        self._tree()
        self._leads()
        self._evidence()
        self._updates()
        self._risks()
        return self.touched.rows

    def _batch(self) -> Batch:
        return Batch(self.by, self.reason, self.touched)

    def _head(self, layout: HouseLayout) -> None:
        head, batch = self.target.plan, self._batch()
        columns = {
            "layout_id": layout.pk,
            "front": list(head.front),
            "listed_priorities": list(head.listed_priorities),
            "closing": list(head.closing),
            "agreed_on": head.agreed_on,
        }
        batch.put(self.plan, columns)
        batch.write()

    # The tree

    def _tree(self) -> None:
        priorities = by_key(Priority.objects.filter(plan=self.plan))
        objectives = by_key(Objective.objects.filter(priority__plan=self.plan))
        actions = by_key(Action.objects.filter(objective__priority__plan=self.plan))
        batch = self._batch()
        placed = [
            (item, batch.put(_row(priorities, item, Priority(plan=self.plan)), _priority(item)))
            for item in self.target.priorities
        ]
        batch.write()
        below = [
            (o, batch.put(_row(objectives, o, Objective()), _objective(o, parent)))
            for item, parent in placed
            for o in item.objectives
        ]
        batch.write()
        leaves = [
            (a, batch.put(_row(actions, a, Action()), _action(a, parent)))
            for item, parent in below
            for a in item.actions
        ]
        batch.write()
        self.leaves = leaves
        self._milestones()

    def _milestones(self) -> None:
        stored = by_key(Milestone.objects.filter(action__objective__priority__plan=self.plan))
        batch = self._batch()
        for item, action in self.leaves:
            for position, step in enumerate(item.milestones, start=1):
                batch.put(_row(stored, step, Milestone()), _milestone(step, action, position))
        batch.write()

    # What hangs on actions

    def _leads(self) -> None:
        leads = self._bodies()
        stored: dict[int, list[ActionLead]] = {}
        for row in ActionLead.objects.in_force().filter(
            action__objective__priority__plan=self.plan
        ):
            stored.setdefault(row.action_id, []).append(row)
        leaving, staying, coming = self._batch(), self._batch(), self._batch()
        today = timezone.localdate()
        for item, action in self.leaves:
            if self._names_same(item):
                continue
            rows = {row.lead_id: row for row in stored.get(action.pk, ())}
            told = [(leads[lead.name.casefold()], lead.accountable) for lead in item.leads]
            wanted = {lead.pk for lead, _ in told}
            for row in rows.values():
                if row.lead_id not in wanted:
                    gone = {"withdrawn_on": today, "withdrawn_reason": self.reason}
                    leaving.put(row, {"is_accountable": False, **gone})
                elif row.is_accountable and (row.lead, True) not in told:
                    leaving.put(row, {"is_accountable": False})
            for position, (lead, accountable) in enumerate(told, start=1):
                columns = {"position": position, "is_accountable": accountable}
                if lead.pk in rows:
                    staying.put(rows[lead.pk], columns)
                else:
                    coming.put(ActionLead(action=action, lead=lead), columns)
        # Nobody is accountable twice for a moment: first who goes, then who stays, then who comes.
        for batch in (leaving, staying, coming):
            batch.write()

    def _names_same(self, item: doc.Action) -> bool:
        """Whether the plan prints these leads already, perhaps by what stands for them now."""
        now = self.current.get(item.key) if item.key else None
        return now is not None and now.leads == item.leads

    def _bodies(self) -> dict[str, Lead]:
        """The board's leads by every name they bear or bore; those it has not are made."""
        rows = {lead.pk: lead for lead in Lead.objects.filter(board=self.plan.board_id)}
        now = {pk: rows[lead.successor_id or pk] for pk, lead in rows.items()}
        found = {alias.casefold(): now[pk] for pk, lead in rows.items() for alias in lead.aliases}
        found |= {lead.name.casefold(): now[pk] for pk, lead in rows.items()}
        told = (x.name for item, _ in self.leaves if not self._names_same(item) for x in item.leads)
        batch = self._batch()
        for key, name in {name.casefold(): name for name in told}.items():
            lead = found.setdefault(key, Lead(board_id=self.plan.board_id, name=name))
            # One that was taken off the lists is on them again as soon as a plan names it.
            batch.put(lead, {"closed_on": None})
        batch.write()
        return found

    def _evidence(self) -> None:
        batch = self._batch()
        for item, action in self.leaves:
            now = self.current.get(item.key) if item.key else None
            known = {piece.text for piece in now.evidence} if now else set()
            position = len(known)
            for piece in item.evidence:
                if piece.text in known:
                    continue
                position += 1
                columns = {"statement": piece.text, "dated_on": piece.on, "row": piece.row}
                batch.put(Evidence(action=action), {**columns, "position": position})
        batch.write()

    def _updates(self) -> None:
        batch = self._batch()
        now = timezone.now()
        for item, action in self.leaves:
            if words := self._word(item):
                update = Update(
                    action=action,
                    author=self.by,
                    source=UpdateSource.IMPORT,
                    status=UpdateStatus.ACCEPTED,
                    submitted_at=now,
                    accepted_at=now,
                    accepted_by=self.by,
                )
                batch.put(update, words)
        batch.write()

    def _word(self, item: doc.Action) -> dict[str, Any] | None:
        """The columns of the update that a file's rating and progress are; None where none is."""
        now = self.current.get(item.key) if item.key else None
        before = (now.rating, _said(now)) if now else (None, "")
        if (item.rating, _said(item)) == before or item.withdrawn:
            return None
        return {
            "rating": self.ratings.get(item.rating or ""),
            "progress": "\n".join(item.progress),
        }

    def _risks(self) -> None:
        """Entries of the confidential log that the board has not: known by number and concern."""
        known = {
            (risk.number, risk.concern)
            for risk in Risk.objects.filter(board=self.plan.board_id, withdrawn_on__isnull=True)
        }
        batch = self._batch()
        for position, item in enumerate(self.target.risks, start=len(known) + 1):
            if (item.number or "", item.concern) in known:
                continue
            columns = {
                **timescale_columns(item.timescale),
                "number": item.number or "",
                "position": position,
                "concern": item.concern,
                "consequence": item.consequence,
                "action": item.action,
                "leads": list(item.leads),
                "rating": item.rating or "",
            }
            batch.put(Risk(board_id=self.plan.board_id), columns)
        batch.write()


def _said(item: doc.Action) -> str:
    """The words of progress, in whatever lines they stand."""
    return squash(" ".join(item.progress))


def _row(stored: dict[str, Level], item: Any, new: Level) -> Level:
    return stored.get(item.key or "", new)


def _planned(item: Any) -> Iterator[tuple[str, Any]]:
    yield "withdrawn_on", item.withdrawn.on if item.withdrawn else None
    yield "withdrawn_reason", item.withdrawn.reason if item.withdrawn else ""
    if not isinstance(item, doc.Milestone):
        yield "position", item.position
        yield "number", item.number or ""


def _priority(item: doc.Priority) -> dict[str, Any]:
    return {
        **dict(_planned(item)),
        "title": item.title or "",
        "theme": item.theme or "",
        "parts": list(item.parts),
        "is_core": item.is_core,
    }


def _objective(item: doc.Objective, parent: Priority) -> dict[str, Any]:
    return {**dict(_planned(item)), "priority_id": parent.pk, "title": item.title or ""}


def _action(item: doc.Action, parent: Objective) -> dict[str, Any]:
    return {
        **dict(_planned(item)),
        **timescale_columns(item.timescale),
        "objective_id": parent.pk,
        "text": item.text,
        "next_review_on": item.next_review,
        "outcomes": list(item.outcomes),
        "measures": [{"text": m.text, "row": m.row} for m in item.measures],
        "resources": [{"text": r.text, "row": r.row} for r in item.resources],
        "cost": item.cost,
        "extra": dict(item.extra),
    }


def _milestone(item: doc.Milestone, action: Action, position: int) -> dict[str, Any]:
    return {
        **dict(_planned(item)),
        **timescale_columns(item.timescale),
        "action_id": action.pk,
        "text": item.text,
        "level": item.level,
        "row": item.row,
        "position": position,
    }
