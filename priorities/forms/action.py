"""The form of an action: its words, who leads it, by when, and what else the board prints."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from boardplan.ui.forms import FreeTextField, UKDateField
from plans.models import Lead
from priorities.forms.plan_items import LinesField, NumberedForm
from priorities.forms.timescale import TimescaleForm
from priorities.models import Action
from priorities.services.actions import NamedLeads
from priorities.tree import Item

PRINTED_WHERE_ASKED = ("outcomes", "measures", "resources", "cost")
"""Fields that a board has only where its layout has their column."""


class PoundsField(forms.DecimalField):
    """An amount of money in pounds, however it is typed: 12000, 12,000 or £12,000.00."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_digits=12,
            decimal_places=2,
            min_value=0,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
            error_messages={"invalid": "Write the amount in figures, such as 12,000 or 450.50."},
            **kwargs,
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The amount; None where the box is empty."""
        return super().to_python(re.sub(r"[£,\s]", "", value) if isinstance(value, str) else value)


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several choices among rows; an id that is none of them never reaches the database.

    A number longer than its column holds would be an error of the database, not of the form.
    """

    def clean(self, value: Any) -> Any:
        """The rows that were chosen."""
        known = {str(row.pk) for row in self.queryset or ()}
        if strangers := [each for each in value or () if str(each) not in known]:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": strangers[0]},
            )
        return super().clean(value)


class ActionForm(NumberedForm, TimescaleForm):
    """An action of the plan with its leads."""

    item: Action

    columns: ClassVar[tuple[str, ...]] = (
        *("number", "text", "next_review_on"),
        *PRINTED_WHERE_ASKED,
    )
    field_order = (
        *("number", "text", "accountable", "supporting", "somebody_else"),
        *("timescale", "starts_on", "due_on", "next_review_on"),
    )

    text = FreeTextField(label="What is to be done", rows=4)
    accountable = forms.ModelChoiceField(
        label="Accountable lead",
        queryset=Lead.objects.none(),
        required=False,
        empty_label="Nobody yet",
        help_text="The one post, group or agency that answers for the action.",
    )
    supporting = RowsField(
        label="Supporting leads",
        queryset=Lead.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    somebody_else = forms.CharField(
        label="Somebody else",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="A post or a body that is not in the list, which it joins; no person's name. "
        "It supports the action, or answers for it where no accountable lead is chosen.",
    )
    next_review_on = UKDateField(
        label="Next review",
        required=False,
        help_text="Needed for ongoing work: the day on which the board looks at it again.",
    )
    outcomes = LinesField(required=False, help_text="One to a line.")
    measures = LinesField(required=False, help_text="One to a line.")
    resources = LinesField(required=False, help_text="One to a line.")
    cost = PoundsField(required=False, help_text="In pounds.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leads = self._leads_to_choose()
        for name in ("accountable", "supporting"):
            self.fields[name].queryset = leads  # type: ignore[attr-defined]
        headings = {each["field"]: each["heading"] for each in self.plan.layout.columns}
        for name in PRINTED_WHERE_ASKED:
            if name in headings:
                self.fields[name].label = headings[name]
            else:
                del self.fields[name]

    def _leads_to_choose(self) -> QuerySet[Lead]:
        """Those of the board that take something new, and those that the action names already."""
        standing = Lead.objects.visible_to(self.access).standing()
        named = NamedLeads.of(self.item).all if self.item.pk else ()
        leads: QuerySet[Lead] = standing.choosable() | standing.filter(
            pk__in=[lead.pk for lead in named]
        )
        return leads

    def saved_words(self, item: Item) -> dict[str, Any]:
        words = super().saved_words(item)
        leads = NamedLeads.of(item) if isinstance(item, Action) and item.pk else NamedLeads()
        return words | {
            "measures": [each["text"] for each in words["measures"]],
            "resources": [each["text"] for each in words["resources"]],
            "accountable": leads.accountable,
            "supporting": list(leads.supporting),
        }

    def clean_somebody_else(self) -> str:
        """The name with single spaces."""
        return " ".join(self.cleaned_data["somebody_else"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        review = cleaned.get("next_review_on")
        is_ongoing = self.understood is not None and self.understood.state == "ongoing"
        if is_ongoing and review is None and "next_review_on" not in self.errors:
            self.add_error(
                "next_review_on",
                "Ongoing work needs the day on which the board looks at it again.",
            )
        elif review and "next_review_on" in self.changed_data and review < self.access.today:
            self.add_error("next_review_on", "This day has passed. The next review lies ahead.")
        return cleaned

    def changes(self) -> dict[str, Any]:
        changes = super().changes()
        for name in ("measures", "resources"):
            if name in changes:
                changes[name] = with_rows(changes[name], getattr(self.item, name))
        return changes

    def remarks(self) -> list[str]:
        has_one = self.leads().accountable or self.cleaned_data["somebody_else"]
        missing = [] if has_one else ["Nobody is accountable for it yet."]
        return [*super().remarks(), *missing]

    def leads(self) -> NamedLeads:
        """Who is named; the accountable lead is not counted as supporting as well."""
        accountable = self.cleaned_data["accountable"]
        supporting = self.cleaned_data["supporting"]
        return NamedLeads(accountable, tuple(each for each in supporting if each != accountable))


def with_rows(lines: list[str], stored: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines with the printed rows they stand in.

    A line that was there keeps its row, a mended one takes that of the line it replaces, and
    what is added stands in the last.
    """
    known = {each["text"]: each["row"] for each in stored}
    places = [each["row"] for each in stored]
    last = max(places, default=1)
    return [
        {"text": line, "row": known.get(line, places[n] if n < len(places) else last)}
        for n, line in enumerate(lines)
    ]
