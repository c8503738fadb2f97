"""How tests issue a version: with its PDF, or the row alone."""

from __future__ import annotations

from typing import Any

from plans.models import Plan, PlanVersion
from priorities.services.versions import version_issue
from reports.issuing import version_print, version_publish
from tests.conftest import Cast
from tests.factories import TODAY


def issued(
    plan: Plan,
    cast: Cast,
    *,
    number: int | None = None,
    note: str = "First issue",
    is_published: bool = False,
    **words: Any,
) -> PlanVersion:
    """The plan as it is now as a version; printed and published where that is asked for."""
    given: dict[str, Any] = {"label": "", "dated_on": TODAY, "number": number, **words}
    if not is_published:
        return version_issue(plan=plan, note=note, by=cast.manager, **given)
    printed = version_print(plan=plan, **given)
    return version_publish(plan=plan, printed=printed, note=note, by=cast.manager, meeting=None)
