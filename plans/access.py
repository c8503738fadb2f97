"""Who may do what at which board, asked once for each request."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.accounts.second_factor import SecondFactorNeeded, has_second_factor
from boardplan.audit.events import NotTheirs
from plans.models import Board, Lead, LeadHolder, Membership
from plans.roles import GRANTS, REPORTING_ROLES, Permission, Role

__all__ = [
    "Access",
    "AuthenticatedRequest",
    "LinkAccess",
    "Permission",
    "Role",
    "access_of",
    "board_access",
    "link_access_of",
]

LAST_BOARD = "last_board"
"""Where a session keeps the slug of the board whose pages were open last."""

M = TypeVar("M", bound=Model)


class AuthenticatedRequest(HttpRequest):
    """A request whose person has signed in (the middleware sees to it)."""

    user: User


@dataclass(frozen=True)
class Access:
    """What one person may do at one board on one day.

    Every queryset that reaches a page starts from ``.visible_to(access)``.
    """

    user: User
    board: Board
    roles: frozenset[Role]
    chaired_groups: frozenset[int]
    today: dt.date

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """All that the person's roles grant together."""
        return frozenset().union(*(GRANTS[role] for role in self.roles))

    def own_leads(self) -> QuerySet[Lead]:
        """The leads this person answers for: her own posts, the groups she chairs, and what
        was merged into one of these.
        """
        return self._with_merged(self._is_behind())

    def answered_leads(self) -> QuerySet[Lead]:
        """The board's leads that somebody who can report is behind today: who holds the post,
        who chairs the group; and what was merged into one of these.
        """
        roles = Membership.objects.visible_to(self).on(self.today).filter(user__is_active=True)
        able = roles.filter(role__in=REPORTING_ROLES)
        held = LeadHolder.objects.visible_to(self).on(self.today)
        behind = held.filter(user__in=able.values("user"))
        chaired = able.filter(role=Role.SUBGROUP_CHAIR)
        return self._with_merged(
            Q(pk__in=behind.values("lead")) | Q(group__in=chaired.values("group"))
        )

    def _with_merged(self, wanted: Q) -> QuerySet[Lead]:
        """The leads wanted of those that stand, and what was merged into one of them."""
        standing = Lead.objects.visible_to(self).standing().filter(wanted)
        stands = Coalesce("successor", "pk")
        leads: QuerySet[Lead] = (
            Lead.objects.visible_to(self)
            .alias(stands=stands)
            .filter(stands__in=standing.values("pk"))
        )
        return leads

    def _is_behind(self) -> Q:
        held = self.user.lead_holdings.on(self.today)
        return Q(pk__in=held.values("lead")) | Q(group__in=self.chaired_groups)

    @cached_property
    def lead_ids(self) -> frozenset[int]:
        """The ids of her own leads."""
        return frozenset(self.own_leads().values_list("pk", flat=True))

    def allows(self, permission: Permission) -> bool:
        """Whether one of the person's roles grants it."""
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Raise PermissionDenied (403) unless it is granted."""
        if not self.allows(permission):
            raise PermissionDenied(f"This needs the permission {permission.name}.")

    def lacks_second_factor(self) -> bool:
        """Whether the board is closed to this person until she has set up an authenticator app."""
        is_needed = self.board.requires_second_factor and self.allows(Permission.READ_LOG)
        return is_needed and not has_second_factor(self.user)

    def get(self, rows: QuerySet[M], /, **lookup: Any) -> M:
        """The one row of this board that ``lookup`` names; Http404 where she sees none.

        ``rows`` may be narrowed beforehand; rows of other boards are never found.
        """
        found: M = get_object_or_404(rows.visible_to(self), **lookup)  # type: ignore[attr-defined]
        return found


class LinkAccess(Access):
    """What somebody may do who came by a link in an e-mail instead of signing in.

    To report on what she leads herself, whatever her roles grant her besides.
    """

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """To report on her own, where a role of hers lets her report at all."""
        able = self.roles & REPORTING_ROLES
        return frozenset({Permission.UPDATE_OWN}) if able else frozenset()


def access_of(user: User, board_slug: str, *, today: dt.date | None = None) -> Access | None:
    """The person's access to the board, or None where she has no part in it today."""
    day = today or timezone.localdate()
    memberships = list(
        Membership.objects.filter(user=user, board__slug=board_slug).on(day).select_related("board")
    )
    if not memberships or not user.is_active:
        return None
    return Access(
        user=user,
        board=memberships[0].board,
        roles=frozenset(Role(m.role) for m in memberships),
        chaired_groups=frozenset(
            m.group_id for m in memberships if m.role == Role.SUBGROUP_CHAIR and m.group_id
        ),
        today=day,
    )


def link_access_of(user: User, board_slug: str) -> LinkAccess | None:
    """The access of somebody who came by a link; None where she has nothing to report today."""
    whole = access_of(user, board_slug)
    if whole is None:
        return None
    access = LinkAccess(whole.user, whole.board, whole.roles, whole.chaired_groups, whole.today)
    return access if access.permissions else None


def board_access(
    request: HttpRequest, board_slug: str, permission: Permission = Permission.READ_PLAN
) -> Access:
    """The access of the person who asks, once she has been let in.

    Raises NotTheirs (404) for someone outside the board, SecondFactorNeeded where the board asks
    readers of its log for one, PermissionDenied for a member without the permission.
    """
    access = access_of(request.user, board_slug) if isinstance(request.user, User) else None
    if access is None:
        raise NotTheirs("No such board for this person.")
    if access.lacks_second_factor():
        raise SecondFactorNeeded
    access.require(permission)
    if request.session.get(LAST_BOARD) != board_slug:
        request.session[LAST_BOARD] = board_slug
    return access
