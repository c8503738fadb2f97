"""The fields by which evidence is added, in an update or on its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from textwrap import shorten
from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from boardplan.ui.forms import FreeTextField, UKDateField
from priorities.evidence_files import ACCEPTED, UnwantedFile, content_type_of
from priorities.models import Milestone
from priorities.report import NewEvidence


class EvidenceFields(forms.Form):
    """What shows it: a statement, with a date, a link or a file beside it."""

    evidence_statement = FreeTextField(
        label="What shows it?",
        rows=3,
        required=False,
        help_text="For example: “Review approved by the sub-group, 12 March 2027”.",
    )
    evidence_dated_on = UKDateField(label="Date of the evidence", required=False)
    evidence_link = forms.URLField(
        label="Link", required=False, max_length=500, assume_scheme="https"
    )
    evidence_file = forms.FileField(
        label="File",
        required=False,
        max_length=200,
        help_text="PDF, picture, Word, Excel, PowerPoint or text, up to 10 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ACCEPTED)}),
    )
    evidence_milestone = forms.ChoiceField(label="Which milestone does it show?", required=False)
    today: dt.date
    shown_by: Mapping[str, Milestone]

    def offer_milestones(self, milestones: Iterable[Milestone]) -> None:
        """Let the evidence be of one of these, or of the action as a whole."""
        self.shown_by = {str(milestone.pk): milestone for milestone in milestones}
        choices = [(pk, shorten(m.text, 80, placeholder="…")) for pk, m in self.shown_by.items()]
        field = self.fields["evidence_milestone"]
        field.choices = [("", "The action as a whole"), *choices]  # type: ignore[attr-defined]

    def clean_evidence_dated_on(self) -> dt.date | None:
        dated_on: dt.date | None = self.cleaned_data["evidence_dated_on"]
        if dated_on and dated_on > self.today:
            raise forms.ValidationError(
                "This date is still to come. Evidence is dated today or earlier."
            )
        return dated_on

    def clean_evidence_file(self) -> UploadedFile[Any] | None:
        file: UploadedFile[Any] | None = self.cleaned_data["evidence_file"]
        if file:
            try:
                file.content_type = content_type_of(
                    file.name or "", cast(BinaryIO, file.file), file.size or 0
                )
            except UnwantedFile as unwanted:
                raise forms.ValidationError(str(unwanted)) from unwanted
        return file

    def check_evidence(self) -> None:
        """Refuse a date or a milestone with nothing to show for it."""
        given = self.cleaned_data.get("evidence_dated_on") or self.cleaned_data.get(
            "evidence_milestone"
        )
        broken = {"evidence_statement", "evidence_link", "evidence_file"} & set(self.errors)
        if given and not broken and not self.evidence().says_something:
            self.add_error("evidence_statement", "Say what it is, or add a link or a file.")

    def evidence(self) -> NewEvidence:
        """What was filled in, as far as it could be read."""
        words: dict[str, Any] = self.cleaned_data
        file: UploadedFile[Any] | None = words.get("evidence_file")
        return NewEvidence(
            statement=words.get("evidence_statement", ""),
            dated_on=words.get("evidence_dated_on"),
            link=words.get("evidence_link", ""),
            file=file,
            file_name=file.name or "" if file else "",
            content_type=file.content_type or "" if file else "",
            milestone=self.shown_by.get(words.get("evidence_milestone", "")),
        )
