"""``manage.py export_plan``: a plan as a file."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boardplan.ui.uk_dates import NotADateError, read_date
from plans.finding import PlanNotFound, find_plan
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
        try:
            plan = find_plan(options["board"], options["plan"])
            as_at = read_date(options["as_at"]) if options["as_at"] else None
            document = plan_document(plan, as_at=as_at)
        except (PlanNotFound, NotADateError, RecordNotBegun) as reason:
            raise CommandError(str(reason)) from reason
        text = json.dumps(document.to_json(), ensure_ascii=False, indent=2) + "\n"
        self._write(text, options["output"])

    def _write(self, text: str, output: str | None) -> None:
        if output is None:
            sys.stdout.write(text)
            return
        try:
            Path(output).write_text(text, encoding="utf-8")
        except OSError as refused:
            raise CommandError(f"{output} cannot be written: {refused.strerror}.") from refused
