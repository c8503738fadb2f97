"""What was gathered becomes priorities of a document; what looks odd in it is noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from priorities.document import Action, LeadName, Objective, Priority
from priorities.importing.gathering import (
    Gathered,
    GatheredAction,
    GatheredObjective,
    GatheredPriority,
)
from priorities.importing.leads import lead_names, one_name_each
from priorities.importing.words import joined
from priorities.timescale import Period, Timescale, parse


def finished(
    gathered: Gathered, *, period: Period | None, known: Iterable[str] = (), has_leads: bool
) -> tuple[Priority, ...]:
    """The tree, every item numbered by its place; ``known`` are the names of the board's leads."""
    _name_leads(gathered, tuple(known), has_leads=has_leads)
    for action in gathered.actions:
        action.timescale = _timescale(action, period)
        _check_dates(gathered, action, period)
    _check_numbers(gathered)
    return tuple(
        _priority(gathered, item, position)
        for position, item in enumerate(gathered.priorities, start=1)
    )


def _name_leads(gathered: Gathered, known: tuple[str, ...], *, has_leads: bool) -> None:
    told = {id(action): lead_names(action.lead_lines, known) for action in gathered.actions}
    found_names = [name for each in told.values() for name in each.names]
    names = one_name_each([*known, *found_names], frozenset(known))
    for name, chosen in names.items():
        if name != chosen and name not in known:
            gathered.find("leads", f"another name for “{chosen}”", name, "info")
    for action in gathered.actions:
        found = told[id(action)]
        called = list(dict.fromkeys(names.get(name, name) for name in found.names))
        action.leads = [LeadName(name, accountable=not place) for place, name in enumerate(called)]
        if found.left:
            gathered.find(
                action.place, "words in a lead’s cell that name nobody", joined(found.left)
            )
        if has_leads and not called:
            gathered.find(action.place, "an action without a lead", action.number or action.text)


def _timescale(action: GatheredAction, period: Period | None) -> Timescale | None:
    words = joined(action.timescale_lines)
    return parse(words, period=period) if words else None


def _check_dates(gathered: Gathered, action: GatheredAction, period: Period | None) -> None:
    if period is None:
        return
    scales = [action.timescale, *(step.timescale for step in action.milestones)]
    for scale in filter(None, scales):
        days = [day for day in (scale.start, scale.due) if day]
        if days and (max(days) < period[0] or min(days) > period[1]):
            gathered.find(action.place, "a date outside the plan’s period", scale.text)


def _check_numbers(gathered: Gathered) -> None:
    places: dict[str, list[str]] = {}
    for action in gathered.actions:
        if action.number:
            places.setdefault(action.number, []).append(action.place)
    for number, where in places.items():
        if len(where) > 1:
            gathered.find(where[-1], "a number that appears twice", number)


def _priority(gathered: Gathered, item: GatheredPriority, position: int) -> Priority:
    return Priority(
        number=item.number,
        position=position,
        title=item.title,
        theme=item.theme,
        parts=tuple(item.parts),
        is_core=item.is_core,
        objectives=tuple(
            _objective(gathered, objective, place)
            for place, objective in enumerate(item.objectives, start=1)
        ),
    )


def _objective(gathered: Gathered, item: GatheredObjective, position: int) -> Objective:
    return Objective(
        number=item.number,
        position=position,
        title=item.title,
        actions=tuple(
            _action(gathered, action, place) for place, action in enumerate(item.actions, start=1)
        ),
    )


def _action(gathered: Gathered, item: GatheredAction, position: int) -> Action:
    return Action(
        item.text,
        number=item.number,
        position=position,
        leads=tuple(item.leads),
        milestones=tuple(item.milestones),
        timescale=item.timescale,
        outcomes=tuple(item.outcomes),
        measures=tuple(item.measures),
        resources=tuple(item.resources),
        cost=item.cost,
        rating=_rating(gathered, item),
        progress=tuple(item.progress),
        evidence=tuple(item.evidence),
        extra=dict(item.extra),
    )


def _rating(gathered: Gathered, item: GatheredAction) -> str | None:
    """The one rating of all its rows; none, and a finding, where they differ."""
    counted = Counter(item.ratings)
    if len(counted) > 1:
        words = ", ".join(f"{code} ({times})" for code, times in counted.items())
        gathered.find(item.place, "rows of one action rated differently", words)
        return None
    return next(iter(counted), None)
