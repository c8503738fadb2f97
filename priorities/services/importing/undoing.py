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
from priorities.models import (
    Action,
    ActionLead,
    Evidence,
    ImportStatus,
    Milestone,
    Objective,
    PlanImport,
    Priority,
    Update,
)
from priorities.services.importing.rows import restored
from priorities.services.steps import WrongStep

NAMED = 5
"""How many of the rows that stand in the way are named."""
BELOW: tuple[tuple[type[TrackedModel], type[TrackedModel], str], ...] = (
    (Objective, Priority, "priority"),
    (Action, Objective, "objective"),
    (Milestone, Action, "action"),
    (ActionLead, Action, "action"),
    (Update, Action, "action"),
    (Evidence, Action, "action"),
)
"""What hangs on what, by which column."""


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
    _check_nothing_below(rows)
    for model in dict.fromkeys(type(row) for row, _ in rows):
        mine = [(row, before) for row, before in rows if type(row) is model]
        for row, before in mine:
            _take_back(row, before, told, by)
        # Nobody is accountable twice for a moment: first who goes, then who comes back.
        for last in (False, True):
            record_all([(row, told) for row, _ in mine if _takes_over(row) is last], by=by)
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
    if changed := [row for row, note in rows if row.revision != note["revision"]]:
        raise ValidationError(
            f"Since the import somebody has changed {_named(changed)}. Change those by hand."
        )


def _check_nothing_below(rows: list[tuple[TrackedModel, dict[str, Any]]]) -> None:
    """What was put below something that the import added would go with it."""
    ours: dict[type[TrackedModel], set[int]] = {}
    added: dict[type[TrackedModel], set[int]] = {}
    for row, note in rows:
        ours.setdefault(type(row), set()).add(row.pk)
        if note["before"] is None:
            added.setdefault(type(row), set()).add(row.pk)
    found: list[TrackedModel] = []
    for model, parent, name in BELOW:
        if above := added.get(parent):
            theirs: Any = model._default_manager.filter(**{f"{name}__in": above})
            in_force = {"voided_at": None} if model is Update else {"withdrawn_on": None}
            found += theirs.filter(**in_force).exclude(pk__in=ours.get(model, ()))
    if found:
        raise ValidationError(
            f"Since the import somebody has added {_named(found)} to what it brought. Move or "
            "withdraw those first."
        )


def _named(rows: list[TrackedModel]) -> str:
    named = ", ".join(f"{row._meta.verbose_name} “{row}”" for row in rows[:NAMED])
    return named + (f" and {len(rows) - NAMED} more" if len(rows) > NAMED else "")


def _takes_over(row: TrackedModel) -> bool:
    return bool(getattr(row, "is_accountable", False))


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
