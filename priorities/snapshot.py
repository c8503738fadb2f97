"""Database → document: a plan as it stands now, or as it stood at the end of a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Value
from django.utils import timezone

from plans.access import Access
from plans.models import LeadHolder, Plan, Rating
from priorities import document as doc
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
from priorities.models.parts import TIMESCALE_COLUMNS, timescale_of
from priorities.snapshot_rows import PLANNED, PlanRows, RecordNotBegun, Row, by_parent, by_place

__all__ = ["RecordNotBegun", "Snapshot", "plan_document", "snapshot"]

ACTION_FIELDS = (
    "number",
    "text",
    "leads",
    "milestones",
    "timescale",
    "outcomes",
    "measures",
    "resources",
    "cost",
    "rating",
    "progress",
    "evidence",
)


@dataclass(frozen=True)
class Snapshot:
    """A plan's document, and where its actions are found.

    ``ids`` gives each action's id by its key; ``own`` holds the keys of the reader's own.
    """

    document: doc.PlanDocument
    ids: Mapping[str, int]
    own: frozenset[str] = frozenset()


def plan_document(plan: Plan, *, as_at: dt.date | None = None) -> doc.PlanDocument:
    """The plan as a document; see ``snapshot``."""
    return snapshot(plan, as_at=as_at).document


def snapshot(plan: Plan, *, as_at: dt.date | None = None, reader: Access | None = None) -> Snapshot:
    """The plan now, or as it stood at the end of ``as_at`` in the board's time zone.

    Holds what every reader of the plan may see: updates that were accepted, evidence on
    record. The caller has fetched ``plan`` through its reader's access. Eight queries now
    (eleven as at a date), whatever the size. Raises RecordNotBegun for a day before the
    plan's first record.
    """
    return _Assembly(plan, PlanRows(plan, as_at), reader).snapshot()


class _Assembly:
    """Joins the rows of one plan by their ids."""

    def __init__(self, plan: Plan, rows: PlanRows, reader: Access | None) -> None:
        self.plan = plan
        self.rows = rows
        self.reader = reader
        self.ids: dict[str, int] = {}
        self.own: set[str] = set()
        self.ratings = self._ratings()
        self.leads = self._leads()
        self.milestones = by_parent(
            rows.of(
                Milestone.objects.filter(action__objective__priority__plan=plan),
                *PLANNED,
                *TIMESCALE_COLUMNS,
                "action_id",
                "text",
                "level",
                "row",
            ),
            "action_id",
        )
        self.evidence = self._evidence()
        self.updates = self._updates()

    def snapshot(self) -> Snapshot:
        actions = self._actions()
        objectives = self._objectives(actions)
        document = doc.PlanDocument(
            board=doc.BoardName(self.plan.board.slug, self.plan.board.name),
            plan=self._head(),
            rating_scheme=tuple(self.ratings.values()),
            layout=self._layout(),
            covers=ACTION_FIELDS,
            priorities=self._priorities(objectives),
        )
        return Snapshot(document, self.ids, frozenset(self.own))

    def _ratings(self) -> dict[int, doc.RatingValue]:
        columns = (
            *("code", "letter", "label", "definition", "colour", "order"),
            *("is_complete", "is_off_track", "needs_evidence", "needs_issue"),
        )
        live = Rating.objects.filter(scheme__board=self.plan.board_id)
        found = sorted(self.rows.of(live, *columns), key=lambda row: row["order"])
        return {
            row["id"]: doc.RatingValue(**{name: row[name] for name in columns}) for row in found
        }

    def _leads(self) -> dict[int, list[Row]]:
        live = ActionLead.objects.filter(action__objective__priority__plan=self.plan)
        columns = (*PLANNED, "action_id", "lead_id", "is_accountable")
        if self.rows.moment is None:
            named = live.annotate(name=F("lead__name"), own=self._is_own())
            return by_parent(self.rows.of(named, *columns, "name", "own"), "action_id")
        leads = self.plan.board.leads.all()
        names = {row["id"]: row["name"] for row in self.rows.of(leads, "name")}
        then = self.rows.of(live, *columns)
        rows = [{**row, "name": names[row["lead_id"]], "own": False} for row in then]
        return by_parent(rows, "action_id")

    def _is_own(self) -> Any:
        if self.reader is None:
            return Value(False)
        held = LeadHolder.objects.on(self.reader.today).filter(
            lead=OuterRef("lead"), user=self.reader.user
        )
        return Exists(held) | Q(lead__group__in=self.reader.chaired_groups)

    def _evidence(self) -> dict[int, list[Row]]:
        live = Evidence.objects.filter(action__objective__priority__plan=self.plan)
        if self.rows.moment is None:
            live = live.on_record()
        columns = (
            *("action_id", "milestone_id", "update_id", "row", "dated_on"),
            *("statement", "link", "file_name"),
        )
        return by_parent(self.rows.of(live, *PLANNED, *columns), "action_id")

    def _updates(self) -> dict[int, Row]:
        """The latest counted update of each action; and drop evidence of updates not counted."""
        live = Update.objects.filter(action__objective__priority__plan=self.plan)
        if self.rows.moment is None:
            live = live.counted().newest_per_action()
        columns = (
            *("action_id", "status", "voided_at", "rating_id"),
            *("submitted_at", "accepted_at", "progress", "impact"),
        )
        counted = [row for row in self.rows.of(live, *columns) if _is_counted(row)]
        if self.rows.moment is not None:
            self._keep_evidence_of({row["id"] for row in counted})
        by_age = sorted(counted, key=lambda row: (row["accepted_at"], row["id"]))
        return {row["action_id"]: row for row in by_age}

    def _keep_evidence_of(self, updates: set[int]) -> None:
        for rows in self.evidence.values():
            rows[:] = [row for row in rows if row["update_id"] in {None, *updates}]

    def _head(self) -> doc.PlanHead:
        columns = (
            *("slug", "title", "kind", "period_start", "period_end", "agreed_on"),
            *("agreed_by", "front", "listed_priorities", "closing"),
        )
        if self.rows.moment is None:
            row: Row = {name: getattr(self.plan, name) for name in columns}
        else:
            (row,) = self.rows.of(Plan.objects.filter(pk=self.plan.pk), *columns)
        given = {name: row[name] for name in columns}
        lists = {name: tuple(row[name]) for name in ("front", "listed_priorities", "closing")}
        return doc.PlanHead(**{**given, **lists, "agreed_by": row["agreed_by"] or None})

    def _layout(self) -> doc.Layout:
        layout = self.plan.layout
        return doc.Layout(
            levels=doc.Levels(layout.priority_word, layout.objective_word, layout.action_word),
            columns=tuple(doc.Column(**column) for column in layout.columns),
        )

    def _priorities(
        self, objectives: Mapping[int, list[doc.Objective]]
    ) -> tuple[doc.Priority, ...]:
        live = Priority.objects.filter(plan=self.plan)
        columns = ("number", "title", "theme", "parts", "is_core")
        rows = sorted(self.rows.of(live, *PLANNED, *columns), key=by_place)
        return tuple(
            doc.Priority(
                **_planned(row),
                title=row["title"] or None,
                theme=row["theme"] or None,
                parts=tuple(row["parts"]),
                is_core=row["is_core"],
                objectives=tuple(objectives.get(row["id"], ())),
            )
            for row in rows
        )

    def _objectives(
        self, actions: Mapping[int, list[doc.Action]]
    ) -> dict[int, list[doc.Objective]]:
        live = Objective.objects.filter(priority__plan=self.plan)
        columns = ("number", "title", "priority_id")
        objectives: dict[int, list[doc.Objective]] = defaultdict(list)
        for row in sorted(self.rows.of(live, *PLANNED, *columns), key=by_place):
            objectives[row["priority_id"]].append(
                doc.Objective(
                    **_planned(row),
                    title=row["title"] or None,
                    actions=tuple(actions.get(row["id"], ())),
                )
            )
        return objectives

    def _actions(self) -> dict[int, list[doc.Action]]:
        live = Action.objects.filter(objective__priority__plan=self.plan)
        columns = (
            *("number", "text", "objective_id", "next_review_on", "outcomes", "measures"),
            *("resources", "cost", "extra"),
            *TIMESCALE_COLUMNS,
        )
        actions: dict[int, list[doc.Action]] = defaultdict(list)
        for row in sorted(self.rows.of(live, *PLANNED, *columns), key=by_place):
            actions[row["objective_id"]].append(self._action(row))
        return actions

    def _action(self, row: Row) -> doc.Action:
        pk, key = row["id"], str(row["key"])
        self.ids[key] = pk
        leads = [lead for lead in self.leads.get(pk, ()) if lead["withdrawn_on"] is None]
        if any(lead["own"] for lead in leads):
            self.own.add(key)
        action = doc.Action(
            **_planned(row),
            text=row["text"],
            leads=tuple(doc.LeadName(lead["name"], lead["is_accountable"]) for lead in leads),
            milestones=tuple(map(_milestone, self.milestones.get(pk, ()))),
            timescale=timescale_of(dict(row)),
            next_review=row["next_review_on"],
            outcomes=tuple(row["outcomes"]),
            measures=tuple(doc.RowText(**item) for item in row["measures"]),
            resources=tuple(doc.RowText(**item) for item in row["resources"]),
            cost=row["cost"],
            extra=row["extra"],
            **self._last_word(pk),
        )
        return _with_evidence(action, self.evidence.get(pk, ()), self.milestones.get(pk, ()))

    def _last_word(self, action: int) -> dict[str, Any]:
        """Rating, dates and words of the latest counted update, as fields of the action."""
        update = self.updates.get(action)
        if update is None:
            return {}
        return {
            "rating": self.ratings[update["rating_id"]].code,
            "rated_on": timezone.localdate(update["accepted_at"]),
            "last_update_on": timezone.localdate(update["submitted_at"]),
            "progress": tuple(filter(None, (update["progress"], update["impact"]))),
        }


def _withdrawal(row: Row) -> doc.Withdrawal | None:
    on = row["withdrawn_on"]
    return doc.Withdrawal(on, row["withdrawn_reason"]) if on else None


def _planned(row: Row) -> dict[str, Any]:
    return {
        "key": str(row["key"]),
        "number": row["number"] or None,
        "position": row["position"],
        "withdrawn": _withdrawal(row),
    }


def _is_counted(row: Row) -> bool:
    return row["status"] == UpdateStatus.ACCEPTED and row["voided_at"] is None


def _milestone(row: Row) -> doc.Milestone:
    return doc.Milestone(
        text=row["text"],
        timescale=timescale_of(dict(row)),
        level=row["level"],
        row=row["row"],
        key=str(row["key"]),
        withdrawn=_withdrawal(row),
    )


def _with_evidence(
    action: doc.Action, evidence: Iterable[Row], milestones: Iterable[Row]
) -> doc.Action:
    """The action with its evidence beside the row it speaks of, else in its last row."""
    rows = {milestone["id"]: milestone["row"] for milestone in milestones}
    live = (item for item in evidence if item["withdrawn_on"] is None)
    last = action.rows
    return replace(
        action,
        evidence=tuple(
            doc.Evidence(
                text=item["statement"] or item["file_name"] or item["link"],
                on=item["dated_on"],
                row=item["row"] or rows.get(item["milestone_id"], last),
            )
            for item in live
        ),
    )
