"""Forms of the import wizard: the file, what its columns hold, who its leads are, what goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField

from boardplan.audit.forms import OnceForm
from boardplan.ui.forms import BoardplanForm, FreeTextField, UKDateField
from priorities.services.importing.deciding import Answers
from priorities.services.importing.files import MOST_BYTES
from priorities.services.importing.preview import Unsure

Years = tuple[dt.date | None, dt.date | None]
"""The first and the last day of a plan, as far as they are known."""

FIELDS = (
    ("number", "Number of the action"),
    ("priority", "Priority"),
    ("objective", "Objective, or desired outcome"),
    ("text", "Action"),
    ("leads", "Who leads it"),
    ("milestones", "Milestones with their dates"),
    ("timescale", "By when"),
    ("outcomes", "Outcomes"),
    ("measures", "Measures"),
    ("resources", "Resources"),
    ("cost", "Cost"),
    ("rating", "Rating"),
    ("progress", "Progress, comments"),
    ("evidence", "Evidence, impact"),
    ("", "Something else: keep it beside the action"),
)
NEW, NOBODY = "new", "nobody"


class ImportFileForm(OnceForm):
    """The file of a plan."""

    file = forms.FileField(
        label="The plan as a file",
        error_messages={
            "required": "Choose the file of the plan.",
            "empty": "The file that you chose is empty. Choose another one.",
        },
        max_length=200,
        help_text="Word (.docx), Excel (.xlsx), or a plan that Boardplan exported (.json), up to "
        "10 MB. Nothing is changed before you have seen what would change.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.docm,.xlsx,.xlsm,.json"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                f"“{file.name}” is larger than 10 MB. Take pictures out of it, and choose it again."
            )
        if PurePath(file.name or "").suffix.lower() in {".doc", ".xls", ".pdf", ".odt"}:
            raise forms.ValidationError(
                f"You chose “{file.name}”, but plans are read from .docx and .xlsx. Open it in "
                "Word or Excel, choose “Save as”, take that kind, and choose the new file here."
            )
        return file


@dataclass(frozen=True)
class ColumnRow:
    """A column on the page: its heading, its first words, and the choice of what it holds."""

    heading: str
    group: str
    sample: str
    choice: BoundField


class ColumnsForm(BoardplanForm):
    """What each column of the file holds, as it was understood or put right.

    ``years`` are those of a plan that the file begins, as it says them; None where it begins none.
    """

    mark_optional = False
    first_day = UKDateField(label="First day", help_text="Often 1 April.")
    last_day = UKDateField(label="Last day", help_text="Often 31 March of a later year.")

    def __init__(
        self, *args: Any, columns: Sequence[Mapping[str, Any]], years: Years | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns, self.asks_years = columns, years is not None
        for name, day in zip(("first_day", "last_day"), years or (None, None), strict=True):
            self.fields[name].initial = day
            if years is None:
                del self.fields[name]
        for place, column in enumerate(columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=f"“{column['heading']}” holds",
                choices=FIELDS,
                initial=column["field"] or "",
                required=False,
                widget=forms.Select(attrs={"class": "govuk-select"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "The last day is before the first. Swap them.")
        return cleaned

    @property
    def period(self) -> tuple[dt.date, dt.date] | None:
        """The years of a new plan; None where it is for a plan that there is."""
        cleaned = self.cleaned_data
        return (cleaned["first_day"], cleaned["last_day"]) if self.asks_years else None

    @property
    def assigned(self) -> dict[str, str]:
        """For each heading the field that its column holds, "" for none."""
        return {
            column["heading"]: self.cleaned_data[f"column_{place}"]
            for place, column in enumerate(self.columns)
        }

    def rows(self) -> Iterator[ColumnRow]:
        for place, column in enumerate(self.columns):
            yield ColumnRow(
                column["heading"],
                column["group"] or "",
                column["sample"],
                self[f"column_{place}"],
            )


@dataclass(frozen=True)
class LeadRow:
    """A lead that the board does not know, and the choice of whom it means."""

    unsure: Unsure
    choice: BoundField


class ApplyForm(OnceForm):
    """The answers that an import waits for, and that it is meant."""

    mark_optional = False
    takes_layout = forms.BooleanField(
        label="Print the plan with the file’s columns and headings from now on",
        help_text="Otherwise the plan keeps the columns and headings that it has.",
        required=False,
    )
    is_other_board = forms.BooleanField(label="Yes, this is our board’s plan", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        unsure: Sequence[Unsure],
        known: Sequence[str],
        leaving: Sequence[tuple[str, str]],
        other_board: str,
        seen: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen
        self.unsure, self.missing = unsure, leaving
        for place, lead in enumerate(unsure):
            likely = [(name, f"{name} (likely)") for name in lead.likely]
            others = [(name, name) for name in known if name not in lead.likely]
            self.fields[f"lead_{place}"] = forms.ChoiceField(
                label=f"“{lead.name}” is",
                choices=[
                    (NEW, "A new lead, by this name"),
                    *likely,
                    *others,
                    (NOBODY, "Nobody: leave it out"),
                ],
                initial=lead.likely[0] if lead.likely else NEW,
            )
        self.fields["leaving"] = forms.MultipleChoiceField(
            label="Withdraw what the file no longer has",
            choices=leaving,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        if not other_board:
            del self.fields["is_other_board"]

    def lead_rows(self) -> Iterator[LeadRow]:
        for place, unsure in enumerate(self.unsure):
            yield LeadRow(unsure, self[f"lead_{place}"])

    def answers(self) -> Answers:
        """What was decided; of a form that was not sent, what it is drawn with."""
        words = self.cleaned_data if self.is_bound and self.is_valid() else None
        names = {}
        for place, lead in enumerate(self.unsure):
            chosen = words[f"lead_{place}"] if words else self[f"lead_{place}"].initial
            if chosen != NEW:
                names[lead.name] = "" if chosen == NOBODY else chosen
        return Answers(
            names=names,
            leaving=tuple(words["leaving"]) if words else (),
            takes_layout=bool(words and words["takes_layout"]),
            is_other_board=bool(words and words.get("is_other_board")),
        )


class ImportUndoForm(OnceForm):
    """Why an import is undone."""

    reason = FreeTextField(label="Why is the import undone?", rows=3, max_length=2_000)
