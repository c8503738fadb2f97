"""The plan as it grows row by row: plain lists, made a document at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from priorities.document import Evidence, Finding, LeadName, Milestone, RowText
from priorities.importing.words import plain
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
    opened: GatheredObjective | None = None


@dataclass
class Gathered:
    """All that was read so far, and what a careful person should look at."""

    priorities: list[GatheredPriority] = field(default_factory=list)
    opened: GatheredPriority | None = None
    _known: dict[tuple[int, str | None, str], GatheredPriority | GatheredObjective] = field(
        default_factory=dict
    )
    findings: list[Finding] = field(default_factory=list)

    @property
    def actions(self) -> list[GatheredAction]:
        return [a for p in self.priorities for o in p.objectives for a in o.actions]

    def find(self, where: str, what: str, text: str = "", severity: str = "warning") -> None:
        """Note something to be looked at."""
        self.findings.append(Finding(severity, where, what, text))

    def priority(self, place: str) -> GatheredPriority:
        """The priority that is being read; one without number and title where none is printed."""
        if self.opened is None:
            self.open_priority(GatheredPriority(place))
        return self.opened or self.priorities[-1]

    def objective(self, place: str) -> GatheredObjective:
        """The objective that is being read, likewise."""
        priority = self.priority(place)
        if priority.opened is None:
            self.open_objective(GatheredObjective(place))
        return priority.opened or priority.objectives[-1]

    def open_priority(self, item: GatheredPriority) -> None:
        """Go on with this priority, or with the one of the same number and title."""
        key = (0, item.number, plain(item.title or ""))
        known = self._known.get(key) if item.title else None
        if isinstance(known, GatheredPriority):
            self.opened = known
            return
        self.opened = self._known[key] = item
        self.priorities.append(item)

    def open_objective(self, item: GatheredObjective) -> None:
        """Go on with this objective of the priority, or with the one that it repeats."""
        priority = self.priority(item.place)
        key = (id(priority), item.number, plain(item.title or ""))
        known = self._known.get(key) if item.title else None
        if isinstance(known, GatheredObjective):
            priority.opened = known
            return
        priority.opened = self._known[key] = item
        priority.objectives.append(item)
