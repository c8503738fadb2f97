"""The three boards' real plans, and what a careful reader counts in them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from priorities.document import BoardName, PlanDocument
from priorities.importing.files import read_file
from priorities.importing.grid import Source
from priorities.importing.reading import Setting, read_plan

PLANS = Path(__file__).parents[4] / "shared" / "plans"
NAMES = {
    "medway": "Medway Safeguarding Children Board",
    "merton": "Merton Safeguarding Children Board",
    "milton_keynes": "Milton Keynes Safeguarding Children Board",
}
FILES = [f"{name}.{kind}" for name in NAMES for kind in ("docx", "xlsx")]

needs_plans = pytest.mark.skipif(not PLANS.is_dir(), reason="../shared/plans is not there")


@dataclass(frozen=True)
class Counts:
    """What is counted in a plan."""

    priorities: int
    objectives: int
    numbered: int
    actions: int
    milestones: int
    leads: int
    evidence: int
    risks: int
    indicators: int
    cost: Decimal


def counts(document: PlanDocument) -> Counts:
    objectives = [o for p in document.priorities for o in p.objectives]
    actions = document.actions
    return Counts(
        priorities=len(document.priorities),
        objectives=len(objectives),
        numbered=sum(bool(o.number) for o in objectives),
        actions=len(actions),
        milestones=sum(len(a.milestones) for a in actions),
        leads=sum(len(a.leads) for a in actions),
        evidence=sum(len(a.evidence) for a in actions),
        risks=len(document.risks),
        indicators=len(document.indicators),
        cost=sum((a.cost or Decimal(0) for a in actions), Decimal(0)),
    )


@cache
def source(file: str) -> Source:
    return read_file((PLANS / file).read_bytes(), file)


def setting(file: str) -> Setting:
    name = file.split(".", maxsplit=1)[0]
    return Setting(BoardName(name.replace("_", "-"), NAMES[name]))


@cache
def document(file: str) -> PlanDocument:
    return read_plan(source(file), setting(file)).document
