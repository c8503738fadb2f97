"""A board's home, which differs by role: what this person came to do, first."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.access import Access, Permission, board_access
from plans.models import Plan
from plans.pages import board_page
from plans.people_page import few_accept, has_no_chair
from priorities.models import Update, UpdateRound
from priorities.owed import owed_updates
from priorities.rating import NOT_HEARD_OF_DAYS
from priorities.rounds import RoundOwed, owed_in
from priorities.snapshot import Snapshot, snapshot
from reports.builders import ExceptionEntry, ExceptionList, exceptions, rating_summary
from reports.pack_steps import pack_step

RECENT_SHOWN = 10

Listed = tuple[ExceptionList, list[tuple[ExceptionEntry, int]]]
"""A list of exceptions, and its entries each with the id of its action."""


@require_safe
def home(request: HttpRequest, board_slug: str) -> HttpResponse:
    """The board's home for this person."""
    access = board_access(request, board_slug)
    plan = Plan.objects.visible_to(access).current().first()
    context = board_page(access, "home", plan=plan)
    if plan is not None:
        context["pack_step"] = pack_step(access)
        taken = snapshot(plan, reader=access)
        context |= _ratings(taken, access) | _own(taken, access) | _recent(access)
    if access.allows(Permission.REVIEW_UPDATES):
        context |= _waiting(access, context.get("exceptions", []))
        context["rounds"] = _rounds(access)
    if access.allows(Permission.APPOINT_DEPUTY):
        context |= few_accept(access)
    if access.allows(Permission.MANAGE_PEOPLE):
        context["has_no_chair"] = has_no_chair(access)
    return render(request, "reports/home.html", context)


def _ratings(taken: Snapshot, access: Access) -> dict[str, Any]:
    """Rating counts, and for those who read the members' edition the exceptions."""
    summary = rating_summary(taken.document)
    context: dict[str, Any] = {"summary": summary, "document": taken.document}
    if access.allows(Permission.READ_MEMBERS_EDITION):
        context["exceptions"] = [
            (found, [(entry, taken.ids[entry.action.key or ""]) for entry in found.entries])
            for found in exceptions(taken.document, access.today)
        ]
    return context


def _own(taken: Snapshot, access: Access) -> dict[str, Any]:
    if not (access.allows(Permission.UPDATE_OWN) or access.allows(Permission.UPDATE_ALL)):
        return {}
    owed = owed_updates(access, taken)
    return {
        "owed": [row for row in owed if row.need],
        "owed_in_all": len(owed),
        "unanswered": sum(row.is_unanswered for row in owed),
    }


def _recent(access: Access) -> dict[str, Any]:
    """The accepted updates of the last 90 days: how many, and the latest of them."""
    since = access.today - dt.timedelta(days=NOT_HEARD_OF_DAYS)
    recent = (
        Update.objects.visible_to(access)
        .counted()
        .filter(accepted_at__date__gte=since, action__carried_to=None)
        .select_related("rating", "author", "action__objective__priority__plan__board")
        .order_by("-accepted_at")
    )
    return {"recent": recent[:RECENT_SHOWN], "recent_in_all": recent.count()}


def _rounds(access: Access) -> list[tuple[UpdateRound, RoundOwed | None]]:
    """The rounds that ask for updates now; who still owes what, for the one that is due first."""
    rounds = UpdateRound.objects.visible_to(access).asking(access.today)
    rows = rounds.select_related("plan__board", "meeting__group").order_by("due_on", "pk")
    return [(row, None if place else owed_in(row, access.today)) for place, row in enumerate(rows)]


def _waiting(access: Access, lists: list[Listed]) -> dict[str, Any]:
    """The updates to accept, and which actions of the silent list wait for no more than that."""
    submitted = Update.objects.visible_to(access).awaiting_acceptance()
    waiting = list(submitted.select_related("action", "author", "rating").order_by("submitted_at"))
    actions = {update.action_id for update in waiting}
    silent = {pk for found, rows in lists if found.code == "silent" for _, pk in rows}
    return {"waiting": waiting, "silent_waiting": silent & actions}
