"""Redaction on its pages: words asked for, looked at, ticked, and gone; nothing told to others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from boardplan.audit.events import Event, EventKind
from boardplan.audit.forms import OnceForm
from boardplan.audit.models import FormReceipt
from priorities.models import Action
from tests import factories as make
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.plans.redacting import ADD, LIST, WORDS, drawn, find
from tests.priorities import files


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


@pytest.fixture
def chair(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.chair)


@pytest.fixture
def named(rows: SmallPlan) -> Action:
    """1.1.1, which names a child."""
    rows.led.text = "Visit Kit Marlow <at home>"
    return rows.led.record(by=None)


def text_of(action: Action) -> str:
    return Action.objects.get(pk=action.pk).text


def test_words_are_found_shown_and_redacted(manager: Client, named: Action) -> None:
    page = find(manager)
    assertContains(page, "<strong>Action 1.1.1</strong>: text", html=True)
    assertContains(page, "Visit <mark>Kit Marlow</mark> &lt;at home&gt;")

    response = manager.post(ADD, drawn(page), follow=True)

    assertRedirects(response, LIST)
    assertContains(response, "Redacted in 1 place.")
    assertContains(response, "Action 1.1.1: text (now and 1 time in history)")
    assertContains(response, ">A child was named<")
    assertNotContains(response, "Marlow")
    assert text_of(named) == "Visit [redacted] <at home>"


@pytest.mark.parametrize("who", ["manager", "chair"])
def test_redaction_begun_on_an_action_leads_back_to_it(
    cast: Cast, client_of: ClientOf, named: Action, who: str
) -> None:
    client, action = client_of(getattr(cast, who)), named.get_absolute_url()
    add = f"{ADD}?action={named.pk}"
    assertContains(client.get(action), f'href="{add}"')

    page = client.post(add, {**WORDS, "step": "find"})
    response = client.post(add, drawn(page), follow=True)

    assertContains(page, f'href="{action}"', count=2)
    assertRedirects(response, action)
    assertContains(response, "Redacted in 1 place.")


@pytest.mark.parametrize("action", ["", "1.1.1", "https://elsewhere.example/", "٣", "-1", "9" * 99])
def test_redaction_begun_on_no_action_leads_back_to_the_list(manager: Client, action: str) -> None:
    page = manager.get(ADD, {"action": action})

    assertContains(page, f'href="{LIST}"', count=2)


def test_finding_writes_nothing(manager: Client, named: Action) -> None:
    find(manager)

    assert text_of(named) == "Visit Kit Marlow <at home>"
    assert not Event.objects.filter(kind=EventKind.REDACTED).exists()


def test_words_that_are_nowhere_are_said_to_be_nowhere(manager: Client, named: Action) -> None:
    assertContains(find(manager, words="Ned Marlow"), "nowhere in this board&#x27;s record")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"words": ""}, "Fill in “Which words must not be there?”."),
        ({"words": "Jo"}, "“Jo” is too short"),
        ({"words": "Kit\0Marlow"}, "holds a character that cannot be stored"),
        ({"words": "x" * 1001}, "The limit is 1,000."),
        ({"reason": ""}, "Fill in “Why are they redacted?”."),
        ({"reason": "About KIT  marlow"}, "Say why without them"),
    ],
)
def test_first_step_refuses_what_cannot_be_done_and_keeps_what_was_typed(
    manager: Client, named: Action, changes: dict[str, str], says: str
) -> None:
    page = find(manager, **changes)

    assertContains(page, says)
    assertContains(page, (WORDS | changes)["reason"])


def test_words_can_be_changed_before_they_are_redacted(manager: Client, named: Action) -> None:
    page = manager.post(ADD, drawn(find(manager), step="change"))

    assertContains(page, "Kit Marlow")
    assertContains(page, "Find the words")
    assert text_of(named) == "Visit Kit Marlow <at home>"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"understood": ""}, "Tick the box to say that you understand."),
        ({"places": []}, "Tick at least one place or one file."),
        ({"form_key": ""}, "This page is out of date."),
        ({"revision": "1"}, "The words stand in other places by now."),
        ({"places": ["auth.user:1:name"]}, "The words stand in other places by now."),
        ({"removed": ["priorities.evidence:999:file"]}, "The words stand in other places by now."),
        ({"words": "Jo"}, "“Jo” is too short"),
        ({"reason": "Kit Marlow was named"}, "Say why without them"),
    ],
)
def test_second_step_refuses_what_cannot_be_done(
    manager: Client, named: Action, changes: dict[str, Any], says: str
) -> None:
    page = manager.post(ADD, drawn(find(manager), **changes))

    assertContains(page, says)
    assert text_of(named) == "Visit Kit Marlow <at home>"


def test_page_that_was_overtaken_shows_the_new_places_and_can_be_sent_again(
    manager: Client, named: Action, rows: SmallPlan
) -> None:
    page = find(manager)
    rows.held.text = "Ask Kit Marlow"
    rows.held.record(by=None)

    again = manager.post(ADD, drawn(page))
    assertContains(again, "The words stand in other places by now.")
    assertContains(again, "Ask <mark>Kit Marlow</mark>")
    manager.post(ADD, drawn(again))

    assert text_of(named) == "Visit [redacted] <at home>"
    assert text_of(rows.held) == "Ask [redacted]"


def test_second_of_two_people_learns_that_the_words_are_gone(
    manager: Client, chair: Client, named: Action
) -> None:
    first, second = find(manager), find(chair)
    manager.post(ADD, drawn(first))

    response = chair.post(ADD, drawn(second))

    assertContains(response, "nowhere in this board&#x27;s record")
    assert Event.objects.filter(kind=EventKind.REDACTED).count() == 1


def test_form_sent_twice_redacts_once(manager: Client, named: Action) -> None:
    data = drawn(find(manager))

    manager.post(ADD, data)
    response = manager.post(ADD, data, follow=True)

    assertContains(response, "nothing was stored twice")
    assert Event.objects.filter(kind=EventKind.REDACTED).count() == 1


def test_receipt_of_the_form_does_not_tell_the_words(manager: Client, named: Action) -> None:
    """Whoever has the database alone cannot try names until one fits."""
    response = manager.post(ADD, drawn(find(manager)))

    plain = OnceForm(response.wsgi_request.POST).digest(ADD)
    assert FormReceipt.objects.get().digest != plain


def test_file_may_be_removed_where_the_words_are_in_no_text(
    manager: Client, rows: SmallPlan
) -> None:
    rows.evidence.file_name = "review.pdf"
    rows.evidence.file.save("x.pdf", ContentFile(files.PDF))
    page = find(manager)
    assertContains(page, "No text of this board's record holds them")
    key = f"priorities.evidence:{rows.evidence.pk}:file"

    response = manager.post(ADD, drawn(page, removed=[key]), follow=True)

    assertContains(response, "1 file removed.")
    assertContains(response, "Evidence, action 1.1.1: file removed")


def test_files_beside_the_words_come_first(manager: Client, named: Action, rows: SmallPlan) -> None:
    for piece, name in ((rows.evidence, "near.pdf"), (rows.draft_evidence, "far.pdf")):
        piece.file_name = name
        piece.file.save("x.pdf", ContentFile(files.PDF))

    found = find(manager).context["found"]

    assert [file.name for file in found.near_files] == ["near.pdf"]
    assert [file.name for file in found.other_files] == ["far.pdf"]


def test_open_form_of_a_redacted_row_does_not_bring_the_words_back(
    manager: Client, named: Action
) -> None:
    edit = f"/boards/a/actions/{named.pk}/edit/"
    form = manager.get(edit).context["form"]
    data = {name: form[name].value() for name in form.fields}
    manager.post(ADD, drawn(find(manager)))

    response = manager.post(edit, {n: v for n, v in data.items() if v not in (None, False)})

    assertContains(response, "saved this while you were writing")
    assert text_of(named) == "Visit [redacted] <at home>"


def cost(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def test_pages_cost_the_same_for_few_and_many_rows(manager: Client, rows: SmallPlan) -> None:
    def name_in(count: int) -> None:
        for _ in range(count):
            make.action(objective=rows.led.objective, text="Visit Kit Marlow")

    find(manager)
    name_in(1)
    find_one = cost(lambda: find(manager))
    manager.post(ADD, drawn(find(manager)))
    list_one = cost(lambda: manager.get(LIST))
    for _ in range(3):
        name_in(7)
        assert cost(lambda: find(manager)) == find_one
        manager.post(ADD, drawn(find(manager)))

    assert cost(lambda: manager.get(LIST)) == list_one
