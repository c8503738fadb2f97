"""Who takes part, from when to when: memberships, the people behind leads, invitations."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from plans.models.board import Board
from plans.models.bodies import Agency, Group, Lead
from plans.models.scoping import BoardQuerySet, BoardRecord, one_of
from plans.roles import GRANTS, Permission, Role


class DatedQuerySet(BoardQuerySet):
    """Rows that hold from one date to another, both included; an open end holds still."""

    def on(self, day: dt.date) -> Self:
        """The rows in force on ``day``, and still so at its end."""
        midnight = timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            Q(ended_at__isnull=True) | Q(ended_at__gte=midnight),
            starts_on__lte=day,
        )

    def not_over(self, day: dt.date) -> Self:
        """The rows that hold on ``day`` or are to come: neither ended at once nor run out."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), ended_at__isnull=True)


class MembershipQuerySet(DatedQuerySet):
    """Roles of people."""

    def granting(self, permission: Permission, day: dt.date) -> Self:
        """Those by which somebody does it on ``day``: one who can sign in, and ever has."""
        roles = [role for role, granted in GRANTS.items() if permission in granted]
        able = self.filter(user__is_active=True, user__last_login__isnull=False)
        return able.on(day).filter(role__in=roles)


class DatedRecord(BoardRecord):
    """A row that holds from one date to another, or was ended at once."""

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Ended at once, before its last day."
    )

    objects: ClassVar = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_over(self, day: dt.date) -> bool:
        """Whether it was ended at once, or has run out by ``day``; see ``not_over``."""
        return self.ended_at is not None or (self.ends_on is not None and self.ends_on < day)


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
                fields=("lead", "user", "starts_on"),
                condition=Q(ended_at__isnull=True),
                name="leadholder_start_once",
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
    ended_reason = models.TextField(
        blank=True, editable=False, help_text="Why it was ended at once; managers read it."
    )

    objects: ClassVar = MembershipQuerySet.as_manager()

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
                condition=Q(group__isnull=True, ended_at__isnull=True),
                name="membership_role_once",
            ),
            models.UniqueConstraint(
                fields=("board", "user", "role", "group", "starts_on"),
                condition=Q(group__isnull=False, ended_at__isnull=True),
                name="membership_role_once_per_group",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_reason="")
                | (Q(ended_at__isnull=False) & ~Q(ended_reason="")),
                name="membership_ending_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} at {self.board}"


class InvitationQuerySet(BoardQuerySet):
    """Invitations."""

    def pending(self) -> Self:
        """Those that were neither accepted nor withdrawn; some may have run out."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(BoardRecord):
    """A link by which a new person comes in for the first time.

    The person and her roles are there from the day she was invited, so that she can be named
    as a lead or a chair before she has come. The link is stored as its SHA-256 only.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="invitations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar = InvitationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("board", "user"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
            ),
        )

    def __str__(self) -> str:
        return f"Invitation to {self.board}"
