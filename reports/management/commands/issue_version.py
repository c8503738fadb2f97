"""``manage.py issue_version``: a plan is issued as its next version, with its PDF."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import timezone

from plans.command_line import PlanCommand, find_plan, read_past_day
from plans.models import Plan, PlanVersion
from priorities.services.versions import MOST
from reports.issuing import version_print, version_publish
from reports.pdf import PdfError


class Command(PlanCommand):
    """Issue the plan as it is now, or raise CommandError with a one-line reason."""

    help = "Issue a board's plan as its next version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--board", required=True, metavar="SLUG")
        parser.add_argument("--plan", metavar="SLUG", help="default: the current business plan")
        parser.add_argument("--note", required=True, metavar="TEXT", help="what is new in it")
        parser.add_argument("--label", default="", metavar="TEXT", help="such as “Final”")
        parser.add_argument("--number", type=int, metavar="N", help="default: the next one")
        parser.add_argument("--dated", metavar="DATE", help="date of the version; default: today")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = find_plan(options["board"], options["plan"])
        _check(options)
        try:
            version = _issued(plan, options)
        except (ValidationError, PdfError, OSError) as reason:
            raise CommandError(_one_line(reason)) from reason
        sys.stdout.write(f"{version} of {plan.title} is issued.\n")


def _check(options: dict[str, Any]) -> None:
    """Refuse what need not be printed first."""
    if not options["note"].strip():
        raise CommandError("--note: say in a sentence what is new in this version.")
    if len(options["label"]) > PlanVersion._meta.get_field("label").max_length:  # type: ignore[operator]
        raise CommandError("--label: at most 80 characters.")
    if options["number"] is not None and not 0 < options["number"] <= MOST:
        raise CommandError("--number: a version has a whole number from 1 on.")


def _issued(plan: Plan, options: dict[str, Any]) -> PlanVersion:
    dated_on = read_past_day("--dated", options["dated"]) or timezone.localdate()
    named = {"number": options["number"], "label": options["label"], "dated_on": dated_on}
    printed = version_print(plan=plan, **named)
    return version_publish(plan=plan, printed=printed, note=options["note"], by=None, meeting=None)


def _one_line(reason: Exception) -> str:
    return " ".join(reason.messages) if isinstance(reason, ValidationError) else str(reason)
