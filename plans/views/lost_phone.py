"""Removing the authenticator app of somebody who lost the phone it was on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boardplan.audit.forms import OnceForm
from plans import people_page
from plans.access import Permission, board_access
from plans.invitation_mail import send_app_removed
from plans.pages import board_page
from plans.services.lost_phone import app_remove, obstacle_to_removing
from plans.storing import store
from plans.telling import say_how_it_went


@require_http_methods(["GET", "HEAD", "POST"])
def app_removal(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """Ask whether it is sure that it is she; then remove the app, and tell her by e-mail."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    user = people_page.person_of(access, pk).user
    page = reverse("plans:person-detail", args=[board_slug, pk])
    form, done = OnceForm(request.POST or None), []

    def write() -> str:
        app_remove(board=access.board, user=user, by=access.user)
        messages.success(request, f"The app is removed, and {user} is signed out everywhere.")
        done.append(user)
        return page

    if response := store(request, access, form, write=write, location=page):
        for each in done:
            say_how_it_went(request, each.email, send_app_removed(request, access, each))
        return response
    words = {"person": user, "obstacle": obstacle_to_removing(user, access.user, access.today)}
    context = board_page(access, "people", form=form, page=page, **words)
    return render(request, "plans/people_lost_phone.html", context)
