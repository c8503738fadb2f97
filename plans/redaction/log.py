"""What was redacted at a board: who, when, why and where, by its events."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

from boardplan.accounts.models import User
from boardplan.audit.events import Event, EventKind
from plans.access import Access
from plans.models import Board
from plans.redaction.columns import column_words
from plans.redaction.offering import readable
from plans.redaction.places import Place
from plans.redaction.rows import fetched, title
from plans.redaction.words import REASON_BEGINS

SHOWN = 100
"""How many redactions are listed; there are few in the life of a board."""

PLACES_SHOWN = 50
"""How many places of one redaction are named."""

Titles = dict[tuple[str, int], str]


@dataclass(frozen=True)
class LogLine:
    """One redaction."""

    at: dt.datetime
    by: User | None
    reason: str
    places: tuple[str, ...]
    more: int
    """Places that are not named: those beyond PLACES_SHOWN, and those that the reader may not
    read the words of.
    """
    files: tuple[str, ...]


def log(access: Access) -> list[LogLine]:
    """The board's redactions, the latest first, as this person may know of them."""
    board = access.board
    events = list(Event.objects.filter(board=board.slug, kind=EventKind.REDACTED)[:SHOWN])
    people = User.objects.in_bulk({event.user_id for event in events if event.user_id})
    past = board.history.filter(history_id__in=[e.detail["reason_in"] for e in events])
    reasons = dict(past.values_list("history_id", "history_change_reason"))
    places = {event.pk: [_place(*told) for told in event.detail["places"]] for event in events}
    keys = readable([place for its in places.values() for place in its], access)
    named = {pk: [place for place in its if place.key in keys] for pk, its in places.items()}
    titles = _titles(board, events, named)
    return [
        LogLine(
            at=event.at,
            by=people.get(event.user_id or 0),
            reason=reasons.get(event.detail["reason_in"], "").removeprefix(REASON_BEGINS),
            places=tuple(_place_words(place, titles) for place in named[event.pk][:PLACES_SHOWN]),
            more=len(places[event.pk]) - len(named[event.pk][:PLACES_SHOWN]),
            files=tuple(titles[label, int(pk)] for label, pk, _ in event.detail["files"]),
        )
        for event in events
    ]


def _place(label: str, pk: str, column: str, is_now: bool, in_history: int) -> Place:
    """A place as the event keeps it: without its text."""
    return Place(apps.get_model(label), int(pk), column, "", is_now, in_history)


def _titles(board: Board, events: Iterable[Event], named: Mapping[int, list[Place]]) -> Titles:
    """What the rows are called today: one query for each kind of row."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for event in events:
        for place in named[event.pk][:PLACES_SHOWN]:
            wanted[place.model._meta.label_lower].add(place.pk)
        for label, pk, _ in event.detail["files"]:
            wanted[label].add(int(pk))
    titles: Titles = {}
    for label, pks in wanted.items():
        model: type[Model] = apps.get_model(label)
        rows = fetched(model, board, pks)
        titles |= {(label, pk): title(model, rows.get(pk)) for pk in pks}
    return titles


def _place_words(place: Place, titles: Titles) -> str:
    """One place in words: "Update, action 1.1.2: progress (now, and 3 times in history)"."""
    times = place.in_history
    past = f"{times} time{'' if times == 1 else 's'} in history" if times else ""
    where = " and ".join(filter(None, ("now" if place.is_now else "", past)))
    called = titles[place.model._meta.label_lower, place.pk]
    return f"{called}: {column_words(place.model, place.column)} ({where})"
