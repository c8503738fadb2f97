"""What several rows of the plan share: a number, a place, a withdrawal, a timescale."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from plans.models.scoping import BoardQuerySet, BoardRecord
from priorities.timescale import Timescale


class PlannedQuerySet(BoardQuerySet):
    """Rows of a plan."""

    def in_force(self) -> Self:
        """The rows that were not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)


class PlannedItem(BoardRecord):
    """A row of a plan: in its place, and withdrawn rather than deleted."""

    position = models.PositiveIntegerField(default=1)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)

    objects: ClassVar = PlannedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None


def withdrawal_has_reason(name: str) -> models.CheckConstraint:
    """A withdrawal says why; what is in force has nothing to say."""
    return models.CheckConstraint(
        condition=(Q(withdrawn_on__isnull=True) & Q(withdrawn_reason=""))
        | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")),
        name=name,
    )


class NumberedItem(PlannedItem):
    """A row with a number as printed. Numbers are labels: they may be missing or repeated."""

    number = models.CharField(max_length=20, blank=True, db_index=True)

    class Meta:
        abstract = True


class Recurrence(models.TextChoices):
    """How often something comes round; the words of the plan's JSON."""

    MONTHLY = "monthly", "Monthly"
    QUARTERLY = "quarterly", "Quarterly"
    TERMLY = "termly", "Termly"
    SIX_MONTHLY = "six-monthly", "Six-monthly"
    ANNUAL = "annual", "Annual"
    EACH_MEETING = "each meeting", "Each meeting"


class State(models.TextChoices):
    """What a timescale says of itself; the words of the plan's JSON."""

    COMPLETE = "complete", "Complete"
    IN_PROGRESS = "in progress", "In progress"
    ONGOING = "ongoing", "Ongoing"


class TimescaleFields(models.Model):
    """A timescale as columns: the words as written, plus what they mean."""

    timescale_text = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    recurrence = models.CharField(max_length=20, choices=Recurrence, blank=True)
    state = models.CharField(max_length=20, choices=State, blank=True)

    class Meta:
        abstract = True

    @property
    def timescale(self) -> Timescale | None:
        """The timescale, or None where the plan gives none."""
        return timescale_of(
            {name: getattr(self, name) for name in TIMESCALE_COLUMNS},
        )

    @timescale.setter
    def timescale(self, value: Timescale | None) -> None:
        for name, part in timescale_columns(value).items():
            setattr(self, name, part)

    @property
    def is_complete(self) -> bool:
        return self.state == State.COMPLETE


TIMESCALE_COLUMNS = ("timescale_text", "starts_on", "due_on", "recurrence", "state")


def timescale_of(columns: dict[str, object]) -> Timescale | None:
    """The timescale that these columns hold, or None where all are empty."""
    text, start, due, recurrence, state = (columns[name] for name in TIMESCALE_COLUMNS)
    if not (text or start or due or recurrence or state):
        return None
    return Timescale(text, start, due, recurrence or None, state or None)  # type: ignore[arg-type]


def timescale_columns(value: Timescale | None) -> dict[str, object]:
    """The columns that hold this timescale."""
    if value is None:
        parts: tuple[object, ...] = ("", None, None, "", "")
    else:
        parts = (value.text, value.start, value.due, value.recurrence or "", value.state or "")
    return dict(zip(TIMESCALE_COLUMNS, parts, strict=True))


def timescale_known(model: str) -> tuple[models.CheckConstraint, ...]:
    """Only known words in a timescale, and its dates in order."""
    return (
        models.CheckConstraint(
            condition=Q(recurrence__in=["", *Recurrence.values]), name=f"{model}_recurrence_known"
        ),
        models.CheckConstraint(
            condition=Q(state__in=["", *State.values]), name=f"{model}_state_known"
        ),
        models.CheckConstraint(
            condition=Q(starts_on__isnull=True)
            | Q(due_on__isnull=True)
            | Q(due_on__gte=models.F("starts_on")),
            name=f"{model}_dates_in_order",
        ),
    )
