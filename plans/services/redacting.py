"""Redaction: words taken out of a board's rows and out of their history, for good."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from boardplan.accounts.models import User
from boardplan.audit.events import EventKind, record_event
from boardplan.audit.models import StaleRevision, TrackedModel
from plans.access import access_of
from plans.models import Board, FrozenJSONField, text_hash
from plans.models.scoping import BoardRecord, MadeOfRecord
from plans.redaction.columns import REASON, without, word_columns
from plans.redaction.disk import delete_files, leave_no_trace
from plans.redaction.offering import Offer, offer
from plans.redaction.places import Found, Place, Row, places
from plans.redaction.rows import (
    KeptFile,
    StoredFile,
    WaitingFile,
    files,
    name_column,
    path_of,
    with_copies,
)
from plans.redaction.words import FILE_REMOVED, REASON_BEGINS, Words
from plans.services.memberships import board_locked

WORDS_IN_REASON = "The reason holds the words themselves, and it is kept. Say why without them."


@dataclass(frozen=True)
class Order:
    """What is to be redacted: words, at the places in these boxes and in these files, and why.

    ``state`` is that of what was found when the person chose.
    """

    words: Words
    reason: str
    places: Collection[str]
    files: Collection[str]
    state: int


@dataclass(frozen=True)
class Done:
    """What was redacted; ``kept_files`` are those that the disk did not let go of."""

    places: int
    files: int
    kept_files: list[str] = field(default_factory=list)


@transaction.atomic
def board_redact(*, board: Board, order: Order, by: User) -> Done:
    """Put a mark in the place of the words, in today's rows and in history, and remove files.

    The files go when the transaction is committed. Raises StaleRevision where the words stand
    elsewhere by now than the person saw, ValidationError where nothing was chosen, where the
    reason holds the words, or where some of them would remain.
    """
    board = board_locked(board)
    offered = _offered(board, order.words, by)
    ticked = set(order.places)
    chosen = [place for key, box in offered.boxes.items() if key in ticked for place in box]
    kept = files(board)
    removed = [file for file in kept if file.key in set(order.files)]
    _check(order, offered, removed)
    removed = with_copies(removed, kept)
    _lock({place.row for place in chosen})
    why = f"{REASON_BEGINS}{order.reason}"
    for row, columns in _by_row(chosen).items():
        _redact(row, columns, order.words, by, why)
    for file in removed:
        _remove(file, by, why)
    _tell(board, chosen, removed, by, why)
    _check_gone(places(board, order.words), chosen)
    done = Done(len(chosen), len(removed))
    transaction.on_commit(partial(delete_files, _paths(removed), done.kept_files))
    transaction.on_commit(leave_no_trace)
    rows = {place.row for place in chosen} | {(type(file.row), file.row.pk) for file in removed}
    _follow_up(rows, by, why)
    _let_go_of_what_was_made(board)
    return done


def _offered(board: Board, words: Words, by: User) -> Offer:
    """What she was given to choose from, as it is by now."""
    access = access_of(by, board.slug)
    if access is None:
        raise PermissionDenied("She has no part in this board today.")
    return offer(places(board, words), access)


def _check(order: Order, offered: Offer, removed: Collection[KeptFile]) -> None:
    if not (order.places or order.files):
        raise ValidationError("Tick at least one place or one file.")
    if order.words.are_in(order.reason):
        raise ValidationError({"reason": WORDS_IN_REASON})
    is_known = set(order.places) <= offered.boxes.keys() and len(removed) == len(set(order.files))
    if not is_known or offered.state != order.state:
        raise StaleRevision("The words stand elsewhere by now.")


def _check_gone(found: Found, chosen: Iterable[Place]) -> None:
    """Refuse, and with it undo, a redaction that left some of the words where they were."""
    left = found.at(place.key for place in chosen)
    if left:
        raise ValidationError(
            "These words cannot be taken out: what would remain still reads as them. "
            "Nothing was changed. Write them out in full, or in another way."
        )


def _follow_up(rows: Iterable[Row], by: User, why: str) -> None:
    """Let each row do what follows: a document that was issued is withdrawn and replaced.

    The rows whose words went, and those whose file was removed.
    """
    for model, pk in sorted(rows, key=lambda each: (each[0]._meta.label, each[1])):
        row = model._default_manager.filter(pk=pk).first()
        if isinstance(row, BoardRecord):
            row.redacted(by=by, reason=why)


def _let_go_of_what_was_made(board: Board) -> None:
    """Throw away what was printed of the record in the background: it is made again."""
    for model in apps.get_models():
        if issubclass(model, MadeOfRecord):
            model.let_go(board)


def _by_row(chosen: Iterable[Place]) -> dict[Row, list[str]]:
    by_row: defaultdict[Row, list[str]] = defaultdict(list)
    for place in chosen:
        by_row[place.row].append(place.column)
    return by_row


def _lock(rows: Collection[Row]) -> None:
    """Keep others from writing to these rows, and to what they stand under, until the end.

    From the top of the tree down, as every service locks an action before its updates: so
    nobody saves over the redaction what she read before it.
    """
    wanted: defaultdict[type[TrackedModel], set[int]] = defaultdict(set)
    for model, pk in rows:
        wanted[model].add(pk)
    for model, pks in list(wanted.items()):
        path, above = path_of(model)[:-1], model
        for depth, step in enumerate(path, start=1):
            above = above._meta.get_field(step).related_model  # type: ignore[assignment]
            found = model._default_manager.filter(pk__in=pks).order_by()
            wanted[above] |= set(found.values_list("__".join(path[:depth]), flat=True))
    for model in sorted(wanted, key=lambda each: len(path_of(each))):
        locked = model._default_manager.select_for_update().filter(pk__in=wanted[model])
        list(locked.order_by("pk").values_list("pk"))


def _redact(row: Row, columns: Collection[str], words: Words, by: User, why: str) -> None:
    """Take the words out of these columns: out of what is on record, then out of the row."""
    model, pk = row
    # The one exception to a history that is only ever added to: words that the law forbids may
    # not be kept in it either. Who wrote each entry, when and why stays as it was.
    _rewrite(model.history.filter(id=pk), columns, words)
    today = model._default_manager.filter(pk=pk).first()
    if today is None:
        return
    changes = _changes(today, [name for name in columns if name != REASON], words)
    if changes:
        for name, value in changes.items():
            setattr(today, name, value)
            _make_unique(today, name)
        today.record(by=by, reason=why)


def _rewrite(entries: Any, columns: Collection[str], words: Words) -> None:
    for entry in entries:
        if changes := _changes(entry, columns, words):
            for name, value in changes.items():
                setattr(entry, name, value)
            # Not by QuerySet.update(): all histories share one field for the reason, and it
            # would write into the table that the field was given to last.
            entry.save(update_fields=changes)


def _changes(row: models.Model, columns: Collection[str], words: Words) -> dict[str, Any]:
    """The columns of the row that hold the words, without them.

    A document that was stored whole gets its hash anew, so that it opens.
    """
    changes = {}
    for name in columns:
        value, column = getattr(row, name), row._meta.get_field(name)
        if (clean := without(words, column, value)) != value:
            changes[name] = clean
            if isinstance(column, FrozenJSONField):
                changes["sha256"] = text_hash(clean)
    return changes


def _make_unique(row: models.Model, name: str) -> None:
    """Add a number to a name that another row has by now, too: "[redacted] 2"."""
    together = [
        rule.fields
        for rule in row._meta.constraints
        if isinstance(rule, models.UniqueConstraint) and name in rule.fields
    ]
    column: Any = row._meta.get_field(name)
    if not together and not column.unique:
        return
    text, dash = getattr(row, name), "-" if isinstance(column, models.SlugField) else " "
    others = type(row)._default_manager.exclude(pk=row.pk)
    for number in count(2):
        same = [{each: getattr(row, each) for each in rule} for rule in together or [(name,)]]
        if not any(others.filter(**rule).exists() for rule in same):
            return
        suffix = f"{dash}{number}"
        setattr(row, name, text[: column.max_length - len(suffix)] + suffix)


def _remove(file: KeptFile, by: User, why: str) -> None:
    """Let go of the file; the row says that there was one."""
    if isinstance(file, WaitingFile):
        file.aside.let_go(by=by, reason=why)
    elif isinstance(file, StoredFile):
        _empty(file, by, why)


def _empty(file: StoredFile, by: User, why: str) -> None:
    row = type(file.row)._default_manager.get(pk=file.row.pk)
    setattr(row, file.field.name, "")
    setattr(row, name_column(file.field), FILE_REMOVED)
    try:
        row.validate_constraints()
    except ValidationError:
        # It said nothing but by its file, and a row that says nothing is refused.
        setattr(row, _blank_text(row), FILE_REMOVED)
    row.record(by=by, reason=why)


def _blank_text(row: models.Model) -> str:
    """The first empty column in which people write sentences."""
    columns = (row._meta.get_field(name) for name in word_columns(type(row)))
    return next(
        column.name
        for column in columns
        if isinstance(column, models.TextField)
        and column.editable
        and getattr(row, column.name) == ""
    )


def _tell(
    board: Board,
    chosen: Iterable[Place],
    removed: Iterable[KeptFile],
    by: User,
    why: str,
) -> None:
    """Record who, when, why and where; the words never.

    The reason is kept in the board's own history and not in the event, which nobody can change:
    so it can be redacted in its turn.
    """
    board.refresh_from_db()  # it may have been redacted itself
    board.record(by=by, reason=why)
    past = board.history.order_by("-history_id")
    record_event(
        EventKind.REDACTED,
        user=by,
        board=board.slug,
        reason_in=past.values_list("history_id", flat=True).first(),
        places=[[*place.key.split(":"), place.is_now, place.in_history] for place in chosen],
        files=[file.key.split(":") for file in removed],
    )


def _paths(removed: Iterable[KeptFile]) -> list[tuple[str, Any, str]]:
    """Each file's name, its store and its place there, taken down before the rows forget."""
    stored = (file for file in removed if isinstance(file, StoredFile))
    return [(f.name, f.field.storage, getattr(f.row, f.field.name).name) for f in stored]
