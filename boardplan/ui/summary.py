"""The error summary: what is wrong with the forms of a page, in the order of the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.forms.formsets import BaseFormSet


@dataclass(frozen=True)
class SummaryItem:
    """One error; `target` is the id of the control it leads to, empty where there is none."""

    text: str
    target: str = ""


def summary_items(*sources: object) -> list[SummaryItem]:
    """The errors of forms and formsets; anything else (a missing variable) is passed over."""
    items = [item for source in sources for item in _items(source)]
    return list(dict.fromkeys(items))


def _items(source: object) -> Iterator[SummaryItem]:
    match source:
        case BaseForm():
            yield from _form_items(source)
        case BaseFormSet():
            yield from (SummaryItem(str(error)) for error in source.non_form_errors())
            for form in source:
                yield from _form_items(form)


def _form_items(form: BaseForm) -> Iterator[SummaryItem]:
    if not form.is_bound:
        return
    yield from (SummaryItem(str(error)) for error in form.non_field_errors())
    for field in form:
        yield from (SummaryItem(str(error), _target(field)) for error in field.errors)


def _target(field: Any) -> str:
    return "" if field.is_hidden else str(field.focus_id)
