"""What goes out comes back: exports of the boards' plans, imported again, change nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from priorities.compare import compare
from priorities.document import PlanDocument
from tests.priorities.importing.plans import FILES, PLANS
from tests.proofs.real import board_of
from tests.proofs.scratch import Scratch
from tests.proofs.tables import table

KINDS = ("json", "xlsx", "docx")
BOARDS = ("medway", "merton", "milton-keynes")
HEADS = ("plan", "as", "actions", "changes the file would make", "after it was applied")


@dataclass(frozen=True)
class Trip:
    """A plan that goes out and comes back; ``slug`` is "" for the board's current plan."""

    name: str
    board: str
    slug: str = ""

    @property
    def plan(self) -> tuple[str, ...]:
        return ("--plan", self.slug) if self.slug else ()


def report(
    scratch: Scratch, boards: Sequence[str] = BOARDS, files: Sequence[str] = FILES
) -> Iterator[str]:
    """A line for each plan and kind of file, with the changes or "none"."""
    for board in boards:
        yield _there_and_back(scratch, Trip(f"demonstration, {board}", board))
    for file in files:
        yield _there_and_back(scratch, _imported(scratch, file))


def _there_and_back(scratch: Scratch, trip: Trip) -> str:
    return table(HEADS, [_row(scratch, trip, kind) for kind in KINDS])


def _imported(scratch: Scratch, file: str) -> Trip:
    """A real plan, made a plan of its board's beside the current one."""
    trip = Trip(file, board_of(file), f"real-{file.replace('.', '-').replace('_', '-')}")
    scratch.manage("import_plan", PLANS / file, "--board", trip.board, *trip.plan)
    return trip


def _row(scratch: Scratch, trip: Trip, kind: str) -> tuple[object, ...]:
    before = _plan(scratch, trip)
    file = scratch.folder / f"export.{kind}"
    named = ("--board", trip.board, *trip.plan)
    scratch.manage("export_plan", *named, "--format", kind, "-o", file)
    changes = scratch.dry_run(file, trip.board, plan=trip.slug).changes
    scratch.manage("import_plan", file, *named)
    applied = compare(before, _plan(scratch, trip))
    return (
        trip.name,
        kind,
        len(before.actions),
        "\n".join(map(_told, changes)) or "none",
        "\n".join(_told(change.to_json()) for change in applied) or "none",
    )


def _plan(scratch: Scratch, trip: Trip) -> PlanDocument:
    printed = scratch.manage("export_plan", "--board", trip.board, *trip.plan, "--format", "json")
    return PlanDocument.from_json(json.loads(printed))


def _told(change: dict[str, Any]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in change.items() if value)
