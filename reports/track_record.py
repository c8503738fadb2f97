"""Database → the record of each action of a plan: what was said of it over time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone

from plans.models import Plan
from priorities.models import MilestoneReport, Update, UpdateSource
from reports.builders import ActionRecord, DateMove, Word


def track_records(plan: Plan, *, as_at: dt.date | None = None) -> Mapping[str, ActionRecord]:
    """The record of every action of the plan that has one, by the action's key.

    Made of the accepted updates that count: now, or at the end of ``as_at`` in the board's time
    zone, or where that is a moment, at it. The caller has fetched ``plan`` through its reader's
    access. Two queries, whatever the size.
    """
    updates = _counted(as_at).filter(action__objective__priority__plan=plan)
    said: dict[str, list[Update]] = defaultdict(list)
    for update in updates.select_related("action", "rating").order_by("accepted_at", "pk"):
        said[str(update.action.key)].append(update)
    reports = _reports_by_update(plan, as_at)
    return {
        key: ActionRecord(
            words=tuple(_word(update, reports.get(update.pk, ())) for update in rows),
            has_impact=any(update.impact for update in rows),
        )
        for key, rows in said.items()
    }


def _reports_by_update(plan: Plan, as_at: dt.date | None) -> Mapping[int, list[MilestoneReport]]:
    rows: dict[int, list[MilestoneReport]] = defaultdict(list)
    reports = MilestoneReport.objects.filter(
        update__in=_counted(as_at).values("pk"), update__action__objective__priority__plan=plan
    )
    for report in reports.select_related("milestone"):
        rows[report.update_id].append(report)
    return rows


def _counted(as_at: dt.date | None) -> Any:
    """The updates that make the record, or made it at the end of that day.

    When one was accepted and when that was undone is told by its own row for ever.
    """
    if as_at is None:
        return Update.objects.counted()
    if isinstance(as_at, dt.datetime):
        moment = as_at
    else:
        midnight = dt.datetime.combine(as_at + dt.timedelta(days=1), dt.time.min)
        moment = timezone.make_aware(midnight)
    return Update.objects.filter(accepted_at__lt=moment).filter(
        Q(voided_at=None) | Q(voided_at__gte=moment)
    )


def _word(update: Update, reports: Iterable[MilestoneReport]) -> Word:
    said = list(reports)
    rating = update.rating
    return Word(
        on=timezone.localdate(update.submitted_at),
        rating=rating.code if rating else None,
        is_nothing_to_add=update.is_nothing_to_add,
        is_report=update.source != UpdateSource.IMPORT,
        done=sum(report.is_done and bool(report.replaced) for report in said),
        moves=tuple(_moves(update, said)),
    )


def _moves(update: Update, reports: Iterable[MilestoneReport]) -> Iterator[DateMove]:
    """What the update moved; a report whose milestone was done meanwhile moved nothing."""
    if update.new_due_on:
        yield DateMove(update.new_due_on, _was(update.replaced), update.new_due_reason)
    for report in reports:
        if report.new_due_on and report.replaced and not report.is_done:
            yield DateMove(
                report.new_due_on, _was(report.replaced), report.reason, report.milestone.text
            )


def _was(replaced: Mapping[str, Any]) -> dt.date | None:
    """The date that stood there before, as the update kept it."""
    due = replaced.get("due_on")
    return dt.date.fromisoformat(due) if due else None
