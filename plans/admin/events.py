"""The security events, to read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from boardplan.accounts.models import User
from boardplan.audit.models import Event
from plans.admin.administrator import ReadOnly
from plans.admin_site import site


@admin.register(Event, site=site)
class EventAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Who signed in, was refused, exported or redacted; nobody changes one."""

    list_display = ("at", "kind", "person", "board", "address", "request_id")
    list_filter = ("kind", "board")
    date_hierarchy = "at"
    search_fields = ("request_id", "address")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        """The events, each with whose it was; no foreign key leads there."""
        people = User.objects.filter(pk=OuterRef("user_id")).values("email")
        events: QuerySet[Event] = super().get_queryset(request)
        return events.annotate(email=Subquery(people))

    @admin.display(description="person", empty_value="–")
    def person(self, event: Any) -> str | None:
        """Who it was, as far as that is known."""
        email: str | None = event.email
        return email
