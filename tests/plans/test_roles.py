"""What each role may do: the table of the design, row by row."""

import pytest

from plans.roles import GRANTS, Permission, Role

M, D, C, B, S, L, R = (
    Role.MANAGER,
    Role.DEPUTY,
    Role.CHAIR,
    Role.MEMBER,
    Role.SUBGROUP_CHAIR,
    Role.LEAD,
    Role.OBSERVER,
)

TABLE = {
    Permission.READ_PLAN: {M, D, C, B, S, L, R},
    Permission.READ_LOG: {M, D, C, B},
    Permission.READ_OWN_LOG_ENTRIES: {S},
    Permission.RAISE_LOG_ENTRY: {M, D, C, S},
    Permission.CLOSE_LOG_ENTRY: {M, D, C},
    Permission.REDACT: {M, D, C},
    Permission.UPDATE_ALL: {M, D},
    Permission.UPDATE_OWN: {C, B, S, L},
    Permission.REVIEW_UPDATES: {M, D},
    Permission.EDIT_PLAN: {M, D},
    Permission.MANAGE_PEOPLE: {M, D},
    Permission.APPOINT_DEPUTY: {M, D, C},
    Permission.READ_MEMBERS_EDITION: {M, D, C, B},
    Permission.READ_PUBLIC_EDITION: {M, D, C, B, S, L, R},
    Permission.SIGN_OFF: {C},
    Permission.ISSUE: {M, D, C},
}


@pytest.mark.parametrize("permission", Permission)
def test_permission_is_granted_to_the_roles_of_the_table(permission: Permission) -> None:
    granted = {role for role, permissions in GRANTS.items() if permission in permissions}

    assert granted == TABLE[permission]


def test_every_role_has_its_grants() -> None:
    assert set(GRANTS) == set(Role)
