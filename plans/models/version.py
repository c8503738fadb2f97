"""What a plan was at a moment: locked for a meeting as a draft, issued as a version; approvals."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from plans.models.frozen import FrozenRecord
from plans.models.meeting import Meeting
from plans.models.plan import Plan
from plans.models.scoping import BoardQuerySet, BoardRecord


class PlanLockQuerySet(BoardQuerySet):
    """Locked drafts."""

    def standing(self) -> Self:
        """Those that were not reopened."""
        return self.filter(reopened_at__isnull=True)


class PlanLock(FrozenRecord):
    """The plan as it was locked for a meeting: what its pack prints, whatever is accepted later.

    ``number`` counts a plan's drafts. Reopened, the row stays and the next one takes its place.
    """

    board_lookup: ClassVar[str] = "plan__board"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="locks")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="locks")
    number = models.PositiveIntegerField()
    locked_at = models.DateTimeField()
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reopened_reason = models.TextField(blank=True)

    objects: ClassVar = PlanLockQuerySet.as_manager()

    class Meta:
        ordering = ("plan", "-number")
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="planlock_number_once"),
            models.UniqueConstraint(
                fields=("plan", "meeting"),
                condition=Q(reopened_at__isnull=True),
                name="planlock_one_standing",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True, reopened_reason="")
                | (
                    Q(reopened_at__isnull=False, reopened_by__isnull=False) & ~Q(reopened_reason="")
                ),
                name="planlock_reopened_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"Draft {self.number}"

    @property
    def as_at(self) -> dt.date:
        """The day that its content speaks of."""
        return timezone.localdate(self.locked_at)


class PlanVersion(FrozenRecord):
    """An issued version of a plan. It never changes; a correction is a new version."""

    board_lookup: ClassVar[str] = "plan__board"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=80, blank=True)
    dated_on = models.DateField("date of the version")
    note = models.TextField(help_text="What is new in it, in a sentence or two.")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="versions"
    )
    lock = models.ForeignKey(
        PlanLock, on_delete=models.PROTECT, null=True, blank=True, related_name="versions"
    )
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("plan", "-number")
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="planversion_number_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="planversion_number_positive"),
        )

    def __str__(self) -> str:
        return f"Version {self.number}"

    def get_absolute_url(self) -> str:
        plan = self.plan
        return reverse("reports:version-detail", args=[plan.board.slug, plan.slug, self.number])

    @property
    def as_at(self) -> dt.date:
        """The day that its content speaks of: when it was locked, else when it was issued."""
        return self.lock.as_at if self.lock else timezone.localdate(self.issued_at)


class Approval(BoardRecord):
    """That a body looked at a draft of a plan, on which day, and what came of it.

    ``read_sha256`` is the hash of what was signed, where somebody signed it in Boardplan.
    """

    board_lookup: ClassVar[str] = "plan__board"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="approvals")
    draft_number = models.CharField("draft", max_length=20, blank=True)
    body = models.CharField("approved by", max_length=200)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="approvals"
    )
    version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="approvals"
    )
    approved_on = models.DateField("date")
    outcome = models.CharField(max_length=200)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    read_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("approved_on", "pk")

    def __str__(self) -> str:
        return f"{self.body}, {self.approved_on:%-d %B %Y}"
