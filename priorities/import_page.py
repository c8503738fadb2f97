"""What the pages of an import say: counts, findings and changes in people's words. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from priorities.compare import Change, Piece, word_diff
from priorities.document import BoardName, Finding, PlanDocument, PlanHead

_ORDER = ("error", "warning", "info")
_TITLES = {
    "added": "New in the file",
    "missing": "In the plan, but not in the file",
    "withdrawn": "Withdrawn",
    "moved": "Moved",
    "renumbered": "Renumbered",
    "re-worded": "Changed in words",
    "re-rated": "Rated otherwise",
    "slipped": "Dates moved later",
    "brought forward": "Dates brought forward",
    "lead": "Leads",
    "milestone": "Milestones that come or go",
    "evidence": "Evidence",
    "other": "Other changes",
}
_FIELDS = {
    "text": "action",
    "timescale": "by when",
    "next_review": "next review",
    "listed_priorities": "listed priorities",
    "front": "text before the tables",
    "closing": "text after the tables",
    "parts": "parts",
}


@dataclass(frozen=True)
class ChangeLine:
    """One change: what it is about, and its words, piece by piece where both sides have some."""

    subject: str
    field: str
    before: str
    after: str
    pieces: tuple[Piece, ...]
    days: int | None


@dataclass(frozen=True)
class ChangeGroup:
    """The changes of one kind."""

    kind: str
    title: str
    lines: tuple[ChangeLine, ...]


def grouped(changes: Iterable[Change]) -> tuple[ChangeGroup, ...]:
    """The changes by kind, in the order in which a person should look at them."""
    by_kind: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_kind[change.kind].append(change)
    return tuple(
        ChangeGroup(kind, title, tuple(map(_line, by_kind[kind])))
        for kind, title in _TITLES.items()
        if by_kind[kind]
    )


def _line(change: Change) -> ChangeLine:
    both = change.before is not None and change.after is not None
    is_words = both and change.kind in {"re-worded", "other", "milestone"}
    number = f" {change.number}" if change.number else ""
    level = "Action" if change.level == "milestone" else change.level.capitalize()
    field = change.field or ""
    return ChangeLine(
        subject=f"{level}{number}",
        field=_FIELDS.get(field, field.replace("_", " ")),
        before=change.before or "",
        after=change.after or "",
        pieces=word_diff(change.before or "", change.after or "") if is_words else (),
        days=change.days,
    )


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
            "Milestone": sum(len(a.milestones) for a in actions),
            "Lead": len({lead.name for a in actions for lead in a.leads}),
            "Rating": sum(a.rating is not None for a in actions),
            "Piece of evidence": sum(len(a.evidence) for a in actions),
            "Risk": len(document.risks),
            "Indicator": len(document.indicators),
        }
    )
    return tuple((name, count) for name, count in found.items() if count)
