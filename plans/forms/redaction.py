"""Forms by which words are named, looked at where they stand, and redacted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.crypto import salted_hmac

from boardplan.audit.forms import OnceForm
from boardplan.ui.forms import BoardplanForm, FreeTextField
from plans.redaction.offering import Offer
from plans.redaction.words import Words
from plans.services.redacting import WORDS_IN_REASON, Order

ELSEWHERE = "The words stand in other places by now. Look at them again, then decide."


class WordsForm(BoardplanForm):
    """Which words must not be there, and why."""

    readers: ClassVar[Mapping[str, str]] = {
        "words": "nobody. They are used to search this board's record, and not kept.",
        "reason": "the managers and the chair, in the list of redactions.",
    }

    words = FreeTextField(
        label="Which words must not be there?",
        help_text="For example, a child's name. To search for several ways of writing it, give "
        "each a line of its own. Capitals, accents, spaces and signs between words make "
        "no difference; parts of longer words are left alone.",
        rows=3,
        max_length=1_000,
    )
    reason = FreeTextField(
        label="Why are they redacted?",
        help_text="Without the words themselves. For example, “A child was named.”",
        rows=2,
        max_length=500,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A browser may send what is typed to its maker, to have the spelling checked.
        self.fields["words"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def clean_words(self) -> Words:
        words = Words.of(self.cleaned_data["words"])
        if objection := words.objection():
            raise forms.ValidationError(objection)
        return words

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        words: Words | None = cleaned.get("words")
        if words and words.are_in(cleaned.get("reason", "")):
            self.add_error("reason", WORDS_IN_REASON)
        return cleaned


class KeysField(forms.MultipleChoiceField):
    """What was ticked. Whether it is there is the service's to say: it has to search for it."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        """Take any value."""
        return True


class RedactionForm(WordsForm, OnceForm):
    """The places and the files from which the words go, and that it is meant."""

    places = KeysField(required=False)
    removed = KeysField(required=False)
    understood = forms.BooleanField(
        label="I understand that this cannot be undone",
        error_messages={"required": "Tick the box to say that you understand."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("words", "reason"):
            self.fields[name].widget = forms.HiddenInput()

    @classmethod
    def begun(cls, asked: Mapping[str, Any], offered: Offer, holding: Sequence[str]) -> Self:
        """The form for what was ``asked`` in the first step.

        What is offered is ticked, and the files that are known to be ``holding`` the words.
        """
        typed = {name: asked[name] for name in ("words", "reason")}
        ticked = {"places": offered.ticked, "removed": holding}
        return cls(initial={**typed, **ticked}, revision=offered.state)

    def ticked(self) -> set[str]:
        """The keys of the places and files that are ticked as the form stands."""
        return {*(self["places"].value() or ()), *(self["removed"].value() or ())}

    def say_elsewhere(self) -> None:
        """Say that the person saw other places than there are by now."""
        self.add_error(None, forms.ValidationError(ELSEWHERE, code="elsewhere"))

    def look_again(self, offered: Offer) -> None:
        """Draw the form again for what there is by now; ticked anew if it is not the same."""
        if str(offered.state) != self["revision"].value() and not self._is_elsewhere():
            self.say_elsewhere()
        self.redraw_at(offered.state)
        if self._is_elsewhere():
            self.data.setlist("places", offered.ticked)  # type: ignore[attr-defined]

    def _is_elsewhere(self) -> bool:
        return self.has_error(NON_FIELD_ERRORS, "elsewhere")

    def digest(self, address: str) -> str:
        """As of any form; with the secret key, or the receipt would tell guessed words."""
        return salted_hmac("redaction", super().digest(address), algorithm="sha256").hexdigest()

    def order(self) -> Order:
        """What the checked form asks for."""
        cleaned = self.cleaned_data
        return Order(
            words=cleaned["words"],
            reason=cleaned["reason"],
            places=cleaned["places"],
            files=cleaned["removed"],
            state=cleaned["revision"],
        )
