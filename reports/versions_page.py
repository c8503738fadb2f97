"""What the page of a plan's versions lists: versions, drafts, approvals, each with its facts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from plans.access import Access
from plans.models import Approval, Plan, PlanLock, PlanVersion
from plans.redaction.words import REASON_BEGINS
from priorities.models import Update


@dataclass(frozen=True)
class VersionLine:
    """A version with the approvals that speak of it."""

    version: PlanVersion
    approvals: tuple[Approval, ...]

    @property
    def short_hash(self) -> str:
        return self.version.sha256[:12]


@dataclass(frozen=True)
class LockLine:
    """A locked draft, and how many updates were accepted since and wait for the next meeting."""

    lock: PlanLock
    waiting: int


@dataclass(frozen=True)
class VersionsPage:
    versions: tuple[VersionLine, ...]
    locks: tuple[LockLine, ...]
    approvals: tuple[Approval, ...]


@dataclass(frozen=True)
class Redaction:
    """That words were taken out of what was kept."""

    at: dt.datetime
    by: str
    reason: str


def versions_page(plan: Plan, access: Access) -> VersionsPage:
    """The plan's versions, drafts and approvals, the latest first. No content is read."""
    kept = PlanVersion.objects.visible_to(access).filter(plan=plan).defer("content")
    versions = kept.select_related("issued_by", "meeting__group", "plan__board")
    locks = PlanLock.objects.visible_to(access).filter(plan=plan).defer("content")
    approvals = list(
        Approval.objects.visible_to(access)
        .filter(plan=plan)
        .select_related("meeting__group", "version")
        .defer("version__content")
        .order_by("-approved_on", "-pk")
    )
    by_version: defaultdict[int, list[Approval]] = defaultdict(list)
    for approval in approvals:
        if approval.version_id and approval.taken_back_at is None:
            by_version[approval.version_id].append(approval)
    return VersionsPage(
        tuple(VersionLine(each, tuple(by_version[each.pk])) for each in versions),
        _lock_lines(plan, list(locks.select_related("meeting__group", "locked_by", "reopened_by"))),
        tuple(approvals),
    )


def _lock_lines(plan: Plan, locks: list[PlanLock]) -> tuple[LockLine, ...]:
    first = min((lock.locked_at for lock in locks if lock.reopened_at is None), default=None)
    accepted: list[dt.datetime] = []
    if first:
        updates = Update.objects.filter(action__objective__priority__plan=plan).counted()
        accepted = list(updates.filter(accepted_at__gt=first).values_list("accepted_at", flat=True))
    return tuple(LockLine(lock, sum(at > lock.locked_at for at in accepted)) for lock in locks)


def redactions_of(row: PlanVersion | PlanLock) -> tuple[Redaction, ...]:
    """Who took words out of the row, when and why, the latest first."""
    past = row.history.filter(history_change_reason__startswith=REASON_BEGINS)
    told = past.values_list("history_date", "history_user__name", "history_change_reason")
    return tuple(
        Redaction(at, by or "", reason.removeprefix(REASON_BEGINS)) for at, by, reason in told
    )
