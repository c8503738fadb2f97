"""Where a board that has no business plan begins one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.access import Permission, board_access
from plans.pages import board_page
from plans.storing import store
from priorities.forms.plan_begin import PlanBeginForm
from priorities.services.beginning import plan_begin


@require_http_methods(["GET", "HEAD", "POST"])
def plan_add(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Begin the board's business plan; its priorities are added on the next page."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    form = PlanBeginForm(request.POST or None)

    def write() -> str:
        words = {name: form.cleaned_data[name] for name in ("title", "period_start", "period_end")}
        plan = plan_begin(board=access.board, by=access.user, **words)
        messages.success(request, "The plan has begun. Add its first priority.")
        return reverse("priorities:plan-edit", args=[board_slug, plan.slug])

    home = reverse("priorities:plan-current", args=[board_slug])
    response = store(request, access, form, write=write, location=home)
    context = board_page(access, "plan", form=form)
    return response or render(request, "priorities/plan_begin.html", context)
