"""The places where words were found, as the person who redacts reads them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from django.utils.text import capfirst

from boardplan.accounts.models import User
from boardplan.audit.models import TrackedModel
from plans.access import Access
from plans.models import Board
from plans.redaction.columns import column_words
from plans.redaction.offering import UNREAD, Offer, rest_key
from plans.redaction.places import Place, history_of
from plans.redaction.rows import KeptFile, anchors, fetched, files, page, title
from plans.redaction.words import Words

AROUND = 110
"""How many characters are shown on either side of the words."""


@dataclass(frozen=True)
class Part:
    """A stretch of text: the words themselves, or what stands around them."""

    text: str
    is_found: bool = False


@dataclass(frozen=True)
class ShownPlace:
    """One place: what it is, since when and whose, and the sentence with the words marked."""

    key: str
    title: str
    page: str
    column: str
    is_now: bool
    in_history: int
    begun_at: dt.datetime | None
    begun_by: str
    excerpt: tuple[Part, ...]


@dataclass(frozen=True)
class Several:
    """Places that share one box: how many, and of what kind, where that may be told."""

    key: str
    count: int
    kind: str = ""


@dataclass(frozen=True)
class Shown:
    """All that is to be looked at before words are redacted."""

    places: tuple[ShownPlace, ...]
    rest: tuple[Several, ...]
    unread: Several | None
    near_files: tuple[KeptFile, ...]
    other_files: tuple[KeptFile, ...]
    holding: tuple[str, ...]
    """The keys of those files in which the words were found."""
    people: tuple[str, ...]
    in_address: bool

    @property
    def is_nothing(self) -> bool:
        """Whether the words are nowhere, and there is no file that could hold them."""
        return not (self.has_boxes or self.people or self.in_address)

    @property
    def has_boxes(self) -> bool:
        """Whether there is anything to tick."""
        return bool(self.count or self.near_files or self.other_files)

    @property
    def count(self) -> int:
        """The number of places, listed or not."""
        several = (*self.rest, *filter(None, [self.unread]))
        return len(self.places) + sum(each.count for each in several)


def shown(offered: Offer, words: Words, access: Access) -> Shown:
    """The places for this person's eyes, the files there are, and what is not redacted here."""
    by_model: defaultdict[type[Model], list[Place]] = defaultdict(list)
    for place in offered.listed:
        by_model[place.model].append(place)
    told: list[ShownPlace] = []
    rows: list[Any] = []
    for model, its_places in by_model.items():
        found = fetched(model, access.board, {place.pk for place in its_places})
        rows += found.values()
        told += _of_model(model, its_places, found, words, access.board)
    near = anchors(rows)
    kept = files(access.board)
    suspect = [file for file in kept if file.is_near(near) or file.holds(words)]
    return Shown(
        places=tuple(told),
        rest=tuple(_rest(model, len(places)) for model, places in offered.rest),
        unread=Several(UNREAD, len(offered.unread)) if offered.unread else None,
        near_files=tuple(suspect),
        other_files=tuple(file for file in kept if file not in suspect),
        holding=tuple(file.key for file in suspect if file.holds(words)),
        people=tuple(_people(access.board, words)),
        in_address=words.are_in(access.board.slug),
    )


def _rest(model: type[Model], count: int) -> Several:
    return Several(rest_key(model), count, capfirst(str(model._meta.verbose_name)))


def _of_model(
    model: type[Model],
    places: list[Place],
    rows: dict[int, Any],
    words: Words,
    board: Board,
) -> list[ShownPlace]:
    begun = _beginnings(model, rows, board)
    return [
        ShownPlace(
            key=place.key,
            title=title(model, rows.get(place.pk)),
            page=page(rows[place.pk]) if place.pk in rows else "",
            column=column_words(model, place.column),
            is_now=place.is_now,
            in_history=place.in_history,
            begun_at=begun.get(place.pk, (None, ""))[0],
            begun_by=begun.get(place.pk, (None, ""))[1],
            excerpt=excerpt(place.text, words),
        )
        for place in places
    ]


def _beginnings(
    model: type[Model], rows: Iterable[int], board: Board
) -> dict[int, tuple[dt.datetime, str]]:
    """When each row was first written, and by whom."""
    if not issubclass(model, TrackedModel):
        return {}
    past = history_of(model, board).filter(id__in=list(rows)).order_by("-history_id")
    told = past.values_list("id", "history_date", "history_user__name")
    return {pk: (moment, name or "") for pk, moment, name in told}


def _people(board: Board, words: Words) -> list[str]:
    """The people of the board whose names or addresses hold the words."""
    of_board = Q(memberships__board=board) | Q(lead_holdings__lead__board=board)
    people = User.objects.filter(of_board).distinct()
    return [str(user) for user in people if words.are_in(f"{user.name}\0{user.email}")]


def excerpt(text: str, words: Words) -> tuple[Part, ...]:
    """The words as they stand first in the text, marked, and what is around them."""
    spans = words.spans(text)
    start = _start(text, spans[0][0])
    end = _end(text, spans[0][1])
    parts = [Part("… " if start else "")]
    at = start
    for found in spans:
        if found[1] > end:
            break
        parts += [Part(text[at : found[0]]), Part(text[slice(*found)], is_found=True)]
        at = found[1]
    parts += [Part(text[at:end]), Part(" …" if end < len(text) else "")]
    return tuple(part for part in parts if part.text)


def _start(text: str, first: int) -> int:
    """Where the excerpt begins: at the beginning, or at a word not far from it."""
    if first <= AROUND:
        return 0
    space = text.find(" ", first - AROUND, first)
    return space + 1 if space >= 0 else first - AROUND


def _end(text: str, last: int) -> int:
    if len(text) - last <= AROUND:
        return len(text)
    space = text.rfind(" ", last, last + AROUND)
    return space if space >= 0 else last + AROUND
