"""Where the next plan is started from the one that runs: decided, looked at again, started."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.access import Access, Permission, board_access
from plans.models import Plan
from plans.pages import board_page
from plans.storing import store
from priorities.forms.next_plan import NextPlanForm
from priorities.models import Update
from priorities.services.carrying import check_followable, completing_rating, plan_follow
from priorities.snapshot import snapshot


@require_http_methods(["GET", "HEAD", "POST"])
def plan_next(request: HttpRequest, board_slug: str, plan_slug: str) -> HttpResponse:
    """Start the next plan from this one; ``step`` is "check", "edit", or none to start it."""
    access = board_access(request, board_slug, Permission.EDIT_PLAN)
    plan = access.get(Plan.objects.whole(), slug=plan_slug)
    taken = snapshot(plan, reader=access)
    form = NextPlanForm(
        request.POST or None, plan=plan, taken=taken, rating=completing_rating(plan)
    )
    step = request.POST.get("step", "")
    response = None if step else _started(request, access, form)
    if response is not None:
        return response
    is_checked = step == "check" and form.is_valid()
    refusal = _refusal(plan)
    context = board_page(access, "plan", plan=plan, form=form, refusal=refusal)
    if refusal:
        submitted = Update.objects.visible_to(access).awaiting_acceptance()
        context["waiting"] = submitted.filter(action__objective__priority__plan=plan)
    template = "next_plan_check" if is_checked and not refusal else "next_plan"
    return render(request, f"priorities/{template}.html", context)


def _started(request: HttpRequest, access: Access, form: NextPlanForm) -> HttpResponse | None:
    def write() -> str:
        words = form.cleaned_data
        plan = plan_follow(
            plan=form.plan,
            title=words["title"],
            slug=words["slug"],
            period=(words["period_start"], words["period_end"]),
            decisions=form.decisions(),
            by=access.user,
            today=access.today,
        )
        messages.success(request, f"“{plan}” has begun: {_told(form)}.")
        return reverse("priorities:plan-edit", args=[access.board.slug, plan.slug])

    location = reverse("priorities:plan-current", args=[access.board.slug])
    return store(request, access, form, write=write, location=location)


def _told(form: NextPlanForm) -> str:
    return ", ".join(f"{count} {fate}" for fate, count in form.counts().items())


def _refusal(plan: Plan) -> str:
    """Why no plan can be started from this one now; empty where one can."""
    try:
        check_followable(plan)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""
