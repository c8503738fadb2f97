"""``manage.py export_plan``: a plan as a file."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boardplan.audit.events import EventKind, record_event
from plans.command_line import find_plan, read_past_day, write_file
from priorities.snapshot import RecordNotBegun, plan_document


class Command(BaseCommand):
    """Write a plan, now or as at a date."""

    help = "Export a board's plan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--board", required=True, metavar="SLUG")
        parser.add_argument("--plan", metavar="SLUG", help="default: the current business plan")
        parser.add_argument("--as-at", metavar="DATE", help="as it stood at the end of this day")
        parser.add_argument("--format", required=True, choices=["json"])
        parser.add_argument("-o", "--output", metavar="FILE", help="default: standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or raise CommandError with a one-line reason."""
        plan = find_plan(options["board"], options["plan"])
        as_at = read_past_day("--as-at", options["as_at"])
        try:
            document = plan_document(plan, as_at=as_at)
        except RecordNotBegun as reason:
            raise CommandError(str(reason)) from reason
        text = json.dumps(document.to_json(), ensure_ascii=False, indent=2) + "\n"
        if options["output"]:
            write_file(options["output"], text.encode())
        else:
            sys.stdout.write(text)
        record_event(
            EventKind.EXPORTED, board=options["board"], plan=plan.pk, form=options["format"]
        )
