"""An import is undone: what it added goes, what it changed returns, unless it changed since."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.audit.models import TrackedModel
from boardplan.audit.several import record_all
from plans.models import Plan
from priorities.models import ImportStatus, PlanImport, Update
from priorities.services.importing.rows import restored
from priorities.services.steps import WrongStep

NAMED = 5
"""How many of the rows that stand in the way are named."""


@transaction.atomic
def import_undo(*, plan_import: PlanImport, reason: str, by: User) -> PlanImport:
    """Take an applied import back by new history rows; updates it made are voided.

    Raises WrongStep where it is not applied, and ValidationError, naming what, where something
    that it wrote was changed since.
    """
    found: PlanImport = PlanImport.objects.select_for_update(of=("self",)).get(pk=plan_import.pk)
    if found.status != ImportStatus.APPLIED:
        raise WrongStep(f"This import is not applied ({found.get_status_display().lower()}).")
    Plan.objects.select_for_update().get(pk=found.plan_id)
    told = f"Import of {found.file_name} undone: {reason}"
    rows = _rows(found.touched)
    _check_untouched(rows)
    for model in dict.fromkeys(type(row) for row, _ in rows):
        mine = [(row, before) for row, before in rows if type(row) is model]
        for row, before in mine:
            _take_back(row, before, told, by)
        record_all([(row, told) for row, _ in mine], by=by)
    found.status = ImportStatus.UNDONE
    found.undone_at, found.undone_reason = timezone.now(), reason
    return found.record(by=by, reason=told)


def _rows(touched: list[dict[str, Any]]) -> list[tuple[TrackedModel, dict[str, Any]]]:
    """Every row that was written, in the order of writing, with what was noted of it."""
    by_model: dict[str, list[int]] = {}
    for note in touched:
        label, pk = note["row"]
        by_model.setdefault(label, []).append(pk)
    found: dict[tuple[str, int], TrackedModel] = {}
    for label, pks in by_model.items():
        rows: Any = apps.get_model(label)._default_manager
        for row in rows.select_for_update(of=("self",)).filter(pk__in=pks):
            found[label, row.pk] = row
    return [(found[label, pk], note) for note in touched for label, pk in [note["row"]]]


def _check_untouched(rows: list[tuple[TrackedModel, dict[str, Any]]]) -> None:
    changed = [row for row, note in rows if row.revision != note["revision"]]
    if changed:
        named = ", ".join(f"{row._meta.verbose_name} “{row}”" for row in changed[:NAMED])
        more = f" and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
        raise ValidationError(
            f"Since the import somebody has changed {named}{more}. Change those by hand."
        )


def _take_back(row: TrackedModel, note: dict[str, Any], reason: str, by: User) -> None:
    if note["before"] is not None:
        for name, value in restored(row, note["before"]).items():
            setattr(row, name, value)
    elif isinstance(row, Update):
        row.voided_at, row.voided_by, row.void_reason = timezone.now(), by, reason
    else:
        row.withdrawn_on = timezone.localdate()  # type: ignore[attr-defined]
        row.withdrawn_reason = reason  # type: ignore[attr-defined]
        if hasattr(row, "is_accountable"):
            row.is_accountable = False
