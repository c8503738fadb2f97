"""Security events: who signed in, was refused, exported, redacted, and when. Only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models
from django.http import Http404
from django.utils import timezone

from boardplan.audit.context import current

if TYPE_CHECKING:
    from boardplan.accounts.models import User


class EventKind(models.TextChoices):
    """What happened."""

    SIGNED_IN = "signed in", "Signed in"
    SIGN_IN_FAILED = "sign-in failed", "Sign-in failed"
    SIGNED_OUT = "signed out", "Signed out"
    CREDENTIALS_CHANGED = "credentials changed", "Password or second factor changed"
    SESSIONS_ENDED = "sessions ended", "Signed out everywhere"
    REFUSED = "refused", "Access refused"
    EXPORTED = "exported", "Exported"
    IMPORTED = "imported", "Imported"
    REDACTED = "redacted", "Redacted"
    PEOPLE_CHANGED = "people changed", "Invitation, role or hand-over"
    UPDATES_LINK = "updates link", "Link to one’s own updates"
    BACKED_UP = "backed up", "Backed up"
    RESTORED = "restored", "Restored"


class NeverChanged(Exception):
    """An event is added once; it is neither changed nor deleted."""


class NotTheirs(Http404):
    """What was asked for belongs to people among whom the one who asks is not.

    She is told what a stranger is told, that there is no such page; the refusal is recorded.
    """


class EventQuerySet(models.QuerySet["Event"]):
    """Events; the database refuses what is refused here, too."""

    def update(self, **_: Any) -> NoReturn:
        raise NeverChanged("An event cannot be changed.")

    def delete(self) -> NoReturn:
        raise NeverChanged("An event cannot be deleted.")


class Event(models.Model):
    """One security event. It names rows by kind and number and holds no words of the record.

    No foreign keys: an event outlives what it speaks of.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    kind = models.CharField(max_length=30, choices=EventKind)
    user_id = models.BigIntegerField(null=True, blank=True)
    board = models.CharField(max_length=60, blank=True, help_text="The board's slug.")
    address = models.GenericIPAddressField("network address", null=True, blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("board", "kind", "-at"), name="event_of_board"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=EventKind.values), name="event_kind_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%-d %B %Y %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged("An event cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise NeverChanged("An event cannot be deleted.")


def record_event(
    kind: EventKind, *, user: User | None = None, board: str = "", **detail: Any
) -> Event:
    """Add an event, with the request it happened in.

    ``user`` is who did it, without one whoever sent the request; ``board`` a slug; ``detail``
    names and numbers of rows, counts, formats: never words that somebody wrote into the record.
    """
    request = current()
    return Event.objects.create(
        kind=kind,
        user_id=user.pk if user else request.user_id,
        board=board,
        address=request.address,
        request_id=request.id,
        detail=detail,
    )
