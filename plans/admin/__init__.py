"""Django's own admin: set-up rows for managers, boards and accounts for administrators."""

from plans.admin import accounts, boards, bodies, events

__all__ = ["accounts", "boards", "bodies", "events"]
