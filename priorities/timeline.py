"""What was said of an action, latest first, and what each word changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from boardplan.ui.uk_dates import date_words
from priorities.models import Evidence, MilestoneReport, Update, UpdateSource


@dataclass(frozen=True)
class TimelineEntry:
    """One update, with the changes it made in words.

    ``origin`` is where it was said, of an action of an earlier plan: “4.2.3, 2017–20”.
    """

    update: Update
    changes: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    is_latest_counted: bool
    origin: str = ""


def timeline(
    updates: Iterable[Update],
    evidence: Iterable[Evidence],
    origins: Mapping[int, str] | None = None,
) -> list[TimelineEntry]:
    """The entries of these updates, latest first; drafts are left to their form.

    Updates come with ratings and milestone reports fetched, in any order. ``origins`` are the
    earlier actions that the updates of this one go on from, by their ids: of the last word
    before, which a carried action repeats, only the first telling is shown.
    """
    pieces, earlier = list(evidence), origins or {}
    told = [u for u in _once(updates) if u.submitted_at is not None]
    told.sort(key=lambda update: (update.accepted_at or update.submitted_at, update.pk))
    entries: list[TimelineEntry] = []
    before: Update | None = None
    for update in told:
        entries.append(entry_of(update, pieces, before))
        if update.is_counted:
            before = update
    return [
        replace(
            e,
            is_latest_counted=e.update is before and e.update.action_id not in earlier,
            origin=earlier.get(e.update.action_id, ""),
        )
        for e in reversed(entries)
    ]


def _once(updates: Iterable[Update]) -> list[Update]:
    """The updates without those by which a carried action repeats the last word before."""
    found = list(updates)
    first: dict[tuple[Any, str], int] = {}
    for update in found:
        said = (update.submitted_at, update.progress)
        first[said] = min(first.get(said, update.action_id), update.action_id)
    return [
        update
        for update in found
        if update.source != UpdateSource.IMPORT
        or first[update.submitted_at, update.progress] == update.action_id
    ]


def entry_of(
    update: Update, evidence: Iterable[Evidence], before: Update | None = None
) -> TimelineEntry:
    """One update, drafts too, with its own of the ``evidence``, told after ``before``."""
    own = tuple(p for p in evidence if p.update_id == update.pk and not p.is_withdrawn)
    return TimelineEntry(update, tuple(_changes(update, before)), own, is_latest_counted=False)


def _changes(update: Update, before: Update | None) -> Iterator[str]:
    rating, earlier = update.rating, before.rating if before else None
    if rating and earlier and rating.pk != earlier.pk:
        yield f"Rating changed from {earlier.label} to {rating.label}"
    if update.new_due_on:
        yield _moved("Date", update.new_due_on, update.replaced, update.new_due_reason)
    for report in update.milestone_reports.all():
        yield from _milestone_change(report)


def _milestone_change(report: MilestoneReport) -> Iterator[str]:
    if report.is_done:
        yield f"Done: {report.milestone.text}"
    elif report.new_due_on or report.reason:
        subject = f"Date of “{report.milestone.text}”"
        yield _moved(subject, report.new_due_on, report.replaced, report.reason)


def _moved(subject: str, due: dt.date | None, replaced: dict[str, str], reason: str) -> str:
    old = replaced.get("timescale_text") or replaced.get("due_on")
    was = f" from “{old}”" if old else ""
    to = f" to {date_words(due)}" if due else ""
    return f"{subject} moved{was}{to}: {reason}"
