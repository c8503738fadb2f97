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
    """The errors of forms, formsets and lists of forms; a missing variable is passed over.

    A form of many on one page may have a ``summary_label``, which says which of them it is.
    """
    items = [item for source in sources for item in _items(source)]
    return list(dict.fromkeys(items))


def _items(source: object) -> Iterator[SummaryItem]:
    match source:
        case BaseForm():
            yield from _form_items(source)
        case BaseFormSet():
            yield from (SummaryItem(str(error)) for error in source.non_form_errors())
            yield from _items(list(source))
        case list() | tuple():
            for form in source:
                yield from _items(form)


def _form_items(form: BaseForm) -> Iterator[SummaryItem]:
    if not form.is_bound:
        return
    label = getattr(form, "summary_label", "")
    before = f"{label}: " if label else ""
    yield from (SummaryItem(f"{before}{error}") for error in form.non_field_errors())
    for field in form:
        yield from (SummaryItem(f"{before}{error}", _target(field)) for error in field.errors)


def _target(field: Any) -> str:
    return "" if field.is_hidden else str(field.focus_id)
