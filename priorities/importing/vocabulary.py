"""The words that boards head their columns with, and what each means to a plan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from priorities.importing.words import likeness, plain

_PARTS = re.compile(r"\s*/\s*|\s+(?:and|or|&)\s+", re.IGNORECASE)
ENOUGH = 0.84
"""How like a known heading one must be: "Perfomance mesures" is, "Action plan" is not "Action"."""

PLAN_HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "number": (
            *("action number", "action no", "number", "no", "ref", "reference", "action ref"),
            *("ref no", "reference number", "item no", "item", "id"),
        ),
        "priority": (
            *("priority", "priorities", "strategic priority", "priority area", "board priority"),
            *("theme", "strategic theme", "strategic objective", "strategic aim"),
        ),
        "objective": (
            *("objective", "objectives", "desired outcome", "desired outcomes", "improvement area"),
            *("identified improvement area", "aim", "aims", "goal", "area for improvement"),
            *("what do we want to achieve", "what do we intend to achieve", "area of focus"),
            *("what we want to achieve", "area for development", "key objective", "workstream"),
        ),
        "text": (
            *("action", "actions", "specific action", "specific actions", "action required"),
            *("actions required", "key action", "key actions", "task", "tasks", "activity"),
            *("what are we going to do", "what will we do", "what we will do", "how will we do it"),
            *("what needs to be done", "what", "how will we achieve this", "planned action"),
            *("how we will do it", "agreed action", "action to be taken", "activities"),
        ),
        "leads": (
            *("lead", "leads", "lead s", "who", "by whom", "responsible", "owner", "lead officer"),
            *("lead agency", "lead person", "responsibility", "responsible lead", "action owner"),
            *("lead responsibility", "who work plans etc", "who is responsible", "accountable"),
            *("who will do it", "responsible person", "lead group", "lead body", "led by"),
            *("lead agencies", "lead organisation", "accountable lead", "lead professional"),
            *("responsible agency", "responsible officer", "who will lead", "lead partner"),
        ),
        "milestones": (
            *("actions and timescales", "actions and timescales for work", "milestones"),
            *("milestone", "key milestones", "steps", "steps and timescales", "key steps"),
            *("tasks and timescales", "milestones and timescales", "milestones and dates"),
        ),
        "timescale": (
            *("by when", "when", "timescale", "timescales", "due date", "deadline", "due"),
            *("target date", "completion date", "date for completion", "time scale", "timeframe"),
            *("date due", "end date", "review date", "date", "when by", "target completion date"),
            *("timeline", "completed by", "to be completed by", "date to be completed"),
        ),
        "outcomes": (
            *("outcome", "outcomes", "expected outcome", "expected outcomes", "intended outcome"),
            *("intended outcomes", "impact", "intended impact", "expected impact", "difference"),
            *("what difference will it make", "what will be different", "desired impact"),
            *("what difference will this make", "outcome sought", "result", "benefits"),
        ),
        "measures": (
            *("performance measure", "performance measures", "measure", "measures"),
            *("success measure", "success measures", "success criteria", "measure of success"),
            *("how will we know", "how will we know we have succeeded", "measures of success"),
            *("how will we measure success", "kpi", "kpis", "performance indicator"),
            *("performance indicators", "what will success look like", "indicators of success"),
            *("how will we know it has worked", "how we will know", "success indicators"),
        ),
        "resources": (
            *("resource", "resources", "resources required", "resources needed"),
            *("resource implications", "resource requirements"),
        ),
        "cost": ("cost", "costs", "budget", "funding", "estimated cost", "cost £"),
        "rating": (
            *("rag", "rag rating", "rag status", "rating", "red amber green", "risk rag rating"),
            *("rag status and date", "status rag", "green amber red", "progress rag", "brag"),
            *("progress green amber red", "brag rating", "current rag", "status", "bragg"),
        ),
        "progress": (
            *("progress", "progress report", "comment", "comments", "update", "updates"),
            *("latest update", "progress update", "progress to date", "notes", "current position"),
            *("progress comments", "progress so far", "commentary", "position", "status update"),
            *("progress notes", "progress and comments", "comments and progress"),
        ),
        "evidence": (
            *("impact and evidence", "evidence", "evidence of impact", "evidence and impact"),
            *("evidence of progress", "evidence of completion", "supporting evidence"),
            *("progress and evidence", "evidence impact", "outcome and evidence"),
        ),
    }
)

RISK_HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "number": ("number", "no", "ref", "risk no", "risk number", "id"),
        "concern": (
            *("concern", "risk", "risks", "concern or challenge", "challenge", "issue"),
            *("description of risk", "risk description", "risk or challenge"),
        ),
        "consequence": (
            *("risk s if not resolved", "risks if not resolved", "consequence", "consequences"),
            *("impact if not resolved", "risk if not resolved", "potential impact"),
            *("what happens if it is not resolved", "effect"),
        ),
        "action": (
            *("action required", "actions required", "mitigation", "mitigating action"),
            *("mitigating actions", "controls", "action", "actions", "action to be taken"),
        ),
        "leads": ("by whom", "who", "lead", "owner", "risk owner", "responsible"),
        "timescale": ("by when", "when", "timescale", "due date", "target date", "review date"),
        "rating": (
            *("red amber green", "rag", "rag rating", "rating", "risk rating", "risk score"),
            *("score", "current rating", "rag status"),
        ),
    }
)


@cache
def _known(vocabulary: int) -> dict[str, str]:
    names = PLAN_HEADINGS if vocabulary == 0 else RISK_HEADINGS
    return {phrase: field for field, phrases in names.items() for phrase in phrases}


def plan_field(heading: str) -> str | None:
    """What a column with this heading holds of a plan; None for a heading nobody knows."""
    return _field(heading, 0)


def risk_field(heading: str) -> str | None:
    """What a column with this heading holds of a risk log; None for another heading."""
    return _field(heading, 1)


@cache
def _field(heading: str, vocabulary: int) -> str | None:
    """By the whole heading, by what stands before its brackets, then by likeness."""
    known = _known(vocabulary)
    for words in (heading, heading.split("(", maxsplit=1)[0], heading.split("\n", maxsplit=1)[0]):
        if (name := known.get(plain(words))) is not None:
            return name
    said = [known[plain(part)] for part in _PARTS.split(heading) if plain(part) in known]
    if said:
        return "objective" if "objective" in said else said[0]
    words = plain(heading)
    if not words or len(words) > 60:
        return None
    best = max(known, key=lambda phrase: likeness(words, phrase))
    return known[best] if likeness(words, best) >= ENOUGH else None
