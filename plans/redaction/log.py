"""What was redacted at a board: who, when, why and where, by its events."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model

from boardplan.accounts.models import User
from boardplan.audit.events import Event, EventKind
from plans.models import Board
from plans.redaction.columns import column_words
from plans.redaction.rows import fetched, title
from plans.redaction.words import REASON_BEGINS

SHOWN = 100
"""How many redactions are listed; there are few in the life of a board."""

Titles = dict[tuple[str, int], str]


@dataclass(frozen=True)
class LogLine:
    """One redaction."""

    at: dt.datetime
    by: User | None
    reason: str
    places: tuple[str, ...]
    files: tuple[str, ...]


def log(board: Board) -> list[LogLine]:
    """The board's redactions, the latest first."""
    events = list(Event.objects.filter(board=board.slug, kind=EventKind.REDACTED)[:SHOWN])
    people = User.objects.in_bulk({event.user_id for event in events if event.user_id})
    past = board.history.filter(history_id__in=[e.detail["reason_in"] for e in events])
    reasons = dict(past.values_list("history_id", "history_change_reason"))
    titles = _titles(board, events)
    return [
        LogLine(
            at=event.at,
            by=people.get(event.user_id or 0),
            reason=reasons.get(event.detail["reason_in"], "").removeprefix(REASON_BEGINS),
            places=tuple(_place_words(place, titles) for place in event.detail["places"]),
            files=tuple(_title(file, titles) for file in event.detail["files"]),
        )
        for event in events
    ]


def _titles(board: Board, events: Iterable[Event]) -> Titles:
    """What the rows are called today: one query for each kind of row."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for event in events:
        for label, pk, *_ in (*event.detail["places"], *event.detail["files"]):
            wanted[label].add(int(pk))
    titles: Titles = {}
    for label, pks in wanted.items():
        model: type[Model] = apps.get_model(label)
        rows = fetched(model, board, pks)
        titles |= {(label, pk): title(model, rows.get(pk)) for pk in pks}
    return titles


def _title(place: Iterable[Any], titles: Titles) -> str:
    label, pk, *_ = place
    return titles[label, int(pk)]


def _place_words(place: list[Any], titles: Titles) -> str:
    """One place in words: "Update, action 1.1.2: progress (now, and 3 times in history)"."""
    label, _, column, is_now, in_history = place
    times = f"{in_history} time{'' if in_history == 1 else 's'} in history" if in_history else ""
    where = " and ".join(filter(None, ("now" if is_now else "", times)))
    column = column_words(apps.get_model(label), column)
    return f"{_title(place, titles)}: {column} ({where})"
