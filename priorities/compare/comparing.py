"""The one comparison of two plans. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from priorities.compare.change import CARRIED, Change, Kind, Level, Subject, squash
from priorities.compare.dates import milestone_changes
from priorities.compare.fields import FIELDS, action_changes, branch_changes
from priorities.compare.head import head_changes
from priorities.compare.leads import LeadComparison, SameLead
from priorities.compare.matching import Place
from priorities.compare.order import Row, printed_rows
from priorities.compare.partners import (
    ACTION,
    LEVELS,
    Item,
    Pairing,
    pairing,
    places,
    tidy_number,
    words_at,
)
from priorities.document import Action, Milestone, PlanDocument

_KEPT = frozenset({"rating", "progress", "evidence", "extra"})
"""Action fields in which what a file leaves blank is no change: an import keeps what is there."""


def compare(
    before: PlanDocument,
    after: PlanDocument,
    *,
    is_import: bool = False,
    same_lead: SameLead | None = None,
    pairs: Pairing | None = None,
) -> tuple[Change, ...]:
    """What changed, the plan's own particulars first, then in printed order.

    Only in the action fields that both documents cover. What is in force on neither side is no
    change: an item is "added" when it came or was brought back, "withdrawn" when it was withdrawn
    or is not there any more, with ``is_import`` "missing" in the latter case. Each is one change
    without what stands in it; a branch and the actions below it are each told. A branch without
    number and title, which no paper shows, is not told. Position, printed rows and nesting are
    no change.

    ``is_import``: ``after`` is a file, and what it leaves out of the plan's particulars and of
    branches, a number, a rating, progress, evidence or a column of its own, is no change.
    ``same_lead`` see ``LeadComparison``. ``pairs``: the pairing, where the caller has it already.

    Source: design, "The one document"; plan-json, "Changes as JSON".
    """
    found = pairs or pairing(before, after)
    return _Comparison(before, after, found, is_import=is_import, same_lead=same_lead).changes()


class _Comparison:
    def __init__(
        self,
        before: PlanDocument,
        after: PlanDocument,
        pairs: Pairing,
        *,
        is_import: bool,
        same_lead: SameLead | None,
    ) -> None:
        self.documents = before, after
        self.pairs, self.is_import = pairs, is_import
        self.leads = LeadComparison(same_lead)
        self.before, self.after = dict(places(before)), dict(places(after))
        self.live_before, self.live_after = _live(self.before), _live(self.after)
        self.covered = _covered(before) & _covered(after)

    def changes(self) -> tuple[Change, ...]:
        head = head_changes(*self.documents, is_import=self.is_import)
        items = [c for row in printed_rows(self.pairs) for c in self._row(row)]
        return tuple(chain(head, self.leads.renames(), items))

    def _row(self, row: Row) -> Iterator[Change]:
        before = self.live_before.get(row.before) if row.before else None
        after = self.live_after.get(row.after) if row.after else None
        if before is None and after is None:
            return iter(())
        subject = self._subject(row)
        if isinstance(before or after, Milestone) and not self._has_told_action(row):
            return iter(())
        if isinstance(before, Milestone) and after is None and self._stayed_behind(row, before):
            return iter(())
        if before is None or after is None:
            return self._one(subject, before, after, is_missing=row.after is None)
        return self._both(subject, row, before, after)

    def _subject(self, row: Row) -> Subject:
        before = self.before[row.before] if row.before else None
        after = self.after[row.after] if row.after else None
        key = (before and before.key) or (after and after.key) or None
        level: Level = LEVELS[len(row.after or row.before or ()) - 1]
        number = _number(self.after, row.after) or _number(self.before, row.before)
        return Subject(level, key, number)

    def _has_told_action(self, row: Row) -> bool:
        """Whether the milestone's action is in force on both sides, and milestones are covered."""
        before = row.before[:-1] if row.before else None
        after = row.after[:-1] if row.after else None
        before = before or (after and self.pairs.partner_before[after])
        after = after or (before and self.pairs.partner_after[before])
        is_live = before in self.live_before and after in self.live_after
        return is_live and "milestones" in self.covered

    def _stayed_behind(self, row: Row, step: Milestone) -> bool:
        """Whether the step was done in the plan from which its action was carried."""
        is_done = step.timescale is not None and step.timescale.state == "complete"
        place = (row.before or ())[:-1]
        partner = self.pairs.partner_after.get(place)
        return (
            is_done and partner is not None and _is_carried(self.before[place], self.after[partner])
        )

    def _one(
        self, subject: Subject, before: Item | None, after: Item | None, *, is_missing: bool
    ) -> Iterator[Change]:
        """What came, or is gone."""
        kind: Kind = "added" if after else "withdrawn"
        if isinstance(before or after, Milestone):
            kind = "milestone"
        elif is_missing and self.is_import:
            kind = "missing"
        words = [words_at(item) if item else None for item in (before, after)]
        if any(words) or subject.number:
            yield subject.change(kind, None, *words)

    def _both(self, subject: Subject, row: Row, before: Item, after: Item) -> Iterator[Change]:
        """What changed in an item that is in force on both sides."""
        if isinstance(before, Milestone) and isinstance(after, Milestone):
            changes = milestone_changes(subject, before, after)
            yield from (
                c for c in changes if not (self.is_import and _is_in_words(c, before, after))
            )
            return
        yield from self._place(subject, row)
        if isinstance(before, Action) and isinstance(after, Action):
            if after.carried_from and _is_carried(before, after):
                yield from subject.other(CARRIED, None, after.carried_from.words)
            if "leads" in self.covered:
                yield from self.leads.changes(subject, before.leads, after.leads)
            told = action_changes(subject, before, after, self.covered)
            yield from (c for c in told if c.field not in _KEPT or self._is_said(c))
        else:
            yield from filter(self._is_said, branch_changes(subject, before, after))

    def _is_said(self, change: Change) -> bool:
        """Whether it is more than something that a file leaves out."""
        return change.after is not None or not self.is_import

    def _place(self, subject: Subject, row: Row) -> Iterator[Change]:
        """Moved, where it stands under another branch, else renumbered."""
        before, after = row.before or (), row.after or ()
        numbers = _number(self.before, before), _number(self.after, after)
        above = before[:-1], after[:-1]
        if above[0] and self.pairs.partner_after[above[0]] != above[1]:
            labels = _label(self.before, above[0]), _label(self.after, above[1])
            moved = subject.change("moved", LEVELS[len(above[0]) - 1], *labels)
            yield replace(moved, was=numbers[0])
        elif self._is_renumbered(subject, *numbers):
            yield subject.change("renumbered", "number", *numbers)

    def _is_renumbered(self, subject: Subject, before: str | None, after: str | None) -> bool:
        if subject.level == "action" and "number" not in self.covered:
            return False
        is_said = bool(after) or not self.is_import
        return is_said and tidy_number(before) != tidy_number(after)


