"""What the pages of an import say: counts, findings and changes in people's words. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from priorities.change_words import ChangeLine, Wording, change_line, subject_of
from priorities.compare import Change
from priorities.compare.change import squash
from priorities.document import BoardName, Finding, PlanDocument, PlanHead

_ORDER = ("error", "warning", "info")
_TITLES = {
    "added": "New in the file",
    "missing": "In the plan, but not in the file",
    "withdrawn": "Withdrawn",
    "moved": "Moved",
    "renumbered": "Renumbered",
    "re-worded": "Changed words",
    "re-rated": "Changed ratings",
    "slipped": "Dates that move to later",
    "brought forward": "Dates that move to earlier",
    "lead": "Changed leads",
    "milestone": "Milestones: new, in other words, or not in the file",
    "evidence": "More evidence",
    "other": "Progress, and all other changes",
}


@dataclass(frozen=True)
class ChangeGroup:
    """The changes of one kind."""

    kind: str
    title: str
    lines: tuple[ChangeLine, ...]


def grouped(changes: Iterable[Change], words: Wording) -> tuple[ChangeGroup, ...]:
    """The changes by kind, in the order in which a person should look at them."""
    by_kind: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_kind[change.kind].append(change)
    return tuple(
        ChangeGroup(kind, title, tuple(change_line(change, words) for change in by_kind[kind]))
        for kind, title in _TITLES.items()
        if by_kind[kind]
    )


def leaving_words(change: Change, words: Wording, below: Mapping[str, int]) -> str:
    """What may leave the plan, with how many actions: “Objective 1.2: Kept up, with …”."""
    told = f"{subject_of(change, words)}: {squash(change.before)}".removesuffix(": ")
    count = below.get(change.key or "", 0)
    actions = "the action" if count == 1 else f"the {count} actions"
    return f"{told}, with {actions} under it" if count else told


@dataclass(frozen=True)
class Findings:
    """What there is to look at, the weightiest first, and what is said for the record only."""

    to_look_at: tuple[Finding, ...]
    for_the_record: tuple[Finding, ...]


def found_words(document: PlanDocument) -> Findings:
    """The findings of a file, of each weight as they stand in it."""
    findings = sorted(document.findings, key=lambda finding: _ORDER.index(finding.severity))
    return Findings(
        tuple(f for f in findings if f.severity != "info"),
        tuple(f for f in findings if f.severity == "info"),
    )


def told_findings(stored: Iterable[Mapping[str, Any]]) -> Findings:
    """The findings of a file that was applied, as they were kept."""
    findings = tuple(Finding(**each) for each in stored)
    return found_words(PlanDocument(BoardName("", ""), PlanHead("", ""), findings=findings))


def counts_of(document: PlanDocument) -> tuple[tuple[str, int], ...]:
    """What the file holds, by the board's words; what it holds none of is left out."""
    levels = document.layout.levels
    actions = document.actions
    found = Counter(
        {
            f"{levels.priority}": sum(bool(p.number or p.title) for p in document.priorities),
            f"{levels.objective}": sum(
                bool(o.number or o.title) for p in document.priorities for o in p.objectives
            ),
            f"{levels.action}": len(actions),
            "Milestones": sum(len(a.milestones) for a in actions),
            "Leads": len({lead.name for a in actions for lead in a.leads}),
            "Ratings": sum(a.rating is not None for a in actions),
            "Evidence": sum(len(a.evidence) for a in actions),
            "Risks": len(document.risks),
            "Indicators": len(document.indicators),
        }
    )
    return tuple((name, count) for name, count in found.items() if count)
