"""What an accepted update changes in the plan, and how that returns when it is undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from boardplan.accounts.models import User
from boardplan.audit.several import record_all
from priorities.models import Action, Milestone, MilestoneReport, Update
from priorities.models.parts import State, TimescaleFields, timescale_columns
from priorities.timescale import Timescale


def apply_to_plan(update: Update, *, by: User) -> None:
    """Tick off milestones and move dates; the update keeps what stood there before.

    The caller saves the update, in the same transaction.
    """
    applied = [pair for report in _locked_reports(update) if (pair := _apply(report))]
    record_all([(report.milestone, reason) for report, reason in applied], by=by)
    record_all([(report, "") for report, _ in applied], by=by)
    if update.new_due_on:
        update.replaced = _columns_json(update.action)
        _move(update.action, update.new_due_on)
        update.action.record(by=by, reason=f"Date moved: {update.new_due_reason}")


def take_back_from_plan(update: Update, *, by: User, reason: str) -> None:
    """Bring back what the update replaced, but for what somebody has changed again since."""
    undone = f"Acceptance undone: {reason}"
    restored = [r.milestone for r in _locked_reports(update) if _restore_milestone(r)]
    record_all([(milestone, undone) for milestone in restored], by=by)
    if update.replaced and update.action.due_on == update.new_due_on:
        _restore(update.action, update.replaced)
        update.action.record(by=by, reason=undone)


def _locked_reports(update: Update) -> Iterable[MilestoneReport]:
    reports: Iterable[MilestoneReport] = update.milestone_reports.select_related(
        "milestone"
    ).select_for_update(of=("self", "milestone"))
    return reports


def _apply(report: MilestoneReport) -> tuple[MilestoneReport, str] | None:
    """Change the milestone as the report says; the reason, or None where nothing changes."""
    milestone = report.milestone
    if milestone.is_withdrawn or milestone.is_complete:
        return None
    replaced = _columns_json(milestone)
    if report.is_done:
        milestone.state = State.COMPLETE
        reason = "Done, by an accepted update"
    elif report.new_due_on:
        _move(milestone, report.new_due_on)
        reason = f"Date moved: {report.reason}"
    else:
        return None
    report.replaced = replaced
    return report, reason


def _move(row: Action | Milestone, due: dt.date) -> None:
    kept = row.timescale or Timescale("")
    row.timescale = replace(kept, text=f"by {due:%-d %B %Y}", start=None, due=due)


def _columns_json(row: TimescaleFields) -> dict[str, Any]:
    columns = timescale_columns(row.timescale)
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in columns.items()
    }


def _restore_milestone(report: MilestoneReport) -> bool:
    """Take back what the report changed, unless somebody has changed it again since."""
    milestone = report.milestone
    if not report.replaced:
        return False
    if report.is_done and milestone.state == State.COMPLETE:
        _restore(milestone, {"state": report.replaced["state"]})
    elif report.new_due_on and milestone.due_on == report.new_due_on:
        _restore(milestone, report.replaced)
    else:
        return False
    return True


def _restore(row: Action | Milestone, replaced: Mapping[str, Any]) -> None:
    for name, value in replaced.items():
        is_date = name in {"starts_on", "due_on"} and value
        setattr(row, name, dt.date.fromisoformat(value) if is_date else value)
