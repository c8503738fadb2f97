"""Who leads an action, before and after: changes, and names that became others. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from priorities.compare.change import Change, Subject
from priorities.document import LeadName

SameLead = Callable[[str, str], bool]


class LeadComparison:
    """Compares the leads of actions as sets of names, without case and blanks.

    ``same_lead`` says of a name before and one after whether they are one lead, renamed or
    merged. Such a pair changes no action; it is told once, by ``renames``.
    """

    def __init__(self, same_lead: SameLead | None = None) -> None:
        self._same_lead = same_lead
        self._answers: dict[tuple[str, str], bool] = {}
        self._renames: dict[tuple[str, str], Change] = {}

    def changes(
        self, subject: Subject, before: Iterable[LeadName], after: Iterable[LeadName]
    ) -> Iterator[Change]:
        """One change, with all leads, where a name or who is accountable differs."""
        ours, theirs = tuple(before), tuple(after)
        accountable = [lead for lead in ours if lead.accountable]
        accountable_after = [lead for lead in theirs if lead.accountable]
        kept = self._all_known(ours, theirs), self._all_known(accountable, accountable_after)
        if not all(kept):
            yield subject.change("lead", "leads", leads_text(ours), leads_text(theirs))

    def renames(self) -> Iterator[Change]:
        """The names that became others, of all actions that were compared, once each."""
        return iter(self._renames.values())

    def _all_known(self, ours: Iterable[LeadName], theirs: Iterable[LeadName]) -> bool:
        """Whether each lead of either side is one of the other's."""
        before = {_plain(lead.name): lead.name for lead in ours}
        after = {_plain(lead.name): lead.name for lead in theirs}
        gone, new = before.keys() - after.keys(), after.keys() - before.keys()
        same = [
            (one, other)
            for one in before
            for other in after
            if (one in gone or other in new) and self._is_same(before[one], after[other])
        ]
        return gone == {one for one, _ in same} & gone and new == {other for _, other in same} & new

    def _is_same(self, before: str, after: str) -> bool:
        pair = before, after
        if pair not in self._answers:
            self._answers[pair] = bool(self._same_lead and self._same_lead(before, after))
        if self._answers[pair]:
            self._renames[pair] = Change("lead", "plan", None, None, "leads", before, after)
        return self._answers[pair]


def leads_text(leads: Iterable[LeadName]) -> str:
    """The names with who is accountable, as printed one after the other."""
    return "; ".join(x.name + (" (accountable)" if x.accountable else "") for x in leads)


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()
