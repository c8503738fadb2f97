"""What every page of a board shares: its name and its navigation, as this person may use it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from boardplan.accounts.models import User
from plans.access import LAST_BOARD, Access, Permission, access_of
from plans.roles import Role

NAVIGATION = (
    ("home", "Home", "reports:home", None),
    ("plan", "Plan", "priorities:plan-current", None),
    ("updates", "My updates", "priorities:update-list", Permission.UPDATE_OWN),
    ("updates", "Updates", "priorities:update-list", Permission.UPDATE_ALL),
    ("reviews", "To accept", "priorities:review-list", Permission.REVIEW_UPDATES),
    ("exceptions", "Exceptions", "reports:exception-list", Permission.READ_MEMBERS_EDITION),
    ("meetings", "Meetings", "plans:meeting-list", None),
    ("pack", "Board pack", "reports:pack", None),
    ("log", "Log", "priorities:log", Permission.READ_LOG),
    ("people", "People", "plans:person-list", Permission.APPOINT_DEPUTY),
)


def board_page(access: Access, current: str, **context: Any) -> dict[str, Any]:
    """The context of a board's page; ``current`` names its place in the navigation.

    Where two of the person's roles lead to the same place, the later name of it stands.
    """
    links = {
        key: {
            "label": label,
            "url": reverse(name, args=[access.board.slug]),
            "current": key == current,
        }
        for key, label, name, permission in NAVIGATION
        if permission is None or access.allows(permission)
    }
    return {
        "access": access,
        "board": access.board,
        "board_url": access.board.get_absolute_url(),
        "board_nav": list(links.values()),
        "may_edit": access.allows(Permission.EDIT_PLAN),
        "may_redact": access.allows(Permission.REDACT),
        "may_make_chair": Role.MANAGER in access.roles,
        "today": access.today,
        **context,
    }


def board_behind(request: HttpRequest) -> dict[str, Any]:
    """For pages of no board, as of errors and of one's account: the board one was at, its menu.

    It is asked for only where a page prints it; None where the person was at none, or has no part
    in it any more.
    """
    return {"board_behind": SimpleLazyObject(lambda: _board_behind(request))}


def _board_behind(request: HttpRequest) -> dict[str, Any] | None:
    if not isinstance(request.user, User):
        return None
    match = request.resolver_match
    here = match.kwargs.get("board_slug") if match else None
    for slug in filter(None, (here, request.session.get(LAST_BOARD))):
        if access := access_of(request.user, slug):
            return board_page(access, "")
    return None
