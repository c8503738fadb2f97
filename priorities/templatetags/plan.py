"""The template tags of the plan's table."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from priorities.document import Column
from priorities.plan_page import ActionLine
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
