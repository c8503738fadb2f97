"""A file whose reading takes its time: the page says how far it is, and goes on by itself."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from plans.models import Plan
from priorities.importing.reading import read_plan
from priorities.models import PlanImport
from priorities.services.importing import files
from priorities.services.importing.deciding import import_take_in
from priorities.services.importing.progress import STEPS
from tests.browser.people import SignIn, person
from tests.priorities import imports

A_WHILE = 60


@pytest.fixture
def goes_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Lets the reading go on, which waits at its second step."""
    event = Event()

    def waits(*args: Any) -> Any:
        event.wait(A_WHILE)
        return read_plan(*args)

    monkeypatch.setattr(files, "read_plan", waits)
    yield event
    event.set()


def file_to_read() -> str:
    """Where a file that was just uploaded is read."""
    plan = Plan.objects.current().get(board__slug="medway")
    found = import_take_in(
        board=plan.board,
        plan=plan,
        data=imports.word_file(),
        name="plan.docx",
        by=person("manager"),
    )
    return f"/boards/medway/imports/{found.pk}/reading/"


def test_page_shows_the_step_and_leads_on_by_itself(
    page: Page, sign_in: SignIn, goes_on: Event
) -> None:
    sign_in(page.context, "manager")
    page.goto(file_to_read(), wait_until="commit")

    expect(page.get_by_role("listitem").filter(has_text=STEPS[1])).to_contain_text("(under way)")
    expect(page.get_by_role("listitem").filter(has_text=STEPS[0])).to_contain_text("(done)")
    goes_on.set()

    expect(page.get_by_role("heading", name="What was found")).to_be_visible()


def test_page_that_was_reloaded_goes_on_from_there(
    page: Page, sign_in: SignIn, goes_on: Event
) -> None:
    sign_in(page.context, "manager")
    reading = file_to_read()
    page.goto(reading, wait_until="commit")
    under_way = page.get_by_role("listitem").filter(has_text="(under way)")
    expect(under_way).to_contain_text(STEPS[1])

    again = page.context.new_page()
    again.goto(reading)
    expect(again.get_by_role("listitem").filter(has_text="(under way)")).to_contain_text(STEPS[1])
    page.close()
    goes_on.set()

    expect(again.get_by_role("heading", name="What was found")).to_be_visible()
    assert PlanImport.objects.get().history.filter(history_change_reason="Read").count() == 1


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_file_is_read_without_javascript(page: Page, sign_in: SignIn) -> None:
    sign_in(page.context, "manager")
    page.goto(file_to_read())

    page.get_by_role("button", name="Read it now").click()

    expect(page.get_by_role("heading", name="What was found")).to_be_visible()
