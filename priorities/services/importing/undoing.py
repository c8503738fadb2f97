"""An import is undone: what it added goes, what it changed returns, unless it changed since."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.audit.models import TrackedModel
from boardplan.audit.several import record_all
from plans.models import Board, Lead, Plan
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
    (Priority, Plan, "plan"),
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

    Of a plan that it began nothing is left on the board's pages, and new leads that nobody uses
    are off the lists.

    Raises WrongStep where it is not applied, and ValidationError, naming what, where something
    that it wrote was changed since.
    """
    Board.objects.select_for_update(no_key=True).get(pk=plan_import.board_id)
    found: PlanImport = PlanImport.objects.select_for_update(of=("self",)).get(pk=plan_import.pk)
    if found.status != ImportStatus.APPLIED:
        raise WrongStep(f"This import is not applied ({found.get_status_display().lower()}).")
    Plan.objects.select_for_update().get(pk=found.plan_id)
    told = f"Import of {found.file_name} undone: {reason}"
    written = _rows(found.touched)
    leads = [(row, note) for row, note in written if isinstance(row, Lead)]
    rows = [(row, note) for row, note in written if not isinstance(row, Lead)]
    _check_untouched(rows)
    _check_nothing_below(rows)
    for model in dict.fromkeys(type(row) for row, _ in rows):
        mine = [(row, before) for row, before in rows if type(row) is model]
        for row, before in mine:
            _take_back(row, before, told, by)
        # Nobody is accountable twice for a moment: first who goes, then who comes back.
        for last in (False, True):
            record_all([(row, told) for row, _ in mine if _takes_over(row) is last], by=by)
    record_all([(row, told) for row in _off_the_lists(leads)], by=by)
    if found.began_plan:
        _let_wait_for_another_plan(found, told, by)
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
    elif isinstance(row, Plan):
        # The board has no plan again; the address is free for the one that comes instead.
        row.is_current, row.slug = False, f"{row.slug[:60]}-undone-{row.pk}"
    elif isinstance(row, Update):
        row.voided_at, row.voided_by, row.void_reason = timezone.now(), by, reason
    else:
        row.withdrawn_on = timezone.localdate()  # type: ignore[attr-defined]
        row.withdrawn_reason = reason  # type: ignore[attr-defined]
        if hasattr(row, "is_accountable"):
            row.is_accountable = False


def _off_the_lists(leads: list[tuple[Lead, dict[str, Any]]]) -> Iterator[Lead]:
    """The leads that only the import put on the board's lists: nobody changed or uses them since.

    Such a one stands in nobody's way, so that it stays where somebody did.
    """
    used = Q(action_leads__isnull=False, action_leads__withdrawn_on__isnull=True)
    used |= Q(holders__isnull=False) | Q(predecessors__isnull=False) | Q(merged_on__isnull=False)
    named = Lead.objects.filter(used, pk__in=[row.pk for row, _ in leads])
    kept = set(named.values_list("pk", flat=True))
    for row, note in leads:
        if row.pk not in kept and row.revision == note["revision"]:
            before = restored(row, note["before"] or {})
            row.closed_on = before.get("closed_on", timezone.localdate())
            yield row


def _let_wait_for_another_plan(undone: PlanImport, reason: str, by: User) -> None:
    """Files that wait to go into the plan that is no more go into the next one, or become it."""
    waiting = PlanImport.objects.filter(plan=undone.plan_id, status=ImportStatus.READ)
    for each in waiting.select_for_update(of=("self",)).order_by("pk"):
        each.plan = None
        each.record(by=by, reason=reason)
