"""What tests of mergers do and ask: merge, undo, and look at what is printed and stored."""

from __future__ import annotations

import datetime as dt
from typing import Any

from plans.models import Group
from plans.services.bodies import AnyBody
from plans.services.merging import body_merge, merger_undo
from priorities.snapshot import plan_document
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import TODAY


def learning(leads: Leads) -> Group:
    """The learning sub-group."""
    assert leads.subgroup.group is not None
    return leads.subgroup.group


def merge(cast: Cast, body: Any, into: Any, **words: Any) -> AnyBody:
    """Merge the one into the other, as the manager who has just read its page."""
    body.refresh_from_db()
    given = {"revision": body.revision, "by": cast.manager, "today": TODAY, **words}
    merged: AnyBody = body_merge(body=body, into=into, **given)
    return merged


def undo(cast: Cast, body: Any) -> None:
    """Undo its merger, as the manager who has just read its page."""
    body.refresh_from_db()
    merger_undo(body=body, revision=body.revision, by=cast.manager, reason="Too soon")


def names(rows: SmallPlan, as_at: dt.date | None = None) -> dict[str, list[tuple[str, bool]]]:
    """Who is printed as the lead of each action, and whether as the accountable one."""
    document = plan_document(rows.plan, as_at=as_at)
    return {
        str(action.number): [(lead.name, lead.accountable) for lead in action.leads]
        for action in document.actions
    }


def state(*models: Any) -> list[Any]:
    """What the tables hold, but for what every save counts up."""
    return [
        {name: value for name, value in row.items() if name != "revision"}
        for model in models
        for row in model.objects.order_by("pk").values()
    ]
