"""The confidential log: what a board is worried about, and what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from plans.models import Board
from plans.models.scoping import BoardQuerySet, BoardRecord
from plans.roles import Permission
from priorities.models.parts import TimescaleFields, timescale_known

if TYPE_CHECKING:
    from plans.access import Access


class RiskQuerySet(BoardQuerySet):
    """Entries of the log."""

    def visible_to(self, access: Access) -> Self:
        """All of the board's for those who read its log; none for anybody else."""
        if not access.allows(Permission.READ_LOG):
            return self.none()
        return super().visible_to(access)


class Risk(BoardRecord, TimescaleFields):
    """One entry, as boards print it: concern, what follows from it, action, by whom and when."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="risks")
    number = models.CharField(max_length=20, blank=True)
    position = models.PositiveIntegerField(default=1)
    concern = models.TextField()
    consequence = models.TextField(blank=True)
    action = models.TextField(blank=True)
    leads = models.JSONField(default=list, blank=True, help_text="Names, as the log gives them.")
    rating = models.CharField(max_length=40, blank=True, help_text="Letter or word as printed.")
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)

    objects: ClassVar = RiskQuerySet.as_manager()

    class Meta:
        ordering = ("board", "position", "pk")
        constraints = timescale_known("risk")

    def __str__(self) -> str:
        return f"{self.number} {self.concern}".strip()

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None
