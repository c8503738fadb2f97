"""A board's house layout: how it prints its plan."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.access import Access, Permission, board_access
from plans.forms.layout import LayoutForm
from plans.models import HouseLayout, Plan
from plans.pages import board_page
from plans.services.boards import layout_revise, plain_layout
from plans.storing import CHANGED, store


@require_http_methods(["GET", "HEAD", "POST"])
def board_layout(request: HttpRequest, board_slug: str) -> HttpResponse:
    """The level words and columns of the board's current plan."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    layout = _layout(access) or plain_layout(access.board)
    if request.POST.get("step") == "add":
        return _page(request, access, LayoutForm(layout=layout, typed=request.POST))
    form = LayoutForm(request.POST or None, layout=layout)
    page = reverse("plans:board-layout", args=[board_slug])

    def write() -> str:
        revision = form.cleaned_data["revision"]
        layout_revise(layout=form.write_to(layout), revision=revision, by=access.user)
        messages.success(request, "The layout is saved. Pages and files print from it at once.")
        return page

    def show_both() -> None:
        form.show_saved(_layout(access), CHANGED)

    response = store(request, access, form, write=write, location=page, when_stale=show_both)
    return response or _page(request, access, form)


def _layout(access: Access) -> HouseLayout | None:
    """The layout of the current business plan, else the board's first."""
    plan = Plan.objects.visible_to(access).current().first()
    if plan is not None:
        layout: HouseLayout = plan.layout
        return layout
    first: HouseLayout | None = HouseLayout.objects.visible_to(access).order_by("pk").first()
    return first


def _page(request: HttpRequest, access: Access, form: LayoutForm) -> HttpResponse:
    context = board_page(access, "people", form=form)
    return render(request, "plans/board_layout.html", context)
