"""Rows brought in line with what they should say, and what they said before."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from boardplan.accounts.models import User
from boardplan.audit.models import TrackedModel
from boardplan.audit.several import record_all

M = TypeVar("M", bound=TrackedModel)


@dataclass
class Touched:
    """Rows that were written: for each its table, id, revision since, and its columns before.

    ``before`` is None for a row that is new. A row that is written twice is noted once.
    """

    notes: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)

    @property
    def rows(self) -> list[dict[str, Any]]:
        return list(self.notes.values())

    def note(self, row: TrackedModel, before: Mapping[str, Any] | None) -> None:
        label = row._meta.label_lower
        earlier = self.notes.get((label, row.pk))
        if earlier is not None and (first := earlier["before"]) is not None:
            before = {**(before or {}), **first}
        elif earlier is not None:
            before = None
        note = {"row": [label, row.pk], "revision": row.revision, "before": before}
        self.notes[label, row.pk] = note


@dataclass
class Batch:
    """Rows of one table that are written together, by one person and for one reason."""

    by: User | None
    reason: str
    touched: Touched
    rows: list[tuple[TrackedModel, dict[str, Any] | None]] = field(default_factory=list)

    def put(self, row: M, columns: Mapping[str, Any]) -> M:
        """Give the row these columns; it is written where it is new or says something else."""
        if row.pk is None:
            for name, value in columns.items():
                setattr(row, name, value)
            self.rows.append((row, None))
            return row
        before = {
            name: getattr(row, name)
            for name, value in columns.items()
            if getattr(row, name) != value
        }
        if before:
            for name in before:
                setattr(row, name, columns[name])
            self.rows.append((row, {name: plain(value) for name, value in before.items()}))
        return row

    def write(self) -> None:
        """Store all of them, with their history."""
        record_all([(row, self.reason) for row, _ in self.rows], by=self.by)
        for row, before in self.rows:
            self.touched.note(row, before)
        self.rows.clear()


def plain(value: Any) -> Any:
    """A column's value as JSON holds it; ``restored`` reads it back."""
    if isinstance(value, dt.date | Decimal | uuid.UUID):
        return str(value)
    return value


def restored(row: TrackedModel, before: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that ``plain`` wrote, as the row's fields hold them."""
    fields = {f.attname: f for f in row._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in before.items()}


def by_key(rows: Iterable[M]) -> dict[str, M]:
    """The rows by their keys, as documents name them."""
    return {str(row.key): row for row in rows}
