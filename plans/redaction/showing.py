"""The places where words were found, as the person who redacts reads them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from boardplan.accounts.models import User
from boardplan.audit.models import TrackedModel
from plans.access import Access, Permission
from plans.models import Board, Invitation, LeadHolder, Membership
from plans.models.scoping import BoardRecord
from plans.redaction.columns import column_words
from plans.redaction.places import Place, history_of
from plans.redaction.rows import StoredFile, anchors, fetched, files, page, title
from plans.redaction.words import Words

AROUND = 110
"""How many characters are shown on either side of the words."""
_OF_PEOPLE = (Invitation, LeadHolder, Membership)


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
    """Empty where this person may redact the row and not read it."""


@dataclass(frozen=True)
class Shown:
    """All that is to be looked at before words are redacted."""

    places: tuple[ShownPlace, ...]
    near_files: tuple[StoredFile, ...]
    other_files: tuple[StoredFile, ...]
    people: tuple[str, ...]
    in_address: bool

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing that could be redacted, nor a file to remove."""
        return not (self.places or self.near_files or self.other_files)


def shown(places: Iterable[Place], words: Words, access: Access) -> Shown:
    """The places for this person's eyes, the files there are, and what is not redacted here."""
    by_model: defaultdict[type[Model], list[Place]] = defaultdict(list)
    for place in places:
        by_model[place.model].append(place)
    told: list[ShownPlace] = []
    rows: list[Any] = []
    for model, its_places in by_model.items():
        found = fetched(model, access.board, {place.pk for place in its_places})
        rows += found.values()
        told += _of_model(model, its_places, found, words, access)
    near = anchors(rows)
    kept = files(access.board)
    return Shown(
        places=tuple(told),
        near_files=tuple(file for file in kept if file.is_near(near)),
        other_files=tuple(file for file in kept if not file.is_near(near)),
        people=tuple(_people(access.board, words)),
        in_address=words.are_in(access.board.slug),
    )


def _of_model(
    model: type[Model],
    places: list[Place],
    rows: dict[int, Any],
    words: Words,
    access: Access,
) -> list[ShownPlace]:
    readable = _readable(model, rows, access)
    begun = _beginnings(model, rows, access.board)
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
            excerpt=excerpt(place.text, words) if place.pk in readable else (),
        )
        for place in places
    ]


def _readable(model: type[Model], rows: Iterable[int], access: Access) -> set[int]:
    """The rows whose words this person may read: to redact is not to read drafts."""
    if issubclass(model, _OF_PEOPLE) and not access.allows(Permission.MANAGE_PEOPLE):
        return set()
    if not issubclass(model, BoardRecord):
        return set(rows)
    seen = model._default_manager.filter(pk__in=list(rows))
    return set(seen.visible_to(access).values_list("pk", flat=True))


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
