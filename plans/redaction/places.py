"""Where on a board the words stand: in every row of every kind, today's and those of history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.crypto import salted_hmac

from boardplan.audit.models import TrackedModel
from plans.models import Board
from plans.models.scoping import BoardRecord
from plans.redaction.columns import REASON, texts, word_columns
from plans.redaction.words import Words

_CHUNK = 2_000

Row = tuple[type[TrackedModel], int]


@dataclass
class Place:
    """One column of one row that holds the words, today or at some time in its history."""

    model: type[TrackedModel]
    pk: int
    column: str
    text: str
    """The text with the words in it: today's, or where that is free of them the latest."""
    is_now: bool = False
    in_history: int = 0

    @property
    def key(self) -> str:
        return f"{self.model._meta.label_lower}:{self.pk}:{self.column}"

    @property
    def row(self) -> Row:
        return self.model, self.pk


@dataclass(frozen=True)
class Found:
    """Every place of a board where the words stand."""

    places: tuple[Place, ...]

    @property
    def state(self) -> int:
        """A number that is another as soon as the places are others, or are written to.

        It stands in the page and, being keyed, tells nothing of places that are not shown there.
        """
        told = sorted((place.key, place.is_now, place.in_history) for place in self.places)
        return int(salted_hmac("redaction", repr(told), algorithm="sha256").hexdigest()[:8], 16)

    def at(self, keys: Iterable[str]) -> tuple[Place, ...]:
        """The places with these keys."""
        wanted = set(keys)
        return tuple(place for place in self.places if place.key in wanted)


def places(board: Board, words: Words) -> Found:
    """Where the words stand at this board, and at no other."""
    found: dict[str, Place] = {}
    models = models_of_boards()
    for model in models:
        columns = columns_of(model)
        for pk, column, text in _hits(rows_of(model, board), "pk", columns, words):
            _place(found, Place(model, pk, column, text)).is_now = True
        past = history_of(model, board).order_by("history_id")
        for pk, column, text in _hits(past, "id", (*columns, REASON), words):
            place = _place(found, Place(model, pk, column, text))
            place.in_history += 1
            place.text = place.text if place.is_now else text
    return Found(
        tuple(sorted(found.values(), key=lambda each: (models.index(each.model), each.pk)))
    )


def _place(found: dict[str, Place], place: Place) -> Place:
    return found.setdefault(place.key, place)


def _hits(
    rows: QuerySet[Any], pk: str, columns: Sequence[str], words: Words
) -> Iterator[tuple[int, str, str]]:
    fields = [rows.model._meta.get_field(name) for name in columns]
    for row, *values in rows.values_list(pk, *columns).iterator(chunk_size=_CHUNK):
        found = [texts(*pair) for pair in zip(values, fields, strict=True)]
        # One look for a whole row: nearly all hold nothing. No phrase spans the null character.
        if not words.are_in("\0".join(text for column in found for text in column)):
            continue
        for column, inside in zip(columns, found, strict=True):
            held = next((text for text in inside if words.are_in(text)), None)
            if held is not None:
                yield row, column, held


def models_of_boards() -> list[type[TrackedModel]]:
    """Every kind of row that belongs to a board, the board's own included."""
    records = [model for model in apps.get_models() if issubclass(model, BoardRecord)]
    return [Board, *records]


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """The columns of words; but the board's address, for it is the key of its log of events."""
    return tuple(name for name in word_columns(model) if (model, name) != (Board, "slug"))


def rows_of(model: type[Model], board: Board) -> QuerySet[Any]:
    """Today's rows of this kind at the board."""
    return model._default_manager.filter(**_at(model, board))


def history_of(model: type[TrackedModel], board: Board) -> QuerySet[Any]:
    """What is on record of this kind of rows at the board."""
    past: QuerySet[Any] = model.history.filter(**_at(model, board))
    return past


def _at(model: type[Model], board: Board) -> dict[str, int]:
    return {model.board_lookup if issubclass(model, BoardRecord) else "id": board.pk}
