"""The accounts app."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "boardplan.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connect what is told to the record of security events."""
        import_module("boardplan.accounts.record")
