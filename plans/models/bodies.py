"""Whom a plan names: agencies, groups and leads; renamed and merged, never lost."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self, cast

from django.db import models
from django.db.models import F, Q

from plans.models.board import Board
from plans.models.scoping import BoardQuerySet, BoardRecord, one_of


class BodyQuerySet(BoardQuerySet):
    """Agencies, groups or leads."""

    def standing(self) -> Self:
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def choosable(self) -> Self:
        """Those that something new may be given to: not merged, and no closing is decided."""
        rows = self.standing()
        lookup = self.model.closing_lookup
        return rows.filter(**{f"{lookup}__isnull": True}) if lookup else rows


class Body(BoardRecord):
    """A named body. Renamed, it keeps its old names; merged, it says who stands for it now.

    ``merged_into`` is what was decided, and what an undoing takes back. ``successor`` follows
    from it along the whole chain, so that one look tells who answers today; only
    ``plans.services.merging`` writes either.
    """

    closing_lookup: ClassVar[str] = ""
    """Where the day stands from which on one is closed; empty for what never is."""

    aliases = models.JSONField(
        default=list, blank=True, help_text="Its earlier names, and others that plans give it."
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    merged_on = models.DateField(null=True, blank=True, editable=False)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="predecessors",
    )

    objects: ClassVar = BodyQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_merged(self) -> bool:
        return self.merged_on is not None

    @property
    def current(self) -> Self:
        """The body that stands for this one now: itself, unless it was merged."""
        return cast("Self", self.successor or self)

    @property
    def closing(self) -> dt.date | None:
        """The day from which on it is closed, past or to come; None while none is decided."""
        return None

    def is_closed(self, day: dt.date) -> bool:
        """Whether it is closed on a day."""
        return self.closing is not None and self.closing <= day


def merging_rules(model: str) -> tuple[models.CheckConstraint, ...]:
    """A merger is whole (into what, since when, who answers now), and never into itself."""
    merger = ("merged_into", "merged_on", "successor")
    none, all_of_it = ({f"{name}__isnull": empty for name in merger} for empty in (True, False))
    return (
        models.CheckConstraint(condition=Q(**none) | Q(**all_of_it), name=f"{model}_merger_whole"),
        models.CheckConstraint(
            condition=Q(merged_into__isnull=True)
            | (~Q(merged_into=F("id")) & ~Q(successor=F("id"))),
            name=f"{model}_not_into_itself",
        ),
    )


class Agency(Body):
    """An organisation with a part in the board's work."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="agencies")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "agencies"
        constraints = (
            models.UniqueConstraint(fields=("board", "name"), name="agency_name_once"),
            *merging_rules("agency"),
        )

    def __str__(self) -> str:
        return self.name


class GroupKind(models.TextChoices):
    """What sort of group it is."""

    BOARD = "board", "Board"
    EXECUTIVE = "executive", "Executive"
    SUB_GROUP = "sub-group", "Sub-group"
    TASK_AND_FINISH = "task and finish", "Task and finish group"
    PANEL = "panel", "Panel"
    JOINT = "joint", "Joint with another board"
    EXTERNAL = "external", "Outside the board"


class Group(Body):
    """The board itself, its executive, a sub-group, a panel, a joint or an outside group.

    ``closed_on`` is the first day on which it is no more; only ``plans.services.closing``
    writes it.
    """

    closing_lookup: ClassVar[str] = "closed_on"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=GroupKind, default=GroupKind.SUB_GROUP)
    closed_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("board", "name"), name="group_name_once"),
            one_of("kind", GroupKind, name="group_kind_known"),
            *merging_rules("group"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(merged_on__isnull=True),
                name="group_closed_or_merged",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def closing(self) -> dt.date | None:
        return self.closed_on


class LeadKind(models.TextChoices):
    """Who or what a lead is."""

    POST = "post", "Post"
    GROUP = "group", "Group"
    AGENCY = "agency", "Agency"
    BOARD = "board", "The board itself"


class Lead(Body):
    """Whoever a plan names as responsible: a post, a group, an agency, the board itself."""

    closing_lookup: ClassVar[str] = "group__closed_on"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="leads")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=LeadKind, default=LeadKind.POST)
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="leads"
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="leads"
    )

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("board", "name"), name="lead_name_once"),
            one_of("kind", LeadKind, name="lead_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="group", group__isnull=False)
                | (~Q(kind="group") & Q(group__isnull=True)),
                name="lead_group_where_group",
            ),
            *merging_rules("lead"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def closing(self) -> dt.date | None:
        return self.group.closed_on if self.group else None
