"""The pages on which the plan is edited: who may, once only, and two people at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from plans.models import Lead
from priorities.models import Action
from tests import factories as make
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.priorities.filling_in import address, errors, filled_in, send, told


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


PAGES = [
    ("plan-edit", "plan"),
    ("priority-add", "plan"),
    ("priority-edit", "priority"),
    ("priority-withdraw", "priority"),
    ("priority-restore", "priority"),
    ("objective-add", "priority"),
    ("objective-edit", "objective"),
    ("objective-move", "objective"),
    ("objective-withdraw", "objective"),
    ("objective-restore", "objective"),
    ("action-add", "objective"),
    ("action-edit", "led"),
    ("action-move", "led"),
    ("action-withdraw", "led"),
    ("action-restore", "led"),
    ("milestone-list", "led"),
    ("milestone-add", "led"),
    ("milestone-edit", "dated"),
    ("milestone-withdraw", "dated"),
    ("milestone-restore", "dated"),
]
ONLY_READ = [("plan-edit", "plan"), ("milestone-list", "led")]
ONLY_SENT = [("priority-move", "priority"), ("milestone-move", "dated")]
ASKED = [
    *(("get", *page) for page in PAGES),
    *(("post", *page) for page in PAGES + ONLY_SENT if page not in ONLY_READ),
]


def place(rows: SmallPlan, name: str) -> Any:
    """What stands in the address for a row: its id, or the plan's slug."""
    objective = rows.led.objective
    known: dict[str, Any] = {"objective": objective, "priority": objective.priority}
    row: Model = known.get(name) or getattr(rows, name)
    return rows.plan.slug if name == "plan" else row.pk


@pytest.mark.parametrize(("name", "row"), PAGES)
def test_editing_page_opens_for_a_manager(
    rows: SmallPlan, manager: Client, name: str, row: str
) -> None:
    assert manager.get(address(name, place(rows, row))).status_code == 200


@pytest.mark.parametrize(("method", "name", "row"), ASKED)
def test_editing_page_is_hidden_from_outsiders_and_refused_to_members(
    rows: SmallPlan, cast: Cast, client_of: ClientOf, method: str, name: str, row: str
) -> None:
    url = address(name, place(rows, row))

    assert getattr(client_of(cast.outsider), method)(url).status_code == 404
    for member in (cast.chair, cast.member, cast.lead, cast.observer):
        assert getattr(client_of(member), method)(url).status_code == 403


@pytest.mark.parametrize("name", ["action-edit", "action-withdraw", "action-move"])
def test_editing_page_of_another_boards_row_is_not_found(
    rows: SmallPlan, manager: Client, name: str
) -> None:
    assert manager.get(address(name, rows.elsewhere.pk)).status_code == 404


def test_same_form_twice_is_stored_once(rows: SmallPlan, manager: Client) -> None:
    url = address("action-add", rows.led.objective_id)
    words = filled_in(manager, url, text="Write to schools")

    first, second = manager.post(url, words), manager.post(url, words)

    assert Action.objects.filter(text="Write to schools").count() == 1
    assert (first.status_code, second.status_code) == (302, 302)
    assert "stored already" in told(manager, second)


def test_same_key_with_other_words_is_asked_about_before_it_adds_another(
    rows: SmallPlan, manager: Client
) -> None:
    url = address("action-add", rows.led.objective_id)
    words = filled_in(manager, url, text="Write to schools")
    manager.post(url, words)

    asked = manager.post(url, words | {"text": "Write to parents", "number": "1.1.4"})

    assert "with other words before" in str(errors(asked))
    assert not Action.objects.filter(text="Write to parents").exists()
    form = asked.context["form"]
    fresh = {"form_key": form["form_key"].value(), "text": "Write to parents", "number": "1.1.4"}
    manager.post(url, words | fresh)
    assert Action.objects.filter(text="Write to parents").exists()


@pytest.mark.parametrize("key", ["", "x", "9" * 40])
def test_form_with_a_key_that_is_none_is_refused(
    rows: SmallPlan, manager: Client, key: str
) -> None:
    url = address("action-edit", rows.led.pk)

    response = send(manager, url, form_key=key, text="Shorter")

    assert "out of date" in str(errors(response))


