"""What the database holds after a proof, put against what people were told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Count, Max

from boardplan.audit.models import FormReceipt, TrackedModel
from priorities.models import Action, Evidence, Milestone, MilestoneReport, Update, UpdateStatus
from priorities.models.parts import State
from tests.endurance.words import Typed


def parts_on_record(
    typed: Typed, *, action_id: int, form_key: str, accepts: bool
) -> dict[str, bool]:
    """For each part of one save: whether the database holds it."""
    texts = typed.texts
    said = Update.history.filter(
        action_id=action_id,
        rating__code=typed.rating,
        **{name: texts[name] for name in ("progress", "impact", "issue")},
    )
    reports = MilestoneReport.history
    parts = {
        "form receipt": FormReceipt.objects.filter(key=form_key).exists(),
        "words": said.exists(),
        **_evidence_parts(typed, action_id),
    }
    for pk in typed.ticks:
        parts[f"tick {pk}"] = reports.filter(milestone_id=pk, is_done=True).exists()
    for pk in typed.moves:
        moved = reports.filter(milestone_id=pk, reason=texts[f"why_{pk}"])
        parts[f"move {pk}"] = moved.filter(new_due_on=typed.new_due_on).exists()
    if typed.step == "submit":
        parts["submitted"] = said.filter(status=UpdateStatus.SUBMITTED).exists()
        if accepts:
            parts["accepted"] = said.filter(status=UpdateStatus.ACCEPTED).exists()
            parts |= _plan_parts(typed, action_id)
    return parts


def _evidence_parts(typed: Typed, action_id: int) -> dict[str, bool]:
    statement = typed.texts["evidence_statement"]
    piece = Evidence.objects.filter(action_id=action_id, statement=statement).first()
    return {
        "evidence": piece is not None,
        "evidence history": Evidence.history.filter(statement=statement).exists(),
        "evidence file": piece is not None and _content(piece) == typed.file,
    }


def _content(piece: Evidence) -> bytes | None:
    """What the file of a piece of evidence holds; None where there is no file."""
    name = piece.file.name or ""
    if not name or not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content


def _plan_parts(typed: Typed, action_id: int) -> dict[str, bool]:
    """What an accepted update does to the plan."""
    milestones = Milestone.objects.in_bulk([*typed.ticks, *typed.moves])
    due = typed.new_due_on
    parts = {f"done {pk}": milestones[pk].state == State.COMPLETE for pk in typed.ticks}
    parts |= {f"moved {pk}": milestones[pk].due_on == due for pk in typed.moves}
    for pk in milestones:
        parts[f"history of milestone {pk}"] = Milestone.history.filter(id=pk).count() == 2
    if typed.moves_action:
        parts["action moved"] = Action.objects.get(pk=action_id).due_on == due
        parts["history of action"] = Action.history.filter(id=action_id).count() == 2
    return parts


def tracked_models() -> list[type[TrackedModel]]:
    """Every kind of row that has a history."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, TrackedModel) and not model._meta.abstract
    ]


def history_mismatches() -> Iterator[str]:
    """Rows whose history is not: one entry for each revision, the last as the row is now."""
    for model in tracked_models():
        kept: Any = model.history
        counted = {
            row["id"]: (row["entries"], row["revisions"], row["last"])
            for row in kept.order_by()
            .values("id")
            .annotate(
                entries=Count("history_id"),
                revisions=Count("revision", distinct=True),
                last=Max("revision"),
            )
        }
        rows = model._base_manager.in_bulk()
        for pk in counted.keys() - rows.keys():
            yield f"{model.__name__} {pk} has a history and no row"
        for pk, row in rows.items():
            if counted.get(pk) != (row.revision,) * 3:
                yield f"{model.__name__} {pk}: revision {row.revision}, history {counted.get(pk)}"
        yield from _unlike_their_history(kept, rows)


def _unlike_their_history(kept: Any, rows: dict[int, Any]) -> Iterator[str]:
    names = [field.attname for field in kept.model.tracked_fields]
    for entry in kept.order_by("id", "-revision", "-history_id"):
        row = rows.get(entry.id)
        if row is not None and entry.revision == row.revision:
            differing = [name for name in names if _value(row, name) != _value(entry, name)]
            if differing:
                yield f"{type(row).__name__} {row.pk} differs from its history: {differing}"


def _value(row: Any, name: str) -> Any:
    value = getattr(row, name)
    return getattr(value, "name", value)


def evidence_without_file() -> list[str]:
    """Pieces of evidence whose file is gone."""
    pieces = Evidence.objects.exclude(file="")
    return [f"Evidence {piece.pk} lacks its file" for piece in pieces if _content(piece) is None]


def files_without_evidence() -> int:
    """How many files no row knows: the litter of saves that were broken off."""
    root = Path(settings.MEDIA_ROOT)
    stored = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    return len(stored - set(Evidence.objects.exclude(file="").values_list("file", flat=True)))


def others_at_work() -> int:
    """How many connections to the database there are beside ours; on SQLite one cannot know."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        count: int = cursor.fetchone()[0]
    return count


def is_somebody_writing() -> bool:
    """Whether somebody else's transaction has written and is not committed yet."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database()"
                " AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
            )
            return bool(cursor.fetchone()[0])
    # On SQLite it holds the only lock there is for writing.
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0)) as probe:
        try:
            probe.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        probe.rollback()
        return False


def deadlocks() -> int:
    """How many deadlocks PostgreSQL broke in our database; SQLite knows none."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        count: int = cursor.fetchone()[0]
    return count
