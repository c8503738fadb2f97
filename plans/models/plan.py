"""A plan: strategic, business, or a group's work plan; with a period."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse

from plans.models.board import Board, HouseLayout
from plans.models.scoping import BoardQuerySet, BoardRecord, one_of


class PlanKind(models.TextChoices):
    """What sort of plan it is."""

    STRATEGIC = "strategic", "Strategic plan"
    BUSINESS = "business", "Business plan"
    WORK = "work", "Work plan"


class PlanQuerySet(BoardQuerySet):
    """Plans."""

    def whole(self) -> Self:
        """With the board and the layout, which every page and file of a plan needs."""
        return self.select_related("board", "layout")

    def current(self) -> Self:
        """The business plan that runs now (one a board), ready to be printed."""
        return self.whole().filter(kind=PlanKind.BUSINESS, is_current=True)


class Plan(BoardRecord):
    """A plan of a board. At most one business plan is the current one."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="plans")
    layout = models.ForeignKey(HouseLayout, on_delete=models.PROTECT, related_name="plans")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=PlanKind, default=PlanKind.BUSINESS)
    is_current = models.BooleanField(default=True)
    period_start = models.DateField()
    period_end = models.DateField()
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = models.CharField(max_length=200, blank=True)
    front = models.JSONField(default=list, blank=True, help_text="Paragraphs before the tables.")
    listed_priorities = models.JSONField(default=list, blank=True)
    closing = models.JSONField(default=list, blank=True, help_text="Paragraphs after the tables.")
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="followed_by",
        help_text="The plan that this one was started from.",
    )

    objects: ClassVar = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("-period_start", "title")
        constraints = (
            models.UniqueConstraint(fields=("board", "slug"), name="plan_slug_once"),
            models.UniqueConstraint(
                fields=("board", "kind"),
                condition=models.Q(is_current=True) & ~models.Q(kind="work"),
                name="plan_one_current",
            ),
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="plan_period_in_order",
            ),
            one_of("kind", PlanKind, name="plan_kind_known"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.is_current and self.kind == PlanKind.BUSINESS:
            return reverse("priorities:plan-current", args=[self.board.slug])
        return reverse("priorities:plan-detail", args=[self.board.slug, self.slug])
