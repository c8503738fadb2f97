"""The life of an import: taken in, read, looked at, applied or left."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.audit.events import EventKind, record_event
from plans.models import Board, Plan
from priorities.document import PlanDocument, Withdrawal
from priorities.importing.reading import ANOTHER_BOARD, Read
from priorities.models import Action, ImportSource, ImportStatus, PlanImport
from priorities.services.importing.applying import plan_apply
from priorities.services.importing.files import plan_read
from priorities.services.importing.first_plan import layout_for, plan_of_file
from priorities.services.importing.preview import Preview, preview
from priorities.services.importing.progress import STEPS, reading_tell, told_reading
from priorities.services.steps import WrongStep
from priorities.timescale import Period

SEEN_BEFORE = (
    "The plan, or what the file’s columns hold, has changed since you looked at it. Nothing was "
    "changed. Look again at what the file would do now."
)


@dataclass(frozen=True)
class Answers:
    """What a person decided on an import before it is applied.

    ``names`` says by whose name a lead goes ("" for nobody's), ``leaving`` names the keys of what
    is to be withdrawn, ``is_other_board`` confirms a file that names another board.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    leaving: Collection[str] = ()
    takes_layout: bool = False
    is_other_board: bool = False


@transaction.atomic
def import_take_in(
    *, board: Board, plan: Plan | None, data: bytes, name: str, by: User
) -> PlanImport:
    """Keep a file to be read; nothing of it is in the plan yet."""
    digest = hashlib.sha256(data).hexdigest()
    found = PlanImport(board=board, plan=plan, file_name=name[:200], digest=digest, uploaded_by=by)
    found.record(by=by, reason="Uploaded")
    ImportSource.objects.create(plan_import=found, data=data)
    return found


def import_read(
    *,
    plan_import: PlanImport,
    assigned: Mapping[str, str],
    by: User,
    period: Period | None = None,
) -> PlanDocument:
    """Read the file, with columns as they are ``assigned``, and a new plan for this ``period``.

    Raises Unreadable; WrongStep where somebody decided on the import meanwhile.
    """
    with told_reading(plan_import):
        read = plan_read(
            data=bytes(plan_import.source.data),
            name=plan_import.file_name,
            board=plan_import.board,
            plan=plan_import.plan,
            assigned=assigned,
            period=period,
            tell=partial(reading_tell, plan_import),
        )
        reading_tell(plan_import, len(STEPS))
        answers = {"assigned": dict(assigned), "period": [day.isoformat() for day in period or ()]}
        _keep(plan_import, read, answers, by)
    return read.document


@transaction.atomic
def _keep(plan_import: PlanImport, read: Read, answers: dict[str, Any], by: User) -> None:
    """What was read waits to be looked at, unless the import was decided while it was read."""
    found = _held(plan_import)
    if found.status != ImportStatus.READ:
        raise WrongStep(decided_words(found))
    found.source.document = read.document.to_json()
    found.source.columns = [asdict(column) for column in read.columns]
    found.source.save()
    found.answers = answers
    found.record(by=by, reason="Read")
    plan_import.refresh_from_db()


def import_document(plan_import: PlanImport) -> PlanDocument | None:
    """What was read from the file; None where it was not read yet, or is decided."""
    source = ImportSource.objects.filter(plan_import=plan_import).first()
    if source is None or source.document is None:
        return None
    return PlanDocument.from_json(source.document)


@transaction.atomic
def import_apply(
    *, plan_import: PlanImport, answers: Answers, by: User | None, seen: str | None = None
) -> PlanImport:
    """Bring the plan in line with the file, all or nothing.

    ``seen`` is the mark of what the person looked at; without one nobody did, and a file that
    came for no plan begins one in any case. Raises WrongStep where it was decided
    already, has nothing to apply, or is no longer what was seen; ValidationError where another
    board has to be confirmed or a new plan lacks its years.
    """
    found = _held(plan_import)
    document = import_document(found)
    if found.status != ImportStatus.READ or document is None:
        raise WrongStep(decided_words(found))
    if not document.actions:
        raise WrongStep("There is no action in this file, so there is nothing to apply.")
    if names_other_board(document) and not answers.is_other_board:
        raise ValidationError("The file names another board. Confirm that it is this board’s plan.")
    into = found.plan if seen is None else plan_now(found)
    plan = _locked(into or plan_of_file(board=found.board, document=document, by=by))
    layout = None
    if answers.takes_layout:
        layout = layout_for(plan.board, document.layout, plan.slug, by)
    told = looked_at(plan, document, answers, found.file_name)
    if seen not in {None, mark_of(found, told if into else None)}:
        raise WrongStep(SEEN_BEFORE)
    reason = f"Imported from {found.file_name}"
    found.touched = plan_apply(
        plan=plan, target=told.target, by=by, reason=reason, layout=layout, is_new=into is None
    )
    found.plan, found.status, found.applied_at = plan, ImportStatus.APPLIED, timezone.now()
    found.summary = dict(Counter(change.kind for change in told.changes))
    found.findings = [asdict(finding) for finding in document.findings]
    found.source.delete()
    record_event(
        EventKind.IMPORTED, user=by, board=plan.board.slug, plan=plan.pk, rows=len(found.touched)
    )
    return found.record(by=by, reason=reason)


def _held(plan_import: PlanImport) -> PlanImport:
    """The import as it is now. Until the end nobody else decides on one of the board's.

    The board is held before its rows, as everywhere: two imports that each begin a plan, or
    name the same new lead, come one after the other, and the second sees what the first did.
    """
    Board.objects.select_for_update(no_key=True).get(pk=plan_import.board_id)
    held: PlanImport = (
        PlanImport.objects.select_for_update(of=("self",))
        .select_related("board", "plan__board")
        .get(pk=plan_import.pk)
    )
    return held


def _locked(plan: Plan) -> Plan:
    """The plan as it is now, kept from others until the end, with all its actions.

    Whoever edits the plan holds the plan's row, whoever reports on an action holds that one's.
    """
    locked: Plan = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("board", "layout")
        .get(pk=plan.pk)
    )
    actions = Action.objects.filter(objective__priority__plan=locked).order_by("pk")
    list(actions.select_for_update(of=("self",)).values_list("pk"))
    return locked


