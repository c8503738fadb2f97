"""Forms for the rows of a plan: what they share, and those of priorities and objectives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from boardplan.audit.forms import OnceForm
from boardplan.ui.forms import FreeTextField
from plans.access import Access
from plans.models import Lead
from priorities.models import Priority
from priorities.numbering import next_number, tidy_number
from priorities.tree import (
    Item,
    Numbered,
    level_of,
    nearest_number,
    number_objection,
    parent_of,
    plan_of,
    siblings_of,
)

READERS = "everyone at the board, and readers of the plan. Name no child or family."


class LinesField(FreeTextField):
    """Several short texts, one to a line; its value is their list."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The lines that say something, without spaces around them."""
        return _lines(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other lines were sent than were drawn."""
        return _lines(self.prepare_value(initial or [])) != _lines(data or "")


@dataclass(frozen=True)
class FieldRow:
    """A field of the form and, after a collision, what somebody else saved in it."""

    field: BoundField
    theirs: str | None


class PlanItemForm(OnceForm):
    """A form of one row of the plan, new where ``item`` was not saved yet."""

    columns: ClassVar[tuple[str, ...]]
    readers: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("title", "text", "parts", "outcomes", "measures", "resources", "why"), READERS
    )

    why = forms.CharField(
        label="Why this change?",
        required=False,
        max_length=1_000,
        help_text="Kept in the history, beside the old words.",
    )

    def __init__(self, *args: Any, item: Item, access: Access, **kwargs: Any) -> None:
        self.item = item
        self.access = access
        self.plan = plan_of(item)
        self.theirs: Mapping[str, str] = {}
        self.saved_by = ""
        revision = 0 if self.is_new else item.revision
        super().__init__(*args, revision=revision, initial=self.saved_words(item), **kwargs)
        why = self.fields.pop("why")
        if not self.is_new:
            self.fields["why"] = why

    @property
    def is_new(self) -> bool:
        return self.item.pk is None

    def saved_words(self, item: Item) -> dict[str, Any]:
        """What the row says, as this form's fields show it."""
        return {name: getattr(item, name) for name in self.columns}

    def changes(self) -> dict[str, Any]:
        """The columns that get another value. What was not touched keeps its stored form."""
        changed = set(self.changed_data)
        return {name: self.cleaned_data[name] for name in self.columns if name in changed}

    def remarks(self) -> list[str]:
        """What the person should be told once the form is stored."""
        return []

    def show_saved(self, saved: Item) -> None:
        """Show beside each field what somebody else saved in it; what was typed stays."""
        self.theirs = {
            name: _printed(value)
            for name, value in self.saved_words(saved).items()
            if name in self.fields and self.fields[name].has_changed(value, self[name].data)
        }
        last = saved.history.select_related("history_user").first()
        self.saved_by = str(last.history_user or "Somebody else") if last else "Somebody else"
        self.redraw_at(saved.revision)

    @property
    def rows(self) -> list[FieldRow]:
        """The visible fields in order."""
        return [FieldRow(field, self.theirs.get(field.name)) for field in self.visible_fields()]


class NumberedForm(PlanItemForm):
    """A form of a row that has a number: suggested, and refused where it is taken."""

    item: Numbered

    number = forms.CharField(
        label="Number",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        help_text="As the plan prints it. Leave it empty where none is printed.",
    )

    def saved_words(self, item: Item) -> dict[str, Any]:
        words = super().saved_words(item)
        return words if item.pk else words | {"number": self._suggestion()}

    def clean_number(self) -> str:
        """The number; refused where another row at this level has it."""
        number = tidy_number(self.cleaned_data["number"])
        if objection := number_objection(self.item, number):
            free = self._suggestion()
            hint = f" The next free one is {free}." if free else ""
            raise forms.ValidationError(objection + hint)
        return number

    def changes(self) -> dict[str, Any]:
        # A suggested number that was left as it is counts as chosen.
        return super().changes() | {"number": self.cleaned_data["number"]}

    def _suggestion(self) -> str:
        siblings = siblings_of(self.item).exclude(pk=self.item.pk)
        return next_number(
            siblings.values_list("number", flat=True),
            parent=nearest_number(parent_of(self.item)),
            taken=set(level_of(type(self.item), self.plan).values_list("number", flat=True)),
        )


class PriorityForm(NumberedForm):
    """A priority of the plan."""

    item: Priority

    columns: ClassVar[tuple[str, ...]] = ("number", "title", "theme", "parts", "is_core")

    title = FreeTextField(label="Title", rows=2, max_length=1_000)
    theme = forms.CharField(label="Theme", required=False, max_length=200)
    parts = LinesField(
        label="Parts listed under it",
        required=False,
        help_text="One to a line, where the plan lists any.",
    )
    is_core = forms.BooleanField(label="These are core objectives", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only a plan printed without this level has a priority without a title.
        self.fields["title"].required = self.is_new or bool(self.item.title)


class ObjectiveForm(NumberedForm):
    """An objective under a priority."""

    columns: ClassVar[tuple[str, ...]] = ("number", "title")

    title = FreeTextField(
        label="Title",
        rows=3,
        required=False,
        max_length=5_000,
        help_text="Leave it and the number empty where actions stand directly under the priority.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("number") and not cleaned.get("title", "-"):
            self.add_error("title", "Fill in “Title”, or take the number away as well.")
        return cleaned


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _printed(value: Any) -> str:
    """A saved value as a person reads it."""
    match value:
        case bool():
            return "Yes" if value else "No"
        case dt.date():
            return f"{value:%-d %B %Y}"
        case list() | tuple():
            return "\n".join(map(str, value)) or "Nothing"
        case Lead() | str():
            return str(value) or "Nothing"
    return "Nothing" if value is None else str(value)
