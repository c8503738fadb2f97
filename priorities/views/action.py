"""One action: its milestones, its evidence, what was said of it and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.access import Access, Permission, board_access
from plans.models import PlanKind, Rating
from plans.pages import board_page
from priorities.models import Action, ActionLead, Evidence, MilestoneReport, Update
from priorities.models.parts import State
from priorities.models.plan import ActionQuerySet
from priorities.neighbours import neighbours
from priorities.rating import Standing, stand
from priorities.report import Report, progress_after
from priorities.services.actions import NamedLeads
from priorities.timeline import timeline
from priorities.wording import years_words


@require_safe
def action_detail(request: HttpRequest, board_slug: str, pk: int) -> HttpResponse:
    """The action with everything on record about it, and its neighbours in the plan."""
    access = board_access(request, board_slug)
    leads = Prefetch("leads", ActionLead.objects.select_related("lead__successor"))
    action = access.get(visible_actions(access).prefetch_related(leads), pk=pk)
    origins = origins_of(action, access)
    updates = list(_updates([action.pk, *origins], access))
    all_evidence = list(_evidence([action.pk, *origins], access))
    evidence = [piece for piece in all_evidence if piece.action_id == action.pk]
    own = [u for u in updates if u.action_id == action.pk]
    latest = next((u for u in own if u.is_counted), None)
    carried_to = _carried_to(action, access)
    context = board_page(
        access,
        "plan",
        action=action,
        plan=action.plan,
        named=NamedLeads.among(action.leads.all()),
        stands=standing_of(action, latest, access, on_record(evidence)),
        latest=latest,
        under_way=next((u for u in own if u.is_under_way), None),
        evidence=on_record(evidence),
        entries=timeline(updates, all_evidence, origins),
        origins=origins.items(),
        carried_to=carried_to,
        may_update=not (action.is_withdrawn or carried_to) and _may_update(action, access),
        may_review=access.allows(Permission.REVIEW_UPDATES),
        ratings=Rating.objects.filter(scheme__board=access.board),
        **neighbours(action, access),
    )
    return render(request, "priorities/action_detail.html", context)


def visible_actions(access: Access) -> ActionQuerySet:
    """The board's actions with their place in the plan and their milestones."""
    return (
        Action.objects.visible_to(access)
        .select_related("objective__priority__plan__layout", "objective__priority__plan__board")
        .prefetch_related("milestones")
    )


def on_record(evidence: list[Evidence]) -> list[Evidence]:
    """The pieces that count, of those fetched with their update."""
    return [
        piece
        for piece in evidence
        if not piece.is_withdrawn and (piece.update is None or piece.update.is_counted)
    ]


def standing_of(
    action: Action, latest: Update | None, access: Access, evidence: list[Evidence]
) -> Standing:
    """How the action stands today, by its rows."""
    live = [m for m in action.milestones.all() if not m.is_withdrawn]
    is_ongoing = any(row.state == State.ONGOING for row in (action, *live))
    heard = latest.submitted_at if latest else None
    return stand(
        rating=latest.rating if latest else None,
        progress=progress_after(action, Report(), live, has_evidence=bool(evidence)),
        heard_on=timezone.localdate(heard) if heard else None,
        needs_review_date=is_ongoing and action.next_review_on is None,
        today=access.today,
    )


def origins_of(action: Action, access: Access) -> dict[int, str]:
    """The actions of earlier plans that this one goes on with, the latest first, in words.

    A query for each plan before, and none for an action that was not carried.
    """
    found: dict[int, str] = {}
    rows = Action.objects.visible_to(access).select_related("objective__priority__plan")
    while action.carried_from_id is not None:
        action = rows.get(pk=action.carried_from_id)
        years = years_words(action.plan.period_start, action.plan.period_end)
        found[action.pk] = f"{action.called}, {years}"
    return found


def _carried_to(action: Action, access: Access) -> Action | None:
    """The action of the next plan that goes on with this one; none while its plan runs."""
    if action.plan.is_current and action.plan.kind != PlanKind.WORK:
        return None
    following: Action | None = (
        Action.objects.visible_to(access)
        .select_related("objective__priority__plan__board")
        .filter(carried_from=action)
        .first()
    )
    return following


def _evidence(actions: Iterable[int], access: Access) -> Any:
    rows = Evidence.objects.visible_to(access).filter(action__in=actions)
    return rows.select_related("update")


def _updates(actions: Iterable[int], access: Access) -> Any:
    reports = MilestoneReport.objects.select_related("milestone")
    return (
        Update.objects.visible_to(access)
        .filter(action__in=actions)
        .select_related("author", "rating", "accepted_by", "voided_by")
        .prefetch_related(Prefetch("milestone_reports", reports))
    )


def _may_update(action: Action, access: Access) -> bool:
    if access.allows(Permission.UPDATE_ALL):
        return True
    leads = {lead.lead_id for lead in action.leads.all() if not lead.is_withdrawn}
    return access.allows(Permission.UPDATE_OWN) and bool(leads & access.lead_ids)
