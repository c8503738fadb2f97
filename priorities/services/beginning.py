"""A board's first business plan, empty, to be filled in."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from boardplan.accounts.models import User
from plans.models import Board, Plan
from plans.services.boards import layout_of

NEVER_SLUGS = {"", "new"}
"""What stands for something else in the address of a plan."""


@transaction.atomic
def plan_begin(
    *, board: Board, title: str, period_start: dt.date, period_end: dt.date, by: User
) -> Plan:
    """Make the business plan of a board that has none, in the board's first layout.

    Raises ValidationError where the board has a current one already.
    """
    board = Board.objects.select_for_update().get(pk=board.pk)
    if Plan.objects.filter(board=board).current().exists():
        raise ValidationError("This board has a business plan already. Edit that one.")
    slug = slugify(title)[:70]
    if slug in NEVER_SLUGS or Plan.objects.filter(board=board, slug=slug).exists():
        slug = f"business-plan-{period_start:%Y-%m-%d}"
    plan: Plan = Plan(
        board=board,
        layout=layout_of(board, by),
        slug=slug,
        title=title,
        period_start=period_start,
        period_end=period_end,
    ).record(by=by, reason="Begun")
    return plan
