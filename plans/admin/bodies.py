"""Agencies, groups and leads of a board."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin

from plans.admin.resources import AgencyResource, GroupResource, LeadResource
from plans.admin.scoped import BoardScopedAdmin
from plans.admin_site import site
from plans.models import Agency, Group, Lead


class BodyAdmin(BoardScopedAdmin):
    """A body; renamed and merged on the board's own pages, which keep its earlier names."""

    readonly_on_change: ClassVar[tuple[str, ...]] = ("board", "name")
    list_filter = (("board", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("name",)
    list_select_related: ClassVar[tuple[str, ...]] = ("board",)


@admin.register(Agency, site=site)
class AgencyAdmin(BodyAdmin):
    resource_classes = (AgencyResource,)
    list_display = ("name", "short_name", "board")
    fields = ("board", "name", "short_name", "revision_read")


@admin.register(Group, site=site)
class GroupAdmin(BodyAdmin):
    resource_classes = (GroupResource,)
    list_display = ("name", "short_name", "kind", "board")
    fields = ("board", "name", "short_name", "kind", "revision_read")


@admin.register(Lead, site=site)
class LeadAdmin(BodyAdmin):
    resource_classes = (LeadResource,)
    list_display = ("name", "kind", "group", "agency", "board")
    list_select_related: ClassVar[tuple[str, ...]] = ("board", "group", "agency")
    fields = ("board", "name", "kind", "group", "agency", "revision_read")
    autocomplete_fields = ("group", "agency")
