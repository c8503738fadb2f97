"""What our fields and form classes accept, and what they say when they do not."""

import datetime

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from boardplan.ui.forms import BoardplanForm, FreeTextField, UKDateField
from boardplan.ui.forms.fields import TEXT_LIMIT


class ReportForm(BoardplanForm):
    progress = FreeTextField(label="What has been done?")
    note = forms.CharField(required=False)
    due = UKDateField(required=False)


class EveryKindForm(BoardplanForm):
    text = forms.CharField()
    choice = forms.ChoiceField(choices=[("a", "A")])
    check = forms.BooleanField()
    file = forms.FileField()
    own = forms.CharField(error_messages={"required": "Say it."})


def report(**data: str) -> ReportForm:
    return ReportForm({"progress": "Done.", **data})


def test_required_field_left_empty_says_what_to_do_by_its_kind() -> None:
    errors = EveryKindForm({}).errors

    assert errors["text"] == ["Fill in “Text”."]
    assert errors["choice"] == ["Choose an answer for “Choice”."]
    assert errors["check"] == ["Tick “Check” to go on."]
    assert errors["file"] == ["Choose a file for “File”."]
    assert errors["own"] == ["Say it."]


def test_text_beyond_the_limit_is_refused_with_both_numbers_and_kept() -> None:
    form = report(progress="x" * (TEXT_LIMIT + 1))

    assert form.errors["progress"] == [
        "“What has been done?” has 20001 characters. The limit is 20,000."
    ]
    assert form["progress"].value() == "x" * (TEXT_LIMIT + 1)


def test_text_field_without_a_limit_gets_the_common_one() -> None:
    assert not report(note="x" * TEXT_LIMIT).errors
    assert "The limit is 20,000." in report(note="x" * (TEXT_LIMIT + 1)).errors["note"][0]


def test_text_with_a_null_character_is_refused() -> None:
    assert "cannot be stored" in report(progress="a\x00b").errors["progress"][0]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("soft\x0bbreak\u2028line", "soft\nbreak\nline"),
        ("w\u0302", "\u0175"),
        ("bell\x07 and escape\x1b", "bell and escape"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_text_is_tidied_as_it_comes_in(typed: str, kept: str) -> None:
    form = report(progress=typed)

    assert form.is_valid()
    assert form.cleaned_data["progress"] == kept


def test_password_is_left_as_it_was_typed() -> None:
    class SignInForm(forms.Form):
        password = forms.CharField(widget=forms.PasswordInput)

    form = SignInForm({"password": "w\u0302"})

    assert form.is_valid()
    assert form.cleaned_data["password"] == "w\u0302"


def test_line_breaks_count_once_towards_the_limit() -> None:
    assert not report(progress="\r\n".join("x" * (TEXT_LIMIT // 2))[:TEXT_LIMIT]).errors


def test_date_is_read_and_shown_again_as_it_is_typed() -> None:
    form = report(due="31 March 2027")

    assert form.is_valid()
    assert form.cleaned_data["due"] == datetime.date(2027, 3, 31)
    again = ReportForm(initial={"due": form.cleaned_data["due"]})
    assert 'value="31/3/2027"' in str(again["due"])


def test_date_that_is_none_keeps_what_was_typed() -> None:
    form = report(due="31 Feb 2027")

    assert form.errors["due"] == ["31 February 2027 is not a date. Check the day."]
    assert form["due"].value() == "31 Feb 2027"


def test_date_left_empty_is_none() -> None:
    form = report(due="")

    assert form.is_valid()
    assert form.cleaned_data["due"] is None


def test_date_unchanged_is_not_taken_for_a_change() -> None:
    form = ReportForm(
        {"progress": "", "due": "31 March 2027"}, initial={"due": datetime.date(2027, 3, 31)}
    )

    assert form.changed_data == []


def test_file_that_was_chosen_is_accepted() -> None:
    form = EveryKindForm(
        {"text": "a", "choice": "a", "check": "on", "own": "b"},
        {"file": SimpleUploadedFile("minutes.txt", b"words")},
    )

    assert form.is_valid()