@pytest.mark.parametrize(
    ("name", "row", "heading", "back"),
    [
        ("priority-edit", "priority", "Edit aim 1: Neglect", "Back to the plan"),
        ("priority-withdraw", "priority", "Withdraw aim 1: Neglect?", "Back to the plan"),
        ("priority-add", "plan", "Add a new aim to Business plan", "Back to the plan"),
        ("action-edit", "led", "Edit KPI 1.1.1: Train a lead", "Back to KPI 1.1.1"),
        ("action-move", "led", "Move KPI 1.1.1: Train a lead", "Back to “Edit the plan”"),
        ("milestone-edit", "dated", "Edit milestone: Train the first", "Back to KPI 1.1.1"),
        ("milestone-add", "led", "Add a new milestone to KPI 1.1.1: Train", "Back to KPI 1.1.1"),
        ("milestone-list", "led", "Milestones of KPI 1.1.1: Train", "Back to “Edit the plan”"),
        ("plan-edit", "plan", "Edit the plan", "Back to the plan"),
    ],
)
def test_editing_page_is_named_after_its_row_in_the_boards_words(
    rows: SmallPlan, manager: Client, name: str, row: str, heading: str, back: str
) -> None:
    layout = rows.plan.layout
    layout.priority_word, layout.action_word = "Aim", "KPI"
    layout.record(by=None)

    page = manager.get(address(name, place(rows, row))).content.decode()

    (title,) = re.findall(r"<title>(.*?)</title>", page, re.DOTALL)
    (top,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert title.strip().startswith(heading)
    assert top.startswith(heading)
    assert f">{back}</a>" in page


@pytest.mark.parametrize("missing", ["form_key", "revision"])
@pytest.mark.parametrize("name", ["action-edit", "action-withdraw", "action-restore"])
def test_form_without_key_or_revision_is_refused(
    rows: SmallPlan, manager: Client, name: str, missing: str
) -> None:
    row = rows.withdrawn if name == "action-restore" else rows.led
    url = address(name, row.pk)
    words = filled_in(manager, url, reason="X")
    del words[missing]

    response = manager.post(url, words)

    assert "out of date" in str(errors(response))


def test_second_person_on_a_row_sees_both_texts_and_loses_nothing(
    rows: SmallPlan, cast: Cast, client_of: ClientOf
) -> None:
    url = address("action-edit", rows.led.pk)
    manager, deputy = client_of(cast.manager), client_of(cast.deputy)
    slow = filled_in(manager, url, text="Words of the slow", outcomes="A\nB")
    send(deputy, url, text="Words of the quick", cost="7")

    response = manager.post(url, slow)

    page = response.content.decode()
    form = response.context["form"]
    theirs = {row.field.name: row.theirs for row in form.rows if row.theirs}
    assert theirs == {
        "text": "Words of the quick",
        "outcomes": "Neglect is named",
        "cost": "7.00",
    }
    assert form["text"].value() == "Words of the slow"
    assert "Words of the quick" in page
    assert f"{cast.deputy.name} saved this" in page
    rows.led.refresh_from_db()
    assert rows.led.text == "Words of the quick"


def test_second_person_can_save_after_reading_both(
    rows: SmallPlan, cast: Cast, client_of: ClientOf
) -> None:
    url = address("action-edit", rows.led.pk)
    manager = client_of(cast.manager)
    slow = filled_in(manager, url, text="Words of the slow")
    send(client_of(cast.deputy), url, text="Words of the quick")
    page = manager.post(url, slow).content.decode()
    drawn = dict(re.findall(r'type="hidden" name="(form_key|revision)" value="(\S+)"', page))

    response = manager.post(url, slow | drawn)

    rows.led.refresh_from_db()
    assert (response.status_code, rows.led.text) == (302, "Words of the slow")


def test_second_person_reads_ticks_dates_and_empty_boxes_in_words(
    rows: SmallPlan, cast: Cast, client_of: ClientOf
) -> None:
    manager, deputy = client_of(cast.manager), client_of(cast.deputy)
    first = address("priority-edit", rows.led.objective.priority_id)
    second = address("milestone-edit", rows.undated.pk)
    slow = [filled_in(manager, url, theme="Harm", due_on="1/6/2027") for url in (first, second)]
    send(deputy, first, is_core="on")
    send(deputy, second, due_on="2/6/2027")

    forms = [
        manager.post(url, words).context["form"]
        for url, words in zip((first, second), slow, strict=True)
    ]

    assert forms[0].theirs == {"theme": "Nothing", "is_core": "Yes"}
    assert forms[1].theirs == {"due_on": "2 June 2027"}


def test_words_typed_while_the_row_was_withdrawn_are_kept(
    rows: SmallPlan, cast: Cast, client_of: ClientOf
) -> None:
    url = address("action-edit", rows.led.pk)
    manager = client_of(cast.manager)
    words = filled_in(manager, url, text="Typed meanwhile")
    send(client_of(cast.deputy), address("action-withdraw", rows.led.pk), reason="Merged")

    response = manager.post(url, words)

    assert "1.1.1 is withdrawn. Restore it" in str(errors(response))
    assert "Typed meanwhile" in response.content.decode()


def test_withdrawn_row_is_not_edited_but_restored_first(rows: SmallPlan, manager: Client) -> None:
    response = manager.get(address("action-edit", rows.withdrawn.pk))

    assert response.status_code == 302
    assert "Restore it first" in told(manager, response)


def test_a_megabyte_of_text_is_refused_and_kept(rows: SmallPlan, manager: Client) -> None:
    text = "x" * 1_000_000

    response = send(manager, address("action-edit", rows.led.pk), text=text)

    assert "The limit is 20,000" in errors(response)["text"][0]
    assert text in response.content.decode()


@pytest.mark.parametrize(
    ("name", "row", "limit"),
    [("plan-edit", "plan", 12), ("action-edit", "led", 14), ("milestone-list", "led", 12)],
)
def test_editing_page_asks_as_much_of_a_long_plan_as_of_a_short_one(
    rows: SmallPlan,
    manager: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    name: str,
    row: str,
    limit: int,
) -> None:
    url = address(name, place(rows, row))
    manager.get(url)  # the first page of all also opens the session
    with django_assert_max_num_queries(limit) as few:
        manager.get(url)
    for n in range(20):
        action = make.action(objective=rows.led.objective, position=n + 3)
        make.milestone(action=rows.led, position=n + 4)
        lead = make.lead(board=Lead.objects.get(name="Police").board)
        make.action_lead(action=rows.led, lead=lead, position=n + 3)
        make.objective(priority=action.objective.priority, position=n + 3)

    with django_assert_max_num_queries(limit) as many:
        manager.get(url)

    assert len(many) == len(few)
