"""The rows a plan's document is made of, from the tables now or from their histories."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self, TypeVar

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Value, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from plans.access import Access
from plans.models import Plan, Rating
from priorities.conditions import last_word, printed_name
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
OBJECTIVE = (*PLANNED, "number", "title", "priority_id")
CARRIED = "carried_from__"
"""The way to the action that one goes on with. Its key never changes, and its plan is over: it is
read as it stands today even where the row itself is read from its history."""
CARRIED_PLAN = f"{CARRIED}objective__priority__plan__"
ACTION = (
    *(*PLANNED, *TIMESCALE_COLUMNS, "number", "text", "objective_id", "next_review_on"),
    *("outcomes", "measures", "resources", "cost", "extra"),
    *(f"{CARRIED}key", f"{CARRIED}number"),
    *(f"{CARRIED_PLAN}period_start", f"{CARRIED_PLAN}period_end"),
)
WORD = ("action_id", "rating_id", "submitted_at", "progress", "issue", "impact")


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


@dataclass(frozen=True)
class Part:
    """Some actions of a plan, by their ids, with the objectives they stand under.

    ``bare_under`` are the priorities whose objectives are read even where they have no action.
    """

    actions: Collection[int]
    bare_under: Collection[int] = ()


class PlanRows:
    """The rows of one plan, table by table, as they are or as they were at the end of a day.

    A history's own foreign keys lead to today's rows, so histories are not joined in the
    database: each table gives its latest row per id, and the ids are joined in Python.
    """

    part: Part | None = None
    """Of the tables of now, the actions that are read; None for all."""

    def __init__(
        self, plan: Plan, *, as_at: dt.date | None = None, reader: Access | None = None
    ) -> None:
        """Raise RecordNotBegun for a day before the plan's first record."""
        self.plan = plan
        self.reader = reader
        self.moment = None if as_at is None else _end_of(as_at)
        if self.moment is not None:
            _check_begun(plan, self.moment)

    def only(self, part: Part) -> Self:
        """These rows, of some actions only; what was read of the whole is not read again."""
        narrowed = copy.copy(self)
        narrowed.part = part
        return narrowed

    def head(self) -> Row:
        """The plan's own row."""
        if self.moment is None:
            return {name: getattr(self.plan, name) for name in HEAD}
        (row,) = self._of(Plan.objects.filter(pk=self.plan.pk), *HEAD)
        return row

    @cached_property
    def ratings(self) -> list[Row]:
        """The values of the board's scheme, in their order."""
        live = Rating.objects.filter(scheme__board=self.plan.board_id)
        return sorted(self._of(live, *RATING), key=lambda row: row["order"])

    @cached_property
    def priorities(self) -> list[Row]:
        """All of them; now also each one's ``size``: how many actions it has, and ``in_force``."""
        live = Priority.objects.filter(plan=self.plan)
        columns = ("number", "title", "theme", "parts", "is_core")
        if self.moment is not None:
            return self._placed(live, *columns)
        stands = Q(
            withdrawn_on=None,
            objectives__withdrawn_on=None,
            objectives__actions__withdrawn_on=None,
        )
        sized = live.annotate(
            size=Count("objectives__actions"), in_force=Count("objectives__actions", filter=stands)
        )
        return self._placed(sized, *columns, "size", "in_force")

    @cached_property
    def lead_names(self) -> list[str]:
        """The names by which the plan prints its leads today."""
        named = ActionLead.objects.in_force().filter(
            lead=OuterRef("pk"), action__objective__priority__plan=self.plan
        )
        leads = self.plan.board.leads.filter(Exists(named))
        return sorted(set(leads.values_list(printed_name(), flat=True)))

    def objectives(self) -> list[Row]:
        if self.moment is None:
            return _in_place(_split(self._tree, "", OBJECTIVE))
        return self._placed(Objective.objects.filter(priority__plan=self.plan), *OBJECTIVE)

    def actions(self) -> list[Row]:
        if self.moment is None:
            return _in_place(_split(self._tree, "actions__", ACTION))
        live = Action.objects.filter(objective__priority__plan=self.plan)
        return self._placed(live, *ACTION)

    def updates(self) -> list[Row]:
        """The counted updates, oldest first: now the latest of each action, else all of them."""
        if self.moment is None:
            return list(_split(self._tree, "word__", WORD))
        live = Update.objects.filter(action__objective__priority__plan=self.plan)
        counted = filter(_is_counted, self._of(live, *WORD, "status", "voided_at", "accepted_at"))
        return sorted(counted, key=lambda row: (row["accepted_at"], row["id"]))

    def milestones(self) -> list[Row]:
        live = self._of_actions(Milestone.objects.all())
        return self._placed(live, *TIMESCALE_COLUMNS, "action_id", "text", "level", "row")

    def leads(self) -> list[Row]:
        """The leads of actions, each once: its ``name``, and whether it is the reader's ``own``.

        One that was merged goes by what stands for it: now, or at the end of that day.
        """
        live = self._of_actions(ActionLead.objects.all())
        columns = ("action_id", "lead_id", "is_accountable")
        if self.moment is None:
            named = live.annotate(
                stands=Coalesce("lead__successor_id", "lead_id"),
                name=printed_name("lead__"),
                own=self._is_own(),
            )
            return _each_once(self._placed(named, *columns, "stands", "name", "own"))
        rows = list(self._of(self.plan.board.leads.all(), "name", "successor_id"))
        names = {row["id"]: row["name"] for row in rows}
        stands = {row["id"]: row["successor_id"] or row["id"] for row in rows}
        then = [{**row, "stands": stands[row["lead_id"]]} for row in self._placed(live, *columns)]
        return _each_once({**row, "name": names[row["stands"]], "own": False} for row in then)

    def evidence(self) -> list[Row]:
        """All evidence, whether its update counts or not; of now only what is on record."""
        every = Evidence.objects.all() if self.moment else Evidence.objects.on_record()
        live = self._of_actions(every)
        return self._placed(
            live,
            *("action_id", "milestone_id", "update_id", "row", "dated_on"),
            *("statement", "link", "file_name"),
        )

    @cached_property
    def _tree(self) -> list[Row]:
        """Of the tables of now: each objective with each of its actions and its latest word."""
        live = Objective.objects.filter(priority__plan=self.plan)
        if self.part is not None:
            bare = Q(actions=None, priority__in=self.part.bare_under)
            live = live.filter(Q(actions__in=self.part.actions) | bare)
        columns = (
            *OBJECTIVE,
            *(f"actions__{name}" for name in ("id", *ACTION)),
            *(f"word__{name}" for name in ("id", *WORD)),
        )
        return list(self._of(live.annotate(word=last_word("actions__")), *columns))

    def _of_actions(self, rows: QuerySet[M]) -> QuerySet[M]:
        """Those of ``rows`` that belong to an action of the plan, or of the part."""
        if self.part is not None:
            return rows.filter(action__in=self.part.actions)
        return rows.filter(action__objective__priority__plan=self.plan)

    def _is_own(self) -> Any:
        if self.reader is None:
            return Value(False)
        return Q(lead__in=self.reader.own_leads().values("pk"))

    def _placed(self, live: QuerySet[M], *columns: str) -> list[Row]:
        return _in_place(self._of(live, *PLANNED, *columns))

    def _of(self, live: QuerySet[M], *columns: str) -> Iterable[Row]:
        """The rows of ``live``, now or as they were at the moment."""
        live = live.order_by()  # they are put in their places here, without the joins it takes
        if self.moment is None:
            return live.values("id", *columns)
        latest = Window(
            RowNumber(),
            partition_by=F("id"),
            order_by=(F("history_date").desc(), F("history_id").desc()),
        )
        history: QuerySet[Any] = live.model.history.filter(  # type: ignore[attr-defined]
            id__in=live.values("pk"), history_date__lt=self.moment
        )
        rows: Iterable[Row] = history.alias(place=latest).filter(place=1).values("id", *columns)
        return rows


def _in_place(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row["position"], row["id"]))


def _split(joined: Iterable[Row], prefix: str, columns: Iterable[str]) -> Iterator[Row]:
    """One table's rows out of joined ones, each once."""
    names = [(name, prefix + name) for name in ("id", *columns)]
    ids = {None}
    for row in joined:
        if (pk := row[f"{prefix}id"]) not in ids:
            ids.add(pk)
            yield {name: row[column] for name, column in names}


def _each_once(rows: Iterable[Row]) -> list[Row]:
    """The leads in force; of those that one stands for, the accountable one, else the first."""
    found: dict[tuple[int, int], Row] = {}
    for row in rows:
        place = (row["action_id"], row["stands"])
        if row["withdrawn_on"] is None and (row["is_accountable"] or place not in found):
            found[place] = row
    return list(found.values())


def _is_counted(row: Row) -> bool:
    return row["status"] == UpdateStatus.ACCEPTED and row["voided_at"] is None
