"""The states of a plan that can be looked at and compared: a version, a day, now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from boardplan.ui.uk_dates import NotADateError, date_words, read_date
from plans.models import Plan, PlanVersion
from priorities.document import PlanDocument
from priorities.services.versions import MOST, frozen_plan
from priorities.snapshot import RecordNotBegun, plan_document

NOW = "now"


class NoSuchState(Exception):
    """The plan has no such version, or nothing is on record of that day; the message says why."""


@dataclass(frozen=True)
class PlanState:
    """A plan at some time. ``name`` is how an address and a command say it, ``words`` a page."""

    name: str
    words: str
    day: dt.date
    document: PlanDocument


def plan_state(plan: Plan, text: str, *, today: dt.date) -> PlanState:
    """The state that is meant by a version's number, a date, or “now”.

    Raises NoSuchState; plans.models.NotAsFrozen where a version is not as it was stored.
    """
    words = text.strip()
    if words.casefold() == NOW:
        return PlanState(NOW, f"today ({date_words(today)})", today, plan_document(plan))
    if words.isdecimal():
        return version_state(version_numbered(plan, int(words)))
    try:
        day = read_date(words)
    except NotADateError as wrong:
        raise NoSuchState(str(wrong)) from wrong
    return day_state(plan, day, today=today)


def version_numbered(plan: Plan, number: int) -> PlanVersion:
    """The plan's version of this number. Raises NoSuchState, naming those there are."""
    known = sorted(plan.versions.values_list("number", flat=True))
    if number not in known or number > MOST:
        there = f"There are: {', '.join(map(str, known))}." if known else "None is issued yet."
        raise NoSuchState(f"{plan.title} has no version {number}. {there}")
    versions = PlanVersion.objects.select_related("lock", "plan__board")
    found: PlanVersion = versions.get(plan=plan, number=number)
    return found


def version_state(version: PlanVersion) -> PlanState:
    """The plan as this version holds it."""
    words = f"version {version.number} ({date_words(version.dated_on)})"
    return PlanState(str(version.number), words, version.as_at, frozen_plan(version))


def day_state(plan: Plan, day: dt.date, *, today: dt.date) -> PlanState:
    """The plan as it stood at the end of a day."""
    if day > today:
        raise NoSuchState(f"{date_words(day)} is still to come, and nothing is recorded of it.")
    try:
        document = plan_document(plan, as_at=day)
    except RecordNotBegun as reason:
        raise NoSuchState(f"Nothing is on record of {date_words(day)}. {reason}") from reason
    return PlanState(day.isoformat(), date_words(day), day, document)
