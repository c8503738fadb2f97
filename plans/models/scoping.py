"""Rows that belong to a board, and the one verb that keeps boards apart."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models

from boardplan.audit.models import TrackedModel

if TYPE_CHECKING:
    from plans.access import Access


class BoardQuerySet(models.QuerySet[Any]):
    """Every queryset that reaches a page starts with ``visible_to``."""

    def visible_to(self, access: Access) -> Self:
        """The rows of the board that this person is looking at, and of no other."""
        return self.filter(**{self.model.board_lookup: access.board.pk})


class BoardRecord(TrackedModel):
    """A tracked row that belongs to exactly one board."""

    board_lookup: ClassVar[str] = "board"

    objects: ClassVar = BoardQuerySet.as_manager()

    class Meta:
        abstract = True

    def redacted(self, *, by: Any, reason: str) -> None:
        """Do what follows from words or a file having gone out of this row; often nothing.

        Called in the transaction of the redaction, once the words are gone everywhere.
        """


class FileAside(models.Model):
    """A file that waits beside a board's record, without history, until somebody decides on it.

    It may hold any words: redaction offers it among the board's files, to be let go as a whole.
    """

    board_lookup: ClassVar[str]

    class Meta:
        abstract = True

    @property
    @abstractmethod
    def row(self) -> Any:
        """The row of the record that tells of the file."""

    @abstractmethod
    def let_go(self, *, by: Any, reason: str) -> None:
        """Throw the file away; its row says that, and why."""


class MadeOfRecord(models.Model):
    """Something made from a board's record, without history, that can be made again at any time.

    It may hold any words of the record: with each redaction at the board it is let go of.
    """

    board_lookup: ClassVar[str]

    class Meta:
        abstract = True

    @classmethod
    @abstractmethod
    def let_go(cls, board: Any) -> None:
        """Throw away what was made for this board, and what is being made of it now."""


def one_of(field: str, choices: type[models.TextChoices], *, name: str) -> models.CheckConstraint:
    """A constraint that lets only the words of ``choices`` (or nothing) into the column."""
    allowed = [*choices.values]
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": allowed}), name=name)
