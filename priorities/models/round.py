"""Update rounds: for a meeting, people are asked how their actions are going, and reminded."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.db.models import Q
from django.urls import reverse

from boardplan.accounts.models import User
from plans.models import Board, Meeting, OwedMail, Plan
from plans.models.scoping import BoardQuerySet, BoardRecord
from priorities.models.plan import Action


class UpdateRoundQuerySet(BoardQuerySet):
    """Update rounds."""

    def open(self) -> Self:
        """Those that still ask."""
        return self.filter(closed_at__isnull=True)

    def asking(self, today: dt.date) -> Self:
        """Open ones whose meeting is still to be held."""
        return self.open().filter(meeting__cancelled_on__isnull=True, meeting__held_on__gte=today)


class UpdateRound(BoardRecord):
    """A round of updates for a meeting, over the whole plan or over some of its actions.

    Who owes what in it is computed, never stored: see ``priorities.rounds``.
    """

    board_lookup: ClassVar[str] = "plan__board"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rounds")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="rounds")
    is_whole = models.BooleanField(
        default=True, help_text="Over every action that is not complete; else over some."
    )
    due_on = models.DateField("updates due by")
    note = models.TextField(blank=True, help_text="Words of yours that stand in each e-mail.")
    opened_at = models.DateTimeField(editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar = UpdateRoundQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("plan",),
                condition=Q(closed_at__isnull=True, is_whole=True),
                name="updateround_one_whole_open",
            ),
        )

    def __str__(self) -> str:
        return f"Updates for the {self.meeting.called}"

    def get_absolute_url(self) -> str:
        return reverse("priorities:round-detail", args=[self.plan.board.slug, self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def is_asking(self, today: dt.date) -> bool:
        """Whether it is open and its meeting still to be held; see ``asking``."""
        meeting = self.meeting
        return self.is_open and not meeting.is_cancelled and meeting.held_on >= today


class RoundAction(BoardRecord):
    """An action that a round over some actions asks for."""

    board_lookup: ClassVar[str] = "round__plan__board"

    round = models.ForeignKey(UpdateRound, on_delete=models.PROTECT, related_name="asked")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="asked_in")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "action"), name="roundaction_action_once"),
        )

    def __str__(self) -> str:
        return f"{self.action} in {self.round}"


class Reminder(OwedMail):
    """One e-mail to one person with all that she owes in a round.

    ``on`` is the day it is for, so that no sweep queues a second one for the same day.
    """

    board_lookup: ClassVar[str] = "round__plan__board"

    round = models.ForeignKey(UpdateRound, on_delete=models.PROTECT, related_name="reminders")
    on = models.DateField()
    is_by_hand = models.BooleanField(default=False)

    class Meta:
        ordering = ("queued_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("round", "user", "on"), name="reminder_once_a_day"),
        )

    def __str__(self) -> str:
        return f"Reminder of {self.on:%-d %B %Y}"

    def message(self) -> EmailMessage | None:
        from priorities.reminder_mail import reminder_message  # noqa: PLC0415 - it reads the models

        return reminder_message(self)


class UpdatesLink(models.Model):
    """A link by which a person comes to her own updates, and to nothing else, without signing in.

    Stored as the SHA-256 of its token only. ``epoch`` is that of her sessions when it was made:
    whatever ends those, a change of role above all, ends the link. One holds per board and person.
    """

    board_lookup: ClassVar[str] = "board"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    epoch = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When a newer one came.")
    used_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = BoardQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("board", "user"),
                condition=Q(ended_at__isnull=True),
                name="updateslink_one_holds",
            ),
        )

    def __str__(self) -> str:
        return f"Link of {self.user_id} at {self.board_id}"
