"""Addresses of a board's people, its bodies, and the upkeep of its record."""

from django.urls import URLPattern, URLResolver

app_name = "plans"

urlpatterns: list[URLPattern | URLResolver] = []
