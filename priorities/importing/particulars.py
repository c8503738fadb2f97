"""The document's own particulars: its head, its words for the levels, the fields it speaks of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from priorities.document import Levels, PlanHead
from priorities.importing.gathering import GatheredAction
from priorities.importing.head import Around
from priorities.importing.rows import Heading
from priorities.importing.setting import Setting
from priorities.timescale import Period

_FIELDS = (
    *("number", "text", "leads", "milestones", "timescale", "outcomes", "measures", "resources"),
    *("cost", "rating", "progress", "evidence", "extra"),
)


def plan_head(
    setting: Setting, around: Around, period: Period | None, closing: Sequence[str]
) -> PlanHead:
    """The plan's title, period and texts; of a plan that is there already, what it is."""
    head = setting.head
    start, end = period or (None, None)
    told = PlanHead(
        slug=head.slug if head else "",
        title=head.title if head else around.title,
        period_start=start,
        period_end=end,
        agreed_on=around.agreed_on,
        front=tuple(around.front),
        listed_priorities=tuple(around.listed),
        closing=tuple(closing),
    )
    if head is None:
        return told
    return replace(told, kind=head.kind, agreed_on=told.agreed_on or head.agreed_on)


def level_words(labels: Mapping[str, str], headings: Iterable[Heading]) -> Levels:
    """The board's words for each level: from the headings across its tables, then its columns."""
    words = Levels()
    headed = {heading.field: heading.words for heading in headings}
    priority = labels.get("priority") or headed.get("priority") or words.priority
    objective = labels.get("objective") or headed.get("objective") or words.objective
    action = headed.get("text") or words.action
    return Levels(_singular(priority), _singular(objective), _singular(action))


def covered(columns: Collection[str], actions: Sequence[GatheredAction]) -> tuple[str, ...]:
    """The fields of the columns, and those that were read from others: costs from resources,
    ratings from the colours of any.
    """
    also = {
        "rating": any(action.ratings for action in actions),
        "cost": any(action.cost is not None for action in actions),
        "number": any(action.number for action in actions),
        "extra": any(action.extra for action in actions),
        "progress": any(action.progress for action in actions),
    }
    return tuple(name for name in _FIELDS if name in columns or also.get(name))


def _singular(words: str) -> str:
    """“Objectives” heads a column; one of them is an objective."""
    last = words.rsplit(" ", maxsplit=1)[-1].casefold()
    if last in {"actions", "objectives", "outcomes", "aims", "goals", "themes", "tasks"}:
        return words[:-1]
    return f"{words[:-3]}y" if last == "priorities" else words
