"""How an update reached the manager who writes it down, and who said it."""

from __future__ import annotations

from typing import Any

from django import forms

from priorities.models import Update, UpdateSource

OWN = ""
HEARD = {
    OWN: "From nobody else: it is my own word",
    UpdateSource.E_MAIL: "By e-mail",
    UpdateSource.PHONE: "By phone",
    UpdateSource.MEETING: "At a sub-group meeting",
    UpdateSource.WORD_FORM: "In a Word form that came back",
}


class SourceFields(forms.Form):
    """The two questions to who may report on everything; others speak for themselves."""

    source = forms.ChoiceField(
        label="How did you hear it?",
        choices=list(HEARD.items()),
        widget=forms.RadioSelect,
        required=False,
    )
    told_by = forms.CharField(
        label="Who said it?",
        required=False,
        max_length=200,
        help_text="The post or the group, for example: chair of the learning sub-group.",
    )

    def leave_source_out(self) -> None:
        """Ask neither."""
        del self.fields["source"], self.fields["told_by"]

    def check_source(self) -> None:
        """Refuse what was heard of nobody, and somebody whom it was not heard of."""
        if "source" not in self.fields:
            return
        is_own = self.cleaned_data.get("source") == OWN
        told_by = self.cleaned_data.get("told_by")
        if not is_own and not told_by and "told_by" not in self.errors:
            self.add_error("told_by", "Say who told you, so that the record can.")
        elif is_own and told_by and "source" not in self.errors:
            self.add_error("source", "Say how you heard it, or clear who said it.")

    def source_words(self) -> dict[str, Any]:
        """What is stored with the update."""
        source = self.cleaned_data.get("source") or UpdateSource.FORM
        return {"source": UpdateSource(source), "told_by": self.cleaned_data.get("told_by", "")}


def heard_before(update: Update) -> dict[str, str]:
    """What an update under way says of it, to be gone on with."""
    known = update.source in HEARD
    return {"source": update.source if known else OWN, "told_by": update.told_by}
