"""The upkeep app."""

from importlib import import_module

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """Backup and restore, health, start-up checks; it has no tables."""

    name = "boardplan.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        """Register the checks."""
        import_module("boardplan.upkeep.checks")
        import_module("boardplan.upkeep.worker")
