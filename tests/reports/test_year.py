"""The year of a board: who was written to and when; nobody too often, and nothing is lost."""

from __future__ import annotations

import datetime as dt
import itertools
import sys
from collections import Counter
from collections.abc import Iterator

import pytest
import time_machine
from pytest_django import Settings

from priorities.models import Reminder, UpdateRound
from tests.factories import LONDON
from tests.plans.mail_server import MailServer, running
from tests.reports.year import (
    HABITS,
    MEETINGS,
    OPENS_BEFORE,
    SERVER_BREAKS,
    SERVER_DOWN,
    Year,
    board_of_twelve,
    live,
    told,
)


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with running(settings) as server:
        yield server


@pytest.fixture
def year(db: None, server: MailServer) -> Iterator[Year]:
    with time_machine.travel(dt.datetime(2027, 1, 1, tzinfo=LONDON), tick=False) as clock:
        yield live(board_of_twelve(), server, clock)


def test_year_of_a_board(year: Year) -> None:
    """One test, for a year takes a while; shown with ``-s``."""
    sys.stdout.write(f"\n{told(year)}")

    days = {habit: [at.date() for at in sent] for habit, sent in year.sent.items()}
    opened = [day - OPENS_BEFORE * dt.timedelta(days=1) for day in MEETINGS]
    assert year.wrongly == [], "somebody who owed nothing was written to"
    for habit, sent in days.items():
        between = [(b - a).days for a, b in itertools.pairwise(sent)]
        assert all(gap > 5 for gap in between), f"{habit} was written to twice within 5 days"
    for habit in set(HABITS) - {"bounces"}:
        assert set(opened) <= set(days[habit]), f"{habit} was not told of a round"
    assert days["at once"] == opened
    assert days["after a week"] == opened
    assert all(len(days[late]) > len(days["at once"]) for late in ("a day late", "never"))
    assert days["never"] == days["draft only"]
    assert days["bounces"] == []

    # The hour without a mail server lost nothing; what it broke off came again as the same one.
    repeats = [number for number, count in Counter(year.numbers).items() if count > 1]
    assert 1 <= len(repeats) <= len(HABITS)
    assert max(Counter(year.numbers).values()) == 2
    again = Reminder.objects.filter(key__in=[number[1:37] for number in repeats])
    assert {row.on for row in again} == {SERVER_BREAKS.date()}
    put_off = [at for sent in year.sent.values() for at in sent if at.date() == opened[1]]
    assert min(put_off) >= SERVER_DOWN[1]

    assert not UpdateRound.objects.open().exists(), "each round closed after its meeting"
    assert not Reminder.objects.owed().exists()
    assert set(Reminder.objects.exclude(trouble="").values_list("trouble", flat=True)) == {
        "The address was refused (550)."
    }
