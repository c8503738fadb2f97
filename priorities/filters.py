"""What may be asked of a plan: actions by place, lead, rating, standing, words. Pure."""

from __future__ import annotations

from dataclasses import dataclass

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
    def asks_where(self) -> bool:
        """Whether no more is asked than where an action is, if that."""
        return self == PlanFilter(priority=self.priority)

    @property
    def asks_how_it_stands(self) -> bool:
        """Whether more is asked than where an action is, or what it says."""
        return self != PlanFilter(words=self.words, priority=self.priority)
