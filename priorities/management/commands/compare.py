"""``manage.py compare``: what changed in a plan between two days."""

import datetime as dt
import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from boardplan.audit.events import EventKind, record_event
from plans.command_line import PlanCommand, find_plan, read_past_day
from plans.lead_names import same_lead
from plans.models import Plan
from priorities.compare import changes_json, compare
from priorities.compare.telling import changes_text
from priorities.document import PlanDocument
from priorities.snapshot import RecordNotBegun, plan_document

NOW = "now"


class Command(PlanCommand):
    """Print what changed in a plan between two days, or from one until now."""

    help = "Compare a board's plan as it stood on one day with another, or with now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("before", metavar="A", help="a date, or “now”")
        parser.add_argument("after", metavar="B", help="a date, or “now”")
        parser.add_argument("--board", required=True, metavar="SLUG")
        parser.add_argument("--plan", metavar="SLUG", help="default: the current business plan")
        parser.add_argument("--json", action="store_true", help="boardplan/changes@1")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the changes, or raise CommandError with a one-line reason."""
        plan = find_plan(options["board"], options["plan"])
        days = [_day(options[name]) for name in ("before", "after")]
        before, after = (_document(plan, day) for day in days)
        names = [day.isoformat() if day else NOW for day in days]
        changes = compare(before, after, same_lead=same_lead(plan.board))
        if options["json"]:
            data = changes_json(changes, *names)
            sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        else:
            lines = [*changes_text(changes, before, after)] or ["Nothing changed."]
            sys.stdout.write("\n".join(lines) + "\n")
        record_event(EventKind.EXPORTED, board=options["board"], plan=plan.pk, form="changes")


def _day(text: str) -> dt.date | None:
    """The day that was asked for; None for now. Raises CommandError."""
    words = text.strip()
    if words.isdecimal():
        raise CommandError(f"{words}: this plan has no issued versions yet. Give dates, or “now”.")
    return None if words.casefold() == NOW else read_past_day(words, words)


def _document(plan: Plan, day: dt.date | None) -> PlanDocument:
    try:
        return plan_document(plan, as_at=day)
    except RecordNotBegun as reason:
        raise CommandError(str(reason)) from reason
