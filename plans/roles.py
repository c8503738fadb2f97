"""Roles and permissions: what a role may do. The database stores the role only."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from django.db.models import TextChoices


class Role(TextChoices):
    """A person's part at a board."""

    MANAGER = "manager", "Business manager"
    DEPUTY = "deputy", "Deputy manager"
    CHAIR = "chair", "Independent chair"
    MEMBER = "member", "Board member"
    SUBGROUP_CHAIR = "subgroup_chair", "Sub-group chair"
    LEAD = "lead", "Lead"
    OBSERVER = "observer", "Observer"


class Permission(Enum):
    """Something a role may do at its board."""

    READ_PLAN = auto()
    READ_LOG = auto()
    READ_OWN_LOG_ENTRIES = auto()
    RAISE_LOG_ENTRY = auto()
    CLOSE_LOG_ENTRY = auto()
    REDACT = auto()
    UPDATE_ALL = auto()
    UPDATE_OWN = auto()
    REVIEW_UPDATES = auto()
    EDIT_PLAN = auto()
    MANAGE_PEOPLE = auto()
    APPOINT_DEPUTY = auto()
    READ_MEMBERS_EDITION = auto()
    READ_PUBLIC_EDITION = auto()
    SIGN_OFF = auto()
    ISSUE = auto()


_READ = frozenset({Permission.READ_PLAN, Permission.READ_PUBLIC_EDITION})
_MANAGE = _READ | {
    Permission.READ_LOG,
    Permission.RAISE_LOG_ENTRY,
    Permission.CLOSE_LOG_ENTRY,
    Permission.REDACT,
    Permission.UPDATE_ALL,
    Permission.REVIEW_UPDATES,
    Permission.EDIT_PLAN,
    Permission.MANAGE_PEOPLE,
    Permission.APPOINT_DEPUTY,
    Permission.READ_MEMBERS_EDITION,
    Permission.ISSUE,
}

GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.MANAGER: _MANAGE,
    Role.DEPUTY: _MANAGE,
    Role.CHAIR: _READ
    | {
        Permission.READ_LOG,
        Permission.RAISE_LOG_ENTRY,
        Permission.CLOSE_LOG_ENTRY,
        Permission.REDACT,
        Permission.UPDATE_OWN,
        Permission.APPOINT_DEPUTY,
        Permission.READ_MEMBERS_EDITION,
        Permission.SIGN_OFF,
        Permission.ISSUE,
    },
    Role.MEMBER: _READ
    | {Permission.READ_LOG, Permission.UPDATE_OWN, Permission.READ_MEMBERS_EDITION},
    Role.SUBGROUP_CHAIR: _READ
    | {
        Permission.READ_OWN_LOG_ENTRIES,
        Permission.RAISE_LOG_ENTRY,
        Permission.UPDATE_OWN,
    },
    Role.LEAD: _READ | {Permission.UPDATE_OWN},
    Role.OBSERVER: _READ,
}

REPORTING_ROLES = frozenset(
    role
    for role, granted in GRANTS.items()
    if granted & {Permission.UPDATE_OWN, Permission.UPDATE_ALL}
)
"""The roles that let a person report on what she leads."""
