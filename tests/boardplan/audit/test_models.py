"""Tracked rows and one-time keys: nobody writes over another, nothing is stored twice."""

import datetime as dt
import uuid

import pytest

from boardplan.audit.models import (
    AlreadyStored,
    FormReceipt,
    KeyUsedAgain,
    StaleRevision,
    stored_once,
)
from plans.models import Agency
from tests import factories as make
from tests.conftest import Cast


def test_record_puts_person_reason_and_time_into_the_history(cast: Cast) -> None:
    when = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)

    agency = Agency(board=cast.board, name="Police").record(
        by=cast.manager, reason="Joined", at=when
    )

    [entry] = agency.history.all()
    assert (entry.history_user, entry.history_change_reason) == (cast.manager, "Joined")
    assert entry.history_date == when


def test_each_record_is_the_next_revision(cast: Cast) -> None:
    agency: Agency = make.agency(board=cast.board)

    agency.record(by=cast.manager)

    agency.refresh_from_db()
    assert agency.revision == 2


def test_revise_of_the_revision_that_was_read_is_saved(cast: Cast) -> None:
    agency: Agency = make.agency(board=cast.board)
    agency.name = "Kent Police"

    agency.revise(revision=1, by=cast.manager, reason="Renamed")

    agency.refresh_from_db()
    assert (agency.name, agency.revision) == ("Kent Police", 2)
    assert agency.history.latest().history_change_reason == "Renamed"


def test_revise_of_what_somebody_else_saved_since_is_refused(cast: Cast) -> None:
    first: Agency = make.agency(board=cast.board)
    second = Agency.objects.get(pk=first.pk)
    first.name, second.name = "Hers", "His"
    first.revise(revision=1, by=cast.manager)

    with pytest.raises(StaleRevision, match="saved by someone else"):
        second.revise(revision=1, by=cast.deputy)

    second.refresh_from_db()
    assert second.name == "Hers"
    assert second.history.count() == 2


def test_form_stored_once_is_not_stored_again(cast: Cast) -> None:
    key = uuid.uuid4()
    with stored_once(key, by=cast.manager, location="/there/", digest="a"):
        make.agency(board=cast.board)

    with (
        pytest.raises(AlreadyStored, match="/there/"),
        stored_once(key, by=cast.manager, location="/elsewhere/", digest="a"),
    ):
        make.agency(board=cast.board)

    assert Agency.objects.count() == 1
    assert "/there/" in str(FormReceipt.objects.get())


def test_key_that_comes_with_other_words_is_refused(cast: Cast) -> None:
    key = uuid.uuid4()
    with stored_once(key, by=cast.manager, location="/there/", digest="a"):
        make.agency(board=cast.board)

    with (
        pytest.raises(KeyUsedAgain),
        stored_once(key, by=cast.manager, location="/there/", digest="b"),
    ):
        make.agency(board=cast.board)

    assert Agency.objects.count() == 1


def test_form_that_failed_leaves_its_key_unused(cast: Cast) -> None:
    def fail_half_way() -> None:
        with stored_once(uuid.uuid4(), by=cast.manager, location="/there/", digest="a"):
            make.agency(board=cast.board)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()

    assert not FormReceipt.objects.exists()
    assert not Agency.objects.exists()
