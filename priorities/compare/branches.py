"""Partners for what neither key nor number nor words gave one, by what stands around it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from priorities.compare.matching import Candidate, Entry, Matcher, Place, best


def match_by_actions(matcher: Matcher, actions: Mapping[Place, Place]) -> None:
    """Make partners of free branches that have most of their actions in common.

    ``actions`` are the pairs of actions, of all branches; those with most of all come first.
    """
    before = {entry.place: i for i, entry in enumerate(matcher.before)}
    after = {entry.place: j for j, entry in enumerate(matcher.after)}
    depth = next((len(place) for place in before), 0)
    shared = Counter((one[:depth], other[:depth]) for one, other in actions.items())
    candidates = []
    for (one, other), count in shared.items():
        if one in before and other in after:
            i, j = before[one], after[other]
            ours, theirs = matcher.before[i], matcher.after[j]
            if matcher.may_pair(ours, theirs) and _is_enough(ours, theirs, count):
                candidates.append(Candidate(-count, False, abs(i - j), i + j, i, j))
    matcher.pair(best(candidates, matcher.before, matcher.after))


def match_nameless(matcher: Matcher) -> None:
    """Make partners of what has neither number nor words and stands below partners, in order."""
    matcher.pair(
        matcher.in_order(
            lambda entry: entry.is_nameless and (matcher.parents.get(entry.place[:-1]),),
            lambda entry: entry.is_nameless and (entry.place[:-1],),
        )
    )


def _is_enough(ours: Entry, theirs: Entry, count: int) -> bool:
    """At least half of the actions of either; of branches without a name any will do."""
    is_nameless = ours.is_nameless and theirs.is_nameless
    return is_nameless or 2 * count >= max(ours.size, theirs.size)
