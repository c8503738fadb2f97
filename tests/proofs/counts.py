"""What a careful reader counts in each real file, what came out, and where every line went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from priorities.document import PlanDocument
from priorities.importing.homes import share
from tests.priorities.importing.plans import FILES, PLANS, Counts, counts, source
from tests.priorities.importing.test_three_plans import EXPECTED
from tests.proofs.real import board_of
from tests.proofs.scratch import Scratch
from tests.proofs.tables import table


def report(scratch: Scratch, files: Sequence[str] = FILES) -> Iterator[str]:
    """For each file: the two counts beside each other, the share that is told, the findings."""
    for file in files:
        read = scratch.dry_run(PLANS / file, board_of(file)).document
        yield f"{file}\n"
        yield _compared(EXPECTED[file], counts(read))
        yield _told(file, read)
        yield _findings(read)


def _compared(expected: Counts, found: Counts) -> str:
    came_out = asdict(found)
    rows = [
        (
            name,
            f"{value:,.0f}",
            f"{came_out[name]:,.0f}",
            "" if came_out[name] == value else "DIFFERS",
        )
        for name, value in asdict(expected).items()
    ]
    return table(("", "a careful reader counts", "came out", ""), rows)


def _told(file: str, read: PlanDocument) -> str:
    told, lines = share(source(file), read)
    return f"Sentences in the result or in a finding: {told} of {lines} ({told / lines:.1%})\n"


def _findings(read: PlanDocument) -> str:
    if not read.findings:
        return "No findings.\n"
    rows = [(each.severity, each.where, each.what, each.text) for each in read.findings]
    return table(("finding", "where", "what it says", "of which words"), rows)
