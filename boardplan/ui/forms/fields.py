"""Form fields of our own: free text, dates as typed here, labels with a hint."""

import datetime
from typing import Any

from django import forms

from boardplan.ui.uk_dates import NotADateError, read_date

# More than any board has ever written in one cell, and little enough to print.
TEXT_LIMIT = 20_000


class HintedLabel(str):
    """The label of a radio button or checkbox, with a hint that is printed below it."""

    __slots__ = ("hint",)
    hint: str

    def __new__(cls, text: str, hint: str = "") -> "HintedLabel":
        """A label that reads `text`; `hint` is plain text too."""
        label = super().__new__(cls, text)
        label.hint = hint
        return label


class FreeTextField(forms.CharField):
    """Several lines of text, at most TEXT_LIMIT characters unless `max_length` says otherwise."""

    def __init__(self, *, rows: int = 5, max_length: int = TEXT_LIMIT, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)


class UKDateField(forms.DateField):
    """One box for a date: 27/3/2027 or 27 March 2027. What is no date gets a reason."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example, 27/3/2027 or 27 March 2027")
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A box as wide as a date, in which the browser does not offer old ones."""
        return {
            **super().widget_attrs(widget),
            "class": "govuk-input--width-20",
            "autocomplete": "off",
        }

    def to_python(self, value: Any) -> datetime.date | None:
        """The date; None where the box is empty. Raises ValidationError with what to mend."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        try:
            return read_date(str(value))
        except NotADateError as error:
            raise forms.ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """A date as it is typed; what somebody typed stays as it is."""
        if isinstance(value, datetime.date):
            return f"{value.day}/{value.month}/{value.year}"
        return value
