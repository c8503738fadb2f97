"""E-mails that are owed to people: rows that say so until each is sent."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.db.models import Q

from plans.models.scoping import BoardQuerySet


class NotYet(Exception):
    """What the e-mail tells of is not there yet; the message says what, for the e-mail's row."""


class OwedMailQuerySet(BoardQuerySet):
    """Owed e-mails."""

    def owed(self) -> Self:
        """Those that were neither sent, nor dropped, nor refused for good."""
        return self.filter(sent_at__isnull=True, dropped_at__isnull=True)

    def due(self, now: dt.datetime) -> Self:
        """Owed ones that may be tried now: their time has come, and no worker is at them."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
        return self.owed().filter(free, try_after__lte=now)


class OwedMail(models.Model):
    """An e-mail to one person. Its words are written when it is sent, from the record as it is.

    So nothing confidential waits here, and who owes nothing any more is not written to. ``key``
    makes the Message-ID: sent twice after a crash, it is the same message.
    """

    board_lookup: ClassVar[str]

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    queued_at = models.DateTimeField()
    try_after = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True, help_text="Why it was not sent, or not yet.")

    objects: ClassVar = OwedMailQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_owed(self) -> bool:
        return self.sent_at is None and self.dropped_at is None

    def message(self) -> EmailMessage | None:
        """The e-mail, as of now; None where there is nothing to be said to the person any more.

        Raises NotYet where it is to wait.
        """
        raise NotImplementedError

    def told(self) -> dict[str, Any]:
        """What the log may say of it."""
        return {"mail": self._meta.label_lower, "pk": self.pk, "whose": self.user_id}
