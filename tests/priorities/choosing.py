"""What a filter means, told of the document: what the database is asked has to agree with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from priorities.document import Action, Objective, PlanDocument, Priority
from priorities.filters import UNRATED, PlanFilter
from priorities.rating import standing


def meant_by(
    wanted: PlanFilter, document: PlanDocument, today: dt.date, own: frozenset[str]
) -> PlanDocument:
    """The whole plan's document with only what was asked for."""
    within = document.in_force() if wanted.asks_how_it_stands else document
    if wanted.priority:
        chosen = tuple(p for p in within.priorities if p.key == wanted.priority)
        within = replace(within, priorities=chosen)
    if wanted.asks_where:
        return within
    above = {a.key: (p, o) for p in within.priorities for o in p.objectives for a in o.actions}
    return within.keep(
        lambda action: (
            stands_so(wanted, action, within, today, own)
            and speaks_of(wanted.words, action, *above[action.key])
        )
    )


def stands_so(
    wanted: PlanFilter,
    action: Action,
    document: PlanDocument,
    today: dt.date,
    own: frozenset[str],
) -> bool:
    stands = standing(action, document, today)
    return (
        (not wanted.lead or any(lead.name == wanted.lead for lead in action.leads))
        and (not wanted.rating or wanted.rating == (action.rating or UNRATED))
        and (not wanted.is_overdue or stands.is_overdue)
        and (not wanted.lacks_evidence or not stands.has_evidence)
        and (not wanted.is_silent or stands.is_silent)
        and (not wanted.is_own or action.key in own)
    )


def speaks_of(words: str, action: Action, priority: Priority, objective: Objective) -> bool:
    """Whether every word stands in the action or above it, in any case."""
    parts = (
        action.number or "",
        action.text,
        priority.title or "",
        objective.title or "",
        *(lead.name for lead in action.leads),
        *(milestone.text for milestone in action.milestones),
        *(evidence.text for evidence in action.evidence),
        *action.progress,
    )
    text = "\n".join(parts).casefold()
    return all(word in text for word in words.casefold().split())
