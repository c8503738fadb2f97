"""A file becomes a plan of its own: the plan that it begins, the layout that it is printed in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from boardplan.accounts.models import User
from plans.models import Board, HouseLayout, Plan
from plans.services.boards import layout_of
from priorities.document import Layout, PlanDocument


def plan_of_file(*, board: Board, document: PlanDocument, by: User | None) -> Plan:
    """A new, empty plan with the file's title, years and layout; the current one where none is.

    Raises ValidationError where the file does not say which years the plan is for.
    """
    head = document.plan
    if head.period_start is None or head.period_end is None:
        raise ValidationError(
            "The file does not say which years the plan is for. Say which under “What was found”, "
            "or begin the plan first and import the file into it."
        )
    slug = slugify(head.slug or head.title)[:70] or f"business-plan-{head.period_start:%Y-%m-%d}"
    if Plan.objects.filter(board=board, slug=slug).exists():
        raise ValidationError(
            f"The board has a plan called “{slug}” already. Import into that one."
        )
    is_first = not Plan.objects.filter(board=board).current().exists()
    plan: Plan = Plan(
        board=board,
        layout=layout_for(board, document.layout, slug, by),
        slug=slug,
        title=head.title or "Business plan",
        kind=head.kind,
        is_current=is_first,
        period_start=head.period_start,
        period_end=head.period_end,
    ).record(by=by, reason="Begun from a file")
    return plan


def layout_for(board: Board, layout: Layout, name: str, by: User | None) -> HouseLayout:
    """The board's layout that prints so, or a new one called ``name``."""
    if not layout.columns:
        return layout_of(board, by)
    columns: dict[str, Any] = {
        "priority_word": layout.levels.priority[:120],
        "objective_word": layout.levels.objective[:120],
        "action_word": layout.levels.action[:120],
        "columns": [
            {"field": c.field, "heading": c.heading, "group": c.group} for c in layout.columns
        ],
    }
    for known in HouseLayout.objects.filter(board=board).order_by("pk"):
        if all(getattr(known, part) == value for part, value in columns.items()):
            return known  # type: ignore[no-any-return]
    taken = set(HouseLayout.objects.filter(board=board).values_list("name", flat=True))
    free = next(n for n in (name, *(f"{name} {i}" for i in range(2, 99))) if n not in taken)
    new: HouseLayout = HouseLayout(board=board, name=free[:80], **columns).record(
        by=by, reason="As printed in a file"
    )
    return new
