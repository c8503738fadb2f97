"""Somebody leaves at once: her roles end, and what she owes goes to others in the same step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.audit.models import StaleRevision
from plans.models import Group, Lead, LeadHolder, Membership
from plans.roles import REPORTING_ROLES, Role
from plans.services.handing_over import chair_hand_over, lead_hand_over
from plans.services.memberships import ROLE_ENDED, board_locked, membership_end, roles_left


@dataclass(frozen=True, slots=True)
class Debt:
    """What somebody would leave behind: a group that she chairs, or a post that she holds.

    ``goes_with_role``: it goes as well where only the one role ends.
    """

    body: Group | Lead
    goes_with_role: bool

    @property
    def key(self) -> str:
        """What tells it from the others: "group-7" or "lead-7"."""
        return f"{self.body._meta.model_name}-{self.body.pk}"


def debts_of(membership: Membership) -> list[Debt]:
    """What the person chairs and holds at the board: what goes with this role first."""
    today = timezone.localdate()
    roles = roles_left(membership.board, membership.user, today)
    others = [role for role in roles if role != membership]
    still_reports = any(role.role in REPORTING_ROLES for role in others)
    debts = [
        *(Debt(group, goes_with_role=group not in _chaired(others)) for group in _chaired(roles)),
        *(Debt(lead, goes_with_role=not still_reports) for lead in _held(membership)),
    ]
    return sorted(debts, key=lambda debt: not debt.goes_with_role)


@transaction.atomic
def role_end(
    *,
    membership: Membership,
    takers: Mapping[str, User | None],
    by: User,
    reason: str,
    with_others: bool,
) -> None:
    """End a role at once, or with it all the person's roles at the board.

    ``takers`` says by the key of each debt who takes it over from today on, None for nobody;
    where only one role ends, she keeps what does not go with it. ``reason`` is for managers
    alone, so what is handed over does not tell it. Raises ValidationError as ``membership_end``
    does and where somebody cannot take over, StaleRevision where she owes more by now; then
    nothing is changed.
    """
    board, user, today = board_locked(membership.board), membership.user, timezone.localdate()
    debts = [debt for debt in debts_of(membership) if with_others or debt.goes_with_role]
    if any(debt.key not in takers for debt in debts):
        raise StaleRevision("Something more was handed to her since.")
    others = [row for row in roles_left(board, user, today) if row != membership]
    for row in (membership, *(others if with_others else ())):
        membership_end(membership=row, by=by, reason=reason)
    for debt in debts:
        _hand_over(debt.body, takers[debt.key], user, by)


def _hand_over(body: Group | Lead, to: User | None, leaving: User, by: User) -> None:
    today, why = timezone.localdate(), ROLE_ENDED
    if to is not None and _has_already(body, to):
        to = None  # she shared it with whoever leaves, and goes on with it
    if isinstance(body, Lead):
        lead_hand_over(lead=body, to=to, starts_on=today, by=by, reason=why, leaving=leaving)
    else:
        chair_hand_over(group=body, to=to, starts_on=today, by=by, reason=why, leaving=leaving)


def _has_already(body: Group | Lead, user: User) -> bool:
    if isinstance(body, Lead):
        held = LeadHolder.objects.filter(lead=body, user=user)
    else:
        held = Membership.objects.filter(group=body, user=user, role=Role.SUBGROUP_CHAIR)
    return bool(held.on(timezone.localdate()).exists())


def _chaired(roles: list[Membership]) -> list[Group]:
    """The groups that are chaired by these roles, but for those merged into another."""
    chaired = {role.group for role in roles if role.group and role.role == Role.SUBGROUP_CHAIR}
    return sorted((group for group in chaired if not group.is_merged), key=str)


def _held(membership: Membership) -> list[Lead]:
    """The leads she stands behind at this board, now or from a coming day."""
    held = LeadHolder.objects.filter(user=membership.user).not_over(timezone.localdate())
    leads = Lead.objects.filter(board=membership.board, pk__in=held.values("lead"))
    return list(leads.standing())
