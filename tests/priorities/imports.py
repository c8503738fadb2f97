"""Imports and entries of the log, made for tests; files of plans, as people have them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from boardplan.accounts.models import User
from plans.models import Board, Plan
from priorities.document import Action, PlanDocument
from priorities.models import PlanImport, Risk
from priorities.services.importing.deciding import (
    Answers,
    import_apply,
    import_read,
    import_take_in,
)
from priorities.snapshot import plan_document
from tests.priorities.importing.making import saved, word_table

HEADINGS = ("No.", "Specific action", "Lead", "By when", "RAG", "Progress")
NEGLECT = (
    ("1.1.1", "Train a lead worker in every school", "Police", "March 2027", "A", "Nine schools"),
    ("1.1.2", "Agree one assessment form", "Designated Nurse", "June 2027", "R", "Put off"),
)


def as_file(document: PlanDocument) -> bytes:
    """The document as Boardplan writes it to a file."""
    return json.dumps(document.to_json()).encode()


def word_file(*rows: Sequence[str], headings: Sequence[str] = HEADINGS) -> bytes:
    """A plan as a table in Word."""
    return saved(word_table([headings, *(rows or NEGLECT)]))


def edited(document: PlanDocument, edit: Callable[[Action], Action | None]) -> PlanDocument:
    """The document with each action as ``edit`` gives it; without those it gives None for."""

    def actions(found: Sequence[Action]) -> tuple[Action, ...]:
        return tuple(new for action in found if (new := edit(action)) is not None)

    priorities = tuple(
        replace(p, objectives=tuple(replace(o, actions=actions(o.actions)) for o in p.objectives))
        for p in document.priorities
    )
    return replace(document, priorities=priorities)


def reworded(document: PlanDocument) -> PlanDocument:
    """The document with a word more in each of its actions."""
    return edited(document, lambda action: replace(action, text=f"{action.text} again"))


def waiting(plan: Plan, by: User, data: bytes | None = None) -> PlanImport:
    """An import that was taken in, but not read yet; of the plan with other words."""
    told = data if data is not None else as_file(reworded(plan_document(plan)))
    return import_take_in(board=plan.board, plan=plan, data=told, name="plan.json", by=by)


def read(plan: Plan, by: User, document: PlanDocument | None = None) -> PlanImport:
    """An import that was read and waits to be decided."""
    found = waiting(plan, by, as_file(document) if document else None)
    import_read(plan_import=found, assigned={}, by=by)
    return found


def applied(
    plan: Plan, by: User, document: PlanDocument | None = None, **answers: Any
) -> PlanImport:
    """An import that was applied."""
    found = read(plan, by, document)
    return import_apply(plan_import=found, answers=Answers(**answers), by=by)


def risk(board: Board, **columns: Any) -> Risk:
    """An entry of the confidential log."""
    words = {"number": "1", "concern": "Nobody holds the post", "rating": "A"}
    found: Risk = Risk(board=board, **words | columns).record(by=None, reason="Made for a test")
    return found
