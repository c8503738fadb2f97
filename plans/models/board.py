"""A board, its rating scheme, and the layout it prints its plan with."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from boardplan.audit.models import TrackedModel
from plans.models.scoping import BoardRecord

PLAN_FIELDS = frozenset(
    {
        "number",
        "text",
        "leads",
        "milestones",
        "timescale",
        "outcomes",
        "measures",
        "resources",
        "cost",
        "rating",
        "progress",
        "evidence",
    }
)


class Board(TrackedModel):
    """A safeguarding board. Several share one installation and never see each other."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=80, default="safeguarding board")
    area = models.CharField(max_length=120, blank=True)
    requires_second_factor = models.BooleanField(
        "ask for a code from an app as well",
        default=False,
        help_text="Of everyone whose role reads the confidential log.",
    )
    asks_days_before = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="So many days before updates for a board meeting are due, they are asked for.",
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reports:home", args=[self.slug])


class RatingScheme(BoardRecord):
    """How a board rates its actions: one scheme a board, its values as rows."""

    board = models.OneToOneField(Board, on_delete=models.PROTECT, related_name="rating_scheme")
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class Rating(BoardRecord):
    """One value of a scheme. Colour never stands alone: letter and label go with it."""

    board_lookup: ClassVar[str] = "scheme__board"

    scheme = models.ForeignKey(RatingScheme, on_delete=models.PROTECT, related_name="ratings")
    code = models.SlugField(max_length=20)
    letter = models.CharField(max_length=4)
    label = models.CharField(max_length=40)
    sentence = models.CharField(
        max_length=200, help_text="The words a person chooses by, ahead of the colour."
    )
    definition = models.TextField()
    colour = models.CharField(max_length=7, help_text="As #rrggbb, dark enough for white text.")
    order = models.PositiveSmallIntegerField()
    is_complete = models.BooleanField(default=False)
    is_off_track = models.BooleanField(default=False)
    needs_evidence = models.BooleanField(default=False)
    needs_issue = models.BooleanField(default=False)

    class Meta:
        ordering = ("scheme", "order")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "code"), name="rating_code_once"),
            models.UniqueConstraint(fields=("scheme", "order"), name="rating_order_once"),
            models.CheckConstraint(
                condition=models.Q(is_complete=False) | models.Q(is_off_track=False),
                name="rating_complete_or_off_track",
            ),
        )

    def __str__(self) -> str:
        return self.label


def check_columns(columns: Any) -> None:
    """Refuse columns of a layout that are not ``{"field", "heading", "group"}`` of known fields."""
    if not isinstance(columns, list) or not columns:
        raise ValidationError("A layout needs at least one column.")
    for column in columns:
        if not isinstance(column, dict) or set(column) != {"field", "heading", "group"}:
            raise ValidationError("Each column has a field, a heading and a group.")
        if column["field"] not in PLAN_FIELDS:
            raise ValidationError(f"“{column['field']}” is not a field of the plan.")


class HouseLayout(BoardRecord):
    """The columns, headings and level names a board prints its plan with."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="layouts")
    name = models.CharField(max_length=80)
    priority_word = models.CharField(max_length=120, default="Priority")
    objective_word = models.CharField(max_length=120, default="Objective")
    action_word = models.CharField(max_length=120, default="Action")
    columns = models.JSONField(validators=[check_columns])

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("board", "name"), name="houselayout_name_once"),
        )

    def __str__(self) -> str:
        return self.name
