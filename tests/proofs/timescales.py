"""Every wording of time in the real plans, and what it was taken to mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from priorities.document import PlanDocument
from priorities.timescale import Timescale
from tests.priorities.importing.plans import PLANS
from tests.proofs.real import board_of, word_files
from tests.proofs.scratch import Scratch
from tests.proofs.tables import table

HEADS = ("as written", "times", "start", "due", "recurrence", "state")


def report(scratch: Scratch, files: Sequence[str] | None = None) -> Iterator[str]:
    """For each plan its period and a line for each wording, those without a date included."""
    for file in word_files() if files is None else files:
        read = scratch.dry_run(PLANS / file, board_of(file)).document
        yield f"{file}, plan from {read.plan.period_start} to {read.plan.period_end}\n"
        yield table(HEADS, [_row(scale, times) for scale, times in _wordings(read)])


def _wordings(read: PlanDocument) -> list[tuple[Timescale, int]]:
    """Each wording once with how often it stands there, in the plan's order."""
    found: list[Timescale | None] = []
    for action in read.actions:
        found += [action.timescale, *(step.timescale for step in action.milestones)]
    found += [risk.timescale for risk in read.risks]
    return list(Counter(filter(None, found)).items())


def _row(scale: Timescale, times: int) -> tuple[object, ...]:
    return scale.text, times, scale.start, scale.due, scale.recurrence, scale.state
