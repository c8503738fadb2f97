"""The plans app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Boards, their people and their plans."""

    name = "plans"
