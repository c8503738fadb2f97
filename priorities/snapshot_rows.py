"""The rows a plan's document is made of, from the tables now or from their histories."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from plans.models import Plan

Row = Mapping[str, Any]
M = TypeVar("M", bound=Model)

PLANNED = ("key", "position", "withdrawn_on", "withdrawn_reason")


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
    """The rows of one plan, from the tables themselves or from their histories.

    A history's own foreign keys lead to today's rows, so nothing is joined in the database:
    each table gives its latest row per id, and the ids are joined in Python.
    """

    def __init__(self, plan: Plan, as_at: dt.date | None) -> None:
        """Raise RecordNotBegun for a day before the plan's first record."""
        self.plan = plan
        self.moment = None if as_at is None else _end_of(as_at)
        if self.moment is not None:
            _check_begun(plan, self.moment)

    def of(self, live: QuerySet[M], *columns: str) -> Iterable[Row]:
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


def by_place(row: Row) -> tuple[int, int]:
    return row["position"], row["id"]


def by_parent(rows: Iterable[Row], parent: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=by_place):
        found[row[parent]].append(row)
    return found
