"""The filters above a plan, drawn from the plan itself."""

from __future__ import annotations

from typing import Any

from django import forms

from boardplan.ui.forms import BoardplanForm
from priorities.filters import UNRATED, PlanFilter
from priorities.plan_page import shortened
from priorities.snapshot import PlanRows


class PlanFilterForm(BoardplanForm):
    """A GET form, so that every view of the plan has an address of its own."""

    mark_optional = False

    q = forms.CharField(
        label="Search",
        required=False,
        max_length=200,
        error_messages={
            "max_length": "“Search” takes up to 200 characters, so it was not applied.",
            "null_characters_not_allowed": "“Search” cannot be read, so it was not applied.",
        },
    )
    priority = forms.ChoiceField(required=False)
    lead = forms.ChoiceField(label="Group or lead", required=False)
    rating = forms.ChoiceField(required=False)
    overdue = forms.BooleanField(label="Overdue", required=False)
    no_evidence = forms.BooleanField(label="No evidence", required=False)
    silent = forms.BooleanField(label="Not heard of for 90 days", required=False)
    mine = forms.BooleanField(label="Mine", required=False)

    def __init__(self, data: Any, *, rows: PlanRows, has_own: bool) -> None:
        super().__init__(data)
        self.fields["priority"].label = rows.plan.layout.priority_word
        places = [(str(row["key"]), shortened(row)) for row in rows.priorities]
        self._choices("priority", places)
        self._choices("lead", [(name, name) for name in rows.lead_names])
        ratings = [(row["code"], row["label"]) for row in rows.ratings]
        self._choices("rating", [*ratings, (UNRATED, "Not yet rated")])
        if not has_own:
            del self.fields["mine"]

    def _choices(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        field.choices = [("", "All"), *choices]  # type: ignore[attr-defined]
        field.error_messages["invalid_choice"] = (
            f"“{field.label or name.capitalize()}” has no such choice, so it was not applied."
        )

    def chosen(self) -> PlanFilter:
        """The filter; what cannot be read in the address counts as not asked for."""
        self.is_valid()
        asked = self.cleaned_data
        return PlanFilter(
            words=asked.get("q", ""),
            priority=asked.get("priority", ""),
            lead=asked.get("lead", ""),
            rating=asked.get("rating", ""),
            is_overdue=asked.get("overdue", False),
            lacks_evidence=asked.get("no_evidence", False),
            is_silent=asked.get("silent", False),
            is_own=asked.get("mine", False),
        )
