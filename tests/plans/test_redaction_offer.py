"""What is offered to be ticked: what she may read one by one, all else by its number alone."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from boardplan.audit.events import Event, EventKind
from plans.models import Group, Rating
from plans.redaction import log, offering
from plans.redaction.words import Words
from plans.roles import Role
from priorities.models import Action, Update
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.plans.redacting import ADD, LIST, drawn, find, named, redact
from tests.priorities import files

HIDDEN = "not open to you to read"


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


@pytest.fixture
def chair(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.chair)


@pytest.fixture
def draft(rows: SmallPlan) -> Update:
    """A draft that is the chair's to redact and not to read."""
    rows.draft.progress = "A secret about Kit Marlow"
    return rows.draft.record(by=None)


@pytest.fixture
def departed(cast: Cast, leads: Leads) -> Group:
    """A group whose history holds why its chair went."""
    group = leads.subgroup.group
    assert group is not None
    return group.record(by=cast.manager, reason="Arrested with Kit Marlow")


def test_words_of_a_draft_are_redacted_unread(chair: Client, draft: Update) -> None:
    page = find(chair)
    assertContains(page, HIDDEN)
    assertNotContains(page, "A secret")

    chair.post(ADD, drawn(page))

    draft.refresh_from_db()
    assert draft.progress == "A secret about [redacted]"


def test_reason_why_somebody_went_is_for_managers_only(
    cast: Cast, manager: Client, chair: Client, departed: Group
) -> None:
    membership = make.membership(board=cast.board, user=cast.stranger)
    membership.record(by=None, reason="Left because of Kit Marlow")

    for text in ("Left because of", "Arrested with"):
        assertContains(find(manager), text)
        assertNotContains(find(chair), text)
    assert find(chair).context["found"].unread.count == 2


def test_name_of_a_group_is_for_all(chair: Client, departed: Group) -> None:
    departed.name = "Friends of Kit Marlow"
    departed.record(by=None)

    page = find(chair)

    assertContains(page, "Friends of <mark>Kit Marlow</mark>")
    assert page.context["found"].unread.count == 1


def test_page_tells_nothing_of_unread_places_but_their_number(
    chair: Client, draft: Update, departed: Group, rows: SmallPlan
) -> None:
    """Or whoever may redact could find out by guessing whose draft says what."""
    rows.draft_evidence.file.save("x.pdf", ContentFile(files.PDF))

    page = find(chair)

    assert page.context["form"].ticked() == {"unread"}
    assertContains(page, "<strong>2 places</strong> not open to you to read", html=True)
    shown = page.content.decode().partition("where they stand")[2].partition("Files to remove")[0]
    for told in ("plans.group", "priorities.update", "progress", "Update, action", "Group"):
        assert told not in shown
    assert page.context["found"].near_files == ()


def test_list_tells_nothing_of_unread_places_but_their_number(
    manager: Client, chair: Client, draft: Update, departed: Group
) -> None:
    chair.post(ADD, drawn(find(chair)))

    assertContains(chair.get(LIST), "2 places")
    assertNotContains(chair.get(LIST), "progress")
    assertContains(manager.get(LIST), "Group: reason given for a change (1 time in history)")
    assert not departed.history.filter(history_change_reason__contains="Marlow").exists()


def test_unread_places_are_left_where_their_box_is_not_ticked(
    chair: Client, draft: Update, rows: SmallPlan
) -> None:
    action = named(rows.led, "text", "Visit Kit Marlow")

    chair.post(ADD, drawn(find(chair), places=[f"priorities.action:{action.pk}:text"]))

    draft.refresh_from_db()
    assert Action.objects.get(pk=action.pk).text == "Visit [redacted]"
    assert draft.progress == "A secret about Kit Marlow"


def test_key_of_an_unread_place_is_not_taken(chair: Client, draft: Update) -> None:
    key = f"priorities.update:{draft.pk}:progress"

    page = chair.post(ADD, drawn(find(chair), places=[key]))

    assertContains(page, "The words stand in other places by now.")


def test_more_places_than_a_page_can_list_are_counted_and_redacted_all(
    manager: Client, rows: SmallPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offering, "LISTED", 2)
    monkeypatch.setattr(log, "PLACES_SHOWN", 3)
    for number in range(5):
        make.action(objective=rows.led.objective, text=f"Visit {number} of Kit Marlow")
    page = find(manager)
    assert len(page.context["found"].places) == 2
    assertContains(page, "5 places where they stand")
    assertContains(page, "<strong>3 places</strong> more of the kind “Action”", html=True)

    response = manager.post(ADD, drawn(page), follow=True)

    assertContains(response, "Redacted in 5 places.")
    assertContains(response, "2 more places")
    assert not Action.objects.filter(text__contains="Marlow").exists()
    assert len(Event.objects.get(kind=EventKind.REDACTED).detail["places"]) == 5


def test_words_of_the_printed_form_are_offered_and_not_ticked(
    cast: Cast, manager: Client, rows: SmallPlan
) -> None:
    action = named(rows.led, "text", "A green field")
    rating = Rating.objects.filter(scheme__board=cast.board, code="green").get()
    page = find(manager, words="green")
    assertContains(page, f'value="plans.rating:{rating.pk}:label"')

    manager.post(ADD, drawn(page))

    kept = Rating.objects.get(pk=rating.pk)
    assert (kept.code, kept.label) == ("green", rating.label)
    assert Action.objects.get(pk=action.pk).text == "A [redacted] field"


def test_code_stays_where_all_is_redacted(cast: Cast, rows: SmallPlan) -> None:
    redact(cast, Words.of("green"))

    assert Rating.objects.filter(scheme__board=cast.board, code="green").exists()


def test_name_of_an_account_alone_is_told_and_nothing_is_there_to_tick(
    cast: Cast, manager: Client
) -> None:
    cast.lead.name = "Dr Kit Marlow"
    cast.lead.save()

    page = find(manager)

    assertContains(page, "Dr Kit Marlow")
    assertContains(page, "changed with their accounts")
    assertNotContains(page, "nowhere in this board")
    assertNotContains(page, "Redact for good")


def test_address_of_the_board_alone_is_told(cast: Cast, client_of: ClientOf) -> None:
    board = make.board(slug="kit-marlow", name="Town", short_name="T")
    make.membership(board=board, user=cast.manager, role=Role.MANAGER)

    page = client_of(cast.manager).post(
        "/boards/kit-marlow/redactions/new/",
        {"words": "Kit Marlow", "reason": "A child was named", "step": "find"},
    )

    assertContains(page, "The address of the board's pages holds them.")
    assertNotContains(page, "Redact for good")
