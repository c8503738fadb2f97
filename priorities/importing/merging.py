"""A plan and a file of it become the plan as it will be: what the file says, in its place. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from priorities.compare import Pairing, item_at
from priorities.compare.change import Subject, squash
from priorities.compare.dates import timescale_changes
from priorities.compare.matching import Place
from priorities.document import (
    Action,
    Evidence,
    LeadName,
    Milestone,
    Objective,
    PlanDocument,
    PlanHead,
    Priority,
    Withdrawal,
)
from priorities.importing.words import plain

_STEP = Subject("milestone")
_WHOLE = ("text", "timescale", "outcomes", "measures", "resources", "cost", "next_review")
"""Fields of an action that the file's words replace, where it covers them; blank, too."""
_SAID = ("number", "rating", "progress")
"""Fields that a blank in the file leaves as they are: it does not say that there is none."""

T = TypeVar("T", Priority, Objective, Action, Milestone)
N = TypeVar("N", Priority, Objective, Action)


@dataclass(frozen=True)
class Leaving:
    """The keys of what is to be withdrawn because the file no longer has it, since when and why."""

    keys: Collection[str] = frozenset()
    withdrawal: Withdrawal | None = None


def merged(
    current: PlanDocument,
    file: PlanDocument,
    pairs: Pairing,
    leaving: Leaving | None = None,
) -> PlanDocument:
    """The plan as it will be once the file is applied.

    What has a partner in the plan keeps its key and the fields that the file does not cover; what
    has none is new and without a key. What is missing from the file stays behind the one it stood
    behind, unless it is ``leaving``. The plan's own particulars stay but for the texts around the
    tables, which a file that has any replaces.
    """
    return _Merging(current, file, pairs, leaving or Leaving()).document()


class _Merging:
    def __init__(
        self, current: PlanDocument, file: PlanDocument, pairs: Pairing, leaving: Leaving
    ) -> None:
        self.current, self.file, self.pairs, self.leaving = current, file, pairs, leaving
        self.covered = frozenset(file.covers)

    def document(self) -> PlanDocument:
        priorities = self._siblings(
            self.current.priorities,
            (),
            [self._priority((p,), item) for p, item in enumerate(self.file.priorities)],
        )
        return replace(
            self.current,
            plan=self._head(),
            priorities=_numbered(priorities),
            risks=self.file.risks,
        )

    def _head(self) -> PlanHead:
        texts = {
            name: getattr(self.file.plan, name) or getattr(self.current.plan, name)
            for name in ("front", "listed_priorities", "closing")
        }
        agreed = self.file.plan.agreed_on or self.current.plan.agreed_on
        return replace(self.current.plan, agreed_on=agreed, **texts)

    # What the file has

    def _partner(self, place: Place) -> Place | None:
        return self.pairs.partner_before.get(place)

    def _priority(self, place: Place, item: Priority) -> Priority:
        before = self._partner(place)
        ours = item_at(self.current, before) if before is not None else None
        objectives = self._siblings(
            ours.objectives if isinstance(ours, Priority) else (),
            before,
            [self._objective((*place, o), each) for o, each in enumerate(item.objectives)],
        )
        if not isinstance(ours, Priority):
            return replace(item, key=None, objectives=_numbered(objectives))
        return replace(
            ours,
            withdrawn=_gone(ours, item),
            number=item.number or ours.number,
            title=item.title or ours.title,
            parts=item.parts or ours.parts,
            objectives=_numbered(objectives),
        )

    def _objective(self, place: Place, item: Objective) -> Objective:
        before = self._partner(place)
        ours = item_at(self.current, before) if before is not None else None
        actions = self._siblings(
            ours.actions if isinstance(ours, Objective) else (),
            before,
            [self._action((*place, a), each) for a, each in enumerate(item.actions)],
        )
        if not isinstance(ours, Objective):
            return replace(item, key=None, actions=_numbered(actions))
        return replace(
            ours,
            withdrawn=_gone(ours, item),
            number=item.number or ours.number,
            title=item.title or ours.title,
            actions=_numbered(actions),
        )

    def _action(self, place: Place, item: Action) -> Action:
        before = self._partner(place)
        ours = item_at(self.current, before) if before is not None else None
        if not isinstance(ours, Action):
            return replace(
                item, key=None, milestones=tuple(replace(m, key=None) for m in item.milestones)
            )
        told = {name: getattr(item, name) for name in _WHOLE if name in self.covered}
        told |= {
            name: getattr(item, name)
            for name in _SAID
            if name in self.covered and getattr(item, name)
        }
        if "leads" in self.covered:
            told["leads"] = _leads(ours.leads, item.leads)
        if "evidence" in self.covered:
            told["evidence"] = _evidence(ours.evidence, item.evidence)
        if "extra" in self.covered:
            told["extra"] = {**ours.extra, **item.extra}
        if "milestones" in self.covered:
            told["milestones"] = self._milestones(place, before, ours, item)
        return replace(ours, withdrawn=_gone(ours, item), **told)

    def _milestones(
        self, place: Place, before: Place | None, ours: Action, item: Action
    ) -> tuple[Milestone, ...]:
        found = []
        for m, step in enumerate(item.milestones):
            partner = self._partner((*place, m))
            mine = item_at(self.current, partner) if partner is not None else None
            if isinstance(mine, Milestone):
                told = list(timescale_changes(_STEP, mine.timescale, step.timescale))
                is_same_text = squash(mine.text) == squash(step.text)
                same = not told or (is_same_text and all(c.kind == "re-worded" for c in told))
                when = mine.timescale if same else step.timescale
                gone = _gone(mine, step)
                found.append(replace(step, key=mine.key, withdrawn=gone, timescale=when))
            else:
                found.append(replace(step, key=None))
        return self._siblings(ours.milestones, before, found)

    # What it has not

    def _siblings(self, ours: Sequence[T], parent: Place | None, told: list[T]) -> tuple[T, ...]:
        """What the file tells, with what it misses put back behind the one it stood behind."""
        behind: str | None = None
        for index, item in enumerate(ours if parent is not None else ()):
            place = (*(parent or ()), index)
            if self.pairs.partner_after.get(place) is None:
                told.insert(_place_behind(told, behind), self._left(item, place))
            behind = item.key
        return tuple(told)

    def _left(self, item: T, place: Place) -> T:
        """An item that the file has not, without what moved from below it to another place."""
        if item.key in self.leaving.keys and item.withdrawn is None:
            item = replace(item, withdrawn=self.leaving.withdrawal)
        if isinstance(item, Priority):
            return replace(item, objectives=_numbered(self._left_below(item.objectives, place)))
        if isinstance(item, Objective):
            return replace(item, actions=_numbered(self._left_below(item.actions, place)))
        return item

    def _left_below(self, items: Sequence[T], parent: Place) -> Iterator[T]:
        for index, item in enumerate(items):
            place = (*parent, index)
            if self.pairs.partner_after.get(place) is None:
                yield self._left(item, place)


