"""Appointing a deputy manager, from one day to another."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boardplan.ui.uk_dates import date_words
from plans import people_page
from plans.access import Access, Permission, board_access
from plans.forms.people import DeputyForm
from plans.pages import board_page
from plans.roles import Role
from plans.services.deputies import own_last_day
from plans.services.memberships import membership_start
from plans.telling import store_and_tell


@require_http_methods(["GET", "HEAD", "POST"])
def deputy_add(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Appoint somebody of the board to stand in for the manager."""
    access = board_access(request, board_slug, Permission.APPOINT_DEPUTY)
    form = DeputyForm(request.POST or None, access=access)
    page = reverse("plans:deputy-add", args=[board_slug])

    def write() -> str:
        user, days = form.cleaned_data["person"], form.days()
        membership_start(board=access.board, user=user, role=Role.DEPUTY, by=access.user, **days)
        words = " to ".join(date_words(day) for day in days.values())
        messages.success(request, f"{user} is deputy manager from {words}.")
        return page

    return store_and_tell(request, access, form, write=write, location=page) or _page(
        request, access, form
    )


def _page(request: HttpRequest, access: Access, form: DeputyForm) -> HttpResponse:
    is_deputy = Role.DEPUTY in access.roles
    context = board_page(
        access,
        "people",
        form=form,
        deputies=people_page.deputies(access),
        own_last_day=own_last_day(access.user, access.board, access.today) if is_deputy else None,
        may_manage=access.allows(Permission.MANAGE_PEOPLE),
    )
    return render(request, "plans/deputy_new.html", context)
