"""An action of the plan with the leads named for it: added and edited together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from plans.models import Board, Lead, LeadKind
from priorities.models import Action, ActionLead
from priorities.services.plan import differs, item_add, item_locked, item_write
from priorities.tree import plan_of

TAKEN_OFF = "Taken off the action"


@dataclass(frozen=True, slots=True)
class NamedLeads:
    """Who is named for an action: one accountable lead, or none yet, and those who support.

    Named by a lead that was merged is what stands for it now.
    """

    accountable: Lead | None = None
    supporting: tuple[Lead, ...] = ()

    @classmethod
    def of(cls, action: Action) -> NamedLeads:
        """Those named now, in the plan's order."""
        return cls.among(action.leads.select_related("lead__successor"))

    @classmethod
    def among(cls, rows: Iterable[ActionLead]) -> NamedLeads:
        """Those whom these rows of one action name, each of them once."""
        live = [row for row in rows if not row.is_withdrawn]
        accountable = next((row.lead.current for row in live if row.is_accountable), None)
        named = dict.fromkeys(row.lead.current for row in live)
        return cls(accountable, tuple(lead for lead in named if lead != accountable))

    @property
    def all(self) -> tuple[Lead, ...]:
        """Everyone named, the accountable lead first."""
        return (*filter(None, (self.accountable,)), *self.supporting)

    def says_the_same_as(self, other: NamedLeads) -> bool:
        """Whether both name the same, in whatever order."""
        return self.accountable == other.accountable and set(self.all) == set(other.all)

    def joined_by(self, lead: Lead) -> NamedLeads:
        """These and one more, who is accountable where nobody is yet, and else supports."""
        others = tuple(each for each in self.supporting if each != lead)
        if self.accountable in {None, lead}:
            return NamedLeads(lead, others)
        return NamedLeads(self.accountable, (*others, lead))


@transaction.atomic
def action_add(*, action: Action, leads: NamedLeads, by: User, newcomer: str = "") -> Action:
    """Put a new action last under its objective; raises as ``item_add`` does.

    ``newcomer`` names one more lead, who joins the board's list where it has none of that name.
    """
    item_add(item=action, by=by)
    _name(action, _with_newcomer(leads, newcomer, action, by), by)
    return action


@transaction.atomic
def action_edit(
    *,
    action: Action,
    columns: Mapping[str, Any],
    leads: NamedLeads,
    revision: int,
    by: User,
    reason: str = "",
    newcomer: str = "",
) -> Action:
    """Write new words and leads into an action; raises as ``item_edit`` does.

    One that says the same already is left alone. ``newcomer``: see ``action_add``.
    """
    row = item_locked(action)
    leads = _with_newcomer(leads, newcomer, row, by)
    has_other_leads = not leads.says_the_same_as(NamedLeads.of(row))
    if has_other_leads or differs(row, columns):
        item_write(item=row, columns=columns, revision=revision, by=by, reason=reason)
    if has_other_leads:
        _name(row, leads, by)
    return row


def _with_newcomer(leads: NamedLeads, name: str, action: Action, by: User) -> NamedLeads:
    return leads.joined_by(_lead_called(name, plan_of(action).board, by)) if name else leads


def _lead_called(name: str, board: Board, by: User) -> Lead:
    """The board's lead of this name, in capitals or not, or of this earlier name; a new post
    where it has none. Raises ValidationError for a group that is closed or is to be.
    """
    Board.objects.select_for_update().get(pk=board.pk)  # one name joins the list once
    # Compared here: SQLite knows capitals of plain English letters only.
    leads = list(board.leads.select_related("successor"))
    known: dict[str, Lead] = {alias.casefold(): lead for lead in leads for alias in lead.aliases}
    known |= {lead.name.casefold(): lead for lead in leads}
    if found := known.get(name.casefold()):
        if found.current.closing:
            how = "off the lists" if found.current.closed_on else "closed"
            raise ValidationError(f"“{found.current}” is {how}. Name another lead.")
        return found.current
    lead = Lead(board=board, name=name, kind=LeadKind.POST)
    lead.record(by=by, reason="Named for an action")
    return lead


def _name(action: Action, leads: NamedLeads, by: User) -> None:
    """Bring the action's leads in line.

    Whoever leaves, and whoever is accountable no longer, goes first: the database holds no
    two accountable leads, not even for a moment. A lead that was merged stays on as long as
    what stands for it does: undoing the merger finds it there.
    """
    ever = _rows(action)
    last = max((row.position for row in ever), default=0)
    wanted = {lead.pk: lead == leads.accountable for lead in leads.all}
    for row in ever:
        if row.is_withdrawn:
            continue
        if row.lead.current.pk not in wanted:
            _take_off(row, by)
        elif row.is_accountable and not wanted[row.lead.current.pk]:
            _put_on(row, by, is_accountable=False)
    rows = _by_lead(ever)
    for lead_id, is_accountable in wanted.items():
        if lead_id not in rows:
            last += 1
            rows[lead_id] = ActionLead(action=action, lead_id=lead_id, position=last)
        elif _stands(rows[lead_id], is_accountable=is_accountable):
            continue
        _put_on(rows[lead_id], by, is_accountable=is_accountable)


def _rows(action: Action) -> list[ActionLead]:
    """The rows of all leads ever named, of several live ones the accountable last."""
    rows = action.leads.select_for_update(of=("self",)).select_related("lead__successor")
    return list(rows.order_by("withdrawn_on", "is_accountable", "pk"))


def _by_lead(rows: list[ActionLead]) -> dict[int, ActionLead]:
    """The row of each lead: the live one of it or of what was merged into it, else its own
    that was withdrawn last.
    """
    found = {row.lead_id: row for row in rows if row.is_withdrawn}
    return found | {row.lead.current.pk: row for row in rows if not row.is_withdrawn}


def _stands(row: ActionLead, *, is_accountable: bool) -> bool:
    return not row.is_withdrawn and row.is_accountable == is_accountable


def _take_off(row: ActionLead, by: User) -> None:
    row.withdrawn_on = timezone.localdate()
    row.withdrawn_reason = TAKEN_OFF
    row.record(by=by, reason=TAKEN_OFF)


def _put_on(row: ActionLead, by: User, *, is_accountable: bool) -> None:
    row.withdrawn_on = None
    row.withdrawn_reason = ""
    row.is_accountable = is_accountable
    row.record(by=by, reason="Accountable" if is_accountable else "Supporting")
