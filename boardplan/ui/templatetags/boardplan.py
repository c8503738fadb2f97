"""Template tags and filters: ratings, dates, badges, icons, errors."""

import datetime
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from boardplan.ui import uk_dates
from boardplan.ui.bars import bar_parts
from boardplan.ui.icons import ICONS
from boardplan.ui.lines import one_line
from boardplan.ui.summary import summary_items
from boardplan.ui.tones import RatingLike, rating_tone

register = template.Library()
register.filter(one_line)

BADGES = {
    "overdue": ("danger", "clock"),
    "no evidence": ("warning", "warning"),
    "confidential": ("neutral", "lock"),
    "done": ("success", "tick"),
}


@register.inclusion_tag("_components/rating_tag.html")
def rating_tag(rating: RatingLike | None, *, compact: bool = False) -> dict[str, Any]:
    """A rating's letter and label; with `compact` the label is for screen readers alone."""
    return {"rating": rating, "tone": rating_tone(rating), "compact": compact}


@register.filter
def tone(rating: RatingLike | None) -> str:
    """The name of the tone that shows a rating."""
    return rating_tone(rating)


@register.inclusion_tag("_components/rating_bar.html")
def rating_bar(
    counts: Iterable[tuple[RatingLike | None, int]], label: str = "Ratings", *, figures: bool = True
) -> dict[str, Any]:
    """How many of each rating, as a bar with its figures below."""
    parts = bar_parts(counts)
    return {"parts": parts, "label": label, "figures": figures}


@register.simple_tag
@lru_cache(maxsize=128)
def badge(text: str, tone: str = "") -> SafeString:
    """A small label such as "overdue"; the tone is known for the words of BADGES."""
    known_tone, icon_name = BADGES.get(text.lower(), ("neutral", ""))
    mark = icon(icon_name) if icon_name else ""
    return format_html(
        '<span class="bp-badge bp-badge--{}">{}{}</span>', tone or known_tone, mark, text
    )


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A decorative icon. Raises KeyError for one that icons.py does not hold."""
    return format_html(
        '<svg class="bp-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        ICONS[name],
    )


@register.inclusion_tag("_components/error_summary.html")
def error_summary(*sources: object) -> dict[str, Any]:
    """What is wrong with forms, formsets and lists of forms; each error leads to its field."""
    return {"items": summary_items(*sources)}


@register.simple_tag
def has_errors(*sources: object) -> bool:
    """Whether the title of the page must begin with "Error"."""
    return bool(summary_items(*sources))


@register.filter
def uk_date(moment: datetime.date | None) -> str:
    """12 March 2026; nothing for None."""
    return uk_dates.date_words(moment) if moment else ""


@register.filter
def uk_date_short(moment: datetime.date | None) -> str:
    """12 Mar 2026; nothing for None."""
    return uk_dates.date_words_short(moment) if moment else ""


@register.filter
def uk_datetime(moment: datetime.datetime | None) -> str:
    """12 March 2026 at 10:42am; nothing for None."""
    return uk_dates.time_words(moment) if moment else ""


@register.filter
def days_ago(moment: datetime.date | None) -> str:
    """How far from today: today, yesterday, 12 days ago, in 3 days; nothing for None."""
    return uk_dates.distance_words(moment, timezone.localdate()) if moment else ""


@register.filter
def due_words(due: datetime.date | None) -> str:
    """How a due day stands: due in 12 days, 1 day overdue; nothing for None."""
    return uk_dates.due_words(due, timezone.localdate()) if due else ""
