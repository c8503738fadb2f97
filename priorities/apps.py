"""The priorities app."""

from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    """What is to be done and how it goes."""

    name = "priorities"
