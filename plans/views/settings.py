"""A board's own settings."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.access import Permission, board_access
from plans.forms.settings import BoardSettingsForm
from plans.models import Board
from plans.pages import board_page
from plans.services.boards import board_revise
from plans.storing import CHANGED, store


@require_http_methods(["GET", "HEAD", "POST"])
def board_settings(request: HttpRequest, board_slug: str) -> HttpResponse:
    """The board's short name and area, how its people sign in, when updates are asked for."""
    access = board_access(request, board_slug, Permission.MANAGE_PEOPLE)
    form = BoardSettingsForm(request.POST or None, board=access.board)
    page = reverse("plans:board-settings", args=[board_slug])

    def write() -> str:
        revision = form.cleaned_data["revision"]
        board = form.write_to(access.board)
        board_revise(board=board, revision=revision, by=access.user, reason="Settings")
        messages.success(request, "The settings are saved.")
        return page

    def show_both() -> None:
        form.show_saved(Board.objects.get(pk=access.board.pk), CHANGED)

    response = store(request, access, form, write=write, location=page, when_stale=show_both)
    context = board_page(access, "people", form=form)
    return response or render(request, "plans/board_settings.html", context)
