"""``manage.py export_plan``: a plan as a file."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from boardplan.audit.events import EventKind, record_event
from plans.command_line import PlanCommand, find_plan, read_past_day, write_file
from priorities.snapshot import RecordNotBegun, plan_document
from reports.exports.excel_cells import TooLongForExcel
from reports.exports.formats import FORMATS


class Command(PlanCommand):
    """Write a plan, now or as at a date."""

    help = "Export a board's plan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--board", required=True, metavar="SLUG")
        parser.add_argument("--plan", metavar="SLUG", help="default: the current business plan")
        parser.add_argument("--as-at", metavar="DATE", help="as it stood at the end of this day")
        parser.add_argument("--format", required=True, choices=list(FORMATS))
        parser.add_argument("-o", "--output", metavar="FILE", help="default: standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or raise CommandError with a one-line reason."""
        form = FORMATS[options["format"]]
        if form.is_binary and not options["output"] and sys.stdout.isatty():
            raise CommandError(f"{form.label} is no text for a screen: name a file with -o.")
        plan = find_plan(options["board"], options["plan"])
        as_at = read_past_day("--as-at", options["as_at"])
        try:
            document = plan_document(plan, as_at=as_at)
            data = form.make(document, as_at or timezone.localdate())
        except (RecordNotBegun, TooLongForExcel) as reason:
            raise CommandError(str(reason)) from reason
        if options["output"]:
            write_file(options["output"], data)
        else:
            _to_standard_output(data)
        record_event(
            EventKind.EXPORTED, board=options["board"], plan=plan.pk, form=options["format"]
        )


def _to_standard_output(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
