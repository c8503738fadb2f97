"""Stores rows one by one or in bulk, each with its history."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model
from simple_history.utils import bulk_create_with_history

from boardplan.audit.models import TrackedModel

M = TypeVar("M", bound=Model)
T = TypeVar("T", bound=TrackedModel)

BATCH = 1000
REASON = "Entered with the plan"


@dataclass(frozen=True)
class Record:
    """A record that begins at ``began``: that is the date of every row's history."""

    began: dt.datetime

    def one(self, row: T) -> T:
        """Store a row."""
        return row.record(by=None, at=self.began, reason=REASON)

    def many(self, model: type[M], rows: list[M]) -> list[M]:
        """Store any number of rows; one with a ``_history_date`` of its own keeps that."""
        stored: list[M] = bulk_create_with_history(
            rows,
            model,
            batch_size=BATCH,
            default_change_reason=REASON,
            default_date=self.began,
        )
        return stored

    def accepted(self, model: Any, rows: list[Any]) -> None:
        """Add a second row of history to each: that of its acceptance."""
        model.history.bulk_history_create(
            rows, batch_size=BATCH, update=True, default_change_reason="Accepted"
        )
