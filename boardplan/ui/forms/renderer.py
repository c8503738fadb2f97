"""How a form becomes HTML: the renderer and the bound field behind its one field template."""

import re
import unicodedata
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

# Which part of the field template draws a widget. The first that fits counts, so a class stands
# before the one it derives from.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
)
CLASSES = {
    "select": "govuk-select",
    "textarea": "govuk-textarea govuk-js-character-count",
    "file": "govuk-file-upload",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "text": "govuk-input",
    "checkbox": "govuk-checkboxes__input",
}

# Word's soft line break and its kin mean a new line; the other control characters break XML, and
# with it Word files and PDF. The null character stays, for the field's validator to refuse.
LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def tidy(text: str) -> str:
    """`text` with one kind of line break, composed letters (NFC) and no control characters."""
    return CONTROLS.sub("", LINE_BREAKS.sub("\n", unicodedata.normalize("NFC", text)))


class BoardplanBoundField(BoundField):
    """A form's field as the field template needs it: of any form, ours or a library's."""

    @property
    def data(self) -> Any:
        """What was sent, tidied if it is text: so it is the same by whatever form it came in."""
        value = super().data
        is_secret = isinstance(self.field.widget, forms.PasswordInput)
        if isinstance(value, str) and isinstance(self.field, forms.CharField) and not is_secret:
            return tidy(value)
        return value

    @property
    def kind(self) -> str:
        """Which part of the template draws it: text, textarea, select, radios and so on."""
        widget = self.field.widget
        return next((kind for cls, kind in KINDS if isinstance(widget, cls)), "text")

    @property
    def control(self) -> SafeString:
        """The widget with GOV.UK's classes.

        It carries no maxlength, by which a browser would cut what is pasted without a word, and
        no placeholder, which goes away just when somebody needs it.
        """
        base = CLASSES.get(self.kind, "")
        own = self.field.widget.attrs.get("class", "")
        error = f"{base.split()[0]}--error" if base and self.errors else ""
        classes = " ".join(filter(None, (base, own, error)))
        return self.as_widget(attrs={"class": classes, "maxlength": False, "placeholder": False})

    @property
    def text_limit(self) -> int | None:
        """The most characters that a box of several lines takes, to be counted on the page."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def module(self) -> str:
        """The GOV.UK script that goes with the field, which is also the class of its group."""
        if self.kind == "password":
            return "govuk-password-input"
        return "govuk-character-count" if self.text_limit else ""

    @property
    def text_limit_words(self) -> str:
        """The limit as a reader sees it: 20,000."""
        return f"{self.text_limit:,}" if self.text_limit else ""

    @property
    def readers(self) -> str:
        """Who will read what is typed here."""
        return str(getattr(self.form, "readers", {}).get(self.name, ""))

    @property
    def label_size(self) -> str:
        """The size of the label, one of s, m, l, xl, or none."""
        return str(getattr(self.form, "label_sizes", {}).get(self.name, ""))

    @property
    def is_marked_optional(self) -> bool:
        """Whether the label says "(optional)"; a single checkbox never does."""
        marks = getattr(self.form, "mark_optional", False)
        return bool(marks) and not self.field.required and self.kind != "checkbox"

    @property
    def focus_id(self) -> str:
        """The id of the control that an error leads to: the first one of a group."""
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def aria_describedby(self) -> str | None:
        """The ids of hint and error, then of who reads it and of the character count."""
        described: str | None = super().aria_describedby
        if described is None or not self.auto_id or self.is_hidden:
            return described
        ids = [described] if described else []
        if self.readers:
            ids.append(f"{self.auto_id}_readers")
        if self.text_limit:
            ids.append(f"{self.auto_id}-info")
        return " ".join(ids)


class BoardplanFormRenderer(TemplatesSetting):
    """Draws every form, a library's too, with our templates."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = BoardplanBoundField
