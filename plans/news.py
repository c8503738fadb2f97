"""What a change means for each person: roles and posts given to her, and those that end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from boardplan.accounts.models import User
from boardplan.ui.uk_dates import date_words
from plans.access import Access
from plans.models import LeadHolder, Membership

Part = Membership | LeadHolder
Parts = Mapping[tuple[type[Part], int], Part]


@dataclass
class News:
    """What is new to one person, in lines; and the last day of her access, where it ends."""

    user: User
    given: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    access_ends_on: dt.date | None = None


def parts_of(access: Access, *, known: Parts | None = None) -> Parts:
    """The roles and posts at the board that hold or are to come, and those of ``known``."""
    found: dict[tuple[type[Part], int], Part] = {}
    for model, what in ((Membership, "group"), (LeadHolder, "lead")):
        rows = model.objects.visible_to(access).select_related("user", what)
        again = rows.filter(pk__in=[pk for kind, pk in known or () if kind is model])
        for row in (rows.not_over(access.today) | again).order_by("starts_on", "pk"):
            found[model, row.pk] = row
    return found


def news_between(before: Parts, after: Parts, today: dt.date) -> list[News]:
    """What changed for each person between two looks at the same board on one day."""
    news: dict[int, News] = {}
    for key, row in after.items():
        about = news.setdefault(row.user_id, News(row.user))
        if key not in before:
            about.given.append(f"{_words(row)}, {_days(row)}")
        elif _is_shorter(row, before[key]):
            about.ended.append(f"{_words(row)}, {_end(row, today)}")
    changed = [about for about in news.values() if about.given or about.ended]
    for about in changed:
        roles = [row for row in after.values() if row.user_id == about.user.pk]
        about.access_ends_on = _end_of_access(before, roles, today)
    return changed


def _end_of_access(before: Parts, rows: Iterable[Part], today: dt.date) -> dt.date | None:
    """The last day of somebody none of whose roles goes on as it was; None for everybody else."""
    roles = [row for row in rows if isinstance(row, Membership)]
    was = [before.get((Membership, row.pk)) for row in roles]
    if any(old is None or not _is_shorter(row, old) for row, old in zip(roles, was, strict=True)):
        return None
    return max((_last_day(row, today) for row in roles), default=None)


def _is_shorter(row: Part, before: Part) -> bool:
    """Whether a part that was not over ends now, or sooner than it was to."""
    if row.ended_at is not None or row.ends_on is None:
        return row.ended_at is not None
    return before.ends_on is None or row.ends_on < before.ends_on


def _last_day(row: Part, today: dt.date) -> dt.date:
    if row.ended_at is not None or row.ends_on is None:
        return timezone.localdate(row.ended_at) if row.ended_at else today
    return row.ends_on


def _words(row: Part) -> str:
    if isinstance(row, LeadHolder):
        return f"Answering for “{row.lead}”"
    return f"{row.get_role_display()}, {row.group}" if row.group else row.get_role_display()


def _days(row: Part) -> str:
    start = date_words(row.starts_on)
    return f"{start} to {date_words(row.ends_on)}" if row.ends_on else f"from {start}"


def _end(row: Part, today: dt.date) -> str:
    last = _last_day(row, today)
    if last < row.starts_on:
        return f"which was to begin on {date_words(row.starts_on)}, was called off"
    return f"{'ended' if last <= today else 'ends'} on {date_words(last)}"
