"""The reports app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What is drawn or issued."""

    name = "reports"
