"""``manage.py import_plan``: a plan from a Word, Excel or JSON file."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from plans.command_line import PlanCommand
from plans.models import Board, Plan
from priorities.compare import changes_json
from priorities.document import PlanDocument
from priorities.importing.grid import Unreadable
from priorities.services.importing.deciding import Answers, looked_at
from priorities.services.importing.files import plan_read
from priorities.services.importing.preview import Preview
from priorities.services.importing.straight import import_straight
from priorities.services.steps import WrongStep


class Command(PlanCommand):
    """Show what a file would change, or apply it; raise CommandError with a one-line reason."""

    help = "Import a board's plan from a Word, Excel or JSON file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help=".docx, .xlsx or .json")
        parser.add_argument("--board", required=True, metavar="SLUG")
        parser.add_argument("--plan", metavar="SLUG", help="made where there is none")
        parser.add_argument("--dry-run", action="store_true", help="change nothing")
        parser.add_argument("--json", action="store_true", help="print the plan that was read")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        board = Board.objects.filter(slug=options["board"]).first()
        if board is None:
            raise CommandError(f"There is no board “{options['board']}”.")
        plan = _plan(board, options["plan"])
        try:
            data = path.read_bytes()
            read = plan_read(
                data=data, name=path.name, board=board, plan=plan, slug=options["plan"] or ""
            )
            if not options["dry_run"]:
                import_straight(
                    board=board, plan=plan, document=read.document, data=data, name=path.name
                )
        except OSError as refused:
            raise CommandError(f"{path} cannot be read: {refused.strerror}.") from refused
        except (Unreadable, WrongStep) as reason:
            raise CommandError(str(reason)) from reason
        except ValidationError as reason:
            raise CommandError(" ".join(reason.messages)) from reason
        seen = looked_at(plan, read.document, Answers(), path.name) if plan else None
        if options["json"]:
            _print_json(read.document, seen if options["dry_run"] else None)
        else:
            self.stdout.write(_words(read.document, seen, is_applied=not options["dry_run"]))


def _plan(board: Board, slug: str | None) -> Plan | None:
    """The plan that the file is compared with; None where it is to be made."""
    plans = Plan.objects.filter(board=board)
    found: Plan | None = (plans.whole().filter(slug=slug) if slug else plans.current()).first()
    return found


def _print_json(document: PlanDocument, seen: Preview | None) -> None:
    data = document.to_json()
    if seen is not None:
        data["changes"] = changes_json(seen.changes, "now", "file")["changes"]
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def _words(document: PlanDocument, seen: Preview | None, *, is_applied: bool) -> str:
    """What was read, what changes, and what to look at, for a person."""
    objectives = sum(len(p.objectives) for p in document.priorities)
    milestones = sum(len(a.milestones) for a in document.actions)
    counts = (
        f"{len(document.priorities)} priorities, {objectives} objectives, "
        f"{len(document.actions)} actions, {milestones} milestones, "
        f"{len(document.risks)} risks, {len(document.indicators)} indicators."
    )
    lines = [counts]
    if seen is not None and not is_applied:
        kinds = Counter(change.kind for change in seen.changes)
        told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
        lines.append(f"Against the plan as it is: {told or 'no change'}.")
    lines += [
        f"{finding.severity}: {finding.where}: {finding.what}: {' '.join(finding.text.split())}"
        for finding in document.findings
    ]
    lines.append("Applied." if is_applied else "Nothing was changed.")
    return "\n".join(lines)
