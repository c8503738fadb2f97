"""``manage.py export_plan``: a plan as a file."""

import datetime as dt
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from boardplan.audit.events import EventKind, record_event
from plans.command_line import PlanCommand, find_plan, read_past_day, write_file
from plans.models import NotAsFrozen, Plan
from priorities.document import PlanDocument
from priorities.snapshot import RecordNotBegun, plan_document
from priorities.states import NoSuchState, version_numbered, version_state
from reports.exports.excel_cells import TooLongForExcel
from reports.exports.formats import FORMATS


class Command(PlanCommand):
    """Write a plan: now, as at a date, or as one of its versions was issued."""

    help = "Export a board's plan."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """A parser in which --version is ours, and not the framework's."""
        return super().create_parser(
            prog_name, subcommand, **{**kwargs, "conflict_handler": "resolve"}
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--board", required=True, metavar="SLUG")
        parser.add_argument("--plan", metavar="SLUG", help="default: the current business plan")
        when = parser.add_mutually_exclusive_group()
        when.add_argument("--as-at", metavar="DATE", help="as it stood at the end of this day")
        when.add_argument("--version", metavar="N", type=int, dest="number", help="as issued")
        parser.add_argument("--format", required=True, choices=list(FORMATS))
        parser.add_argument("-o", "--output", metavar="FILE", help="default: standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or raise CommandError with a one-line reason."""
        form = FORMATS[options["format"]]
        if form.is_binary and not options["output"] and sys.stdout.isatty():
            raise CommandError(f"{form.label} is no text for a screen: name a file with -o.")
        plan = find_plan(options["board"], options["plan"])
        try:
            data = form.make(*_document(plan, options))
        except (RecordNotBegun, NoSuchState, NotAsFrozen, TooLongForExcel) as reason:
            raise CommandError(str(reason)) from reason
        if options["output"]:
            write_file(options["output"], data)
        else:
            _to_standard_output(data)
        record_event(
            EventKind.EXPORTED, board=options["board"], plan=plan.pk, form=options["format"]
        )


def _document(plan: Plan, options: dict[str, Any]) -> tuple[PlanDocument, dt.date]:
    """The plan that was asked for, and the day that it speaks of."""
    if options["number"] is not None:
        state = version_state(version_numbered(plan, options["number"]))
        return state.document, state.day
    as_at = read_past_day("--as-at", options["as_at"])
    return plan_document(plan, as_at=as_at), as_at or timezone.localdate()


def _to_standard_output(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
