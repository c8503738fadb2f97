"""The form by which the next plan is started: what it is called, and what is carried into it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.text import slugify

from boardplan.ui.lines import one_line
from plans.models import Plan, Rating
from priorities.document import Action, Priority, RatingValue
from priorities.forms.plan_begin import PlanBeginForm
from priorities.services.carrying import Decision, Fate, check_slug, lacks_evidence
from priorities.snapshot import Snapshot
from priorities.wording import years_words

FATES = (
    (Fate.CARRIED, "Carry into the next plan"),
    (Fate.COMPLETED, "Completed"),
    (Fate.WITHDRAWN, "Withdraw"),
)
YEARS = re.compile(r"\b\d{4}(?:\s*(?:–|-|/|to)\s*\d{2,4})?")


@dataclass(frozen=True)
class DecisionRow:
    """One open action of the form, with its two fields."""

    action: Action
    pk: int
    rating: RatingValue | None
    decision: BoundField
    reason: BoundField


class NextPlanForm(PlanBeginForm):
    """The plan that follows: title, address and period, and a decision on every open action.

    Built from the plan's snapshot; ``rating`` is that by which actions are completed, None where
    the board's scheme has none.
    """

    slug = forms.SlugField(
        label="Address",
        required=False,
        max_length=70,
        help_text="The last part of the plan’s address on these pages, such as "
        "“business-plan-2029”. Leave it empty to make it from the title.",
    )
    field_order = ("title", "slug", "period_start", "period_end")

    def __init__(self, *args: Any, plan: Plan, taken: Snapshot, rating: Rating | None) -> None:
        self.plan, self.taken, self.rating = plan, taken, rating
        self.document = taken.document.in_force()
        super().__init__(*args, revision=plan.revision, initial=_suggested(plan))
        choices = [each for each in FATES if rating or each[0] != Fate.COMPLETED]
        for _, _, action, pk in self._open():
            self.fields[f"decision_{pk}"] = forms.ChoiceField(
                label=f"What becomes of {called(action)}?",
                choices=choices,
                initial=Fate.CARRIED,
                widget=forms.RadioSelect,
            )
            self.fields[f"reason_{pk}"] = forms.CharField(
                label="Why is it withdrawn?", required=False, max_length=1_000
            )

    def _open(self) -> Iterator[tuple[Priority, int, Action, int]]:
        """The actions that nobody has rated complete, each with its priority and their ids."""
        for place, priority in enumerate(self.document.priorities):
            for action in priority.actions:
                rating = self.document.rating(action.rating)
                if rating is None or not rating.is_complete:
                    yield priority, place, action, self.taken.ids[action.key or ""]

    @property
    def groups(self) -> list[tuple[Priority, list[DecisionRow]]]:
        """The open actions, priority by priority; those without any are left out."""
        found: dict[int, tuple[Priority, list[DecisionRow]]] = {}
        for priority, place, action, pk in self._open():
            row = DecisionRow(
                action,
                pk,
                self.document.rating(action.rating),
                self[f"decision_{pk}"],
                self[f"reason_{pk}"],
            )
            found.setdefault(place, (priority, []))[1].append(row)
        return list(found.values())

    @property
    def staying(self) -> int:
        """How many actions are complete already and stay behind."""
        return len(self.document.actions) - sum(1 for _ in self._open())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["slug"] = cleaned.get("slug") or slugify(cleaned.get("title") or "")[:70]
        if cleaned["slug"] and not self.errors.get("slug"):
            self._check_slug(cleaned["slug"])
        for _, _, action, pk in self._open():
            self._check_decision(action, pk, cleaned)
        return cleaned

    def _check_slug(self, slug: str) -> None:
        try:
            check_slug(self.plan, slug)
        except ValidationError as taken:
            self.add_error(None, taken)

    def _check_decision(self, action: Action, pk: int, cleaned: Mapping[str, Any]) -> None:
        fate = cleaned.get(f"decision_{pk}")
        if fate == Fate.WITHDRAWN and not cleaned.get(f"reason_{pk}"):
            self.add_error(f"reason_{pk}", f"Say why {called(action)} is withdrawn.")
        needs = self.rating is not None and self.rating.needs_evidence
        if fate == Fate.COMPLETED and needs and not action.evidence and self.rating:
            self.add_error(f"decision_{pk}", lacks_evidence(called(action), self.rating))

    def decisions(self) -> dict[int, Decision]:
        """What was decided, by the ids of the actions."""
        words = self.cleaned_data
        return {
            pk: Decision(Fate(words[f"decision_{pk}"]), words[f"reason_{pk}"])
            for _, _, _, pk in self._open()
        }

    def counts(self) -> dict[str, int]:
        """How many are carried, completed and withdrawn."""
        fates = [decision.fate for decision in self.decisions().values()]
        return {fate.value: fates.count(fate) for fate in Fate}


def called(action: Action) -> str:
    """An action's number, else how its text begins."""
    line = one_line(action.text)
    return action.number or (f"“{line}”" if len(line) <= 60 else f"“{line[:59].rstrip()}…”")


def _suggested(plan: Plan) -> dict[str, Any]:
    """The years after the plan's own, as many; its title with these, where it has years in it."""
    start = plan.period_end + dt.timedelta(days=1)
    years = start.year - plan.period_start.year
    end = _years_later(plan.period_end, max(years, 1))
    title = YEARS.sub(years_words(start, end), plan.title, count=1)
    suggested = {"period_start": start, "period_end": end}
    return suggested | ({"title": title} if title != plan.title else {})


def _years_later(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
