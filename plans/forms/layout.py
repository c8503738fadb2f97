"""The form of a house layout: level words, and the columns one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from boardplan.audit.forms import OnceForm
from plans.layout_words import FIELD_WORDS
from plans.models import HouseLayout

WORDS = ("priority_word", "objective_word", "action_word")
MOST_COLUMNS = 24
"""Rows of the form: twice as many as there are fields, so that any mistake can be drawn again."""

PARTS = ("field", "heading", "group", "place", "remove")
EMPTY = "A plan is printed in at least one column. Keep one."


@dataclass(frozen=True)
class ColumnRow:
    """One column of the form, with its fields."""

    label: str
    fields: tuple[BoundField, ...]


class LayoutForm(OnceForm):
    """How the board calls its levels, and in which columns it prints its plan."""

    priority_word = forms.CharField(
        label="Word for a priority", max_length=120, help_text="For example, “Priority objective”."
    )
    objective_word = forms.CharField(
        label="Word for an objective", max_length=120, help_text="For example, “Desired outcome”."
    )
    action_word = forms.CharField(label="Word for an action", max_length=120)
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_COLUMNS)

    mark_optional = False

    def __init__(
        self, *args: Any, layout: HouseLayout, typed: QueryDict | None = None, **kwargs: Any
    ) -> None:
        """``typed`` is what to draw again with one column more, without judging it."""
        initial = _initial(layout) if typed is None else typed.dict()
        revision = layout.revision if layout.pk else 0
        super().__init__(*args, initial=initial, revision=revision, **kwargs)
        self.theirs: list[tuple[str, str]] = []
        """What somebody else saved meanwhile, where it differs: label and value."""
        self.count = min(self._asked_rows(initial) + (typed is not None), MOST_COLUMNS)
        self.initial["rows"] = self.count
        if typed is not None:
            self.fields["form_key"].initial = self.initial.pop("form_key", None)
        for number in range(1, self.count + 1):
            self.fields |= {f"{part}_{number}": _field(part, number) for part in PARTS}

    def _asked_rows(self, initial: dict[str, Any]) -> int:
        sent = self.data.get("rows") if self.is_bound else initial.get("rows")
        text = str(sent)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1

    def columns(self) -> Iterator[ColumnRow]:
        """The columns, to be drawn one by one."""
        for number in range(1, self.count + 1):
            yield ColumnRow(f"Column {number}", tuple(self[f"{part}_{number}"] for part in PARTS))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kept = [n for n in range(1, self.count + 1) if self._is_kept(cleaned, n)]
        used: set[str] = set()
        for number in kept:
            self._judge(cleaned, number, used)
        places = {n: (cleaned.get(f"place_{n}") or MOST_COLUMNS + n, n) for n in kept}
        cleaned["columns"] = [
            {
                "field": cleaned.get(f"field_{number}"),
                "heading": cleaned.get(f"heading_{number}"),
                "group": cleaned.get(f"group_{number}") or None,
            }
            for number in sorted(kept, key=places.__getitem__)
        ]
        if not kept:
            self.add_error(None, EMPTY)
        return cleaned

    def _is_kept(self, cleaned: dict[str, Any], number: int) -> bool:
        """Whether the row is a column: neither ticked to be removed nor left blank."""
        if cleaned.get(f"remove_{number}"):
            return False
        typed = (cleaned.get(f"{part}_{number}") for part in ("field", "heading", "group"))
        return any(typed) or f"field_{number}" in self.errors

    def _judge(self, cleaned: dict[str, Any], number: int, used: set[str]) -> None:
        name = cleaned.get(f"field_{number}") or ""
        if not name and f"field_{number}" not in self.errors:
            self.add_error(f"field_{number}", f"Choose what column {number} prints.")
        if name in used:
            words = f"“{FIELD_WORDS[name]}” has a column already. Take it out of one of them."
            self.add_error(f"field_{number}", words)
        if not cleaned.get(f"heading_{number}") and f"heading_{number}" not in self.errors:
            self.add_error(f"heading_{number}", f"Give column {number} a heading.")
        used |= {name} - {""}

    def show_saved(self, saved: HouseLayout | None, why: str) -> None:
        """Draw the same words again on top of what somebody else saved."""
        self.add_error(None, why)
        if saved is None:
            self.redraw_at(0)
            return
        words = [(str(self[name].label), getattr(saved, name)) for name in WORDS]
        self.theirs = [(label, value) for label, value in words if value]
        self.theirs.append(("Columns", column_words(saved)))
        self.redraw_at(saved.revision)

    def write_to(self, layout: HouseLayout) -> HouseLayout:
        """The layout as the form says; not saved yet."""
        for name in (*WORDS, "columns"):
            setattr(layout, name, self.cleaned_data[name])
        return layout


def column_words(layout: HouseLayout) -> str:
    """The headings of a layout in their order, on one line."""
    return ", ".join(column["heading"] for column in layout.columns)


def _initial(layout: HouseLayout) -> dict[str, Any]:
    words: dict[str, Any] = {name: getattr(layout, name) for name in WORDS}
    for number, column in enumerate(layout.columns, start=1):
        words |= {f"{part}_{number}": column[part] for part in ("field", "heading", "group")}
        words[f"place_{number}"] = number
    return {**words, "rows": len(layout.columns)}


def _field(part: str, number: int) -> forms.Field:
    if part == "field":
        choices = [("", "Nothing yet"), *FIELD_WORDS.items()]
        return forms.ChoiceField(label="What it prints", choices=choices, required=False)
    if part == "heading":
        return _text("Heading", f"The heading of column {number}")
    if part == "group":
        return _text("Group above it, if any", f"The group of column {number}")
    if part == "place":
        return forms.IntegerField(
            label="Place",
            required=False,
            min_value=1,
            max_value=MOST_COLUMNS,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            error_messages={"invalid": f"Give column {number} a place as a number, such as 2."},
        )
    return forms.BooleanField(label="Remove", required=False)


def _text(label: str, subject: str) -> forms.CharField:
    longest = f"{subject} has %(show_value)d characters. The limit is 120."
    return forms.CharField(
        label=label, required=False, max_length=120, error_messages={"max_length": longest}
    )
