"""The template tag of the plan's table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import template
from django.utils.safestring import SafeString

from priorities.document import Column
from priorities.plan_page import ActionLine
from priorities.plan_table import PlanTable

register = template.Library()


@register.simple_tag
def plan_rows(
    lines: Iterable[ActionLine], columns: Sequence[Column], board_slug: str
) -> SafeString:
    """A row for each action, with the columns that its board prints."""
    table = PlanTable(columns, board_slug)
    return SafeString("".join(table.row(line) for line in lines))
