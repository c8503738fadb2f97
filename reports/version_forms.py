"""The forms about a plan's versions: issue, lock, reopen, approve; and what is looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from boardplan.audit.forms import OnceForm
from boardplan.ui.forms import BoardplanForm, FreeTextField, UKDateField
from plans.access import Access
from plans.models import Meeting, Plan, PlanLock, PlanVersion
from priorities.services.versions import MOST, next_number
from priorities.states import NOW

STILL_TO_COME = "This date is still to come. Choose today or an earlier one."
ON_A_DAY = "day"


class IssueForm(OnceForm):
    """The plan's next version."""

    readers: ClassVar = {"note": "everyone at the board, and whoever gets the document."}

    number = forms.IntegerField(
        label="Number of the version",
        min_value=1,
        max_value=MOST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={"invalid": "Write the number of the version in figures, such as 9."},
    )
    label = forms.CharField(
        label="Label", required=False, max_length=80, help_text="For example, “For consultation”."
    )
    dated_on = UKDateField(label="Date of the version")
    lock = forms.ModelChoiceField(
        label="What is issued?",
        queryset=PlanLock.objects.none(),
        required=False,
        empty_label="The plan as it is now",
    )
    meeting = forms.ModelChoiceField(
        label="For which meeting?",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="For none",
        help_text="A locked draft goes to the meeting that it was locked for.",
    )
    note = FreeTextField(
        label="What is new in it?",
        rows=3,
        max_length=2_000,
        help_text="A sentence or two; it stands beside the version for ever.",
    )

    def __init__(self, *args: Any, plan: Plan, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["number"].initial = next_number(plan)
        self.fields["dated_on"].initial = access.today
        locks = PlanLock.objects.visible_to(access).filter(plan=plan).standing()
        _offer(self.fields["lock"], locks.select_related("meeting__group"))
        self.fields["lock"].label_from_instance = _lock_words  # type: ignore[attr-defined]
        _offer(self.fields["meeting"], _meetings(access))

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        last = next_number(self.plan) - 1
        if number <= last:
            # The service says it again, under lock; said here, nothing is printed in vain.
            raise forms.ValidationError(f"Version {last} is issued already. Take a later number.")
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        lock, meeting = cleaned.get("lock"), cleaned.get("meeting")
        if lock and meeting and lock.meeting_id != meeting.pk:
            self.add_error("meeting", "The draft is locked for another meeting.")
        return cleaned


class LockForm(OnceForm):
    """For which meeting the draft is fixed."""

    meeting = forms.ModelChoiceField(
        label="For which meeting?",
        queryset=Meeting.objects.none(),
        empty_label="Choose a meeting",
        error_messages={"required": "Choose a meeting."},
    )

    def __init__(self, *args: Any, access: Access, wanted: str = "", **kwargs: Any) -> None:
        """``wanted`` is the id of the meeting from whose pack the person comes, if from one."""
        super().__init__(*args, initial={"meeting": wanted}, **kwargs)
        ahead = Meeting.objects.visible_to(access).ahead(access.today)
        _offer(self.fields["meeting"], ahead.select_related("group"))


class ReasonForm(OnceForm):
    """Why something is taken back."""

    readers: ClassVar = {"reason": "everyone at the board."}

    reason = FreeTextField(label="Why?", rows=3, max_length=2_000)


class ApprovalForm(OnceForm):
    """Who approved which draft, when, and what came of it."""

    readers: ClassVar = {"outcome": "everyone at the board."}

    body = forms.CharField(
        label="Approved by", max_length=200, help_text="For example, “Executive”."
    )
    draft_number = forms.CharField(
        label="Draft", required=False, max_length=20, help_text="Its number, where it has one."
    )
    version = forms.ModelChoiceField(
        label="Version",
        queryset=PlanVersion.objects.none(),
        required=False,
        empty_label="Not issued as a version",
    )
    meeting = forms.ModelChoiceField(
        label="At which meeting?",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="At none in the diary",
    )
    approved_on = UKDateField(label="Date")
    outcome = forms.CharField(
        label="Outcome", max_length=200, help_text="For example, “Agreed with changes”."
    )

    def __init__(self, *args: Any, plan: Plan, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = access.today
        versions = PlanVersion.objects.visible_to(access).filter(plan=plan)
        _offer(self.fields["version"], versions.defer("content"))
        _offer(self.fields["meeting"], _meetings(access))

    def clean_approved_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["approved_on"]
        if day > self.today:
            raise forms.ValidationError(STILL_TO_COME)
        return day


class AsAtDayForm(BoardplanForm):
    """The plan as it stood on which day. A GET form."""

    mark_optional = False

    date = UKDateField(label="As at", help_text="The plan is shown as it stood at the day’s end.")


class CompareForm(BoardplanForm):
    """Which two states of the plan are compared. A GET form.

    An address may name a state in ``from`` and ``to`` themselves: a version, a date, or “now”.
    """

    mark_optional = False

    def __init__(self, data: QueryDict | None, *, versions: list[PlanVersion]) -> None:
        known = [(str(v.number), str(v)) for v in versions]
        super().__init__(_sides(data, known) if data is not None else None)
        latest = known[0][0] if known else ON_A_DAY
        for name, label, initial in (("from", "From", latest), ("to", "To", NOW)):
            choices = [*known, (NOW, "Today"), (ON_A_DAY, "The day written beside")]
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=choices,
                initial=initial,
                error_messages={
                    "required": "Choose a version, today or a day.",
                    "invalid_choice": "There is no such version. Choose another.",
                },
            )
            words = f"{label}: day, such as 27/3/2027"
            day = UKDateField(label=words, required=False, help_text="")
            self.fields[f"{name}_day"] = day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for side in ("from", "to"):
            day = f"{side}_day"
            if cleaned.get(side) == ON_A_DAY and day in cleaned and not cleaned[day]:
                self.add_error(day, "Write the day, or choose a version.")
        return cleaned

    def state(self, side: str) -> str:
        """The state that was asked for, as ``plan_state`` reads it."""
        chosen: str = self.cleaned_data[side]
        if chosen != ON_A_DAY:
            return chosen
        day: dt.date = self.cleaned_data[f"{side}_day"]
        return day.isoformat()

    def refuse(self, side: str, reason: str) -> None:
        """Say beside what was asked for why it is not there."""
        is_day = self.cleaned_data.get(side) == ON_A_DAY
        self.add_error(f"{side}_day" if is_day else side, reason)


def _sides(data: QueryDict, known: list[tuple[str, str]]) -> Mapping[str, Any]:
    """What was asked for, a date in ``from`` or ``to`` put where days are written."""
    sides = data.dict()
    numbers = {number for number, _ in known}
    for side in ("from", "to"):
        given = str(sides.get(side, "")).strip()
        sides[side] = given
        if given and given not in {*numbers, NOW, ON_A_DAY} and not given.isdecimal():
            sides[side], sides[f"{side}_day"] = ON_A_DAY, given
    return sides


def _offer(field: forms.Field, rows: Any) -> None:
    field.queryset = rows  # type: ignore[attr-defined]


def _meetings(access: Access) -> Any:
    """The board's meetings that were not cancelled, the latest first."""
    return Meeting.objects.visible_to(access).in_diary().select_related("group")


def _lock_words(lock: PlanLock) -> str:
    return f"{lock}, locked for {lock.meeting}"
