"""An import without a look at it: what ``manage.py import_plan`` does."""

from __future__ import annotations

import hashlib

from django.db import transaction

from plans.models import Board, Plan
from priorities.document import PlanDocument
from priorities.models import ImportSource, PlanImport
from priorities.services.importing.deciding import Answers, import_apply


@transaction.atomic
def import_straight(
    *, board: Board, plan: Plan | None, document: PlanDocument, data: bytes, name: str
) -> PlanImport:
    """Apply what was read: leads as they are named, nothing withdrawn, in the plan's own layout.

    Whoever can run commands has decided; a file that names another board is a finding there, no
    refusal. Raises as ``import_apply``.
    """
    found = PlanImport(
        board=board, plan=plan, file_name=name[:200], digest=hashlib.sha256(data).hexdigest()
    ).record(by=None, reason="Read by a command")
    ImportSource.objects.create(plan_import=found, data=b"", document=document.to_json())
    return import_apply(plan_import=found, answers=Answers(is_other_board=True), by=None)
