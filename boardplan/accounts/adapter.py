"""What allauth does differently here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up: a board's manager or a system administrator adds people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a stranger has no place at any board."""
        return False
