"""Write a board's progress-to-board pack as a PDF file."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from boardplan.audit.events import EventKind, record_event
from plans.command_line import PlanCommand, find_plan, read_day, read_past_day, write_file
from priorities.snapshot import RecordNotBegun, plan_document
from reports.pack import Edition, board_pack
from reports.pdf import PdfError


class Command(PlanCommand):
    """Write the pack, now or as at a date, or raise CommandError with a one-line reason."""

    help = "Write the progress-to-board pack of a board's current plan as a PDF file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--board", required=True, metavar="SLUG")
        parser.add_argument("--meeting", metavar="DATE", help="the meeting it is made for")
        parser.add_argument("--as-at", metavar="DATE", help="the plan as it stood on that day")
        parser.add_argument("--public", action="store_true", help="without the exceptions")
        parser.add_argument("-o", "--output", required=True, metavar="FILE.pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        as_at = read_past_day("--as-at", options["as_at"])
        meeting = read_day("--meeting", options["meeting"])
        edition = Edition.PUBLIC if options["public"] else Edition.MEMBERS
        day = as_at or timezone.localdate()
        try:
            plan = find_plan(options["board"])
            document = plan_document(plan, as_at=as_at)
            data = board_pack(document, as_at=day, edition=edition, meeting=meeting)
        except (RecordNotBegun, PdfError) as reason:
            raise CommandError(str(reason)) from reason
        write_file(options["output"], data)
        form = f"{edition.name.lower()} pack"
        record_event(EventKind.EXPORTED, board=options["board"], plan=plan.pk, form=form)
