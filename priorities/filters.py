"""Choosing actions of a plan's document: by place, lead, rating, standing, words. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from priorities.document import Action, Objective, PlanDocument, Priority
from priorities.rating import standing

UNRATED = "unrated"


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What a reader wants to see; the empty filter keeps all."""

    words: str = ""
    priority: str = ""
    lead: str = ""
    rating: str = ""
    is_overdue: bool = False
    lacks_evidence: bool = False
    is_silent: bool = False
    is_own: bool = False

    @property
    def is_empty(self) -> bool:
        return self == PlanFilter()

    @property
    def asks_how_it_stands(self) -> bool:
        """Whether more is asked than where an action is, or what it says."""
        return self != PlanFilter(words=self.words, priority=self.priority)

    def choose(
        self, document: PlanDocument, *, today: dt.date, own: frozenset[str] = frozenset()
    ) -> PlanDocument:
        """The document with only what was asked for.

        A place or words find withdrawn items too, as the whole plan shows them; what was
        withdrawn stands nowhere, so any other choice drops it.
        """
        within = document.in_force() if self.asks_how_it_stands else document
        if self.priority:
            chosen = tuple(p for p in within.priorities if p.key == self.priority)
            within = replace(within, priorities=chosen)
        if self == PlanFilter(priority=self.priority):
            return within
        above = {a.key: (p, o) for p in within.priorities for o in p.objectives for a in o.actions}
        return within.keep(
            lambda action: (
                self._keeps(action, within, today, own)
                and self._speaks_of(action, *above[action.key])
            )
        )

    def _keeps(
        self, action: Action, document: PlanDocument, today: dt.date, own: frozenset[str]
    ) -> bool:
        stands = standing(action, document, today)
        return (
            (not self.lead or any(lead.name == self.lead for lead in action.leads))
            and (not self.rating or self.rating == (action.rating or UNRATED))
            and (not self.is_overdue or stands.is_overdue)
            and (not self.lacks_evidence or not stands.has_evidence)
            and (not self.is_silent or stands.is_silent)
            and (not self.is_own or action.key in own)
        )

    def _speaks_of(self, action: Action, priority: Priority, objective: Objective) -> bool:
        """Whether every word asked for stands in the action or above it, in any case."""
        if not self.words:
            return True
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
        return all(word in text for word in self.words.casefold().split())
