"""Which drafts of packs are owed now, and the making of one: the worker's turn."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from reports.models import PackDraft
from reports.services.packs import NoPlan, pack_ask, pack_make


def make_owed_packs(now: dt.datetime, *, looks_for_changes: bool = True) -> bool:
    """Make one draft that is owed; whether there was any.

    ``looks_for_changes``: whether to look first which drafts the record has overtaken; whoever
    asks for a pack finds that out by asking, so the worker looks once a minute.

    A draft that somebody once asked for is kept true until its meeting: after each change of the
    record it is owed again, so that whoever wants it next finds it ready.
    """
    today = timezone.localdate(now)
    if looks_for_changes:
        _let_go(today)
        _look(today, now)
    owed = PackDraft.objects.to_make(now).select_related("meeting__group", "meeting__board")
    draft = owed.first()
    return draft is not None and (pack_make(draft=draft) or True)


def _look(today: dt.date, now: dt.datetime) -> None:
    """Find out which drafts of coming meetings are no longer of the record as it is."""
    ahead = PackDraft.objects.filter(
        meeting__held_on__gte=today, meeting__cancelled_on__isnull=True
    )
    for draft in ahead.select_related("meeting"):
        try:
            pack_ask(meeting=draft.meeting, edition=draft.edition, now=now)
        except NoPlan:
            continue


def _let_go(today: dt.date) -> None:
    """Drafts of meetings that are over: what was issued is kept, what was not is not needed."""
    over = today - dt.timedelta(days=2)
    asked = dt.timedelta(days=1)
    PackDraft.objects.filter(
        meeting__held_on__lt=over, asked_at__lt=timezone.now() - asked
    ).delete()
