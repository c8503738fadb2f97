"""Agencies, groups and leads of a board."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from plans.admin.resources import (
    SETTLED,
    AgencyResource,
    GroupResource,
    LeadResource,
    check_group,
)
from plans.admin.scoped import BoardScopedAdmin, TrackedForm, person_of
from plans.admin_site import site
from plans.models import Agency, Group, Lead
from plans.services.bodies import check_alone, check_name, tell_of
from plans.services.memberships import board_locked


class BodyForm(TrackedForm):
    """A body's form: a new one takes no name that another bears or bore."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        board, name = cleaned.get("board"), cleaned.get("name")
        if board and name:  # both stay as they are, once it is added
            board_locked(board)
            check_name(self._meta.model(board=board), name)
        return cleaned


class GroupForm(BodyForm):
    """A group's form: one group is the board itself."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _check_alone(self, "kind")
        return cleaned


class LeadForm(BodyForm):
    """A lead's form: it names a group where that is its kind."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if {"kind", "group"} <= cleaned.keys():
            check_group(cleaned["kind"], cleaned["group"])
        group = cleaned.get("group")
        if group and group.closing and "group" in self.changed_data:
            self.add_error("group", f"“{group}” is closed.")
        _check_alone(self, "kind", "group")
        return cleaned


def _check_alone(form: BodyForm, *names: str) -> None:
    """Refuse a second one of what a board has once; asked of what is as yet the form's alone."""
    words = form.cleaned_data
    board = words.get("board") or getattr(form.instance, "board", None)
    if board and set(names) <= words.keys() and set(names) & set(form.changed_data):
        given = {name: words[name] for name in names}
        check_alone(form._meta.model(pk=form.instance.pk, board=board, **given))


class BodyAdmin(BoardScopedAdmin):
    """A body; renamed and merged on the board's own pages, which keep its earlier names."""

    form = BodyForm
    readonly_on_change: ClassVar[tuple[str, ...]] = ("board", "name")
    list_filter = (("board", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("name",)
    list_select_related: ClassVar[tuple[str, ...]] = ("board",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, *SETTLED) if obj and obj.is_merged else fixed

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            tell_of(obj, person_of(request), "added")


@admin.register(Agency, site=site)
class AgencyAdmin(BodyAdmin):
    resource_classes = (AgencyResource,)
    list_display = ("name", "short_name", "board")
    fields = ("board", "name", "short_name", "revision_read")


@admin.register(Group, site=site)
class GroupAdmin(BodyAdmin):
    form = GroupForm
    resource_classes = (GroupResource,)
    list_display = ("name", "short_name", "kind", "board")
    fields = ("board", "name", "short_name", "kind", "revision_read")


@admin.register(Lead, site=site)
class LeadAdmin(BodyAdmin):
    form = LeadForm
    resource_classes = (LeadResource,)
    list_display = ("name", "kind", "group", "agency", "board")
    list_select_related: ClassVar[tuple[str, ...]] = ("board", "group", "agency")
    fields = ("board", "name", "kind", "group", "agency", "revision_read")
    autocomplete_fields = ("group", "agency")
