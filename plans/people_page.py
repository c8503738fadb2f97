"""A board's people as its pages list them: who is in, invited, coming and past; one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.utils import timezone

from boardplan.accounts.models import User
from plans.access import Access, Permission
from plans.models import Invitation, LeadHolder, Membership
from plans.roles import GRANTS, Role
from plans.services.invitations import may_come_by_link
from plans.services.memberships import GIVE, obstacle_to_ending

FEW_ACCEPT = ("Nobody here can accept updates.", "Only one person here can accept updates.")


@dataclass
class Person:
    """Somebody of the board, with her roles by when they hold."""

    user: User
    now: list[Membership] = field(default_factory=list)
    coming: list[Membership] = field(default_factory=list)
    past: list[Membership] = field(default_factory=list)
    invitation: Invitation | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether she was invited by a link and has not come yet."""
        return self.invitation is not None

    @property
    def is_link_over(self) -> bool:
        """Whether her link has run out."""
        return self.invitation is not None and self.invitation.expires_at <= timezone.now()

    @property
    def roles(self) -> list[Membership]:
        """What she is and will be."""
        return [*self.now, *self.coming]

    @property
    def agencies(self) -> list[str]:
        """The agencies she comes from, each once."""
        return list(dict.fromkeys(str(row.agency) for row in self.now if row.agency))

    @property
    def chaired(self) -> list[str]:
        """The groups she chairs now."""
        return [str(row.group) for row in self.now if row.role == Role.SUBGROUP_CHAIR]


@dataclass(frozen=True)
class People:
    """The people of a board, each under one heading; coming and past roles stand by themselves."""

    present: list[Person]
    awaited: list[Person]
    coming: list[Membership]
    past: list[Membership]


def people(access: Access) -> People:
    """Everybody who ever had a role at the board, by name."""
    everybody = list(_persons(access, _memberships(access)).values())
    awaited = [person for person in everybody if person.is_awaited and person.roles]
    come = [person for person in everybody if not person.is_awaited]
    return People(
        present=[person for person in come if person.now],
        awaited=awaited,
        coming=[row for person in come for row in person.coming],
        past=sorted(
            (row for person in everybody for row in person.past),
            key=lambda row: row.ends_on or access.today,
            reverse=True,
        ),
    )


def person_of(access: Access, pk: int) -> Person:
    """One person with the roles she has or had at this board; Http404 where she had none."""
    found = _persons(access, _memberships(access).filter(user=pk))
    if pk not in found:
        raise Http404("No such person at this board.")
    return found[pk]


@dataclass(frozen=True)
class EndableRole:
    """A role that holds or is to come, and why the reader cannot end it; empty where she can."""

    membership: Membership
    obstacle: str = ""


def endable_roles(person: Person, access: Access) -> list[EndableRole]:
    """Her roles, each with what stands in the way of ending it."""
    return [
        EndableRole(row, obstacle_to_ending(row, access.user, access.today)) for row in person.roles
    ]


def posts_of(access: Access, user: User) -> list[LeadHolder]:
    """The posts she stands behind at this board, now or from a coming day."""
    held = LeadHolder.objects.visible_to(access).filter(user=user).not_over(access.today)
    return list(held.select_related("lead").order_by("lead__name"))


def may_have_new_link(person: Person, access: Access) -> bool:
    """Whether a new link may be made for somebody who was invited and has not come."""
    is_invited = person.is_awaited and bool(person.roles)
    may = Role.MANAGER in access.roles or not any(row.role in GIVE for row in person.roles)
    return is_invited and may and may_come_by_link(person.user, access.board)


def deputies(access: Access) -> list[Membership]:
    """The deputy managers of today and of coming days, the first to begin first."""
    rows = _memberships(access).filter(role=Role.DEPUTY).not_over(access.today)
    return list(rows.order_by("starts_on", "user__name"))


def few_accept(access: Access) -> dict[str, Any]:
    """What to warn of where fewer than two people can accept updates, for a page's context.

    ``few_accept``, empty where there are enough, counts who may today and has ever signed in;
    ``yet_to_accept`` are those who may, but have to sign in first.
    """
    roles = [role for role, granted in GRANTS.items() if Permission.REVIEW_UPDATES in granted]
    rows = _memberships(access).on(access.today).filter(role__in=roles, user__is_active=True)
    able = list(dict.fromkeys(row.user for row in rows))
    awaited = [user for user in able if user.last_login is None]
    count = len(able) - len(awaited)
    words = FEW_ACCEPT[count] if count < len(FEW_ACCEPT) else ""
    return {"few_accept": words, "yet_to_accept": awaited}


def has_no_chair(access: Access) -> bool:
    """Whether nobody is the board's independent chair today."""
    chairs = Membership.objects.visible_to(access).on(access.today).filter(role=Role.CHAIR)
    return not chairs.exists()


def _memberships(access: Access) -> Any:
    rows = Membership.objects.visible_to(access).select_related("user", "group", "agency")
    return rows.order_by("user__name", "user__email", "starts_on", "pk")


def _persons(access: Access, memberships: Iterable[Membership]) -> dict[int, Person]:
    found: dict[int, Person] = {}
    for row in memberships:
        person = found.setdefault(row.user_id, Person(row.user))
        _roles_by_time(person, row, access.today).append(row)
    pending = Invitation.objects.visible_to(access).pending()
    for invitation in pending.filter(user__last_login__isnull=True):
        if invitation.user_id in found:
            found[invitation.user_id].invitation = invitation
    return found


def _roles_by_time(person: Person, row: Membership, today: dt.date) -> list[Membership]:
    if row.is_over(today):
        return person.past
    return person.coming if row.starts_on > today else person.now
