"""What a pack, or a plan as a file, is asked for with."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from boardplan.ui.forms import BoardplanForm, HintedLabel, UKDateField
from plans.access import Access, Permission
from reports.exports.formats import FORMATS, ExportFormat
from reports.models import EditionChoice

CHOICES = {
    EditionChoice.MEMBERS: HintedLabel("Members’ edition", hint="With the exceptions first."),
    EditionChoice.PUBLIC: HintedLabel(
        "Public edition", hint="The plan and its ratings, no exceptions."
    ),
}


class AsAtForm(BoardplanForm):
    """The record as it stood on which day. A GET form."""

    mark_optional = False

    as_at = UKDateField(
        label="As at",
        required=False,
        help_text="Empty means today. An earlier date shows the plan as it stood at its end.",
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_as_at(self) -> dt.date | None:
        as_at: dt.date | None = self.cleaned_data["as_at"]
        if as_at and as_at > self.today:
            raise forms.ValidationError(
                "This date is still to come. Choose today or an earlier one."
            )
        return as_at

    def day(self) -> dt.date:
        """The day that what is drawn speaks of."""
        return self.cleaned_data["as_at"] or self.today


class ExportForm(AsAtForm):
    """In which form a plan goes out, and as it stood on which day."""

    format = forms.ChoiceField(
        label="As what?",
        widget=forms.RadioSelect,
        choices=[(f.code, HintedLabel(f.label, hint=f.hint)) for f in FORMATS.values()],
        initial="docx",
        error_messages={"invalid_choice": "A plan goes out as Word, Excel, CSV or JSON."},
    )

    field_order = ("format", "as_at")

    def kind(self) -> ExportFormat:
        """The form that was asked for."""
        return FORMATS[self.cleaned_data["format"]]


class PackForm(AsAtForm):
    """Which edition, and the record as it stood on which day."""

    edition_wanted = forms.ChoiceField(
        label="Which edition?", widget=forms.RadioSelect, required=False
    )

    field_order = ("edition_wanted", "as_at")

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, today=access.today, **kwargs)
        reads_members = access.allows(Permission.READ_MEMBERS_EDITION)
        self.default = EditionChoice.MEMBERS if reads_members else EditionChoice.PUBLIC
        choices = [(each.value, CHOICES[each]) for each in EditionChoice]
        field = self.fields["edition_wanted"]
        field.choices = choices  # type: ignore[attr-defined]
        # Not offered to those who may not have it; asked for all the same, the view says 403.
        field.widget.choices = [
            (code, label)
            for code, label in choices
            if reads_members or code != EditionChoice.MEMBERS
        ]
        field.initial = self.default.value

    def edition(self) -> EditionChoice:
        """The edition asked for, else the one that fits the person."""
        wanted = self.cleaned_data["edition_wanted"]
        return EditionChoice(wanted) if wanted else self.default
