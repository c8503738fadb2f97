"""Which names are those of one lead: renamed, merged, or called otherwise by a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from plans.models import Board


def same_lead(board: Board) -> Callable[[str, str], bool]:
    """Tells of two names whether a lead of the board bears or bore both, itself or merged.

    Case and blanks do not count. One query, made here; for those who may see the board.
    """
    bearers: dict[str, set[int]] = defaultdict(set)
    columns = ("pk", "name", "aliases", "successor_id")
    for pk, name, aliases, successor in board.leads.values_list(*columns):
        for each in (name, *aliases):
            bearers[_plain(each)].add(successor or pk)
    return lambda one, other: not bearers[_plain(one)].isdisjoint(bearers[_plain(other)])


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()
