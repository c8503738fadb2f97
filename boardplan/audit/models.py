"""Tracked rows (key, revision, history), one-time form keys; security events join from events."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from boardplan.audit.events import Event

if TYPE_CHECKING:
    from boardplan.accounts.models import User

__all__ = [
    "AlreadyStored",
    "Event",
    "FormReceipt",
    "KeyUsedAgain",
    "StaleRevision",
    "TrackedModel",
    "stored_once",
]


class StaleRevision(Exception):
    """Somebody else saved the row since it was read; nothing was written."""


class TrackedModel(models.Model):
    """A row with a key that survives export, a revision, and its whole history.

    Write through ``record``: it is what puts the person and the reason into the history.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    # The reason is a text of any length by a setting. Given here as a field, it would be one that
    # all histories share: an update of one table would write into another.
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True

    def record(self, *, by: User | None, reason: str = "", at: dt.datetime | None = None) -> Self:
        """Save the row as its next revision, with the person and the reason in its history.

        For rows read in the same transaction; a form saves by ``revise``. ``at`` dates the
        history row; without it, now.
        """
        if self.pk:
            self.revision += 1
        self._history_user = by
        self._history_date = at or timezone.now()
        self._change_reason = reason
        self.save()
        return self

    @transaction.atomic
    def revise(self, *, revision: int, by: User, reason: str = "") -> Self:
        """Save the row if it is still at ``revision``, the number its form was drawn with.

        Raises StaleRevision where it is not; the caller shows both texts.
        """
        unchanged: models.QuerySet[Any] = type(self)._base_manager.filter(
            pk=self.pk, revision=revision
        )
        if not unchanged.update(revision=revision + 1):
            raise StaleRevision(f"{self} has been saved by someone else since")
        self.revision = revision
        return self.record(by=by, reason=reason)


class FormReceipt(models.Model):
    """A form that was stored: its one-time key, so that a form sent twice is stored once."""

    key = models.UUIDField(primary_key=True)
    user_id = models.BigIntegerField()
    location = models.CharField(max_length=500)
    digest = models.CharField(max_length=64, help_text="Of the words that were sent with it.")
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.key} → {self.location}"


class KeyUsedAgain(StaleRevision):
    """The same key came with other words (a form sent, gone back to, and changed)."""


class AlreadyStored(Exception):
    """The form was stored before; ``location`` is where its result is shown."""

    def __init__(self, location: str) -> None:
        self.location = location
        super().__init__(location)


@contextmanager
def stored_once(key: uuid.UUID, *, by: User, location: str, digest: str) -> Iterator[None]:
    """Let the body write, in one transaction, unless a form with this key did so before.

    Raises AlreadyStored then, or KeyUsedAgain where its words (told by ``digest``) were
    others. A body that fails leaves the key unused.
    """
    with transaction.atomic():
        try:
            with transaction.atomic():
                FormReceipt.objects.create(key=key, user_id=by.pk, location=location, digest=digest)
        except IntegrityError:
            stored = FormReceipt.objects.get(key=key)
            if stored.digest != digest:
                raise KeyUsedAgain("This form was stored with other words before.") from None
            raise AlreadyStored(stored.location) from None
        yield
