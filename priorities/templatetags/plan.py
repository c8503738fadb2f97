"""The template tags of the plan's table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from priorities.document import Column
from priorities.plan_page import ActionLine, PlanPage, shortened
from priorities.plan_table import plan_table

register = template.Library()


@register.simple_tag
def plan_rows(
    lines: Iterable[ActionLine], columns: tuple[Column, ...], board_slug: str
) -> SafeString:
    """A row for each action, with the columns that its board prints."""
    table = plan_table(columns, board_slug)
    return SafeString("".join(table.row(line) for line in lines))


@register.simple_tag
@lru_cache(maxsize=64)
def plan_head(columns: tuple[Column, ...], groups: tuple[tuple[str, int], ...]) -> SafeString:
    """The head of each of the page's tables: the same one for every objective, and so kept."""
    return render_to_string("priorities/_plan_head.html", {"columns": columns, "groups": groups})


@dataclass(frozen=True, slots=True)
class PriorityLink:
    """Where a long plan's page leads to another of its priorities."""

    address: str
    label: str
    is_current: bool


@register.simple_tag(takes_context=True)
def priority_links(context: dict[str, Any], page: PlanPage) -> list[PriorityLink]:
    """A link for each priority, with whatever else was asked for. In Python, as the rows are."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    links = []
    for row in page.by_priority:
        key = query["priority"] = str(row["key"])
        links.append(
            PriorityLink(f"?{query.urlencode()}", shortened(row), key == page.priority_shown)
        )
    return links
