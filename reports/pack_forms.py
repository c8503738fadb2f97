"""Forms of a meeting's pack: a paper, a signature, sending."""

from __future__ import annotations

import json
from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from boardplan.audit.forms import OnceForm
from plans.access import Access
from plans.models import Agency
from reports.paper_files import PaperFacts, UnwantedPaper, paper_facts
from reports.services.signing import ReadPack


class PaperForm(OnceForm):
    """A paper of an agency, as a PDF."""

    mark_optional = False

    title = forms.CharField(label="Title", max_length=200, help_text="As the contents name it.")
    agency = forms.ModelChoiceField(
        label="Whose paper is it?", queryset=Agency.objects.none(), required=False
    )
    file = forms.FileField(
        label="The paper",
        max_length=200,
        help_text="A PDF of 20 MB or less, without a password.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
    )
    is_public = forms.BooleanField(label="It stands in the public edition too", required=False)
    facts: PaperFacts

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Agency]", self.fields["agency"])
        field.queryset = Agency.objects.visible_to(access).order_by("name")
        field.empty_label = "The board’s own"

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        try:
            self.facts = paper_facts(cast(BinaryIO, file.file), file.size or 0)
        except UnwantedPaper as unwanted:
            raise forms.ValidationError(str(unwanted)) from unwanted
        return file


class SignForm(OnceForm):
    """The chair signs off what she has before her: its hash goes with the form."""

    read_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    read_parts = forms.CharField(widget=forms.HiddenInput, max_length=2_000, required=False)
    read_lock = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=2_147_483_647
    )

    @staticmethod
    def of(sha256: str, parts: dict[str, str], lock: int) -> dict[str, Any]:
        """The initial values of a form that signs this pack."""
        return {"read_sha256": sha256, "read_parts": json.dumps(parts), "read_lock": lock}

    def read(self) -> ReadPack:
        """What the form says was read."""
        try:
            known = json.loads(self.cleaned_data.get("read_parts") or "{}")
        except ValueError:
            known = None
        parts = known if isinstance(known, dict) else {}
        return ReadPack(
            self.cleaned_data.get("read_sha256") or "",
            {str(name): str(value) for name, value in parts.items()},
            self.cleaned_data.get("read_lock"),
        )


class SendForm(OnceForm):
    """A button with a one-time key."""
