"""Base classes of our forms: messages that say what to do, and a cap on every text."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeGuard, TypeVar

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import models
from django.forms.utils import pretty_name

from boardplan.ui.forms.fields import TEXT_LIMIT

Row = TypeVar("Row", bound=models.Model)

DEFAULT_REQUIRED = forms.Field.default_error_messages["required"]


class PlainWords:
    """What both kinds of form share; form classes set the three tables below."""

    fields: dict[str, forms.Field]

    # The page says what is missing, in our words; the browser's own bubbles say less.
    use_required_attribute = False
    mark_optional = True
    # Per field: who will read what is typed there.
    readers: ClassVar[Mapping[str, str]] = {}
    # Per field: the size of its label, one of s, m, l, xl.
    label_sizes: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _cap_text(field)
        say_what_to_do(self.fields)


class BoardplanForm(PlainWords, forms.Form):
    """The base of every form that has no model."""


if TYPE_CHECKING:

    class BoardplanModelForm(PlainWords, forms.ModelForm[Row]):
        """The base of every model form, written with its model: BoardplanModelForm[Action]."""

else:

    class BoardplanModelForm(PlainWords, forms.ModelForm):
        def __class_getitem__(cls, model):
            return cls  # Django's own model form takes no model in brackets when it runs


def _is_text(field: forms.Field) -> TypeGuard[forms.CharField]:
    # Django derives UUIDField from CharField, but what it reads has no length.
    return isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField)


def _cap_text(field: forms.Field) -> None:
    """Give a text field without a limit the common one: nobody may fill the disk or the pack."""
    if _is_text(field) and field.max_length is None:
        field.max_length = TEXT_LIMIT
        field.validators.append(MaxLengthValidator(TEXT_LIMIT))


def say_what_to_do(fields: Mapping[str, forms.Field]) -> None:
    """Let the fields of a form, also of one that is not ours, ask for what is missing by name."""
    for name, field in fields.items():
        _say_what_to_do(field, str(field.label or pretty_name(name)))


def _say_what_to_do(field: forms.Field, label: str) -> None:
    """Replace Django's default messages, unless the field brought its own."""
    messages = field.error_messages
    if messages.get("required") == DEFAULT_REQUIRED:
        messages["required"] = _required_message(field, label)
    if _is_text(field) and field.max_length is not None:
        messages.setdefault(
            "max_length",
            f"“{label}” has %(show_value)d characters. The limit is {field.max_length:,}.",
        )
    if _is_text(field):
        messages.setdefault(
            "null_characters_not_allowed",
            f"“{label}” holds a character that cannot be stored. Type the text again.",
        )


def _required_message(field: forms.Field, label: str) -> str:
    match field:
        case forms.FileField():
            return f"Choose a file for “{label}”."
        case forms.BooleanField():
            return f"Tick “{label}” to go on."
        case forms.ChoiceField() | forms.ModelChoiceField():
            return f"Choose an answer for “{label}”."
    return f"Fill in “{label}”."
