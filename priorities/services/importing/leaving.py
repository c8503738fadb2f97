"""What the plan has and the file has not: what may leave, and what leaves with it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from priorities.compare import Change, Pairing, places
from priorities.compare.partners import ACTION
from priorities.document import Action, Milestone, Objective, PlanDocument, Priority
from priorities.importing.merging import Leaving

T = TypeVar("T", Priority, Objective, Action, Milestone)


def is_missing(change: Change) -> bool:
    """Whether it tells of something that the file has no more, and that stays unless ticked."""
    is_step = change.level == "milestone" and change.field is None and change.after is None
    return change.key is not None and (change.kind == "missing" or is_step)


def actions_below(current: PlanDocument, pairs: Pairing) -> Mapping[str, int]:
    """By the key of each branch, how many actions below it would leave the plan with it.

    Those in force that the file has nowhere: what moved to another branch stays.
    """
    live = {item.key for _, item in places(current.in_force())}
    keys = {place: item.key or "" for place, item in places(current)}
    found: Counter[str] = Counter()
    for place, key in keys.items():
        if len(place) == ACTION and key in live and pairs.partner_after.get(place) is None:
            found.update(keys[place[:depth]] for depth in range(1, ACTION))
    return found


def all_below(target: PlanDocument, leaving: Leaving) -> PlanDocument:
    """The plan in which whatever stands below something that leaves, leaves with it.

    As on the plan's own pages, nothing stays in force below what is withdrawn. What moved in the
    file stands elsewhere by now, and what was withdrawn before keeps its own day and reason.
    """
    return replace(target, priorities=_level(target.priorities, leaving, is_gone=False))


def _level(items: Sequence[T], leaving: Leaving, *, is_gone: bool) -> tuple[T, ...]:
    return tuple(_with_below(item, leaving, is_gone=is_gone) for item in items)


def _with_below(item: T, leaving: Leaving, *, is_gone: bool) -> T:
    if is_gone and item.withdrawn is None:
        item = replace(item, withdrawn=leaving.withdrawal)
    is_gone = is_gone or (item.key in leaving.keys and item.withdrawn is not None)
    if isinstance(item, Priority):
        return replace(item, objectives=_level(item.objectives, leaving, is_gone=is_gone))
    if isinstance(item, Objective):
        return replace(item, actions=_level(item.actions, leaving, is_gone=is_gone))
    if isinstance(item, Action):
        return replace(item, milestones=_level(item.milestones, leaving, is_gone=is_gone))
    return item
