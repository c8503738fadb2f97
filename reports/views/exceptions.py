"""The exceptions of a board's plan, in full: what must be looked at, and where that comes from."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.access import Permission, board_access
from plans.models import Plan
from plans.pages import board_page
from priorities.snapshot import snapshot
from reports.builders import exceptions
from reports.track_record import track_records


@require_safe
def exception_list(request: HttpRequest, board_slug: str) -> HttpResponse:
    """Every list of exceptions of the current plan, each entry with its action; the worst first."""
    access = board_access(request, board_slug, Permission.READ_MEMBERS_EDITION)
    plan = Plan.objects.visible_to(access).current().first()
    if plan is None:
        return render(request, "priorities/plan_none.html", board_page(access, "exceptions"))
    taken = snapshot(plan, reader=access)
    lists = exceptions(taken.document, access.today, track_records(plan))
    found = [
        (each, [(entry, taken.ids[entry.action.key or ""]) for entry in each.entries])
        for each in lists
        if each.entries
    ]
    context = board_page(
        access,
        "exceptions",
        plan=plan,
        document=taken.document,
        found=found,
        none=[each for each in lists if not each.entries],
        in_all=len({pk for _, entries in found for _, pk in entries}),
        live=len(taken.document.in_force().actions),
    )
    return render(request, "reports/exception_list.html", context)
