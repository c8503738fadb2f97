"""Two people issue or lock in the same moment, on a database that lets them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from plans.models import Plan, PlanLock, PlanVersion
from priorities.services.versions import plan_lock, version_issue
from tests import factories as make
from tests.conftest import Cast
from tests.factories import TODAY

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 4


@pytest.fixture(autouse=True)
def _several_connections(db: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory is one connection: nobody else can write beside it")


def at_once(step: Callable[[], Any]) -> list[str]:
    """What those were told who were refused; several people take the step together."""

    def run(_: int) -> str:
        try:
            step()
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(PEOPLE) as pool:
        return [told for told in pool.map(run, range(PEOPLE)) if told]


def issuing(plan: Plan, cast: Cast, number: int | None) -> Callable[[], PlanVersion]:
    return lambda: version_issue(
        plan=plan, number=number, label="", dated_on=TODAY, note="New", by=cast.manager
    )


def test_number_is_issued_once(plan: Plan, cast: Cast) -> None:
    refused = at_once(issuing(plan, cast, 8))

    assert refused == ["Version 8 is issued already."] * (PEOPLE - 1)
    assert PlanVersion.objects.count() == 1


def test_next_numbers_are_each_their_own(plan: Plan, cast: Cast) -> None:
    assert at_once(issuing(plan, cast, None)) == []

    numbers = PlanVersion.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4]


def test_draft_is_locked_once_for_a_meeting(plan: Plan, cast: Cast) -> None:
    meeting = make.meeting(board=cast.board)

    refused = at_once(lambda: plan_lock(plan=plan, meeting=meeting, by=cast.manager))

    assert len(refused) == PEOPLE - 1
    assert PlanLock.objects.count() == 1
