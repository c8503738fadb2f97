"""Meetings of the board, its executive and its groups, and the dates that hang on them."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from boardplan.ui.uk_dates import date_words
from plans.models.board import Board
from plans.models.bodies import Group, GroupKind
from plans.models.scoping import BoardQuerySet, BoardRecord


class MeetingQuerySet(BoardQuerySet):
    """Meetings."""

    def in_diary(self) -> Self:
        """Those that were not cancelled."""
        return self.filter(cancelled_on__isnull=True)

    def ahead(self, today: dt.date) -> Self:
        """Those that are still to be held, the next first; one held today is among them."""
        return self.in_diary().filter(held_on__gte=today).order_by("held_on", "pk")


class Meeting(BoardRecord):
    """A meeting in the diary. Its other dates follow from its own by rule, and can be moved."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="meetings")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField("date of the meeting")
    starts_at = models.TimeField("begins at", null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    updates_due_on = models.DateField("updates due by")
    papers_due_on = models.DateField("papers due by")
    agenda = models.TextField(blank=True, help_text="One item a line.")
    cancelled_on = models.DateField(null=True, blank=True, editable=False)
    cancelled_reason = models.TextField(blank=True, editable=False)

    objects: ClassVar = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("-held_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("group", "held_on"),
                condition=Q(cancelled_on__isnull=True),
                name="meeting_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(updates_due_on__lte=F("held_on"), papers_due_on__lte=F("held_on")),
                name="meeting_dates_before_it",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True, cancelled_reason="")
                | (Q(cancelled_on__isnull=False) & ~Q(cancelled_reason="")),
                name="meeting_cancelled_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.group}, {self.held_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("plans:meeting-detail", args=[self.board.slug, self.pk])

    @property
    def called(self) -> str:
        """What pages and e-mails call it: board meeting of 12 March 2026."""
        is_boards = self.group.kind == GroupKind.BOARD
        return f"{'board' if is_boards else self.group} meeting of {date_words(self.held_on)}"

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_on is not None
