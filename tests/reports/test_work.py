"""The worker: a turn does what is owed; it outlives a database that is away, and ends in peace."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

import pytest
from django.core import mail
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import OperationalError, connections
from pytest_django import Settings

from boardplan.upkeep.worker import worker_is_alive, worker_seen_at
from priorities.models import Reminder
from reports import work
from reports.work import Worker
from tests import factories as make
from tests.conftest import Cast, SmallPlan


def test_one_turn_queues_and_sends_what_is_due(cast: Cast, rows: SmallPlan) -> None:
    make.update_round(plan=rows.plan)

    call_command("worker", "--once")

    addresses = sorted(message.to[0] for message in mail.outbox)
    assert addresses == sorted([cast.lead.email, cast.subgroup_chair.email])
    assert not Reminder.objects.owed().exists()
    assert worker_seen_at() is not None


def test_second_turn_sends_nothing_twice(cast: Cast, rows: SmallPlan) -> None:
    make.update_round(plan=rows.plan)

    call_command("worker", "--once")
    call_command("worker", "--once")

    assert len(mail.outbox) == 2


def test_worker_sweeps_once_a_minute_and_delivers_each_turn(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(work, "reminders_sweep", lambda _: done.append("sweep"))
    monkeypatch.setattr(work, "deliver_owed", lambda **_: done.append("deliver"))
    worker = Worker()

    for _ in range(3):
        worker.turn()

    assert done == ["sweep", "deliver", "deliver", "deliver"]


def test_worker_outlives_a_database_that_is_away(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    worker = Worker()
    turns: list[int] = []
    pauses: list[float] = []

    def turn() -> None:
        turns.append(1)
        if len(turns) < 4:
            raise OperationalError("gone")

    def wait(seconds: float) -> None:
        pauses.append(seconds)
        if len(turns) == 4:
            worker.stop()

    monkeypatch.setattr(worker, "turn", turn)
    monkeypatch.setattr(worker._stop, "wait", wait)

    worker.work()

    assert pauses == [3.0, 6.0, 12.0, work.PAUSE]
    assert "The database is away" in caplog.text


def test_worker_outlives_a_turn_that_fails(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = Worker()

    def turn() -> None:
        worker.stop()
        raise RuntimeError

    monkeypatch.setattr(worker, "turn", turn)

    worker.work()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_worker_ends_when_it_is_told_to(
    db: None, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    before = [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)]
    monkeypatch.setattr(Worker, "turn", lambda _: os.kill(os.getpid(), number))
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    began = time.perf_counter()

    call_command("worker")

    for each, handler in zip((signal.SIGTERM, signal.SIGINT), before, strict=True):
        signal.signal(each, handler)
    assert time.perf_counter() - began < 1


def test_check_says_since_when_no_worker_is_there(db: None, clock: Any, settings: Settings) -> None:
    assert "No worker has been at work yet" in asked()
    settings.WORKER_MARK.touch()
    hour_ago = time.time() - 3600
    os.utime(settings.WORKER_MARK, (hour_ago, hour_ago))

    assert "since 25 November 2026 at 9:00am" in asked()


def test_check_is_content_with_a_worker_at_work(db: None) -> None:
    worker_is_alive()

    assert asked() == ""


def asked() -> str:
    found = run_checks(include_deployment_checks=True, databases=["default"])
    return " ".join(str(each.msg) for each in found if each.id == "boardplan.W005")
