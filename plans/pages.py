"""What every page of a board shares: its name and its navigation, as this person may use it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from plans.access import Access, Permission

NAVIGATION = (
    ("home", "Home", "reports:home", None),
    ("plan", "Plan", "priorities:plan-current", None),
    ("updates", "My updates", "priorities:update-list", Permission.UPDATE_OWN),
    ("updates", "Updates", "priorities:update-list", Permission.UPDATE_ALL),
    ("reviews", "To accept", "priorities:review-list", Permission.REVIEW_UPDATES),
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
        "today": access.today,
        **context,
    }
