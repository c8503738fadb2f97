"""The security events, to read."""

from __future__ import annotations

from django.contrib import admin

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

    @admin.display(description="person")
    def person(self, event: Event) -> str:
        """Who it was, as far as that is known."""
        person = User.objects.filter(pk=event.user_id).first() if event.user_id else None
        return person.email if person else "–"
