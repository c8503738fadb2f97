"""What a manager says of the updates that wait, and why she undoes an acceptance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from boardplan.ui.forms import BoardplanForm, FreeTextField
from priorities.models import Update
from priorities.timeline import TimelineEntry, entry_of

ACCEPT, SEND_BACK = "accept", "send_back"
VERDICTS = ((ACCEPT, "Accept"), (SEND_BACK, "Send back with a question"))


@dataclass(frozen=True)
class Verdict:
    """What is to become of one update."""

    is_accepted: bool
    question: str
    revision: int


@dataclass(frozen=True)
class ReviewRow:
    """One waiting update on the page, with its two fields."""

    update: Update
    entry: TimelineEntry
    verdict: BoundField
    question: BoundField
    revision: BoundField


class ReviewForm(BoardplanForm):
    """Accept or ask, for each update that waits; what is left open goes on waiting."""

    mark_optional = False

    def __init__(
        self, *args: Any, updates: Sequence[Update], before: Mapping[int, Update], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.updates = updates
        self.before = before
        for update in updates:
            verdict = forms.ChoiceField(
                label=f"Your answer on {update.action.called}",
                choices=VERDICTS,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"verdict_{update.pk}"] = verdict
            question = FreeTextField(
                label="Your question", rows=2, max_length=2_000, required=False
            )
            self.fields[f"question_{update.pk}"] = question
            self.fields[f"revision_{update.pk}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=update.revision, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for update in self.updates:
            asks = cleaned.get(f"verdict_{update.pk}") == SEND_BACK
            if asks and not cleaned.get(f"question_{update.pk}"):
                self.add_error(
                    f"question_{update.pk}",
                    f"{update.action.called}: Write what you want to know before you send it back.",
                )
        return cleaned

    def verdicts(self) -> Iterator[tuple[Update, Verdict]]:
        """The updates that were answered, each with its verdict."""
        for update in self.updates:
            if chosen := self.cleaned_data.get(f"verdict_{update.pk}"):
                question = self.cleaned_data[f"question_{update.pk}"]
                revision = self.cleaned_data[f"revision_{update.pk}"] or 0
                yield update, Verdict(chosen == ACCEPT, question, revision)

    def answers_too_late(self) -> list[str]:
        """For each verdict on an update that no longer waits, the question typed with it."""
        named = re.compile(r"verdict_(\d+)")
        answers = (named.fullmatch(name) for name in self.data if name not in self.fields)
        return [self.data.get(f"question_{found[1]}", "").strip() for found in answers if found]

    def rows(self) -> list[ReviewRow]:
        """The waiting updates with their fields."""
        return [
            ReviewRow(
                update,
                entry_of(update, update.evidence.all(), self.before.get(update.action_id)),
                self[f"verdict_{update.pk}"],
                self[f"question_{update.pk}"],
                self[f"revision_{update.pk}"],
            )
            for update in self.updates
        ]


class VoidForm(BoardplanForm):
    """Why an acceptance is undone."""

    readers: ClassVar = {"reason": "everyone at the board."}

    reason = FreeTextField(label="Why is the acceptance undone?", rows=3, max_length=2_000)
