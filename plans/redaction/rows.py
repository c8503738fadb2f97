"""A row of any kind as a reader knows it: what it is called, where it is read, its files."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.apps import apps
from django.db.models import FileField, Model
from django.utils.text import capfirst

from boardplan.audit.models import TrackedModel
from plans.models import Board
from plans.models.scoping import BoardRecord, FileAside
from plans.redaction.columns import texts, word_columns
from plans.redaction.places import Row, models_of_boards, rows_of
from plans.redaction.words import Words


def path_of(model: type[Model]) -> list[str]:
    """The names that lead from a row to its board, one step each."""
    return model.board_lookup.split("__") if issubclass(model, BoardRecord) else []


def fetched(model: type[Model], board: Board, pks: Collection[int]) -> dict[int, Any]:
    """The board's rows with these ids, each with all that it stands under."""
    rows = rows_of(model, board).filter(pk__in=pks)
    path = path_of(model)
    return {row.pk: row for row in (rows.select_related("__".join(path)) if path else rows)}


def chain(row: TrackedModel) -> list[TrackedModel]:
    """The row, what it stands under, and so on; without the board."""
    above = [row]
    for step in path_of(type(row))[:-1]:
        above.append(getattr(above[-1], step))
    return above


def numbered(row: TrackedModel) -> TrackedModel | None:
    """The row itself or the nearest above that plans know by a number."""
    return next((each for each in chain(row) if getattr(each, "number", "")), None)


def title(model: type[Model], row: TrackedModel | None) -> str:
    """What the row is, in words that hold nothing typed but its number: "Update, action 1.1.2"."""
    kind = capfirst(str(model._meta.verbose_name))
    known = numbered(row) if row else None
    if known is None:
        return kind
    number = cast("Any", known).number
    if known is row:
        return f"{kind} {number}"
    return f"{kind}, {known._meta.verbose_name} {number}"


def page(row: TrackedModel) -> str:
    """The address of the page on which it is read; empty where it has none."""
    pages = (each for each in chain(row) if hasattr(each, "get_absolute_url"))
    found = next(pages, None)
    return str(cast("Any", found).get_absolute_url()) if found else ""


@dataclass(frozen=True)
class KeptFile(ABC):
    """A file that belongs to a row."""

    row: Any

    @property
    def key(self) -> str:
        return f"{self.row._meta.label_lower}:{self.row.pk}:{self.column}"

    @property
    @abstractmethod
    def column(self) -> str:
        """By what name the row has it."""

    @property
    def name(self) -> str:
        """The name that it was sent with."""
        return str(getattr(self.row, f"{self.column}_name", "")) or "a file"

    @property
    def title(self) -> str:
        return title(type(self.row), self.row)

    @property
    def page(self) -> str:
        return page(self.row)

    def is_near(self, rows: Collection[Row]) -> bool:
        """Whether it belongs to one of these rows, or to something that stands below one."""
        return any((type(each), each.pk) in rows for each in chain(self.row))

    def holds(self, words: Words) -> bool:
        """Whether the words are known to be in it; most files cannot be searched."""
        return False


@dataclass(frozen=True)
class StoredFile(KeptFile):
    """One file that is kept with a row, and may hold the words where no search sees them."""

    field: FileField

    @property
    def column(self) -> str:
        return self.field.name


@dataclass(frozen=True)
class WaitingFile(KeptFile):
    """One that waits beside the record; what was read from it can be searched."""

    aside: FileAside

    @property
    def column(self) -> str:
        return "file"

    def holds(self, words: Words) -> bool:
        """Whether the words are in what was read from it."""
        columns = word_columns(type(self.aside))
        told = (text for name in columns for text in texts(getattr(self.aside, name)))
        return any(map(words.are_in, told))


def name_column(field: FileField) -> str:
    """The column with the name that the file was sent with."""
    return f"{field.name}_name"


def files(board: Board) -> list[KeptFile]:
    """Every file that is kept at this board."""
    kept = [file for model in models_of_boards() for file in _files_of(model, board)]
    asides = (model for model in apps.get_models() if issubclass(model, FileAside))
    return kept + [file for model in asides for file in _waiting(model, board)]


def with_copies(chosen: Collection[KeptFile], kept: Iterable[KeptFile]) -> list[KeptFile]:
    """These files, and what names the same file in the store: a carried action's evidence does."""
    places = {_place(file) for file in chosen if isinstance(file, StoredFile)}
    keys = {file.key for file in chosen}
    copies = (f for f in kept if isinstance(f, StoredFile) and f.key not in keys)
    return [*chosen, *(file for file in copies if _place(file) in places)]


def _place(file: StoredFile) -> str:
    return str(getattr(file.row, file.field.name).name)


def _files_of(model: type[Model], board: Board) -> Iterator[KeptFile]:
    for field in model._meta.concrete_fields:
        if isinstance(field, FileField):
            rows = rows_of(model, board).exclude(**{field.name: ""}).order_by("pk")
            for row in rows.select_related("__".join(path_of(model))):
                yield StoredFile(row, field)


def _waiting(model: type[FileAside], board: Board) -> Iterator[KeptFile]:
    asides = model._default_manager.filter(**{model.board_lookup: board.pk}).order_by("pk")
    return (WaitingFile(aside.row, aside) for aside in asides)


def anchors(rows: Iterable[TrackedModel]) -> set[Row]:
    """What the rows belong to: the numbered row around each, else the row itself."""
    found = (numbered(row) or row for row in rows)
    return {(type(row), row.pk) for row in found}
