"""The HTML that the form layer draws."""

import re

import pytest
from django import forms
from django.template import Context, Template

from boardplan.ui.forms import BoardplanForm, FreeTextField, HintedLabel, UKDateField
from boardplan.ui.summary import SummaryItem, summary_items


class UpdateForm(BoardplanForm):
    readers = {"progress": "the manager and the board."}
    label_sizes = {"progress": "m"}

    rating = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[("green", HintedLabel("Done", hint="With evidence.")), ("red", "Behind")],
    )
    progress = FreeTextField(help_text="Two sentences.", max_length=200)
    due = UKDateField(required=False)
    lead = forms.ChoiceField(choices=[("", "Choose…"), ("1", "Manager")])
    groups = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=[("a", "Executive")], required=False
    )
    checked = forms.BooleanField(required=False)
    proof = forms.FileField(required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


def html(**data: str) -> str:
    return str(UpdateForm(data) if data else UpdateForm())


def described_by(page: str) -> list[str]:
    return [i for ids in re.findall(r'aria-describedby="([^"]+)"', page) for i in ids.split()]


@pytest.mark.parametrize("page", [html(), html(due="31/2/2027", revision="x")])
def test_every_id_that_describes_a_control_is_on_the_page(page: str) -> None:
    ids = described_by(page)

    assert ids
    assert [i for i in ids if f'id="{i}"' not in page] == []


@pytest.mark.parametrize("page", [html(), html(due="31/2/2027", revision="x")])
def test_every_label_leads_to_a_control(page: str) -> None:
    targets = re.findall(r'for="([^"]+)"', page)

    assert len(targets) == 8
    assert [i for i in targets if f'id="{i}"' not in page] == []


def test_no_id_stands_twice() -> None:
    ids = re.findall(r'\bid="([^"]+)"', html(due="x", revision="x"))

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "part",
    [
        'class="govuk-radios__input"',
        'class="govuk-checkboxes__input"',
        'class="govuk-textarea govuk-js-character-count"',
        'class="govuk-select"',
        'class="govuk-file-upload"',
        'class="govuk-input govuk-input--width-20"',
        "govuk-fieldset__legend",
        "govuk-label--m",
        "Who will read this: the manager and the board.",
        'data-maxlength="200"',
        "You can enter up to 200 characters",
        "With evidence.",
        '<input type="hidden" name="revision"',
    ],
)
def test_form_is_drawn_with_govuk_parts(part: str) -> None:
    assert part in html()


def test_optional_field_says_so_and_a_checkbox_does_not() -> None:
    page = html()

    assert re.search(r"Due\s+\(optional\)", page)
    assert not re.search(r"Checked\s+\(optional\)", page)
    assert not re.search(r"Progress\s+\(optional\)", page)


def test_no_control_cuts_what_is_pasted_or_calls_on_the_browser() -> None:
    page = html()

    assert " maxlength=" not in page
    assert " required" not in page


def test_error_marks_group_control_and_message() -> None:
    page = html(due="31/2/2027")

    assert 'id="id_due_error"' in page
    assert "govuk-input--error" in page
    assert "31 February 2027 is not a date." in page
    assert 'aria-invalid="true"' in page


def test_text_that_was_typed_is_escaped_and_kept() -> None:
    page = html(progress="<script>alert(1)</script>")

    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_every_item_of_the_summary_leads_to_a_control_on_the_page() -> None:
    form = UpdateForm({"due": "31/2/2027", "revision": "1"})
    items = summary_items(form)

    assert SummaryItem("Choose an answer for “Rating”.", "id_rating_0") in items
    assert SummaryItem("31 February 2027 is not a date. Check the day.", "id_due") in items
    assert [i.target for i in items if f'id="{i.target}"' not in str(form)] == []


def test_summary_names_errors_of_no_field_and_of_hidden_ones_without_a_link() -> None:
    form = UpdateForm({"revision": "x"})
    form.add_error(None, "Somebody else was faster.")

    assert SummaryItem("Somebody else was faster.") in summary_items(form)
    assert SummaryItem("Enter a whole number.") in summary_items(form)


def test_summary_holds_the_errors_of_a_formset() -> None:
    formset = forms.formset_factory(UpdateForm, extra=1)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-due": "x"}
    )

    targets = [item.target for item in summary_items(formset)]

    assert "id_form-0-due" in targets


@pytest.mark.parametrize("source", [UpdateForm(), None, ""])
def test_summary_without_errors_prints_nothing(source: object) -> None:
    page = Template("{% load boardplan %}{% error_summary form %}").render(
        Context({"form": source})
    )

    assert page.strip() == ""
