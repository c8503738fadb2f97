"""The form of one update: words first, then the questions that the chosen rating asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from boardplan.audit.forms import OnceForm
from boardplan.ui.forms import FreeTextField, HintedLabel, UKDateField
from boardplan.ui.lines import one_line
from plans.models import Rating
from priorities.forms.evidence import EvidenceFields
from priorities.forms.source import SourceFields, heard_before
from priorities.models import Action, Evidence, Milestone, Update
from priorities.owed import OwedUpdate
from priorities.report import MilestoneWord, Report

READERS = "the whole board and, in its pack, the public. Name no child or family."


@dataclass(frozen=True)
class MilestoneRow:
    """One open milestone of the form, with its three fields."""

    milestone: Milestone
    done: BoundField
    due: BoundField
    why: BoundField


class UpdateForm(EvidenceFields, SourceFields, OnceForm):
    """How an action is going. Drafts may be empty; what a submission lacks the service says."""

    readers: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("progress", "impact", "evidence_statement"), READERS),
        "issue": "the whole board, and not the public. Name no child or family.",
        "told_by": "the whole board, beside the update.",
    }
    label_sizes: ClassVar[Mapping[str, str]] = {
        "rating": "m",
        "progress": "m",
        "impact": "m",
        "issue": "m",
    }
    mark_optional = False

    rating = forms.ChoiceField(label="How is it going?", widget=forms.RadioSelect, required=False)
    progress = FreeTextField(label="What has happened since the last update?", required=False)
    issue = FreeTextField(label="What is in the way?", rows=3, required=False)
    impact = FreeTextField(
        label="What difference has it made?",
        rows=3,
        required=False,
        help_text="For children, families or the people who work with them.",
    )
    new_due_on = UKDateField(label="New date for the action", required=False)
    new_due_reason = forms.CharField(
        label="Why does the date move?", required=False, max_length=1_000
    )

    def __init__(
        self,
        *args: Any,
        action: Action,
        milestones: Iterable[Milestone],
        ratings: Iterable[Rating],
        update: Update | None,
        today: dt.date,
        is_draft: bool = False,
        asks_source: bool = False,
        **kwargs: Any,
    ) -> None:
        """``is_draft`` takes words that do not fit together yet; a ``prefix``: one of many.

        ``asks_source``: for who may write down what others said.

        ``action`` comes with its ``updates_revision``; ``milestones`` are all it has, those done
        and withdrawn among them: what was typed of one before it was done is not dropped.
        """
        kwargs["initial"] = _initial(update) | (kwargs.get("initial") or {})
        super().__init__(*args, revision=action.updates_revision, **kwargs)
        self.action = action
        self.today = today
        self.is_draft = is_draft
        self.owed: OwedUpdate | None = None
        self.summary_label = action.called if self.prefix else ""
        self.is_begun = update is not None
        self.added = _pieces(update)
        self.ratings = {rating.code: rating for rating in ratings}
        milestones = list(milestones)
        self.live_milestones = [m for m in milestones if not m.is_withdrawn]
        self.milestones = [m for m in milestones if self._asks_about(m)]
        self.offer_milestones(self.live_milestones)
        self._add_choices()
        if not asks_source:
            self.leave_source_out()
        self._add_milestones()
        if action.timescale is None and self.milestones:
            del self.fields["new_due_on"], self.fields["new_due_reason"]
        if self.prefix:
            label = f"Submit this one ({action.called})"
            self.fields["is_sent"] = forms.BooleanField(label=label, required=False)

    def _asks_about(self, milestone: Milestone) -> bool:
        """Whether it is open; or was, when what was sent now was typed."""
        parts = (f"{part}_{milestone.pk}" for part in ("done", "due", "why"))
        is_open = not (milestone.is_complete or milestone.is_withdrawn)
        return is_open or any(self.data.get(self.add_prefix(part)) for part in parts)

    def _add_choices(self) -> None:
        choices = [
            (rating.code, HintedLabel(rating.sentence, hint=rating.definition))
            for rating in self.ratings.values()
        ]
        self.fields["rating"].choices = choices  # type: ignore[attr-defined]

    def _add_milestones(self) -> None:
        for milestone in self.milestones:
            pk = milestone.pk
            self.fields[f"done_{pk}"] = forms.BooleanField(
                label=one_line(milestone.text), required=False
            )
            self.fields[f"due_{pk}"] = UKDateField(label="New date", required=False)
            self.fields[f"why_{pk}"] = forms.CharField(
                label="Why does it move?", required=False, max_length=1_000
            )

    @property
    def codes_with_issue(self) -> str:
        """The ratings that ask what is in the way, for the page's script."""
        return " ".join(code for code, rating in self.ratings.items() if rating.needs_issue)

    @property
    def moves_action(self) -> bool:
        """Whether the action has a date of its own that may move."""
        return "new_due_on" in self.fields

    @property
    def is_filled_in(self) -> bool:
        """Whether anything is said in it, now or in the draft it was drawn from."""
        return any(self[name].data not in (None, "", [], False) for name in self._asked)

    @property
    def is_changed(self) -> bool:
        """Whether it was sent and says anything else than the draft it was drawn from."""
        was_sent = any(name.startswith(self.add_prefix("")) for name in self.data)
        return was_sent and any(name in self._asked for name in self.changed_data)

    @property
    def is_touched(self) -> bool:
        """Of many on a page: whether this one is to be sent, by its mark or by its words."""
        return bool(self["is_sent"].data) or self.is_changed

    @property
    def _asked(self) -> set[str]:
        return set(self.fields) - {"form_key", "revision", "is_sent"}

    def unsaved(self) -> list[str]:
        """The labels of what a draft cannot keep, because it cannot be read."""
        return [str(self.fields[name].label) for name in self.errors if name in self._asked]

    def typed(self) -> list[tuple[str, str]]:
        """Every answer as it was typed, readable or not, with its question."""
        told = []
        for name in self.fields:
            value = self[name].data
            if name in self._asked and value not in (None, "", [], False):
                chosen = self.ratings.get(value) if name == "rating" else None
                words = (
                    chosen.sentence if chosen else "Yes" if value in (True, "on") else str(value)
                )
                told.append((str(self.fields[name].label), words))
        return told

    def ask_for_file_again(self) -> None:
        """Where the page is shown again, the file that was sent with it is gone."""
        if self.files.get(self.add_prefix("evidence_file")) and "evidence_file" not in self.errors:
            self.add_error("evidence_file", "Choose the file again: a page cannot keep it.")

    @property
    def milestone_rows(self) -> list[MilestoneRow]:
        """The open milestones with their fields, in the plan's order."""
        return [
            MilestoneRow(m, self[f"done_{m.pk}"], self[f"due_{m.pk}"], self[f"why_{m.pk}"])
            for m in self.milestones
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_draft:
            return cleaned
        self.check_evidence()
        self.check_source()
        self._check_move("new_due_on", "new_due_reason")
        for milestone in self.milestones:
            self._check_move(f"due_{milestone.pk}", f"why_{milestone.pk}")
            if cleaned.get(f"done_{milestone.pk}") and cleaned.get(f"due_{milestone.pk}"):
                self.add_error(
                    f"due_{milestone.pk}", "This is ticked as done. Untick it, or clear the date."
                )
        return cleaned

    def _check_move(self, due_name: str, why_name: str) -> None:
        due, why = self.cleaned_data.get(due_name), self.cleaned_data.get(why_name)
        begins = self.action.plan.period_start
        if due and due < begins:
            self.add_error(
                due_name, f"This is before the plan begins ({begins:%-d %B %Y}). Check the year."
            )
        elif due and due < self.today:
            self.add_error(due_name, "This date has passed. A new date lies ahead.")
        elif due and not why:
            self.add_error(why_name, "Say why the date moves; the old date stays on record.")
        elif why and not due and due_name not in self.errors:
            self.add_error(due_name, "Give the new date, or clear the reason.")

    def report(self) -> Report:
        """What was said, as far as it could be read (a draft may hold unreadable dates).

        Where a text cannot be taken (too long, say), the one stored before stays.
        """
        stored = {name: self.initial.get(name, "") for name in ("progress", "impact", "issue")}
        words = stored | self.cleaned_data
        return Report(
            rating=self.ratings.get(words.get("rating", "")),
            progress=words.get("progress", ""),
            impact=words.get("impact", ""),
            issue=words.get("issue", ""),
            new_due_on=words.get("new_due_on"),
            new_due_reason=words.get("new_due_reason", ""),
            milestones=tuple(self._milestone_word(m) for m in self.milestones),
            evidence=self.evidence(),
            **self.source_words(),
        )

    def _milestone_word(self, milestone: Milestone) -> MilestoneWord:
        words, pk = self.cleaned_data, milestone.pk
        return MilestoneWord(
            milestone,
            is_done=words.get(f"done_{pk}", False),
            new_due_on=words.get(f"due_{pk}"),
            reason=words.get(f"why_{pk}", ""),
        )


def _pieces(update: Update | None) -> list[Evidence]:
    if update is None:
        return []
    return [piece for piece in update.evidence.all() if not piece.is_withdrawn]


def _initial(update: Update | None) -> dict[str, Any]:
    """The words of an update under way, to be gone on with."""
    if update is None:
        return {}
    words: dict[str, Any] = {
        "rating": update.rating.code if update.rating else "",
        "progress": update.progress,
        "impact": update.impact,
        "issue": update.issue,
        "new_due_on": update.new_due_on,
        "new_due_reason": update.new_due_reason,
    }
    words |= heard_before(update)
    for name, value in update.evidence_draft.items():
        is_date = name == "dated_on"
        words[f"evidence_{name}"] = dt.date.fromisoformat(value) if is_date else value
    for report in update.milestone_reports.all():
        words[f"done_{report.milestone_id}"] = report.is_done
        words[f"due_{report.milestone_id}"] = report.new_due_on
        words[f"why_{report.milestone_id}"] = report.reason
    return words
