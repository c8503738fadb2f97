"""Who works on a plan: agencies, groups, leads and the people behind them, memberships."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.board import Board
from plans.models.scoping import BoardQuerySet, BoardRecord, one_of
from plans.roles import Role


class Agency(BoardRecord):
    """An organisation with a part in the board's work."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="agencies")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "agencies"
        constraints = (models.UniqueConstraint(fields=("board", "name"), name="agency_name_once"),)

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


class Group(BoardRecord):
    """The board itself, its executive, a sub-group, a panel, a joint or an outside group."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=GroupKind, default=GroupKind.SUB_GROUP)
    aliases = models.JSONField(default=list, blank=True, help_text="Other names plans give it.")

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("board", "name"), name="group_name_once"),
            one_of("kind", GroupKind, name="group_kind_known"),
        )

    def __str__(self) -> str:
        return self.name


class LeadKind(models.TextChoices):
    """Who or what a lead is."""

    POST = "post", "Post"
    GROUP = "group", "Group"
    AGENCY = "agency", "Agency"
    BOARD = "board", "The board itself"


class Lead(BoardRecord):
    """Whoever a plan names as responsible: a post, a group, an agency, the board itself."""

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
        )

    def __str__(self) -> str:
        return self.name


class DatedQuerySet(BoardQuerySet):
    """Rows that hold from one date to another, both included; an open end holds still."""

    def on(self, day: dt.date) -> Self:
        """The rows in force on ``day``."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class DatedRecord(BoardRecord):
    """A row that holds from one date to another."""

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects: ClassVar = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


def dates_in_order(name: str) -> models.CheckConstraint:
    """A row does not end before it starts."""
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")), name=name
    )


class LeadHolder(DatedRecord):
    """A person behind a lead, from a date and perhaps to one."""

    board_lookup: ClassVar[str] = "lead__board"

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="holders")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="lead_holdings"
    )

    class Meta:
        constraints = (
            dates_in_order("leadholder_dates_in_order"),
            models.UniqueConstraint(
                fields=("lead", "user", "starts_on"), name="leadholder_start_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.lead} from {self.starts_on}"


class Membership(DatedRecord):
    """A person's role at a board, from and to a date. She may hold several, at several boards."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )

    class Meta:
        constraints = (
            dates_in_order("membership_dates_in_order"),
            one_of("role", Role, name="membership_role_known"),
            models.CheckConstraint(
                condition=~Q(role=Role.SUBGROUP_CHAIR) | Q(group__isnull=False),
                name="membership_chair_has_group",
            ),
            models.UniqueConstraint(
                fields=("board", "user", "role", "starts_on"),
                condition=Q(group__isnull=True),
                name="membership_role_once",
            ),
            models.UniqueConstraint(
                fields=("board", "user", "role", "group", "starts_on"),
                condition=Q(group__isnull=False),
                name="membership_role_once_per_group",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} at {self.board}"
