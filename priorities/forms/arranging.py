"""Forms that change where a row stands in the plan, not what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Model

from boardplan.audit.forms import OnceForm
from boardplan.ui.forms import FreeTextField
from priorities.forms.plan_items import READERS
from priorities.tree import parent_of


class WithdrawForm(OnceForm):
    """Why a row leaves the plan."""

    readers: ClassVar[Mapping[str, str]] = {"reason": READERS}

    reason = FreeTextField(label="Why is it withdrawn?", rows=3, max_length=1_000)


class StepForm(OnceForm):
    """One place up or down."""

    direction = forms.ChoiceField(choices=[("up", "Up"), ("down", "Down")])


class HomeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of what a row may stand under."""

    def label_from_instance(self, obj: Any) -> str:
        """Its number and title; one without either goes by what it stands under."""
        return str(obj) or str(parent_of(obj))


class MoveForm(OnceForm):
    """Where else in the plan a row goes; ``homes`` are the rows it may stand under."""

    home = HomeField(
        label="Where should it stand?", queryset=None, widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, homes: Any, current: Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].queryset = homes.exclude(pk=current.pk)  # type: ignore[attr-defined]
