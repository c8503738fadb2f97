"""Two e-mails with a link for one person in the same moment, on a database that lets them."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from plans.access import LinkAccess
from priorities.models import UpdatesLink
from priorities.services.links import link_access, link_make, link_of
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 4


@pytest.fixture(autouse=True)
def _several_connections(db: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory is one connection: nobody else can write beside it")


@pytest.mark.parametrize("is_same_mail", [True, False])
def test_links_made_in_the_same_moment_leave_one_that_holds(cast: Cast, is_same_mail: bool) -> None:
    together = Barrier(AT_ONCE)

    def make(number: int) -> str:
        try:
            together.wait(10)
            key = uuid.UUID(int=1 if is_same_mail else number + 1)
            return link_make(board=cast.board, user=cast.lead, key=key)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        tokens = list(pool.map(make, range(AT_ONCE)))

    assert len(set(tokens)) == (1 if is_same_mail else AT_ONCE)
    assert UpdatesLink.objects.count() == len(set(tokens))
    opened = [token for token in tokens if isinstance(link_access(link_of(token)), LinkAccess)]
    assert len(set(opened)) == 1
