"""Write a board's progress-to-board pack as a PDF file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from boardplan.ui.uk_dates import NotADateError, read_date
from plans.finding import PlanNotFound, find_plan
from priorities.snapshot import RecordNotBegun, plan_document
from reports.pack import Edition, board_pack
from reports.pdf import PdfError


class Command(BaseCommand):
    """Write the pack, now or as at a date, or raise CommandError with a one-line reason."""

    help = "Write the progress-to-board pack of a board's current plan as a PDF file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--board", required=True, metavar="SLUG")
        parser.add_argument("--meeting", metavar="DATE", help="the meeting it is made for")
        parser.add_argument("--as-at", metavar="DATE", help="the plan as it stood on that day")
        parser.add_argument("--public", action="store_true", help="without the exceptions")
        parser.add_argument("-o", "--output", required=True, metavar="FILE.pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        as_at = _as_at(options["as_at"])
        meeting = _date("--meeting", options["meeting"])
        edition = Edition.PUBLIC if options["public"] else Edition.MEMBERS
        day = as_at or timezone.localdate()
        try:
            plan = find_plan(options["board"])
            document = plan_document(plan, as_at=as_at)
            data = board_pack(document, as_at=day, edition=edition, meeting=meeting)
        except (PlanNotFound, RecordNotBegun, PdfError) as reason:
            raise CommandError(str(reason)) from reason
        _write(data, options["output"])


def _write(data: bytes, output: str) -> None:
    try:
        Path(output).write_bytes(data)
    except OSError as refused:
        raise CommandError(f"{output} cannot be written: {refused.strerror}.") from refused


def _as_at(text: str | None) -> dt.date | None:
    day = _date("--as-at", text)
    if day and day > timezone.localdate():
        raise CommandError("--as-at: that day is still to come, and nothing is recorded of it.")
    return day


def _date(option: str, text: str | None) -> dt.date | None:
    try:
        return read_date(text) if text is not None else None
    except NotADateError as wrong:
        raise CommandError(f"{option}: {wrong}") from wrong
