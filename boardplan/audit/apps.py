"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """History and one-time form keys."""

    name = "boardplan.audit"
    label = "audit"
