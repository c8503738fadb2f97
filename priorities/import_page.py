"""What the pages of an import say: counts, findings and changes in people's words. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from boardplan.ui.uk_dates import date_words
from priorities.compare import Change, Piece, places, word_diff
from priorities.compare.change import squash
from priorities.compare.partners import words_at
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
_FIELDS = {
    "text": "action",
    "timescale": "by when",
    "next_review": "next review",
    "listed_priorities": "listed priorities",
    "front": "text before the tables",
    "closing": "text after the tables",
    "parts": "parts",
    "is_core": "core priority",
    "due": "by when",
    "start": "begins",
    "recurrence": "how often",
}
NOT_RATED = "not yet rated"


@dataclass(frozen=True)
class ChangeLine:
    """One change: what it is about, and its words, piece by piece where both sides have some.

    ``name`` are the words by which to know it, where those are not what changed.
    """

    subject: str
    field: str
    before: str
    after: str
    pieces: tuple[Piece, ...]
    days: int | None
    name: str = ""
    was: str = ""


@dataclass(frozen=True)
class ChangeGroup:
    """The changes of one kind."""

    kind: str
    title: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class Wording:
    """The board's words: for its levels and ratings, and of each item, by its key."""

    levels: Mapping[str, str]
    ratings: Mapping[str, str]
    names: Mapping[str, str]


def wording(current: PlanDocument) -> Wording:
    """The words of the plan that a file is compared with."""
    words = current.layout.levels
    return Wording(
        levels={"priority": words.priority, "objective": words.objective, "action": words.action},
        ratings={value.code: value.label for value in current.rating_scheme},
        names={item.key: squash(words_at(item)) for _, item in places(current) if item.key},
    )


def grouped(changes: Iterable[Change], words: Wording) -> tuple[ChangeGroup, ...]:
    """The changes by kind, in the order in which a person should look at them."""
    by_kind: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_kind[change.kind].append(change)
    return tuple(
        ChangeGroup(kind, title, tuple(_line(change, words) for change in by_kind[kind]))
        for kind, title in _TITLES.items()
        if by_kind[kind]
    )


def _line(change: Change, words: Wording) -> ChangeLine:
    both = change.before is not None and change.after is not None
    is_words = both and change.kind in {"re-worded", "other", "milestone"}
    field = change.field or ""
    return ChangeLine(
        subject=subject_of(change, words),
        field="" if change.kind == "moved" else _FIELDS.get(field, field.replace("_", " ")),
        before=_value(change, change.before, words),
        after=_value(change, change.after, words),
        pieces=word_diff(change.before or "", change.after or "") if is_words else (),
        days=change.days,
        name=_name(change, words),
        was=change.was if change.was and change.was != change.number else "",
    )


def subject_of(change: Change, words: Wording) -> str:
    """“Action 1.2.3”, by the board's word for the level; a milestone's is its action's number."""
    number = f" {change.number}" if change.number else ""
    if change.level == "milestone":
        action = words.levels["action"]
        return f"Milestone of {action if action[:2].isupper() else action.lower()}{number}"
    return f"{words.levels.get(change.level, change.level.capitalize())}{number}"


def leaving_words(change: Change, words: Wording, below: Mapping[str, int]) -> str:
    """What may leave the plan, with how many actions: “Objective 1.2: Kept up, with …”."""
    told = f"{subject_of(change, words)}: {squash(change.before)}".removesuffix(": ")
    count = below.get(change.key or "", 0)
    actions = "the action" if count == 1 else f"the {count} actions"
    return f"{told}, with {actions} under it" if count else told


def _name(change: Change, words: Wording) -> str:
    """The words to know it by, where the change itself does not tell them."""
    is_told = change.field in {None, "text", "title"} and change.kind != "moved"
    return "" if is_told else Truncator(words.names.get(change.key or "", "")).words(14)


def _value(change: Change, told: str | None, words: Wording) -> str:
    """Days and ratings as people say them, and what a thing moved from and to."""
    if change.kind == "re-rated":
        return words.ratings.get(told, told) if told else NOT_RATED
    if change.kind in {"slipped", "brought forward"} and told:
        return date_words(dt.date.fromisoformat(told))
    if change.kind == "moved" and told and change.field:
        return f"{words.levels.get(change.field, change.field)} {told}"
    return told or ""


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