def _is_carried(before: Item, after: Item) -> bool:
    """Whether the action goes on with the other, of the plan before."""
    earlier = after.carried_from if isinstance(after, Action) else None
    return earlier is not None and earlier.key == before.key


def _is_in_words(change: Change, before: Milestone, after: Milestone) -> bool:
    """Of a file: whether a time has other words only because it was read from the same text."""
    is_time = change.kind == "re-worded" and change.field == "timescale"
    return is_time and squash(before.text) == squash(after.text)


def _covered(document: PlanDocument) -> frozenset[str]:
    """The action fields that a document speaks of: all, where it does not say which."""
    return frozenset(document.covers) or FIELDS


def _live(items: Mapping[Place, Item]) -> dict[Place, Item]:
    """Those in force: not withdrawn, nor below what is."""
    live: dict[Place, Item] = {}
    for place, item in items.items():
        if item.withdrawn is None and (len(place) == 1 or place[:-1] in live):
            live[place] = item
    return live


def _number(items: Mapping[Place, Item], place: Place | None) -> str | None:
    """The printed number of the item there; of a milestone its action's."""
    item = items[place[:ACTION]] if place else None
    return None if item is None or isinstance(item, Milestone) else item.number


def _label(items: Mapping[Place, Item], place: Place) -> str | None:
    """A branch's number, else its title, else what names the branch above it."""
    item = items.get(place)
    if item is None or isinstance(item, Milestone):
        return None
    return item.number or words_at(item) or _label(items, place[:-1])
