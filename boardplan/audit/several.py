"""Several rows of one table recorded in one go, each with its own history."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from boardplan.accounts.models import User
from boardplan.audit.models import TrackedModel


def record_all(changes: Iterable[tuple[TrackedModel, str]], *, by: User | None) -> None:
    """What ``row.record(by=…, reason=…)`` does for each pair of a row and its reason.

    The rows are of one table and read in the same transaction. However many there are, it takes
    two statements for the new ones and two for the others: the rows, and their histories.
    """
    now = timezone.now()
    new: list[TrackedModel] = []
    stored: list[TrackedModel] = []
    for row, reason in changes:
        row._history_user, row._history_date, row._change_reason = by, now, reason
        if row.pk:
            row.revision += 1
        (stored if row.pk else new).append(row)
    if new:
        bulk_create_with_history(new, type(new[0]))
    if stored:
        model = type(stored[0])
        columns = [f.name for f in model._meta.concrete_fields if not f.primary_key]
        bulk_update_with_history(stored, model, columns)
