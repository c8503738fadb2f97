"""Who is let into the admin: system administrators, and managers for their own boards."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from boardplan.accounts.models import User
from boardplan.accounts.second_factor import SecondFactorNeeded, has_second_factor
from plans.models import Board, Membership
from plans.roles import GRANTS, Permission

MANAGING = [role for role, granted in GRANTS.items() if Permission.MANAGE_PEOPLE in granted]


def looked_after_by(person: object) -> QuerySet[Board]:
    """The boards whose set-up rows this person works on: an administrator all, a manager hers."""
    if not isinstance(person, User) or not person.is_active:
        return Board.objects.none()
    if person.is_superuser:
        return Board.objects.all()
    managing = Membership.objects.filter(user=person, role__in=MANAGING).on(timezone.localdate())
    return Board.objects.filter(pk__in=managing.values("board"))


class BoardplanAdminSite(AdminSite):
    """The admin, behind Boardplan's own sign-in."""

    site_title = "Boardplan set-up"
    site_header = "Boardplan set-up"
    index_title = "Set-up"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the person looks after a board, or after all of them.

        Raises SecondFactorNeeded where she has none, and one of her boards asks for one or she
        is an administrator: the password to all boards is not enough.
        """
        boards = looked_after_by(request.user)
        person = request.user
        if not isinstance(person, User) or not (person.is_superuser or boards.exists()):
            return False
        asks = person.is_superuser or boards.filter(requires_second_factor=True).exists()
        if asks and not has_second_factor(person):
            raise SecondFactorNeeded
        return True

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Change the password where everybody does."""
        return redirect("account_change_password")

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Sign in where everybody does, with its limits and its second factor."""
        wanted = request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(
            wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        page = wanted if is_ours else reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(page)
        if not self.has_permission(request):
            raise PermissionDenied("Only those who look after a board set it up.")
        return redirect(page)


site = BoardplanAdminSite()
