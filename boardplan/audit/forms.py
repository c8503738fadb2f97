"""Forms that are stored once and never over somebody else's words."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from django import forms

from boardplan.audit.models import FormReceipt
from boardplan.ui.forms import BoardplanForm

OUT_OF_DATE = "This page is out of date. Load it again; what you typed is still here to copy."


class OnceForm(BoardplanForm):
    """A form with a one-time key, and the revision of the row that it was drawn from.

    A form without either is refused; ``revision`` is 0 where there was no row yet.
    """

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, revision: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid.uuid4
        self.fields["revision"].initial = revision

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("form_key") is None or cleaned.get("revision") is None:
            self.add_error(None, OUT_OF_DATE)
        return cleaned

    def digest(self, address: str) -> str:
        """What tells these words, sent to this address by this button, from others."""
        quiet = {"csrfmiddlewaretoken", self.add_prefix("form_key")}
        sent = sorted(pair for pair in self.data.lists() if pair[0] not in quiet)  # type: ignore[attr-defined]
        return hashlib.sha256(repr((address, sent)).encode()).hexdigest()

    def stored_at(self, address: str) -> str | None:
        """Where the result is shown if this very form was stored before, else None.

        Asked before the form is checked: what it took itself is not taken by another.
        """
        try:
            key = uuid.UUID(self["form_key"].data or "")
        except ValueError:
            return None
        receipt = FormReceipt.objects.filter(key=key, digest=self.digest(address)).first()
        return receipt.location if receipt else None

    def redraw_at(self, revision: int) -> None:
        """Draw the same words again on top of a later revision, with a fresh key."""
        fresh = {"revision": str(revision), "form_key": str(uuid.uuid4())}
        typed = self.data.copy()  # type: ignore[attr-defined]
        for name, value in fresh.items():
            typed[self.add_prefix(name)] = value
        self.data = typed