def _gone(ours: T, told: T) -> Withdrawal | None:
    """What the file has is in force, unless the file itself says that it is withdrawn."""
    return (ours.withdrawn or told.withdrawn) if told.withdrawn else None


def _numbered(items: Iterable[N]) -> tuple[N, ...]:
    return tuple(replace(item, position=place) for place, item in enumerate(items, start=1))


def _place_behind(
    items: Sequence[Priority | Objective | Action | Milestone], key: str | None
) -> int:
    if key is None:
        return 0
    return next((n for n, item in enumerate(items, start=1) if item.key == key), len(items))


def _leads(ours: Sequence[LeadName], told: Sequence[LeadName]) -> tuple[LeadName, ...]:
    """The file's leads, by the names that the plan has for them."""
    names = {plain(lead.name): lead.name for lead in ours}
    return tuple(
        LeadName(names.get(plain(lead.name), lead.name), accountable=lead.accountable)
        for lead in told
    )


def _evidence(ours: Sequence[Evidence], told: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """All that is on record, and what the file adds: evidence does not go because a file is old."""
    known = {plain(item.text) for item in ours}
    return (*ours, *(item for item in told if plain(item.text) not in known))


def renamed(document: PlanDocument, names: Mapping[str, str]) -> PlanDocument:
    """The document with some leads by other names; one without any is left out."""

    def leads_of(action: Action) -> tuple[LeadName, ...]:
        chosen: dict[str, bool] = {}
        for lead in action.leads:
            name = names.get(lead.name, lead.name)
            if name:
                chosen[name] = chosen.get(name, False) or lead.accountable
        found = [LeadName(name, accountable=flag) for name, flag in chosen.items()]
        if found and not any(lead.accountable for lead in found):
            found[0] = replace(found[0], accountable=True)
        return tuple(found)

    return replace(
        document,
        priorities=tuple(
            replace(
                priority,
                objectives=tuple(
                    replace(
                        objective,
                        actions=tuple(replace(a, leads=leads_of(a)) for a in objective.actions),
                    )
                    for objective in priority.objectives
                ),
            )
            for priority in document.priorities
        ),
    )
