"""While a file is read: the page says how far it is, and leads on wherever it was left."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from priorities.importing.files import read_file
from priorities.models import ImportSource, ImportStatus, PlanImport
from priorities.services.importing import deciding, files
from priorities.services.importing.deciding import import_leave, import_read
from priorities.services.importing.progress import STEPS, reading_of, reading_tell
from priorities.services.steps import WrongStep
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.priorities import imports
from tests.priorities.filling_in import address

HTMX = {"HX-Request": "true"}


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


@pytest.fixture
def found(cast: Cast, rows: SmallPlan) -> PlanImport:
    """A Word file that was taken in, but not read yet."""
    data = imports.word_file()
    return deciding.import_take_in(
        board=cast.board, plan=rows.plan, data=data, name="plan.docx", by=cast.manager
    )


@pytest.fixture
def page(found: PlanImport) -> str:
    return address("import-reading", found.pk)


def test_page_says_which_step_the_reading_is_at(
    manager: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []

    def opens(*args: Any) -> Any:
        seen.extend([manager.get(page), manager.get(f"{page}?shown=0", headers=HTMX)])
        seen.append(manager.get(f"{page}?shown=1", headers=HTMX))
        return read_file(*args)

    monkeypatch.setattr(files, "read_file", opens)

    manager.post(page)

    whole, part, same = seen
    assert whole.context["states"] == [
        ("under way", STEPS[0]),
        ("to come", STEPS[1]),
        ("to come", STEPS[2]),
    ]
    assertContains(whole, f"<strong>{STEPS[0]}</strong>")
    assertNotContains(whole, 'hx-trigger="load')  # it is begun already
    assertContains(part, "?shown=1")
    assertNotContains(part, "<html")
    assert same.status_code == 204


def test_reading_tells_each_step_and_leaves_nothing_behind(
    cast: Cast, found: PlanImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(deciding, "reading_tell", lambda _, step: told.append(step))

    import_read(plan_import=found, assigned={}, by=cast.manager)

    assert told == [1, 2, 3]
    assert reading_of(found) is None


def test_file_that_is_being_read_is_not_read_a_second_time(
    manager: Client, page: str, found: PlanImport
) -> None:
    reading_tell(found, 2)

    assertContains(manager.post(page), STEPS[1])

    assert ImportSource.objects.get().document is None


def test_page_of_a_file_that_is_read_leads_on(manager: Client, page: str) -> None:
    manager.post(page)
    detail = page.replace("reading/", "")

    assert manager.get(page)["Location"] == detail
    assert manager.post(page)["Location"] == detail
    assert manager.get(f"{page}?shown=2", headers=HTMX)["HX-Redirect"] == detail


def test_page_that_was_left_is_told_what_is_wrong_with_the_file(
    manager: Client, cast: Cast, rows: SmallPlan
) -> None:
    page = address("import-reading", imports.waiting(rows.plan, cast.manager, b"words").pk)
    manager.post(page, headers=HTMX)

    for again in (manager.get(page), manager.get(f"{page}?shown=1", headers=HTMX)):
        assertContains(again, "is not a Word or Excel file")
        assertContains(again, "Choose another file")


def test_reading_that_was_cut_off_is_begun_again_by_hand(
    manager: Client, page: str, found: PlanImport, clock: time_machine.Traveller
) -> None:
    reading_tell(found, 2)
    clock.shift(dt.timedelta(minutes=3))

    for again in (manager.get(page), manager.get(f"{page}?shown=2", headers=HTMX)):
        assertContains(again, "The reading was cut off before it was done.")
        assertContains(again, "Read it again")
    assert manager.post(page)["Location"] == page.replace("reading/", "")


def test_error_in_reading_leaves_no_word_of_it(
    cast: Cast, found: PlanImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(files, "read_plan", breaks)

    with pytest.raises(MemoryError):
        import_read(plan_import=found, assigned={}, by=cast.manager)

    assert reading_of(found) is None


def test_import_decided_while_its_file_is_read_stays_decided(
    cast: Cast, found: PlanImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def left_meanwhile(*args: Any) -> Any:
        import_leave(plan_import=found, by=cast.deputy)
        return read_file(*args)

    monkeypatch.setattr(files, "read_file", left_meanwhile)

    with pytest.raises(WrongStep, match="decided already"):
        import_read(plan_import=found, assigned={}, by=cast.manager)

    assert PlanImport.objects.get(pk=found.pk).status == ImportStatus.LEFT
    assert not ImportSource.objects.exists()
