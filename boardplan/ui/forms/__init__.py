"""The form layer: a renderer with one field template, base classes, and our own fields."""

from boardplan.ui.forms.base import BoardplanForm, BoardplanModelForm, say_what_to_do
from boardplan.ui.forms.fields import FreeTextField, HintedLabel, UKDateField
from boardplan.ui.forms.renderer import BoardplanBoundField, BoardplanFormRenderer

__all__ = [
    "BoardplanBoundField",
    "BoardplanForm",
    "BoardplanFormRenderer",
    "BoardplanModelForm",
    "FreeTextField",
    "HintedLabel",
    "UKDateField",
    "say_what_to_do",
]
