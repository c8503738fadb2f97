"""Which items of two documents are the same item: a value that comparing and importing share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from priorities.compare.branches import match_by_actions, match_nameless
from priorities.compare.likeness import words_of
from priorities.compare.matching import Entry, Matcher, Place
from priorities.compare.steps import match_milestones
from priorities.document import Action, Milestone, Objective, PlanDocument, Priority

Item = Priority | Objective | Action | Milestone
ItemLevel = Literal["priority", "objective", "action", "milestone"]
LEVELS: Final[tuple[ItemLevel, ...]] = ("priority", "objective", "action", "milestone")
PRIORITY, OBJECTIVE, ACTION, MILESTONE = 1, 2, 3, 4  # how deep their places are


@dataclass(frozen=True, slots=True)
class Pairing:
    """For the place of each item of either document the place of its partner, or None.

    A place is a tuple of indexes, as deep as the level: ``(0, 2, 1)`` is the second action of
    the third objective of the first priority; see ``item_at``. ``weighed`` counts the
    likenesses that were reckoned.
    """

    partner_after: Mapping[Place, Place | None]  # of each place before
    partner_before: Mapping[Place, Place | None]  # of each place after
    weighed: int = 0

    def pairs(self) -> Iterator[tuple[Place, Place]]:
        """The places of partners, before and after, in the printed order before."""
        return ((one, other) for one, other in self.partner_after.items() if other is not None)


def pairing(before: PlanDocument, after: PlanDocument) -> Pairing:
    """Tell for every item of both documents its partner on the other side, or None.

    One to one, within a level, milestones within actions that are partners. By key; then number
    (without closing full stop and blanks) and likeness of the words together, so that an action
    whose number another one took is found under its new one (see ``matching``); then number
    alone. Position decides ties. Where the documents share a key, they are of one record, and
    what bears two keys is two items. A branch that is still alone is the partner of that which
    has at least half of its actions; what has neither number nor words, of that which stands there.

    Source: design, "The one document"; plan-json, "Changes as JSON".
    """
    ours, theirs = _Side(before), _Side(after)
    is_one_record = bool(ours.keys & theirs.keys)
    is_carried = ours.carry(theirs.keys) | theirs.carry(ours.keys)
    pairs: dict[Place, Place] = {(): ()}
    matchers = []
    for level in (PRIORITY, OBJECTIVE, ACTION):
        matcher = Matcher(
            ours.entries[level],
            theirs.entries[level],
            parents=pairs,
            is_one_record=is_one_record or (level == ACTION and is_carried),
        )
        pairs.update(matcher.pairs)
        matchers.append(matcher)
    *branches, actions = matchers
    for matcher in branches:
        match_by_actions(matcher, actions.pairs)
    for matcher in matchers:
        match_nameless(matcher)
        pairs.update(matcher.pairs)
    weighed = sum(matcher.weighed for matcher in matchers)
    for one, other in actions.pairs.items():
        steps = ours.milestones(one), theirs.milestones(other)
        found, work = match_milestones(*steps, is_one_record=is_one_record)
        pairs.update(((*one, i), (*other, j)) for i, j in found.items())
        weighed += work
    back = {other: one for one, other in pairs.items()}
    return Pairing(
        MappingProxyType({place: pairs.get(place) for place in ours.items}),
        MappingProxyType({place: back.get(place) for place in theirs.items}),
        weighed,
    )


def item_at(document: PlanDocument, place: Place) -> Item:
    """The item that stands at a place. Raises IndexError where none does."""
    priority = document.priorities[place[0]]
    if len(place) == PRIORITY:
        return priority
    objective = priority.objectives[place[1]]
    if len(place) == OBJECTIVE:
        return objective
    action = objective.actions[place[2]]
    return action if len(place) == ACTION else action.milestones[place[3]]


def places(document: PlanDocument) -> Iterator[tuple[Place, Item]]:
    """Every item with its place, in printed order, each before what stands below it."""
    for p, priority in enumerate(document.priorities):
        yield (p,), priority
        for o, objective in enumerate(priority.objectives):
            yield (p, o), objective
            for a, action in enumerate(objective.actions):
                yield (p, o, a), action
                yield from (((p, o, a, m), step) for m, step in enumerate(action.milestones))


def tidy_number(number: str | None) -> str:
    """A number as numbers are compared: without blanks and closing full stop; empty for none."""
    return "".join((number or "").split()).rstrip(".")


def words_at(item: Item) -> str:
    """What the item says: the text of an action or a milestone, else the title."""
    return item.text if isinstance(item, Action | Milestone) else item.title or ""


class _Side:
    """One document's items by place, and as entries by level; milestones are matched apart."""

    def __init__(self, document: PlanDocument) -> None:
        self.items = dict(places(document))
        self.keys = {item.key for item in self.items.values() if item.key}
        self.entries: dict[int, list[Entry]] = {PRIORITY: [], OBJECTIVE: [], ACTION: []}
        withdrawn: set[Place] = set()
        for place, item in self.items.items():
            if isinstance(item, Milestone):
                continue
            if item.withdrawn or place[:-1] in withdrawn:
                withdrawn.add(place)
            self.entries[len(place)].append(
                Entry(
                    place=place,
                    words=words_of(words_at(item)),
                    key=item.key,
                    number=tidy_number(item.number),
                    is_live=place not in withdrawn,
                    size=_size(item),
                )
            )

    def carry(self, keys: Set[str]) -> bool:
        """Let actions go by the keys of those they were carried from, of ``keys``; if any do."""
        actions = self.entries[ACTION]
        found = [replace(entry, key=self._carried_key(entry, keys)) for entry in actions]
        self.entries[ACTION] = found
        return found != actions

    def _carried_key(self, entry: Entry, keys: Set[str]) -> str | None:
        item = self.items[entry.place]
        earlier = item.carried_from.key if isinstance(item, Action) and item.carried_from else None
        return earlier if earlier in keys and entry.key not in keys else entry.key

    def milestones(self, action: Place) -> tuple[Milestone, ...]:
        found = self.items[action]
        return found.milestones if isinstance(found, Action) else ()


def _size(item: Item) -> int:
    return len(item.actions) if isinstance(item, Priority | Objective) else 0
