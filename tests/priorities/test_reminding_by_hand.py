"""Reminded by hand: at once, but never within five days of the last e-mail."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from priorities.models import Reminder, UpdateRound
from priorities.services.rounds import remind_now, round_close
from tests import factories as make
from tests.conftest import Cast, SmallPlan
from tests.factories import LONDON, TODAY
from tests.priorities.test_round_services import all_sent, open_round, refusal, sweep

DAY = dt.timedelta(days=1)
NOW = dt.datetime.combine(TODAY, dt.time(10), LONDON)


@pytest.fixture
def opened(cast: Cast, rows: SmallPlan) -> UpdateRound:
    """A round over the whole plan, opened now."""
    return open_round(cast, rows, make.meeting(board=cast.board))


def test_reminder_by_hand_is_owed_at_once(cast: Cast, opened: UpdateRound) -> None:
    reminder = remind_now(round_=opened, user=cast.lead.pk)

    assert reminder.is_by_hand
    assert reminder.is_owed
    assert "on its way" in refusal(lambda: remind_now(round_=opened, user=cast.lead.pk))


def test_reminder_by_hand_within_five_days_is_refused_with_the_day_it_can_be(
    cast: Cast, opened: UpdateRound, clock: time_machine.Traveller
) -> None:
    sweep(TODAY)
    all_sent(TODAY)

    clock.move_to(NOW + 5 * DAY)
    told = refusal(lambda: remind_now(round_=opened, user=cast.lead.pk))
    clock.move_to(NOW + 6 * DAY)

    assert "25 November 2026" in told
    assert "from 1 December 2026 on" in told
    assert remind_now(round_=opened, user=cast.lead.pk).is_owed


def test_sweep_leaves_who_was_reminded_by_hand_in_peace(
    cast: Cast, opened: UpdateRound, clock: time_machine.Traveller
) -> None:
    clock.move_to(dt.datetime.combine(opened.due_on - 8 * DAY, dt.time(10), LONDON))
    remind_now(round_=opened, user=cast.lead.pk)
    all_sent(opened.due_on - 8 * DAY)

    sweep(opened.due_on - 7 * DAY)

    assert not Reminder.objects.filter(user=cast.lead, sent_at__isnull=True).exists()


def test_nobody_is_reminded_by_hand_of_nothing(cast: Cast, opened: UpdateRound) -> None:
    assert "Nothing is owed" in refusal(lambda: remind_now(round_=opened, user=cast.member.pk))
    round_close(round_=opened, by=cast.manager)
    opened.refresh_from_db()
    assert "Nothing is owed" in refusal(lambda: remind_now(round_=opened, user=cast.lead.pk))


def test_reminder_dropped_today_can_be_owed_again_by_hand(cast: Cast, opened: UpdateRound) -> None:
    sweep(TODAY)
    Reminder.objects.update(dropped_at=NOW, attempts=1, trouble="The address was refused (550).")

    again = remind_now(round_=opened, user=cast.lead.pk)

    assert (again.is_owed, again.trouble, again.attempts) == (True, "", 0)
