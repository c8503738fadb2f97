"""Append-only progress reports on an action, and what they say of its milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from plans.models import Rating
from plans.models.scoping import BoardQuerySet, BoardRecord, one_of
from plans.roles import Permission
from priorities.models.plan import Action, Milestone

if TYPE_CHECKING:
    from plans.access import Access


class UpdateStatus(models.TextChoices):
    """How far an update has come."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting to be accepted"
    SENT_BACK = "sent_back", "Sent back with a question"
    ACCEPTED = "accepted", "Accepted"


class UpdateSource(models.TextChoices):
    """How an update reached the record."""

    FORM = "form", "Form"
    IMPORT = "import", "Import"
    WORD_FORM = "word form", "Word form"
    E_MAIL = "e-mail", "E-mail"
    PHONE = "phone", "Phone"
    MEETING = "meeting", "Sub-group meeting"


HOW_HEARD: dict[str, str] = {
    UpdateSource.E_MAIL: "by e-mail",
    UpdateSource.PHONE: "by phone",
    UpdateSource.MEETING: "at a sub-group meeting",
    UpdateSource.WORD_FORM: "in a Word form",
}


class UpdateQuerySet(BoardQuerySet):
    """Updates."""

    def visible_to(self, access: Access) -> Self:
        """What was accepted; and what is under way, for who reports on the action or reviews."""
        rows = super().visible_to(access)
        if access.allows(Permission.REVIEW_UPDATES):
            return rows
        own = Action.objects.updatable_by(access).filter(pk=OuterRef("action"))
        return rows.filter(Q(status=UpdateStatus.ACCEPTED) | Exists(own))

    def counted(self) -> Self:
        """The accepted ones that nobody voided: those that make the record."""
        return self.filter(status=UpdateStatus.ACCEPTED, voided_at__isnull=True)

    def under_way(self) -> Self:
        """Drafts, submitted ones, and those sent back."""
        return self.exclude(status=UpdateStatus.ACCEPTED)

    def awaiting_acceptance(self) -> Self:
        """Submitted, on actions that were not withdrawn meanwhile."""
        return self.filter(status=UpdateStatus.SUBMITTED, action__withdrawn_on__isnull=True)

    def revision(self) -> int:
        """How often one of these was saved; with each save it grows, and it never returns.

        That of one action's updates is what a form reports on the action by: the revision of the
        update under way alone would be 0 again once that is accepted.
        """
        saved: int | None = self.aggregate(saved=models.Sum("revision"))["saved"]
        return saved or 0

    def newest_per_action(self) -> Self:
        """The latest of each action by the day it was accepted."""
        place = Window(
            RowNumber(), partition_by=F("action_id"), order_by=(F("accepted_at").desc(), "-pk")
        )
        return self.alias(place=place).filter(place=1)


class Update(BoardRecord):
    """A progress report: draft, submitted, then accepted, or sent back with a question.

    Once accepted it is never changed again; a wrong acceptance is voided with a reason.
    """

    board_lookup: ClassVar[str] = "action__objective__priority__plan__board"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="updates"
    )
    source = models.CharField(max_length=10, choices=UpdateSource, default=UpdateSource.FORM)
    told_by = models.CharField(
        max_length=200, blank=True, help_text="Who said it, where the manager wrote it down."
    )
    status = models.CharField(max_length=10, choices=UpdateStatus, default=UpdateStatus.DRAFT)
    rating = models.ForeignKey(
        Rating, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    suggested = models.CharField(
        max_length=200, blank=True, help_text="Why the definitions imply another rating."
    )
    progress = models.TextField(blank=True)
    impact = models.TextField(blank=True)
    issue = models.TextField(blank=True)
    is_nothing_to_add = models.BooleanField(default=False)
    new_due_on = models.DateField(null=True, blank=True)
    new_due_reason = models.TextField(blank=True)
    replaced = models.JSONField(
        default=dict, blank=True, help_text="The action's timescale before this update moved it."
    )
    evidence_draft = models.JSONField(
        default=dict, blank=True, help_text="Evidence typed but not yet added."
    )
    question = models.TextField(blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True, db_index=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    void_reason = models.TextField(blank=True)

    objects: ClassVar = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ("-accepted_at", "-submitted_at", "-pk")
        indexes = (
            # The last word on each action, which every page of a plan asks for.
            models.Index(
                fields=("action", "-accepted_at", "-id"),
                condition=Q(status="accepted", voided_at__isnull=True),
                name="update_newest_counted",
            ),
        )
        constraints = (
            one_of("status", choices=UpdateStatus, name="update_status_known"),
            one_of("source", choices=UpdateSource, name="update_source_known"),
            models.UniqueConstraint(
                fields=("action",), condition=~Q(status="accepted"), name="update_one_under_way"
            ),
            models.CheckConstraint(
                condition=Q(
                    status="accepted",
                    submitted_at__isnull=False,
                    accepted_at__isnull=False,
                )
                & (Q(rating__isnull=False) | Q(source="import"))
                | (~Q(status="accepted") & Q(accepted_at__isnull=True)),
                name="update_accepted_has_dates",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="")
                | (Q(status="accepted", voided_at__isnull=False) & ~Q(void_reason="")),
                name="update_voided_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(new_due_on__isnull=True)
                | ~Q(new_due_reason="")
                | Q(status__in=["draft", "sent_back"]),
                name="update_new_date_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"Update on {self.action_id}: {self.get_status_display()}"

    @property
    def how_heard(self) -> str:
        """How whoever wrote it down heard it; empty where she did not."""
        return HOW_HEARD.get(self.source, "")

    @property
    def is_under_way(self) -> bool:
        return self.status != UpdateStatus.ACCEPTED

    @property
    def is_voided(self) -> bool:
        return self.voided_at is not None

    @property
    def is_counted(self) -> bool:
        """Whether it makes the record: accepted, and not undone."""
        return self.status == UpdateStatus.ACCEPTED and not self.is_voided


class MilestoneReport(BoardRecord):
    """What an update says of one milestone: done, or moved to another date and why.

    ``replaced`` keeps the milestone's timescale from before acceptance, so that undoing the
    acceptance brings it back.
    """

    board_lookup: ClassVar[str] = "update__action__objective__priority__plan__board"

    update = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="milestone_reports")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="reports")
    is_done = models.BooleanField(default=False)
    new_due_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    replaced = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("milestone__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("update", "milestone"), name="milestonereport_milestone_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.milestone}: {'done' if self.is_done else 'moved'}"
