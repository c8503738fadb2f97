"""The tree of a plan: priorities, objectives, actions with their leads, milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import Truncator

from boardplan.ui.lines import one_line
from plans.models import GroupKind, Lead, LeadKind, Plan
from plans.roles import Permission
from priorities.models.parts import (
    NumberedItem,
    PlannedItem,
    PlannedQuerySet,
    TimescaleFields,
    timescale_known,
    withdrawal_has_reason,
)

if TYPE_CHECKING:
    from plans.access import Access


class Priority(NumberedItem):
    """A priority of a plan; a plan without that level has one without number and title."""

    board_lookup: ClassVar[str] = "plan__board"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="priorities")
    title = models.TextField(blank=True)
    theme = models.CharField(max_length=200, blank=True)
    parts = models.JSONField(default=list, blank=True, help_text="The parts listed under it.")
    is_core = models.BooleanField(default=False)

    class Meta:
        ordering = ("plan", "position", "pk")
        verbose_name_plural = "priorities"
        constraints = (withdrawal_has_reason("priority_withdrawal_has_reason"),)

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Objective(NumberedItem):
    """What a priority sets out to achieve; perhaps without number or title."""

    board_lookup: ClassVar[str] = "priority__plan__board"

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="objectives")
    title = models.TextField(blank=True)

    class Meta:
        ordering = ("priority", "position", "pk")
        constraints = (withdrawal_has_reason("objective_withdrawal_has_reason"),)

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class ActionQuerySet(PlannedQuerySet):
    """Actions."""

    def live(self) -> Self:
        """Those in force that were not carried into the next plan, where they go on."""
        return self.in_force().filter(~Exists(Action.objects.filter(carried_from=OuterRef("pk"))))

    def led_by(self, access: Access) -> Self:
        """The actions one of this person's own leads is named for."""
        mine = ActionLead.objects.filter(
            lead__in=access.own_leads().values("pk"), withdrawn_on__isnull=True
        )
        return self.visible_to(access).filter(pk__in=mine.values("action"))

    def owed_by(self, access: Access) -> Self:
        """The live actions this person is expected to report on.

        Her own; for a manager also those led by the board or the executive as a body (or by
        what was merged into one of them), and those that nobody else is there to report on.
        """
        own = self.live().led_by(access)
        if not access.allows(Permission.UPDATE_ALL):
            return own
        return (
            self.live()
            .visible_to(access)
            .filter(
                Q(pk__in=own.values("pk"))
                | Q(pk__in=_led_by_the_board().values("action"))
                | ~Q(pk__in=_answered(access).values("action"))
            )
        )

    def unanswered(self, access: Access) -> Self:
        """The live actions that name leads, none of whom anybody is behind who can report today.

        Those led by the board or the executive are the manager's anyway, and none of these.
        """
        named = ActionLead.objects.filter(withdrawn_on__isnull=True)
        return (
            self.live()
            .visible_to(access)
            .filter(pk__in=named.values("action"))
            .exclude(pk__in=_answered(access).values("action"))
            .exclude(pk__in=_led_by_the_board().values("action"))
        )

    def with_updates_revision(self) -> Self:
        """Each with ``updates_revision``: that of its updates together, for a form to carry."""
        return self.annotate(updates_revision=Coalesce(models.Sum("updates__revision"), 0))

    def updatable_by(self, access: Access) -> Self:
        """The live actions this person may report on; what was carried is reported on there."""
        live = self.live()
        if access.allows(Permission.UPDATE_ALL):
            return live.visible_to(access)
        if access.allows(Permission.UPDATE_OWN):
            return live.led_by(access)
        return live.none()


class Action(NumberedItem, TimescaleFields):
    """A specific action. Its rating is that of its latest accepted update, never its own."""

    board_lookup: ClassVar[str] = "objective__priority__plan__board"

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="actions")
    text = models.TextField()
    next_review_on = models.DateField(null=True, blank=True)
    outcomes = models.JSONField(default=list, blank=True)
    measures = models.JSONField(default=list, blank=True)
    resources = models.JSONField(default=list, blank=True)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="carried_to",
        help_text="The action of the plan before, which this one goes on with.",
    )

    objects: ClassVar = ActionQuerySet.as_manager()

    updates_revision: int
    """Only with ``with_updates_revision``."""

    class Meta:
        ordering = ("objective", "position", "pk")
        constraints = (
            withdrawal_has_reason("action_withdrawal_has_reason"),
            models.UniqueConstraint(fields=("carried_from",), name="action_carried_once"),
            *timescale_known("action"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.text}".strip()

    @property
    def called(self) -> str:
        """What titles, labels and messages call it: its number, else how its text begins."""
        return self.number or Truncator(one_line(self.text)).chars(60)

    @property
    def plan(self) -> Plan:
        return self.objective.priority.plan

    def get_absolute_url(self) -> str:
        return reverse("priorities:action-detail", args=[self.plan.board.slug, self.pk])


class ActionLead(PlannedItem):
    """A lead named for an action: one accountable, the others supporting."""

    board_lookup: ClassVar[str] = "action__objective__priority__plan__board"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="leads")
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="action_leads")
    is_accountable = models.BooleanField(default=False)

    class Meta:
        ordering = ("action", "position", "pk")
        constraints = (
            withdrawal_has_reason("actionlead_withdrawal_has_reason"),
            models.UniqueConstraint(
                fields=("action", "lead"),
                condition=Q(withdrawn_on__isnull=True),
                name="actionlead_lead_once",
            ),
            models.UniqueConstraint(
                fields=("action",),
                condition=Q(is_accountable=True, withdrawn_on__isnull=True),
                name="actionlead_one_accountable",
            ),
        )

    def __str__(self) -> str:
        return str(self.lead)


def _led_by_the_board() -> QuerySet[ActionLead]:
    """The leads in force that are the board or an executive, and accountable."""
    board = Lead.objects.standing().filter(
        Q(kind=LeadKind.BOARD) | Q(group__kind__in=[GroupKind.BOARD, GroupKind.EXECUTIVE])
    )
    led: QuerySet[ActionLead] = ActionLead.objects.filter(
        Q(lead__in=board.values("pk")) | Q(lead__successor__in=board.values("pk")),
        withdrawn_on__isnull=True,
        is_accountable=True,
    )
    return led


def _answered(access: Access) -> QuerySet[ActionLead]:
    """The leads in force that somebody is behind who can report today."""
    led: QuerySet[ActionLead] = ActionLead.objects.filter(
        lead__in=access.answered_leads().values("pk"), withdrawn_on__isnull=True
    )
    return led


class Milestone(PlannedItem, TimescaleFields):
    """One step of an action, with its own timescale."""

    board_lookup: ClassVar[str] = "action__objective__priority__plan__board"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="milestones")
    text = models.TextField()
    level = models.PositiveSmallIntegerField(default=1)
    row = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("action", "position", "pk")
        constraints = (
            withdrawal_has_reason("milestone_withdrawal_has_reason"),
            *timescale_known("milestone"),
        )

    def __str__(self) -> str:
        return self.text
