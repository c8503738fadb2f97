"""What a file would do to a plan: read once, compared with the plan as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from plans.lead_names import same_lead
from plans.models import Board, Lead, Plan
from priorities.compare import Change, Pairing, compare, pairing
from priorities.document import PlanDocument, Withdrawal
from priorities.importing.merging import Leaving, merged, renamed
from priorities.services.importing.leaving import actions_below, all_below, is_missing
from priorities.snapshot import plan_document


@dataclass(frozen=True)
class Unsure:
    """A lead that the board does not know by this name, and those that it may mean."""

    name: str
    actions: int
    likely: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """The plan as it is, as it would be, and the changes from the one to the other."""

    current: PlanDocument
    target: PlanDocument
    changes: tuple[Change, ...]
    pairs: Pairing

    @property
    def counts(self) -> Counter[str]:
        return Counter(change.kind for change in self.changes)

    @property
    def missing(self) -> tuple[Change, ...]:
        """What the plan has and the file has not."""
        return tuple(filter(is_missing, self.changes))

    @property
    def below(self) -> Mapping[str, int]:
        """By the key of each branch, how many actions leave the plan with it."""
        return actions_below(self.current, self.pairs)


def preview(
    *,
    plan: Plan,
    file: PlanDocument,
    names: Mapping[str, str] | None = None,
    leaving: Collection[str] = (),
    withdrawal: Withdrawal | None = None,
) -> Preview:
    """Compare a file's document with the plan as it stands now.

    ``names`` says by whose name a lead of the file goes ("" for nobody's). ``leaving`` are the
    keys of missing items that are to be withdrawn, with day and reason; so is what stands
    below them.
    """
    current = plan_document(plan)
    told = replace(renamed(file, names or {}), layout=current.layout)
    pairs = pairing(current, told)
    left = Leaving(frozenset(leaving), withdrawal) if withdrawal else Leaving()
    target = all_below(merged(current, told, pairs, left), left)
    changes = compare(current, told, is_import=True, pairs=pairs, same_lead=same_lead(plan.board))
    return Preview(current, target, changes, pairs)


def unknown_leads(board: Board, file: PlanDocument) -> list[Unsure]:
    """The leads of a file that the board has under no name, most used first."""
    known = {name.casefold(): lead for lead, name in _names(board)}
    used = Counter(lead.name for action in file.actions for lead in action.leads)
    return [
        Unsure(name, count, tuple(get_close_matches(name, {n for _, n in _names(board)}, 3, 0.6)))
        for name, count in used.most_common()
        if name.casefold() not in known
    ]


def known_leads(board: Board) -> tuple[str, ...]:
    """Every name by which a lead on the board's lists is or was known."""
    return tuple(dict.fromkeys(name for _, name in _names(board)))


def _names(board: Board) -> list[tuple[Lead, str]]:
    leads = (
        Lead.objects.filter(board=board, closed_on__isnull=True)
        .select_related("successor")
        .order_by("pk")
    )
    return [(lead, name) for lead in leads for name in (lead.name, *lead.aliases)]
