"""Whom a plan names: agencies, groups and leads; renamed and merged, never lost."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self, cast

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from plans.models.board import Board
from plans.models.scoping import BoardQuerySet, BoardRecord, one_of


class BodyQuerySet(BoardQuerySet):
    """Agencies, groups or leads."""

    def standing(self) -> Self:
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def choosable(self) -> Self:
        """Those that something new may be given to: not merged, and no closing is decided."""
        return self.standing().filter(**dict.fromkeys(self.model.closing_lookups, True))


class Body(BoardRecord):
    """A named body. Renamed, it keeps its old names; merged, it says who stands for it now.

    ``merged_into`` is what was decided, and what an undoing takes back. ``successor`` follows
    from it along the whole chain, so that one look tells who answers today; only
    ``plans.services.merging`` writes either. ``closed_on`` is the first day on which a group is
    no more, or an agency or a lead that was a mistake is off the lists; only
    ``plans.services.closing`` and ``removing`` write it.
    """

    closing_lookups: ClassVar[tuple[str, ...]] = ("closed_on__isnull",)
    """What holds of one that no closing is decided for."""

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
    closed_on = models.DateField(null=True, blank=True, editable=False)

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
        return self.closed_on

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
        models.CheckConstraint(
            condition=Q(closed_on__isnull=True) | Q(merged_on__isnull=True),
            name=f"{model}_closed_or_merged",
        ),
    )


class Agency(Body):
    """An organisation with a part in the board's work."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="agencies")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = (Lower("name"), "pk")
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
    """The board itself, its executive, a sub-group, a panel, a joint or an outside group."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=GroupKind, default=GroupKind.SUB_GROUP)

    class Meta:
        ordering = (Lower("name"), "pk")
        constraints = (
            models.UniqueConstraint(fields=("board", "name"), name="group_name_once"),
            models.UniqueConstraint(
                fields=("board",),
                condition=Q(kind="board", merged_into__isnull=True),
                name="group_board_once",
            ),
            one_of("kind", GroupKind, name="group_kind_known"),
            *merging_rules("group"),
        )

    def __str__(self) -> str:
        return self.name


class LeadKind(models.TextChoices):
    """Who or what a lead is."""

    POST = "post", "Post"
    GROUP = "group", "Group"
    AGENCY = "agency", "Agency"
    BOARD = "board", "The board itself"


class Lead(Body):
    """Whoever a plan names as responsible: a post, a group, an agency, the board itself."""

    closing_lookups: ClassVar[tuple[str, ...]] = (
        "closed_on__isnull",
        "group__closed_on__isnull",
        "agency__closed_on__isnull",
    )

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
        ordering = (Lower("name"), "pk")
        constraints = (
            models.UniqueConstraint(fields=("board", "name"), name="lead_name_once"),
            models.UniqueConstraint(
                fields=("group",),
                condition=Q(group__isnull=False, merged_into__isnull=True),
                name="lead_once_per_group",
            ),
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
        """A lead goes with its group or its agency, or on its own."""
        behind = self.group or self.agency
        return self.closed_on or (behind.closed_on if behind else None)
