"""The app of the pages' common parts."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates' tags and the form layer; label `ui`."""

    name = "boardplan.ui"
    label = "ui"
    verbose_name = "User interface"
