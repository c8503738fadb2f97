"""The error summary and the title's "Error", for one form, a formset and a list of forms."""

from django import forms
from django.forms import formset_factory
from django.template.loader import render_to_string

from boardplan.ui.summary import SummaryItem, summary_items
from boardplan.ui.templatetags.boardplan import error_summary, has_errors


class NameForm(forms.Form):
    """One field that must be filled in, and a rule over the whole form."""

    name = forms.CharField(error_messages={"required": "Fill in the name."})
    summary_label = ""

    def clean(self) -> None:
        """Refuse one name."""
        if self.cleaned_data.get("name") == "nobody":
            raise forms.ValidationError("Somebody must be named.")


def sent(prefix: str, name: str, label: str = "") -> NameForm:
    """The form as it was sent, one of several on its page."""
    form = NameForm({f"{prefix}-name": name}, prefix=prefix)
    form.summary_label = label
    return form


def test_summary_leads_to_the_field_of_a_form() -> None:
    assert summary_items(sent("a", "")) == [SummaryItem("Fill in the name.", "id_a-name")]


def test_summary_takes_a_list_of_forms_and_says_of_which_each_error_is() -> None:
    many = [sent("a", "", "5.2.2"), sent("b", "fine", "5.2.3"), sent("c", "nobody", "7.1")]

    expected = [
        SummaryItem("5.2.2: Fill in the name.", "id_a-name"),
        SummaryItem("7.1: Somebody must be named."),
    ]

    assert summary_items(many) == summary_items(tuple(many)) == expected
    assert has_errors(many)


def test_summary_of_forms_without_a_fault_is_empty() -> None:
    assert summary_items([sent("a", "fine"), NameForm()], (), None, "") == []
    assert not has_errors([sent("a", "fine")])


def test_summary_takes_a_formset() -> None:
    made = formset_factory(NameForm)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-name": ""}

    assert summary_items(made(data)) == [SummaryItem("Fill in the name.", "id_form-0-name")]


def test_summary_is_drawn_with_its_links() -> None:
    html = render_to_string("_components/error_summary.html", error_summary([sent("a", "", "1.1")]))

    assert '<a href="#id_a-name">1.1: Fill in the name.</a>' in html
