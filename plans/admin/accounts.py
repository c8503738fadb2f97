"""Accounts: who can sign in at all. What a person does at a board is a membership."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from boardplan.accounts.models import User
from boardplan.accounts.second_factor import second_factor_remove
from boardplan.audit.events import EventKind, record_event
from plans.admin.account_forms import NewPersonForm, PersonForm
from plans.admin.administrator import ForAdministrators
from plans.admin.scoped import person_of
from plans.admin_site import site

SIGNS_OUT = frozenset({"email", "is_active", "is_superuser"})
CHANGES = {
    ("is_active", True): "account opened again",
    ("is_active", False): "account closed",
    ("is_superuser", True): "made administrator",
    ("is_superuser", False): "administrator no longer",
}


@admin.register(User, site=site)
class UserAdmin(ForAdministrators, admin.ModelAdmin):  # type: ignore[type-arg]
    """People. Nobody is deleted; whoever leaves can no longer sign in."""

    form = PersonForm
    list_display = ("name", "email", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("name", "email")
    readonly_fields = ("last_login", "date_joined")
    actions = ("remove_second_factor", "sign_out_everywhere")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if obj is None:
            kwargs["form"] = NewPersonForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        known = ("email", "name", "is_active", "is_superuser", *self.readonly_fields)
        return known if obj else ("email", "name")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            self._told(request, obj, "account added")
            return
        # Only what was changed here: she may sign out, or take another password, meanwhile.
        obj.save(update_fields=form.changed_data)
        for name in form.changed_data:
            words = CHANGES.get((name, getattr(obj, name)), f"{name} changed")
            self._told(request, obj, words)
        if "is_superuser" in form.changed_data and obj.is_superuser:
            # Whoever invited her may have set them, by her link.
            obj.set_unusable_password()
            obj.save(update_fields=["password"])
            words = "password and second factor removed"
            second_factor_remove(user=obj, by=person_of(request), change=words)
        if SIGNS_OUT & set(form.changed_data):
            obj.end_sessions()

    @admin.action(description="Remove the second factor (lost telephone)")
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """For somebody who lost telephone and recovery codes, once it is sure that it is she."""
        for user in queryset:
            second_factor_remove(user=user, by=person_of(request))
            user.end_sessions()

    @admin.action(description="Sign out everywhere")
    def sign_out_everywhere(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            user.end_sessions()

    def _told(self, request: HttpRequest, user: User, change: str) -> None:
        by = person_of(request)
        record_event(EventKind.PEOPLE_CHANGED, user=by, change=change, whose=user.pk)

    # What is told above stands in for the library's own log.

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any: ...

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any: ...
