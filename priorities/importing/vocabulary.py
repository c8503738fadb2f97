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
            *("recommendation", "recommendations", "learning point", "area of learning", "finding"),
            *("what we want to achieve", "area for development", "key objective", "workstream"),
            *("what are we trying to achieve", "improvement theme", "focus area", "key outcome"),
        ),
        "text": (
            *("action", "actions", "specific action", "specific actions", "action required"),
            *("actions required", "key action", "key actions", "task", "tasks", "activity"),
            *("what are we going to do", "what will we do", "what we will do", "how will we do it"),
            *("what needs to be done", "what", "how will we achieve this", "planned action"),
            *("action description", "description of action", "we will", "what will be done"),
            *("action detail", "detailed action", "actions to be taken", "key task", "key tasks"),
            *("how", "how are we going to do it", "what are we doing", "what do we need to do"),
            *("key activity", "key activities", "deliverable", "deliverables", "smart action"),
            *("how we will do it", "agreed action", "action to be taken", "activities"),
        ),
        "leads": (
            *("lead", "leads", "lead s", "who", "by whom", "responsible", "owner", "lead officer"),
            *("lead agency", "lead person", "responsibility", "responsible lead", "action owner"),
            *("lead responsibility", "who work plans etc", "who is responsible", "accountable"),
            *("who will do it", "responsible person", "lead group", "lead body", "led by"),
            *("lead agencies", "lead organisation", "accountable lead", "lead professional"),
            *("delivery lead", "lead s responsible", "lead and partners", "lead member", "owners"),
            *("lead sub group", "lead subgroup", "sub group", "subgroup", "action lead", "sponsor"),
            *("responsible group", "delivered by", "agency", "assigned to", "whose responsibility"),
            *("lead name", "who will do this", "lead agency officer", "owner lead", "action by"),
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
            *(
                "by",
                "complete by",
                "target",
                "planned completion",
                "target timescale",
                "by when date",
            ),
            *("deadline date", "expected completion", "delivery date", "target end date", "finish"),
            *("timeline", "completed by", "to be completed by", "date to be completed"),
        ),
        "outcomes": (
            *("outcome", "outcomes", "expected outcome", "expected outcomes", "intended outcome"),
            *("intended outcomes", "impact", "intended impact", "expected impact", "difference"),
            *("what difference will it make", "what will be different", "desired impact"),
            *("what difference will this make", "outcome sought", "result", "benefits"),
            *("what difference will we make", "anticipated outcome", "so what", "outcome impact"),
            *("what difference do we want to make", "what will change", "desired difference"),
        ),
        "measures": (
            *("performance measure", "performance measures", "measure", "measures"),
            *("success measure", "success measures", "success criteria", "measure of success"),
            *("how will we know", "how will we know we have succeeded", "measures of success"),
            *("how will we measure success", "kpi", "kpis", "performance indicator"),
            *("performance indicators", "what will success look like", "indicators of success"),
            *("success looks like", "what does good look like", "how will success be measured"),
            *("how will we measure it", "how will we measure this", "evidence of success"),
            *(
                "how will we know we have made a difference",
                "how will this be measured",
                "target s",
            ),
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
            *("brag status", "status brag", "rag progress", "current status", "delivery status"),
            *("action status", "completion status", "r a g", "r a g b", "b r a g", "rag b"),
        ),
        "progress": (
            *("progress", "progress report", "comment", "comments", "update", "updates"),
            *("latest update", "progress update", "progress to date", "notes", "current position"),
            *("progress comments", "progress so far", "commentary", "position", "status update"),
            *(
                "update on progress",
                "progress made",
                "latest position",
                "action taken",
                "status notes",
            ),
            *(
                "where are we now",
                "how are we doing",
                "what have we done",
                "what have we done so far",
            ),
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


NOT_OURS = frozenset(
    {
        *(
            "start date",
            "date started",
            "date added",
            "date raised",
            "date completed",
            "date closed",
        ),
        *(
            "last updated",
            "date of update",
            "date updated",
            "update date",
            "closed date",
            "begin date",
        ),
        *("source", "date agreed", "actual completion date", "date of completion"),
    }
)
"""Headings that are like one of ours and hold something else; their columns are kept beside."""


_QUALIFIED = re.compile(
    r"(?:(?:strategic|key|main|our|board|business plan|high level|overarching|overall|improvement"
    r"|linked|link to|links to|relevant|local|partnership|safeguarding|national|which) ?)*"
    r"(?:(?P<priority>priorit(?:y|ies)(?: (?:area|theme|objective)s?)?|themes?|pillars?|ambitions?"
    r"|domains?)|(?P<objective>objectives?|aims?|goals?|commitments?|focus area|outcome required))"
)
"""Levels by their noun, whatever stands before it: “High level objective”, “Link to priority”."""
_PRIORITIES = frozenset({"strategic goal", "strategic goals"})


def _level(words: str) -> str | None:
    """The level that the plain words of a heading name; None where they name none."""
    if words in _PRIORITIES:
        return "priority"
    found = _QUALIFIED.fullmatch(words)
    return found.lastgroup if found else None


@cache
def _known(vocabulary: int) -> dict[str, str]:
    names = PLAN_HEADINGS if vocabulary == 0 else RISK_HEADINGS
    return {phrase: field for field, phrases in names.items() for phrase in phrases}


def plan_field(heading: str) -> str | None:
    """What a column with this heading holds of a plan; None for a heading nobody knows."""
    return _field(heading, 0) or of_period(heading)


def is_known(heading: str) -> bool:
    """Whether the heading is known word by word: quickly told, for rows that are none."""
    if len(heading) > 90:
        return False
    parts = (heading, heading.split("(", maxsplit=1)[0], *_PARTS.split(heading))
    said = [plain(part) for part in parts]
    return any(words in _known(0) or words in _known(1) for words in said)


def holds_time(heading: str) -> bool:
    """Whether a column of leads says by when, too: “Lead and timescale”."""
    known = _known(0)
    return any(known.get(plain(part)) == "timescale" for part in _PARTS.split(heading))


def said_beside_rating(heading: str) -> str | None:
    """What a column holds beside ratings: “RAG and progress” has progress, too; else None."""
    held = {_known(0).get(plain(part)) for part in re.split(rf"{_PARTS.pattern}|[()]", heading)}
    beside = held & {"progress", "evidence"} if "rating" in held else set()
    return min(filter(None, beside), default=None)


def risk_field(heading: str) -> str | None:
    """What a column with this heading holds of a risk log; None for another heading."""
    return _field(heading, 1)


_PERIOD = re.compile(
    r"\b(?:q|qtr|quarter)\s?[1-4]\b|\b(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?\b|\b\d{1,2}(?:st|nd|rd|th)?\b"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b|\b(?:as at|as of)\b",
    re.IGNORECASE,
)


def of_period(heading: str) -> str | None:
    """What a column for one quarter or month holds: "Q1" and "Update June 2023" are progress."""
    bare, times = _PERIOD.subn(" ", heading.split("\n", maxsplit=1)[0])
    if not times or len(heading) > 60:
        return None
    name = _known(0).get(plain(bare))
    is_bare = not plain(bare) and re.search(r"[a-z]", heading, re.IGNORECASE)
    return "progress" if is_bare else name if name in {"progress", "rating"} else None


@cache
def _field(heading: str, vocabulary: int) -> str | None:
    """By the whole heading, by what stands before its brackets, then by likeness."""
    known = _known(vocabulary)
    if heading.strip() in {"#", "№", "Nº"}:
        return "number"
    for words in (heading, heading.split("(", maxsplit=1)[0], heading.split("\n", maxsplit=1)[0]):
        if (name := known.get(plain(words))) is not None:
            return name
    said = [known[plain(part)] for part in _PARTS.split(heading) if plain(part) in known]
    if said:
        return "objective" if "objective" in said else said[0]
    words = plain(heading)
    if not words or len(words) > 60 or words in NOT_OURS:
        return None
    before = plain(heading.split("(", maxsplit=1)[0])
    if vocabulary == 0 and (level := _level(words) or _level(before)):
        return level
    # Texts of other lengths are less alike than ENOUGH, whatever they say.
    near = [phrase for phrase in known if abs(len(phrase) - len(words)) <= len(words) // 3]
    best = max(near, key=lambda phrase: likeness(words, phrase), default="")
    return known[best] if likeness(words, best) >= ENOUGH else None
