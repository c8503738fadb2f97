"""Accounts: who can sign in at all. What a person does at a board is a membership."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from boardplan.accounts.models import User
from boardplan.audit.events import EventKind, record_event
from plans.admin.administrator import ForAdministrators
from plans.admin.scoped import person_of
from plans.admin_site import site


class NewPersonForm(forms.ModelForm):  # type: ignore[type-arg]  # not at run time
    """A person who can sign in by an e-mailed code, and set a password."""

    class Meta:
        model = User
        fields = ("email", "name")

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        person: User = super().save(commit)
        return person


@admin.register(User, site=site)
class UserAdmin(ForAdministrators, admin.ModelAdmin):  # type: ignore[type-arg]
    """People. Nobody is deleted; whoever leaves can no longer sign in."""

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
        super().save_model(request, obj, form, change)
        if change and {"is_active", "is_superuser", "email"} & set(form.changed_data):
            self._end_sessions(obj, request)

    @admin.action(description="Remove the second factor (lost telephone)")
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """For somebody who lost telephone and recovery codes, once it is sure that it is she."""
        for user in queryset:
            Authenticator.objects.filter(user=user).delete()
            record_event(
                EventKind.CREDENTIALS_CHANGED,
                user=person_of(request),
                change="second factor removed",
                whose=user.pk,
            )
            self._end_sessions(user, request)

    @admin.action(description="Sign out everywhere")
    def sign_out_everywhere(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            self._end_sessions(user, request)

    def _end_sessions(self, user: User, request: HttpRequest) -> None:
        user.end_sessions()
        record_event(EventKind.SESSIONS_ENDED, user=person_of(request), whose=user.pk)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._told(request, obj, "account added")

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._told(request, obj, "account changed")

    def _told(self, request: HttpRequest, user: User, change: str) -> None:
        by = person_of(request)
        record_event(EventKind.PEOPLE_CHANGED, user=by, change=change, whose=user.pk)
