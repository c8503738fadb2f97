"""The boards that the bench makes: whole, with history, and the same for the same seed."""

from __future__ import annotations

import pytest
from django.test import Client

from boardplan.accounts.models import User
from plans.access import access_of
from plans.models import Plan
from priorities.document import PlanDocument
from priorities.models import Action, Evidence, Milestone, Update
from priorities.rating import standing
from priorities.snapshot import plan_document
from tests.bench.boards import EVERY_WAITING, UPDATES_PER_ACTION, Size, board_create
from tests.bench.forms import once_form
from tests.bench.people import manager_email
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db

SIZE = Size(actions=42, per_priority=8)


def document_of(slug: str) -> PlanDocument:
    return plan_document(Plan.objects.current().get(board__slug=slug))


def manager_of(slug: str) -> User:
    return User.objects.get(email=manager_email(slug))


def words_of(document: PlanDocument) -> list[tuple[str, ...]]:
    return [(a.text, *a.progress, *(m.text for m in a.milestones)) for a in document.actions]


def test_board_has_its_actions_under_priorities_of_one_size() -> None:
    board_create("small", SIZE)

    document = document_of("small")

    assert len(document.actions) == 42
    assert [len(priority.actions) for priority in document.priorities] == [8, 8, 8, 8, 8, 2]
    assert len({action.number for action in document.actions}) == 42


def test_board_is_the_same_for_the_same_seed() -> None:
    for slug, seed in (("one", 1), ("same", 1), ("other", 2)):
        board_create(slug, SIZE, seed=seed)

    assert words_of(document_of("one")) == words_of(document_of("same"))
    assert words_of(document_of("one")) != words_of(document_of("other"))


def test_every_row_has_its_history() -> None:
    board_create("small", SIZE)

    for model in (Action, Milestone, Evidence):
        assert set(model.history.values_list("id", flat=True)) == set(
            model.objects.values_list("pk", flat=True)
        )
    accepted = Update.objects.counted().count()
    assert accepted == 42 * UPDATES_PER_ACTION
    assert Update.history.count() == 2 * accepted + len(range(0, 42, EVERY_WAITING))


def test_actions_go_as_differently_as_those_of_a_real_plan() -> None:
    board_create("small", Size(actions=120, per_priority=40))
    access = access_of(manager_of("small"), "small")
    assert access is not None
    document = document_of("small")

    stand = [standing(action, document, access.today) for action in document.actions]

    assert {action.rating for action in document.actions} == {"red", "amber", "green"}
    assert 0.15 < sum(each.is_overdue for each in stand) / 120 < 0.5
    assert sum(each.disagreement is not None for each in stand) / 120 < 0.4


def test_manager_is_offered_the_form_that_the_bench_sends(client_of: ClientOf) -> None:
    board_create("small", SIZE)
    client: Client = client_of(manager_of("small"))
    action = Action.objects.exclude(pk__in=Update.objects.under_way().values("action"))[0]

    page = client.get(f"/boards/small/actions/{action.pk}/update/").content.decode()

    fields = once_form(page)
    assert {"csrfmiddlewaretoken", "form_key", "revision", "progress"} <= set(fields)
    assert "rating" not in fields
