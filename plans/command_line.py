"""What commands take and give: a plan by its slug, days, files; with one-line reasons."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from boardplan.ui.uk_dates import NotADateError, read_date
from plans.models import Board, Plan


class PlanCommand(BaseCommand):
    """A command that reads or writes one board's plan.

    It leaves the checks of the installation to "check" and the server: they load every page there
    is, which takes longer than to write a plan (measured: one of two seconds).
    """

    requires_system_checks = ()


def find_plan(board_slug: str, plan_slug: str | None = None) -> Plan:
    """The plan with this slug, or the board's current business plan.

    Raises CommandError. For commands only: pages fetch plans through their reader's access.
    """
    board = Board.objects.filter(slug=board_slug).first()
    if board is None:
        raise CommandError(f"There is no board “{board_slug}”.")
    plans = Plan.objects.filter(board=board)
    found = plans.whole().filter(slug=plan_slug) if plan_slug else plans.current()
    plan: Plan | None = found.first()
    if plan is None:
        wanted = f"plan “{plan_slug}”" if plan_slug else "current business plan"
        raise CommandError(f"{board.name} has no {wanted}.")
    return plan


def read_day(option: str, text: str | None) -> dt.date | None:
    """The day that was given with ``option``; None without. Raises CommandError."""
    try:
        return read_date(text) if text is not None else None
    except NotADateError as wrong:
        raise CommandError(f"{option}: {wrong}") from wrong


def read_past_day(option: str, text: str | None) -> dt.date | None:
    """As ``read_day``, for a day that the record can speak of: today or earlier."""
    day = read_day(option, text)
    if day and day > timezone.localdate():
        raise CommandError(f"{option}: that day is still to come, and nothing is recorded of it.")
    return day


def write_file(output: str, data: bytes) -> None:
    """Write the file whole. Raises CommandError where the system refuses."""
    try:
        Path(output).write_bytes(data)
    except OSError as refused:
        raise CommandError(f"{output} cannot be written: {refused.strerror}.") from refused
