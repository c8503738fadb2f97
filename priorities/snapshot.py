"""Database → document: a plan as it stands now, or as it stood at the end of a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from plans.access import Access
from plans.models import Plan
from priorities import document as doc
from priorities.models.parts import timescale_of
from priorities.snapshot_rows import (
    CARRIED,
    CARRIED_PLAN,
    HEAD,
    RATING,
    Part,
    PlanRows,
    RecordNotBegun,
    Row,
)
from priorities.wording import progress_words, years_words

__all__ = [
    "Part",
    "PlanRows",
    "RecordNotBegun",
    "Row",
    "Snapshot",
    "plan_document",
    "snapshot",
    "snapshot_of",
]

ACTION_FIELDS = (
    "number",
    "text",
    "leads",
    "milestones",
    "timescale",
    "next_review",
    "outcomes",
    "measures",
    "resources",
    "cost",
    "rating",
    "progress",
    "evidence",
    "extra",
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
    record. The board's name and layout are those of today even as at a date: they say how a
    plan is printed, and no history of them is read. The caller has fetched ``plan`` through its
    reader's access. Six queries now (eleven as at a date), whatever the size. Raises
    RecordNotBegun for a day before the plan's first record.
    """
    return snapshot_of(PlanRows(plan, as_at=as_at, reader=reader))


def snapshot_of(rows: PlanRows) -> Snapshot:
    """The plan that these rows make, or the part of it they were narrowed to.

    A part has all priorities of the plan, and of its objectives those that were asked for.
    """
    return _Assembly(rows).snapshot()


class _Assembly:
    """Joins the rows of one plan by their ids."""

    def __init__(self, rows: PlanRows) -> None:
        self.plan = rows.plan
        self.rows = rows
        self.ids: dict[str, int] = {}
        self.own: set[str] = set()
        self.ratings = {
            row["id"]: doc.RatingValue(**{name: row[name] for name in RATING})
            for row in rows.ratings
        }
        updates = rows.updates()
        self.updates = {row["action_id"]: row for row in updates}
        self.leads = _by_action(rows.leads())
        self.milestones = _by_action(rows.milestones())
        self.evidence = _by_action(self._counted(rows.evidence(), updates))

    def snapshot(self) -> Snapshot:
        document = doc.PlanDocument(
            board=doc.BoardName(self.plan.board.slug, self.plan.board.name),
            plan=self._head(),
            rating_scheme=tuple(self.ratings.values()),
            layout=self._layout(),
            covers=ACTION_FIELDS,
            priorities=self._priorities(),
        )
        return Snapshot(document, self.ids, frozenset(self.own))

    def _counted(self, evidence: list[Row], updates: list[Row]) -> Iterable[Row]:
        """The evidence on record. Of the tables of now, only that was asked for."""
        if self.rows.moment is None:
            return evidence
        counted = {None, *(row["id"] for row in updates)}
        return (row for row in evidence if row["update_id"] in counted)

    def _head(self) -> doc.PlanHead:
        row = self.rows.head()
        given = {name: row[name] for name in HEAD}
        lists = {name: tuple(row[name]) for name in ("front", "listed_priorities", "closing")}
        return doc.PlanHead(**{**given, **lists, "agreed_by": row["agreed_by"] or None})

    def _layout(self) -> doc.Layout:
        layout = self.plan.layout
        return doc.Layout(
            levels=doc.Levels(layout.priority_word, layout.objective_word, layout.action_word),
            columns=tuple(doc.Column(**column) for column in layout.columns),
        )

    def _priorities(self) -> tuple[doc.Priority, ...]:
        objectives = self._objectives()
        return tuple(
            doc.Priority(
                **_planned(row),
                title=row["title"] or None,
                theme=row["theme"] or None,
                parts=tuple(row["parts"]),
                is_core=row["is_core"],
                objectives=tuple(objectives.get(row["id"], ())),
            )
            for row in self.rows.priorities
        )

    def _objectives(self) -> dict[int, list[doc.Objective]]:
        actions = self._actions()
        objectives: dict[int, list[doc.Objective]] = defaultdict(list)
        for row in self.rows.objectives():
            objectives[row["priority_id"]].append(
                doc.Objective(
                    **_planned(row),
                    title=row["title"] or None,
                    actions=tuple(actions.get(row["id"], ())),
                )
            )
        return objectives

    def _actions(self) -> dict[int, list[doc.Action]]:
        actions: dict[int, list[doc.Action]] = defaultdict(list)
        for row in self.rows.actions():
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
            carried_from=_carried_from(row),
            **self._last_word(pk),
        )
        return _with_evidence(action, self.evidence.get(pk, ()), self.milestones.get(pk, ()))

    def _last_word(self, action: int) -> dict[str, Any]:
        """Rating, day and words of the latest counted update, as fields of the action.

        The day is that on which it was said; when it was accepted is no news of the action.
        """
        update = self.updates.get(action)
        if update is None:
            return {}
        said_on = timezone.localdate(update["submitted_at"])
        rating = self.ratings.get(update["rating_id"])  # none where an import brought words alone
        words = {name: update[name] for name in ("progress", "issue", "impact")}
        return {
            "rating": rating.code if rating else None,
            "rated_on": said_on if rating else None,
            "last_update_on": said_on,
            "progress": progress_words(**words),
        }


def _by_action(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["action_id"]].append(row)
    return found


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


def _carried_from(row: Row) -> doc.CarriedFrom | None:
    key = row[f"{CARRIED}key"]
    if key is None:
        return None
    start, end = (row[f"{CARRIED_PLAN}{name}"] for name in ("period_start", "period_end"))
    return doc.CarriedFrom(str(key), years_words(start, end), row[f"{CARRIED}number"] or None)


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
