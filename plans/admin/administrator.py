"""What only a system administrator works on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from boardplan.accounts.models import User


def is_administrator(request: HttpRequest) -> bool:
    """Whether the person looks after the whole installation."""
    return isinstance(request.user, User) and request.user.is_superuser


class ForAdministrators:
    """Mixed into an admin: all for system administrators, nothing for anybody else."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnly(ForAdministrators):
    """Mixed into an admin: rows that are read, and changed by nobody."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
