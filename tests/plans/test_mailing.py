"""Owed e-mails are delivered at least once, with the same number, and nobody is pestered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from pytest_django import Settings

from boardplan.accounts.models import User
from plans import mailing
from plans.mailing import deliver_owed, message_id
from priorities.models import Reminder, UpdateRound
from tests import factories as make
from tests.conftest import Cast, SmallPlan
from tests.factories import LONDON, TODAY
from tests.plans.mail_server import MailServer, running

NOW = dt.datetime.combine(TODAY, dt.time(10), LONDON)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with running(settings) as server:
        yield server


@pytest.fixture
def opened(rows: SmallPlan) -> UpdateRound:
    found: UpdateRound = make.update_round(plan=rows.plan)
    return found


@pytest.fixture
def reminder(cast: Cast, opened: UpdateRound) -> Reminder:
    """Owed to the person behind the post, who has an action to report on."""
    found: Reminder = make.reminder(round=opened, user=cast.lead)
    return found


def now(reminder: Reminder) -> Reminder:
    reminder.refresh_from_db()
    return reminder


def test_owed_mail_is_sent_once(reminder: Reminder, server: MailServer) -> None:
    assert (deliver_owed(), deliver_owed()) == (1, 0)

    assert server.numbers == [message_id(reminder)]
    assert str(reminder.key) in message_id(reminder)
    assert now(reminder).sent_at is not None
    assert (reminder.attempts, reminder.trouble, reminder.leased_until) == (1, "", None)


def test_many_go_over_one_connection(
    cast: Cast, rows: SmallPlan, opened: UpdateRound, server: MailServer
) -> None:
    make.reminder(round=opened, user=cast.lead)
    make.reminder(round=opened, user=cast.subgroup_chair)
    assert deliver_owed() == 2
    assert server.connections == 1


def test_mail_of_a_server_that_is_away_is_tried_again_after_growing_pauses(
    reminder: Reminder, server: MailServer, clock: time_machine.Traveller
) -> None:
    server.mood = "closed"
    pauses = []
    for _ in range(6):
        deliver_owed()
        pauses.append(round((now(reminder).try_after - _clock_now()) / MINUTE))
        clock.move_to(reminder.try_after)
    assert pauses == [1, 5, 15, 60, 60, 60]
    assert "mail server could not take it" in reminder.trouble

    server.mood = "well"

    assert deliver_owed() == 1
    assert (now(reminder).trouble, len(server.taken)) == ("", 1)


def _clock_now() -> dt.datetime:
    return dt.datetime.now(LONDON)


def test_mail_is_not_tried_before_its_time(
    reminder: Reminder, server: MailServer, clock: time_machine.Traveller
) -> None:
    server.mood = "greylists"
    deliver_owed()
    server.mood = "well"

    assert deliver_owed() == 0
    assert "asked to wait (451)" in now(reminder).trouble
    clock.shift(2 * MINUTE)
    assert deliver_owed() == 1


def test_server_that_takes_a_mail_and_breaks_gets_it_once_more_with_the_same_number(
    reminder: Reminder, server: MailServer, clock: time_machine.Traveller
) -> None:
    server.mood = "breaks"
    deliver_owed()
    server.mood = "well"
    clock.shift(2 * MINUTE)

    deliver_owed()
    clock.shift(100 * MINUTE)
    deliver_owed()

    assert server.numbers == [message_id(reminder)] * 2


def test_worker_killed_between_sending_and_marking_sends_the_same_number_again(
    reminder: Reminder,
    server: MailServer,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(mailing, "_close", killed)
        with pytest.raises(KeyboardInterrupt):
            deliver_owed()
    assert deliver_owed() == 0, "another worker keeps off while the lease holds"

    clock.shift(6 * MINUTE)

    assert deliver_owed() == 1
    assert server.numbers == [message_id(reminder)] * 2


def test_address_that_is_refused_is_not_tried_again(
    cast: Cast, reminder: Reminder, server: MailServer, clock: time_machine.Traveller
) -> None:
    server.refused = {cast.lead.email}

    deliver_owed()
    clock.shift(200 * MINUTE)
    deliver_owed()

    assert server.taken == []
    assert now(reminder).dropped_at is not None
    assert (reminder.trouble, reminder.attempts) == ("The address was refused (550).", 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"is_active": False}, mailing.NOT_ACTIVE),
        ({"email": ""}, mailing.NO_ADDRESS),
    ],
)
def test_mail_to_who_cannot_be_reached_is_dropped(
    cast: Cast, reminder: Reminder, server: MailServer, change: dict[str, Any], words: str
) -> None:
    User.objects.filter(pk=cast.lead.pk).update(**change)

    assert deliver_owed() == 0

    assert (now(reminder).is_owed, reminder.trouble) == (False, words)
    assert server.taken == []


def test_who_owes_nothing_any_more_is_not_written_to(
    cast: Cast, rows: SmallPlan, reminder: Reminder
) -> None:
    rows.draft.status, rows.draft.submitted_at = "submitted", NOW
    rows.draft.record(by=cast.lead)

    assert deliver_owed() == 0
    assert now(reminder).trouble == mailing.NOTHING_TO_SAY
    assert reminder.attempts == 0
    assert django_mail.outbox == []


def test_mail_that_cannot_be_written_keeps_no_other_back(
    cast: Cast, opened: UpdateRound, reminder: Reminder, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.reminder(round=opened, user=cast.subgroup_chair)
    written = Reminder.message

    def broken(self: Reminder) -> EmailMessage | None:
        if self.pk == reminder.pk:
            raise RuntimeError("words of somebody's update")
        return written(self)

    monkeypatch.setattr(Reminder, "message", broken)

    assert deliver_owed() == 1
    assert now(reminder).trouble == "It could not be written: RuntimeError"


def test_worker_that_is_told_to_stop_stops_between_two_mails(
    cast: Cast, opened: UpdateRound, reminder: Reminder
) -> None:
    make.reminder(round=opened, user=cast.subgroup_chair)

    assert deliver_owed(goes_on=lambda: False) == 1
    assert Reminder.objects.owed().get().leased_until is None


def test_server_that_is_away_is_asked_once_a_turn(
    cast: Cast, opened: UpdateRound, reminder: Reminder, server: MailServer
) -> None:
    make.reminder(round=opened, user=cast.subgroup_chair)
    server.mood = "closed"

    deliver_owed()

    assert server.connections == 1
    assert Reminder.objects.due(NOW + MINUTE / 2).count() == 1
