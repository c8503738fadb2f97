"""The plan's tree: rows added, edited, moved, withdrawn and restored. None is ever deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from boardplan.accounts.models import User
from boardplan.audit.models import StaleRevision
from plans.models import Plan
from priorities.models import Milestone
from priorities.services.steps import WrongStep
from priorities.tree import (
    PARENTS,
    Item,
    Numbered,
    Parent,
    below,
    items,
    name_of,
    number_objection,
    parent_of,
    plan_of,
    siblings_of,
    withdrawn_with,
)

Direction = Literal["up", "down"]
Row = TypeVar("Row", bound=Item)


@transaction.atomic
def item_add(*, item: Item, by: User) -> Item:
    """Put a new row last among its siblings.

    Raises ValidationError for a number that is taken, WrongStep where what it should stand
    under was withdrawn.
    """
    _lock_plan(item)
    _check_parent(parent_of(item))
    check_number(item, getattr(item, "number", ""))
    item.position = _last_place(siblings_of(item)) + 1
    if isinstance(item, Milestone):
        item.row = (siblings_of(item).aggregate(last=Max("row"))["last"] or 0) + 1
    return item.record(by=by, reason="Added to the plan")


@transaction.atomic
def item_edit(
    *, item: Item, columns: Mapping[str, Any], revision: int, by: User, reason: str = ""
) -> Item:
    """Write new words into a row; one that says the same already is left alone.

    ``revision`` is the one the form was drawn with. Raises StaleRevision where somebody saved
    the row since, WrongStep where it was withdrawn, ValidationError for a number that is taken.
    """
    row = item_locked(item)
    if differs(row, columns):
        item_write(item=row, columns=columns, revision=revision, by=by, reason=reason)
    return row


@transaction.atomic
def item_withdraw(*, item: Item, reason: str, revision: int, by: User, today: dt.date) -> int:
    """Withdraw a row with all that is live below it; the number of those is returned.

    What was withdrawn before keeps its own day and reason. Raises WrongStep where the row is
    withdrawn already, StaleRevision where it says something else by now.
    """
    row = item_locked(item)
    if row.revision != revision:
        raise StaleRevision(f"{row} has been saved by someone else since")
    live = [each for each in below(row) if not each.is_withdrawn]
    for each in (row, *live):
        _set_withdrawal(each, today, reason, by, f"Withdrawn: {reason}")
    return len(live)


@transaction.atomic
def item_restore(*, item: Item, by: User) -> int:
    """Bring back a withdrawn row and what was withdrawn with it; the number of those is returned.

    With it means below it, on the same day and for the same reason. Raises WrongStep where it
    is in force already, or where what it stands under is withdrawn itself.
    """
    row = _lock(item)
    if not row.is_withdrawn:
        raise WrongStep(f"{name_of(row)} is in the plan already.")
    _check_parent(parent_of(row))
    restored = list(withdrawn_with(row))
    for each in (row, *restored):
        _set_withdrawal(each, None, "", by, "Restored")
    return len(restored)


@transaction.atomic
def item_step(*, item: Item, direction: Direction, by: User) -> Item:
    """Move a row one place up or down among its siblings; at the end it stays where it is.

    Raises WrongStep where it was withdrawn.
    """
    row = item_locked(item)
    order = list(siblings_of(row).select_for_update())
    here = order.index(row)
    there = here + (1 if direction == "down" else -1)
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    _write_places(order, by, f"{name_of(row)} moved {direction}")
    return row


@transaction.atomic
def item_move(*, item: Item, parent: Parent, revision: int, by: User) -> Item:
    """Move a row under another parent of the same plan, as its last child. It keeps its number.

    Raises WrongStep for another plan or a withdrawn parent, StaleRevision where somebody
    saved the row since.
    """
    row = item_locked(item)
    if plan_of(parent) != plan_of(row):
        raise WrongStep("That is in another plan. Rows move within their own.")
    _check_parent(parent)
    old = parent_of(row)
    setattr(row, PARENTS[type(row)], parent)
    row.position = _last_place(siblings_of(row).exclude(pk=row.pk)) + 1
    return row.revise(
        revision=revision, by=by, reason=f"Moved from {name_of(old)} to {name_of(parent)}"
    )


def item_locked(item: Row) -> Row:
    """The row as it is stored now, held until the transaction ends.

    Raises WrongStep where it was withdrawn.
    """
    row = _lock(item)
    if row.is_withdrawn:
        raise WrongStep(f"{name_of(row)} is withdrawn. Restore it before you change it.")
    return row


def differs(row: Item, columns: Mapping[str, Any]) -> bool:
    """Whether these columns would change the row."""
    return any(getattr(row, name) != value for name, value in columns.items())


def item_write(
    *, item: Item, columns: Mapping[str, Any], revision: int, by: User, reason: str = ""
) -> None:
    """Write the columns into a row that ``item_locked`` gave; raises as ``item_edit`` does."""
    if "number" in columns:
        check_number(item, columns["number"])
    for name, value in columns.items():
        setattr(item, name, value)
    item.revise(revision=revision, by=by, reason=reason or "Edited")


def check_number(item: Item, number: str) -> None:
    """Raise ValidationError where the number stands elsewhere at this level of the plan."""
    if isinstance(item, Numbered) and (objection := number_objection(item, number)):
        raise ValidationError({"number": objection})


def _lock_plan(item: Item) -> None:
    """Let one person at a time change the order and the numbers of a plan."""
    Plan.objects.select_for_update().get(pk=plan_of(item).pk)


def _lock(item: Row) -> Row:
    _lock_plan(item)
    rows: Any = items(type(item)).select_for_update(of=("self",))
    row: Row = rows.get(pk=item.pk)
    return row


def _check_parent(parent: Parent) -> None:
    if isinstance(parent, Plan):
        return
    parent.refresh_from_db(fields=["withdrawn_on"])
    if parent.is_withdrawn:
        raise WrongStep(f"{name_of(parent)} is withdrawn. Restore it first.")


def _last_place(rows: Any) -> int:
    return rows.aggregate(last=Max("position"))["last"] or 0


def _set_withdrawal(row: Item, on: dt.date | None, reason: str, by: User, told: str) -> None:
    row.withdrawn_on = on
    row.withdrawn_reason = reason
    row.revise(revision=row.revision, by=by, reason=told)


def _write_places(order: list[Item], by: User, reason: str) -> None:
    """Number the places anew, with history only for rows whose place changes.

    A milestone's printed row belongs to its place, so that what stands beside it stays.
    """
    printed = sorted(row.row for row in order if isinstance(row, Milestone))
    for place, row in enumerate(order, start=1):
        columns: dict[str, int] = {"position": place}
        if isinstance(row, Milestone):
            columns["row"] = printed[place - 1]
        if differs(row, columns):
            for name, value in columns.items():
                setattr(row, name, value)
            row.record(by=by, reason=reason)
