"""What a person may report on, and what was said of it: rows that the update form is drawn from."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch

from plans.access import Access
from priorities.models import Action, MilestoneReport, Update
from priorities.views.action import visible_actions


def updatable_action(access: Access, pk: int) -> Action:
    """The action, for someone who may report on it.

    Raises Http404 where she cannot see it, PermissionDenied where she only reads it.
    """
    action: Action = access.get(visible_actions(access).with_updates_revision(), pk=pk)
    if action.is_withdrawn:
        raise PermissionDenied("This action was withdrawn, so nobody reports on it any more.")
    if not Action.objects.updatable_by(access).filter(pk=pk).exists():
        raise PermissionDenied("Only its leads and the business manager report on this action.")
    return action


def under_way(access: Access, action: Action) -> Update | None:
    """The update on this action that is not accepted yet, or None."""
    reports = MilestoneReport.objects.select_related("milestone")
    update: Update | None = (
        Update.objects.visible_to(access)
        .under_way()
        .filter(action=action)
        .select_related("author", "rating")
        .prefetch_related(Prefetch("milestone_reports", reports), "evidence")
        .first()
    )
    return update


def latest_counted(access: Access, action: Action) -> Update | None:
    """The update that makes the action's rating today, or None."""
    counted = Update.objects.visible_to(access).counted().filter(action=action)
    latest: Update | None = counted.select_related("rating", "author").first()
    return latest
