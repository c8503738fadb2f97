"""Forms for an update form in Word that came back: the file, and what was read from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from boardplan.accounts.models import User
from boardplan.ui.forms import BoardplanForm
from plans.access import Access
from priorities.codec import DocumentError, from_plain, to_plain
from priorities.wordform.form import ReturnedForm

MOST_BYTES = 10 * 1024 * 1024
KEPT_FOR = 12 * 60 * 60
"""Seconds for which what was read may still be made drafts of: as long as a session."""
GONE = "This page is out of date. Choose the file again."


class ReturnedFileForm(BoardplanForm):
    """The file that came back, and from whom."""

    mark_optional = False
    file = forms.FileField(
        label="The form that came back",
        error_messages={
            "required": "Choose the form that came back.",
            "empty": "The file that you chose is empty. Choose another one.",
        },
        max_length=200,
        help_text="Word (.docx), up to 10 MB. Nothing is stored before you have seen what was "
        "understood.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.docm"}),
    )
    person = forms.ChoiceField(
        label="Who sent it back?",
        required=False,
        help_text="Asked so that nobody’s form is taken for somebody else’s.",
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        choices = [(pk, str(person)) for pk, person in self.people.items()]
        field = self.fields["person"]
        field.choices = [("", "Whoever the form names"), *choices]  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                f"“{file.name}” is larger than 10 MB. Take pictures out of it, and choose it again."
            )
        return file

    def sender(self) -> User | None:
        """Who sent it back, where that was said."""
        return self.people.get(self.cleaned_data["person"])


class TakeForm(BoardplanForm):
    """What was read from a form, carried by the page that shows it: no file is kept for that."""

    read = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nobody else's reading, nor one of another board, is taken for this one.
        self.salt = f"priorities.word_form {access.board.pk} {access.user.pk}"

    def carry(self, returned: ReturnedForm) -> None:
        """Put what was read into the page, signed, so that it comes back as it was."""
        signed = signing.dumps(to_plain(returned), salt=self.salt, compress=True)
        self.fields["read"].initial = signed

    def clean_read(self) -> ReturnedForm:
        try:
            plain = signing.loads(self.cleaned_data["read"], salt=self.salt, max_age=KEPT_FOR)
            form: ReturnedForm = from_plain(plain, ReturnedForm, "form")
        except (signing.BadSignature, DocumentError) as wrong:
            raise forms.ValidationError(GONE) from wrong
        return form
