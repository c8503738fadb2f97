"""Security events are added once: neither a page, nor Django, nor SQL changes one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import Error, connection, transaction

from boardplan.audit.context import RequestContext, begin, end
from boardplan.audit.events import Event, EventKind, NeverChanged, record_event
from tests import factories as make

pytestmark = pytest.mark.django_db

ON_POSTGRESQL = connection.vendor == "postgresql"


@pytest.fixture
def event() -> Event:
    return record_event(EventKind.EXPORTED, board="a", plan=1)


CHANGES: dict[str, Callable[[Event], object]] = {
    "save": lambda event: event.save(),
    "delete": lambda event: event.delete(),
    "update all": lambda _: Event.objects.update(board="b"),
    "delete some": lambda event: Event.objects.filter(pk=event.pk).delete(),
    "delete all": lambda _: Event.objects.all().delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_event_is_not_changed_through_django(event: Event, change: str) -> None:
    with pytest.raises(NeverChanged):
        CHANGES[change](event)

    assert Event.objects.get().board == "a"


def refused(sql: str) -> bool:
    """Whether the database refuses the statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except Error:
        return True
    return False


def test_event_is_not_changed_by_sql(event: Event) -> None:
    assert refused("UPDATE audit_event SET board = 'b'")
    assert Event.objects.get().board == "a"


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite lets a restore empty the table by DELETE")
def test_event_is_not_deleted_by_sql(event: Event) -> None:
    assert refused("DELETE FROM audit_event")
    assert Event.objects.count() == 1


def test_event_holds_the_request_it_happened_in() -> None:
    begin(RequestContext(id="4f2a11eebe56", address="203.0.113.9", user_id=7))

    event = record_event(EventKind.EXPORTED)

    end()
    assert (event.request_id, event.address, event.user_id) == ("4f2a11eebe56", "203.0.113.9", 7)


def test_event_holds_who_did_it_rather_than_who_is_signed_in() -> None:
    person = make.user()
    begin(RequestContext(user_id=person.pk + 1))

    event = record_event(EventKind.SIGNED_IN, user=person)

    end()
    assert event.user_id == person.pk
