"""The form of a milestone: a step of an action."""

from __future__ import annotations

from typing import ClassVar

from boardplan.ui.forms import FreeTextField
from priorities.forms.timescale import TimescaleForm


class MilestoneForm(TimescaleForm):
    """A step of an action, with its own timescale."""

    columns: ClassVar[tuple[str, ...]] = ("text",)
    field_order = ("text", "timescale", "starts_on", "due_on")

    text = FreeTextField(label="What is to be done", rows=3)
