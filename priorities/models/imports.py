"""A plan that came as a file: read, looked at, applied, perhaps undone."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models import Board, Plan
from plans.models.scoping import BoardQuerySet, BoardRecord, FileAside, one_of


class ImportStatus(models.TextChoices):
    """How far an import has come."""

    READ = "read", "To be looked at"
    APPLIED = "applied", "Applied"
    UNDONE = "undone", "Undone"
    LEFT = "left", "Not applied"


class PlanImport(BoardRecord):
    """One file of a plan, and what became of it.

    ``plan`` is the plan it is read into; without one it is to become the board's first. ``answers``
    are the person's: what columns hold, whom leads mean, what leaves the plan. ``touched`` tells
    of every row that was written what it held before, for the undoing.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="plan_imports")
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="imports"
    )
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    status = models.CharField(max_length=10, choices=ImportStatus, default=ImportStatus.READ)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answers = models.JSONField(default=dict, blank=True)
    summary = models.JSONField(default=dict, blank=True, help_text="Counts, by kind of change.")
    findings = models.JSONField(default=list, blank=True)
    touched = models.JSONField(default=list, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.TextField(blank=True)

    objects: ClassVar = BoardQuerySet.as_manager()

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        constraints = (
            one_of("status", ImportStatus, name="planimport_status_known"),
            models.CheckConstraint(
                condition=Q(status__in=["applied", "undone"], applied_at__isnull=False)
                | (~Q(status__in=["applied", "undone"]) & Q(applied_at__isnull=True)),
                name="planimport_applied_has_day",
            ),
            models.CheckConstraint(
                condition=(Q(status="undone", undone_at__isnull=False) & ~Q(undone_reason=""))
                | (~Q(status="undone") & Q(undone_at__isnull=True, undone_reason="")),
                name="planimport_undone_has_reason",
            ),
        )

    def __str__(self) -> str:
        return self.file_name

    @property
    def began_plan(self) -> bool:
        """Whether it was applied as a plan of its own: undone, there is no such plan any more."""
        label = Plan._meta.label_lower
        return any(note["row"][0] == label and note["before"] is None for note in self.touched)


class ImportSource(FileAside):
    """The file while it is looked at, and the plan that was read from it; gone once decided."""

    board_lookup = "plan_import__board"

    plan_import = models.OneToOneField(PlanImport, on_delete=models.CASCADE, related_name="source")
    data = models.BinaryField()
    document = models.JSONField(null=True, blank=True, help_text="None until it was read.")
    columns = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"Source of {self.plan_import_id}"

    @property
    def row(self) -> PlanImport:
        """The import."""
        return self.plan_import

    def let_go(self, *, by: Any, reason: str) -> None:
        """Throw the file away: the import is not applied."""
        # Read afresh: its words may have been redacted just now.
        found = PlanImport.objects.select_for_update(of=("self",)).get(pk=self.plan_import_id)
        self.delete()
        found.status = ImportStatus.LEFT
        found.record(by=by, reason=reason)
