"""``manage.py compare``: what changed in a plan between two versions, days, or until now."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from boardplan.audit.events import EventKind, record_event
from plans.command_line import PlanCommand, find_plan
from plans.lead_names import same_lead
from plans.models import NotAsFrozen, Plan
from priorities.compare import changes_json, compare
from priorities.compare.telling import changes_text
from priorities.states import NoSuchState, PlanState, plan_state

STATE = "a version's number, a date, or “now”"


class Command(PlanCommand):
    """Print what changed in a plan between two versions or days, or from one until now."""

    help = "Compare a board's plan as it was in one version, or on one day, with another."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("before", metavar="A", help=STATE)
        parser.add_argument("after", metavar="B", help=STATE)
        parser.add_argument("--board", required=True, metavar="SLUG")
        parser.add_argument("--plan", metavar="SLUG", help="default: the current business plan")
        parser.add_argument("--json", action="store_true", help="boardplan/changes@1")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the changes, or raise CommandError with a one-line reason."""
        plan = find_plan(options["board"], options["plan"])
        before, after = (_state(plan, options[name]) for name in ("before", "after"))
        documents = before.document, after.document
        changes = compare(*documents, same_lead=same_lead(plan.board))
        if options["json"]:
            data = changes_json(changes, before.name, after.name)
            sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        else:
            lines = [*changes_text(changes, *documents)] or ["Nothing changed."]
            sys.stdout.write("\n".join(lines) + "\n")
        record_event(EventKind.EXPORTED, board=options["board"], plan=plan.pk, form="changes")


def _state(plan: Plan, text: str) -> PlanState:
    """The state that was asked for. Raises CommandError with the reason, after what was asked."""
    try:
        return plan_state(plan, text, today=timezone.localdate())
    except (NoSuchState, NotAsFrozen) as reason:
        raise CommandError(f"{text.strip()}: {reason}") from reason