@transaction.atomic
def import_leave(*, plan_import: PlanImport, by: User) -> None:
    """Do not apply it; the file is thrown away. Raises WrongStep where it was decided already."""
    found: PlanImport = PlanImport.objects.select_for_update(of=("self",)).get(pk=plan_import.pk)
    if found.status != ImportStatus.READ:
        raise WrongStep(decided_words(found))
    found.source.let_go(by=by, reason="Not applied")


def decided_words(plan_import: PlanImport) -> str:
    """Why nothing can be decided on an import any more."""
    return f"This import is decided already ({plan_import.get_status_display().lower()})."


def mark_of(plan_import: PlanImport, seen: Preview | None) -> str:
    """What tells this file, read in this way and compared with the plan as it is, from others."""
    plan = json.dumps(seen.current.to_json(), sort_keys=True) if seen else ""
    return hashlib.sha256(f"{plan_import.pk} {plan_import.revision} {plan}".encode()).hexdigest()


def looked_at(plan: Plan, document: PlanDocument, answers: Answers, name: str) -> Preview:
    """The file compared with the plan, as these answers have it."""
    gone = Withdrawal(timezone.localdate(), f"Not in {name} any more")
    return preview(
        plan=plan, file=document, names=answers.names, leaving=answers.leaving, withdrawal=gone
    )


def plan_now(plan_import: PlanImport) -> Plan | None:
    """The plan that a file goes into: the one it came for, else one that was begun meanwhile."""
    found: Plan | None = plan_import.plan
    return found or Plan.objects.filter(board=plan_import.board_id).current().first()


def first_look(plan_import: PlanImport, document: PlanDocument) -> Preview | None:
    """The file compared with its plan before anything is answered; None for a plan to be made."""
    plan = plan_now(plan_import)
    if plan is None:
        return None
    return looked_at(plan, document, Answers(), plan_import.file_name)


def names_other_board(document: PlanDocument) -> str:
    """The other board that the file names, or nothing."""
    return next((f.text for f in document.findings if f.what == ANOTHER_BOARD), "")
