"""The form by which a board's business plan begins."""

from __future__ import annotations

from typing import Any

from django import forms

from boardplan.audit.forms import OnceForm
from boardplan.ui.forms import UKDateField


class PlanBeginForm(OnceForm):
    """What the plan is called, and which years it is for."""

    title = forms.CharField(
        label="What is the plan called?",
        max_length=200,
        help_text="For example, “Business plan 2026 to 2029”.",
    )
    period_start = UKDateField(label="First day", help_text="Often 1 April.")
    period_end = UKDateField(label="Last day", help_text="Often 31 March of a later year.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("period_start"), cleaned.get("period_end")
        if first and last and last < first:
            self.add_error("period_end", "The last day is before the first. Swap them.")
        return cleaned
