"""The form of a board's own settings."""

from __future__ import annotations

from typing import Any

from django import forms

from boardplan.audit.forms import OnceForm
from plans.models import Board

FIELDS = ("short_name", "area", "requires_second_factor", "asks_days_before")


class BoardSettingsForm(OnceForm):
    """How the board is called for short, its area, and how its people sign in."""

    short_name = forms.CharField(
        label="Short name", max_length=40, help_text="For example, “MSCB”."
    )
    area = forms.CharField(
        label="Area", max_length=120, required=False, help_text="The council or councils it covers."
    )
    requires_second_factor = forms.BooleanField(
        label="Ask everyone who reads the confidential log for a code from an app as well",
        required=False,
    )

    asks_days_before = forms.IntegerField(
        label="Ask for updates by itself: how many days before they are due?",
        required=False,
        min_value=1,
        max_value=90,
        help_text="Left empty, you ask for the updates of each meeting yourself.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "invalid": "Write a number of days, such as 21.",
            "min_value": "Write at least 1 day, or nothing.",
            "max_value": "Write at most 90 days.",
        },
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        initial = {name: getattr(board, name) for name in FIELDS}
        super().__init__(*args, initial=initial, revision=board.revision, **kwargs)

        self.theirs: list[tuple[str, str]] = []
        """What somebody else saved meanwhile, where it differs: label and value."""

    def show_saved(self, saved: Board, why: str) -> None:
        """Draw the same words again on top of what somebody else saved."""
        self.theirs = [
            (str(self[name].label), _words(getattr(saved, name)))
            for name in FIELDS
            if self.cleaned_data[name] != getattr(saved, name)
        ]
        self.add_error(None, why)
        self.redraw_at(saved.revision)

    def write_to(self, board: Board) -> Board:
        """The board as the form says; not saved yet."""
        for name in FIELDS:
            setattr(board, name, self.cleaned_data[name])
        return board


def _words(value: str | bool | int | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value or "nothing")
