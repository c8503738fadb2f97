"""The plan as it grows row by row: plain lists, made a document at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from priorities.document import Evidence, Finding, LeadName, Milestone, RowText
from priorities.timescale import Timescale


@dataclass
class GatheredAction:
    """One action; ``rows`` counts its printed rows, ``place`` tells where it begins."""

    place: str
    number: str | None = None
    text: str = ""
    rows: int = 1
    lead_lines: list[str] = field(default_factory=list)
    leads: list[LeadName] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    timescale: Timescale | None = None
    timescale_lines: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    measures: list[RowText] = field(default_factory=list)
    resources: list[RowText] = field(default_factory=list)
    cost: Decimal | None = None
    ratings: list[str] = field(default_factory=list)
    progress: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)


@dataclass
class GatheredObjective:
    place: str
    number: str | None = None
    title: str | None = None
    actions: list[GatheredAction] = field(default_factory=list)


@dataclass
class GatheredPriority:
    place: str
    number: str | None = None
    title: str | None = None
    theme: str | None = None
    parts: list[str] = field(default_factory=list)
    is_core: bool = False
    objectives: list[GatheredObjective] = field(default_factory=list)


@dataclass
class Gathered:
    """All that was read so far, and what a careful person should look at."""

    priorities: list[GatheredPriority] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def actions(self) -> list[GatheredAction]:
        return [a for p in self.priorities for o in p.objectives for a in o.actions]

    def find(self, where: str, what: str, text: str = "", severity: str = "warning") -> None:
        """Note something to be looked at."""
        self.findings.append(Finding(severity, where, what, text))

    def priority(self, place: str) -> GatheredPriority:
        """The priority that is being read; one without number and title where none is printed."""
        if not self.priorities:
            self.priorities.append(GatheredPriority(place))
        return self.priorities[-1]

    def objective(self, place: str) -> GatheredObjective:
        """The objective that is being read, likewise."""
        priority = self.priority(place)
        if not priority.objectives:
            priority.objectives.append(GatheredObjective(place))
        return priority.objectives[-1]
