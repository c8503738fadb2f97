"""Two people in the same moment, on a database that lets them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from boardplan.audit.models import StaleRevision
from priorities.models import Update
from priorities.services import updates as services
from priorities.services.steps import WrongStep
from tests.conftest import Cast, SmallPlan
from tests.factories import TODAY
from tests.priorities.reporting import report, revision_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _several_connections(db: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory is one connection: nobody else can write beside it")


def at_once(*steps: Callable[[], object]) -> list[object]:
    """What each step gave or raised, all begun together."""

    def run(step: Callable[[], object]) -> object:
        try:
            return step()
        except (StaleRevision, WrongStep) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


def test_two_first_drafts_at_once_make_one_and_a_conflict(cast: Cast, rows: SmallPlan) -> None:
    def begin() -> Update:
        return services.update_draft(
            action=rows.led, report=report(rows), revision=revision_of(rows.led), by=cast.manager
        )

    outcomes = at_once(begin, begin, begin)

    assert sum(isinstance(outcome, Update) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, StaleRevision) for outcome in outcomes) == 2


def test_accepting_and_taking_back_at_once_do_one_of_them(cast: Cast, rows: SmallPlan) -> None:
    update = services.update_submit(
        action=rows.led,
        report=report(rows),
        revision=revision_of(rows.led),
        by=cast.subgroup_chair,
        accepts=False,
        today=TODAY,
    )

    outcomes = at_once(
        lambda: services.update_accept(update=update, revision=update.revision, by=cast.manager),
        lambda: services.update_take_back(update=update, by=cast.subgroup_chair),
    )

    assert sum(isinstance(outcome, WrongStep) for outcome in outcomes) == 1
