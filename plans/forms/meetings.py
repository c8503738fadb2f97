"""Forms of meetings: one date is asked for, the others follow from it and can be moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Case, QuerySet, When
from django.db.models.functions import Lower

from boardplan.audit.forms import OnceForm
from boardplan.ui.forms import FreeTextField, UKDateField
from plans.access import Access
from plans.models import Group, GroupKind, Meeting
from plans.services.meetings import papers_due, updates_due

READERS = "everyone at the board."
FURTHEST = dt.timedelta(days=3 * 366)
LONG_AGO = dt.timedelta(days=366)
TIMES = ("%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p", "%I:%M %p", "%I.%M %p", "%I %p")

RULES: Mapping[str, Callable[[dt.date], dt.date]] = {
    "updates_due_on": updates_due,
    "papers_due_on": papers_due,
}


class MeetingForm(OnceForm):
    """A meeting: whose, when and where; and by when updates and papers are due for it."""

    readers: ClassVar[Mapping[str, str]] = {"agenda": READERS, "place": READERS}

    group = forms.ModelChoiceField(
        label="Who meets?", queryset=Group.objects.none(), empty_label=None
    )
    held_on = UKDateField(label="Date of the meeting")
    starts_at = forms.TimeField(
        label="Begins at",
        required=False,
        input_formats=TIMES,
        help_text="For example, 14:00 or 2pm",
        widget=forms.TimeInput(
            format="%H:%M", attrs={"class": "govuk-input--width-5", "autocomplete": "off"}
        ),
        error_messages={"invalid": "Write the time with hours and minutes, such as 14:00 or 2pm."},
    )
    place = forms.CharField(required=False, max_length=200)
    updates_due_on = UKDateField(
        label="Updates due by",
        required=False,
        help_text="Left empty: 14 days before the meeting.",
    )
    papers_due_on = UKDateField(
        label="Papers due by",
        required=False,
        help_text="Left empty: 7 days before the meeting.",
    )
    agenda = FreeTextField(required=False, help_text="One item a line.", rows=6)

    def __init__(
        self, *args: Any, access: Access, meeting: Meeting | None = None, **kwargs: Any
    ) -> None:
        self.access = access
        self.meeting = meeting
        names = (*self.base_fields,)
        stored = {n: getattr(meeting, n) for n in names if meeting and hasattr(meeting, n)}
        initial = stored | (kwargs.pop("initial", None) or {})
        super().__init__(
            *args, revision=meeting.revision if meeting else 0, initial=initial, **kwargs
        )
        self.fields["group"].queryset = self._groups()  # type: ignore[attr-defined]

    def _groups(self) -> QuerySet[Group]:
        """Those that may meet, the board and its executive first; and the one it is of already."""
        rows = Group.objects.visible_to(self.access)
        wanted: QuerySet[Group] = rows.choosable()
        if self.meeting is not None:
            wanted = wanted | rows.filter(pk=self.meeting.group_id)
        first = [GroupKind.BOARD, GroupKind.EXECUTIVE]
        places = [When(kind=kind, then=place) for place, kind in enumerate(first)]
        return wanted.order_by(Case(*places, default=len(first)), Lower("name"))

    def clean_held_on(self) -> dt.date:
        """The date; refused where it is far away, which is a slip of the keyboard."""
        held_on: dt.date = self.cleaned_data["held_on"]
        today = self.access.today
        if not today - LONG_AGO <= held_on <= today + FURTHEST:
            raise forms.ValidationError("This date is far away. Check the year.")
        return held_on

    def clean(self) -> dict[str, Any]:
        """The other dates follow by rule where they are left empty, or followed it before."""
        cleaned = super().clean()
        held_on = cleaned.get("held_on")
        for name, rule in RULES.items():
            if held_on and name not in self.errors and self._follows(name, rule, held_on):
                cleaned[name] = rule(held_on)
        return cleaned

    def _follows(self, name: str, rule: Callable[[dt.date], dt.date], held_on: dt.date) -> bool:
        typed = self.cleaned_data.get(name)
        if typed is None or self.meeting is None:
            return typed is None
        was = self.meeting.held_on
        return held_on != was and typed == getattr(self.meeting, name) == rule(was)

    def written(self) -> Meeting:
        """The meeting as the form says; not stored yet."""
        meeting = self.meeting or Meeting(board=self.access.board)
        for name in self.base_fields:
            if name not in {"form_key", "revision"}:
                setattr(meeting, name, self.cleaned_data[name])
        return meeting


class CancelForm(OnceForm):
    """Why a meeting is not held."""

    readers: ClassVar[Mapping[str, str]] = {"why": READERS}

    why = forms.CharField(label="Why is it cancelled?", max_length=1_000)
