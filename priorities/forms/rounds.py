"""Forms of update rounds: opened for a meeting, moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.text import Truncator

from boardplan.audit.forms import OnceForm
from boardplan.ui.forms import FreeTextField, UKDateField
from boardplan.ui.lines import one_line
from plans.models import Meeting, Plan
from priorities.models import Action, UpdateRound
from priorities.rounds import incomplete

WHOLE, SOME = "whole", "some"


class ActionsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Actions to be ticked, by number and words."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        """The actions ticked; a number that fits no row is none of them."""
        try:
            return super().clean(value)
        except OverflowError as unknown:
            raise forms.ValidationError("One of these actions is not in the plan.") from unknown

    def label_from_instance(self, obj: Action) -> str:
        """The number and how the text begins."""
        words = Truncator(one_line(obj.text)).chars(100)
        return f"{obj.number} {words}".strip()


class RoundForm(OnceForm):
    """By when updates are wanted for a meeting, and on which actions."""

    readers: ClassVar[Mapping[str, str]] = {"note": "everybody who is asked, in each e-mail."}

    due_on = UKDateField(label="By when?")
    scope = forms.ChoiceField(
        label="Which actions?",
        choices=[
            (WHOLE, "Every action that is not complete"),
            (SOME, "Only some, ticked below"),
        ],
        initial=WHOLE,
        widget=forms.RadioSelect,
    )
    actions = ActionsField(label="Only these", queryset=Action.objects.none(), required=False)
    note = FreeTextField(label="A word of your own", required=False, rows=3, max_length=2_000)

    def __init__(
        self, *args: Any, plan: Plan, meeting: Meeting, today: dt.date, **kwargs: Any
    ) -> None:
        initial = {"due_on": min(max(meeting.updates_due_on, today), meeting.held_on)}
        super().__init__(*args, initial=initial, **kwargs)
        rows = incomplete(Action.objects.live().filter(objective__priority__plan=plan))
        order = ("objective__priority__position", "objective__position", "position", "pk")
        self.fields["actions"].queryset = rows.order_by(*order)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("scope") == SOME and not cleaned.get("actions"):
            self.add_error("actions", "Tick at least one action, or ask for every one above.")
        return cleaned

    @property
    def chosen(self) -> list[Action] | None:
        """The actions that are asked for; None for every one that is not complete."""
        is_whole = self.cleaned_data["scope"] == WHOLE
        return None if is_whole else list(self.cleaned_data["actions"])


class DueForm(OnceForm):
    """Another date by which the updates of a round are wanted."""

    due_on = UKDateField(label="By when?")

    def __init__(self, *args: Any, round_: UpdateRound, **kwargs: Any) -> None:
        initial = {"due_on": round_.due_on}
        super().__init__(*args, revision=round_.revision, initial=initial, **kwargs)
