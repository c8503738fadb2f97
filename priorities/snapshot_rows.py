"""The rows a plan's document is made of, from the tables now or from their histories."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from plans.access import Access
from plans.models import LeadHolder, Plan, Rating
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
from priorities.models.parts import TIMESCALE_COLUMNS

Row = Mapping[str, Any]
M = TypeVar("M", bound=Model)

PLANNED = ("key", "position", "withdrawn_on", "withdrawn_reason")
RATING = (
    *("code", "letter", "label", "definition", "colour", "order"),
    *("is_complete", "is_off_track", "needs_evidence", "needs_issue"),
)
HEAD = (
    *("slug", "title", "kind", "period_start", "period_end", "agreed_on"),
    *("agreed_by", "front", "listed_priorities", "closing"),
)


class RecordNotBegun(Exception):
    """The record knows nothing of the plan on that day; ``begins`` says when it starts."""

    def __init__(self, begins: dt.date) -> None:
        self.begins = begins
        super().__init__(f"The record begins on {begins:%-d %B %Y}.")


def _end_of(day: dt.date) -> dt.datetime:
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min)
    return timezone.make_aware(midnight)


def _check_begun(plan: Plan, moment: dt.datetime) -> None:
    first = plan.history.order_by("history_date").values_list("history_date", flat=True).first()
    if first is None or first >= moment:
        raise RecordNotBegun(timezone.localdate(first))


class PlanRows:
    """The rows of one plan, table by table, as they are or as they were at the end of a day.

    A history's own foreign keys lead to today's rows, so histories are not joined in the
    database: each table gives its latest row per id, and the ids are joined in Python.
    """

    def __init__(self, plan: Plan, as_at: dt.date | None, reader: Access | None) -> None:
        """Raise RecordNotBegun for a day before the plan's first record."""
        self.plan = plan
        self.reader = reader
        self.moment = None if as_at is None else _end_of(as_at)
        if self.moment is not None:
            _check_begun(plan, self.moment)

    def head(self) -> Row:
        """The plan's own row."""
        if self.moment is None:
            return {name: getattr(self.plan, name) for name in HEAD}
        (row,) = self._of(Plan.objects.filter(pk=self.plan.pk), *HEAD)
        return row

    def ratings(self) -> list[Row]:
        """The values of the board's scheme, in their order."""
        live = Rating.objects.filter(scheme__board=self.plan.board_id)
        return sorted(self._of(live, *RATING), key=lambda row: row["order"])

    def priorities(self) -> list[Row]:
        live = Priority.objects.filter(plan=self.plan)
        return self._placed(live, "number", "title", "theme", "parts", "is_core")

    def objectives(self) -> list[Row]:
        live = Objective.objects.filter(priority__plan=self.plan)
        return self._placed(live, "number", "title", "priority_id")

    def actions(self) -> list[Row]:
        live = Action.objects.filter(objective__priority__plan=self.plan)
        return self._placed(
            live,
            *("number", "text", "objective_id", "next_review_on", "outcomes", "measures"),
            *("resources", "cost", "extra"),
            *TIMESCALE_COLUMNS,
        )

    def milestones(self) -> list[Row]:
        live = Milestone.objects.filter(action__objective__priority__plan=self.plan)
        return self._placed(live, *TIMESCALE_COLUMNS, "action_id", "text", "level", "row")

    def leads(self) -> list[Row]:
        """The leads of actions, each with its ``name`` and whether it is the reader's ``own``."""
        live = ActionLead.objects.filter(action__objective__priority__plan=self.plan)
        columns = ("action_id", "lead_id", "is_accountable")
        if self.moment is None:
            named = live.annotate(name=F("lead__name"), own=self._is_own())
            return self._placed(named, *columns, "name", "own")
        leads = self._of(self.plan.board.leads.all(), "name")
        names = {row["id"]: row["name"] for row in leads}
        then = self._placed(live, *columns)
        return [{**row, "name": names[row["lead_id"]], "own": False} for row in then]

    def evidence(self) -> list[Row]:
        """All evidence, whether its update counts or not."""
        live = Evidence.objects.filter(action__objective__priority__plan=self.plan)
        if self.moment is None:
            live = live.on_record()
        return self._placed(
            live,
            *("action_id", "milestone_id", "update_id", "row", "dated_on"),
            *("statement", "link", "file_name"),
        )

    def updates(self) -> list[Row]:
        """The counted updates, oldest first: now the latest of each action, else all of them."""
        live = Update.objects.filter(action__objective__priority__plan=self.plan)
        if self.moment is None:
            live = live.counted().newest_per_action()
        columns = (
            *("action_id", "status", "voided_at", "rating_id"),
            *("submitted_at", "accepted_at", "progress", "issue", "impact"),
        )
        counted = filter(_is_counted, self._of(live, *columns))
        return sorted(counted, key=lambda row: (row["accepted_at"], row["id"]))

    def _is_own(self) -> Any:
        if self.reader is None:
            return Value(False)
        held = LeadHolder.objects.on(self.reader.today).filter(
            lead=OuterRef("lead"), user=self.reader.user
        )
        return Exists(held) | Q(lead__group__in=self.reader.chaired_groups)

    def _placed(self, live: QuerySet[M], *columns: str) -> list[Row]:
        rows = self._of(live, *PLANNED, *columns)
        return sorted(rows, key=lambda row: (row["position"], row["id"]))

    def _of(self, live: QuerySet[M], *columns: str) -> Iterable[Row]:
        """The rows of ``live``, now or as they were at the moment."""
        if self.moment is None:
            return live.values("id", *columns)
        latest = Window(
            RowNumber(),
            partition_by=F("id"),
            order_by=(F("history_date").desc(), F("history_id").desc()),
        )
        history: QuerySet[Any] = live.model.history.filter(  # type: ignore[attr-defined]
            id__in=live.order_by().values("pk"), history_date__lt=self.moment
        )
        rows: Iterable[Row] = history.alias(place=latest).filter(place=1).values("id", *columns)
        return rows


def _is_counted(row: Row) -> bool:
    return row["status"] == UpdateStatus.ACCEPTED and row["voided_at"] is None
