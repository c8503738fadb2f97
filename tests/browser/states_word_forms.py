"""States of the pages of Word forms: one that came back read, refused, and made drafts of."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page, expect

from plans.access import link_access_of
from priorities.models import Action
from priorities.word_forms import form_for
from priorities.wordform.writer import write_form
from tests.browser.people import SignIn, person
from tests.priorities.wordform.filling import filled_in

ADDRESS = "/boards/medway/updates/forms/returned/"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def form_filled_in() -> bytes:
    """The form of Medway's sub-group chair with words on two actions; on one, two ratings."""
    access = link_access_of(person("subgroup"), "medway")
    assert access is not None
    _, form = form_for(access)
    first, second = (f"{action.number} {action.text}" for action in form.actions[:2])
    words = {"progress": "By the form: it goes on.", "new_due_on": "soon"}
    ratings = [{second: {"rating": sentence}} for sentence in form.sentences[:2]]
    data = filled_in(write_form(form), {first: {"progress": "By the form: a first word."}})
    asks_date = {action.number: action.asks_date for action in form.actions}
    if not asks_date[form.actions[1].number]:
        del words["new_due_on"]
    data = filled_in(data, {second: words})
    for rating in ratings:
        data = filled_in(data, rating)
    return data


def upload(page: Page, data: bytes) -> None:
    """Choose a file on the page of forms that came back."""
    page.goto(ADDRESS)
    file: FilePayload = {"name": "form.docx", "mimeType": DOCX, "buffer": data}
    page.get_by_label("The form that came back").set_input_files([file])
    page.get_by_role("button", name="Read the form").click()


def word_form_read(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "manager")
    upload(page, form_filled_in())
    expect(page.get_by_role("button", name="Make these drafts")).to_be_visible()


def word_form_refused(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "manager")
    upload(page, b"Dear manager")
    expect(page.get_by_role("alert")).to_contain_text("not one of the update forms")


def word_form_drafts(page: Page, sign_in: SignIn) -> None:
    word_form_read(page, sign_in)
    page.get_by_role("button", name="Make these drafts").click()
    expect(page.get_by_text("Drafts made: 2.")).to_be_visible()
    assert Action.objects.filter(updates__source="word form").count() == 2


WORD_FORMS = (word_form_read, word_form_refused, word_form_drafts)
