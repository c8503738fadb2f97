"""The fields by which evidence is added, in an update or on its own."""

from __future__ import annotations

import datetime as dt
from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from boardplan.ui.forms import FreeTextField, UKDateField
from priorities.evidence_files import ACCEPTED, UnwantedFile, content_type_of
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
    today: dt.date

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
        )
