"""What shows that an action made its difference: a statement, a date, a link or a file."""

from __future__ import annotations

import secrets
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from plans.models.scoping import BoardQuerySet
from plans.roles import Permission
from priorities.models.parts import PlannedItem, PlannedQuerySet, withdrawal_has_reason
from priorities.models.plan import Action, Milestone
from priorities.models.update import Update, UpdateStatus

if TYPE_CHECKING:
    from plans.access import Access


class EvidenceQuerySet(PlannedQuerySet):
    """Evidence."""

    def visible_to(self, access: Access) -> Self:
        """What is on record, and what came with an update this person may see.

        What an undone update brought is kept for those who report on the action or review.
        """
        rows = BoardQuerySet.visible_to(self, access)
        seen = Update.objects.visible_to(access).filter(pk=OuterRef("update"))
        if not access.allows(Permission.REVIEW_UPDATES):
            own = Action.objects.updatable_by(access).filter(pk=OuterRef("action"))
            seen = seen.filter(Q(voided_at=None) | Exists(own))
        return rows.filter(Q(update__isnull=True) | Exists(seen))

    def on_record(self) -> Self:
        """The live pieces that count: entered with the plan, or by an accepted update."""
        accepted = Q(update__status=UpdateStatus.ACCEPTED, update__voided_at__isnull=True)
        return self.in_force().filter(Q(update__isnull=True) | accepted)


def random_path(_evidence: Evidence, filename: str) -> str:
    """A name that tells nothing; the name it was sent with is kept in the row."""
    suffix = PurePosixPath(filename).suffix.lower()
    return f"evidence/{secrets.token_hex(16)}{suffix}"


class Evidence(PlannedItem):
    """One piece of evidence for an action, or for one of its milestones."""

    board_lookup: ClassVar[str] = "action__objective__priority__plan__board"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")
    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    update = models.ForeignKey(
        Update, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    statement = models.TextField(blank=True)
    dated_on = models.DateField(null=True, blank=True)
    link = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to=random_path, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    row = models.PositiveSmallIntegerField(null=True, blank=True)

    objects: ClassVar = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("action", "position", "pk")
        verbose_name_plural = "evidence"
        constraints = (
            withdrawal_has_reason("evidence_withdrawal_has_reason"),
            models.CheckConstraint(
                condition=~Q(statement="") | ~Q(link="") | ~Q(file=""),
                name="evidence_says_something",
            ),
        )

    def __str__(self) -> str:
        return self.statement or self.file_name or self.link
