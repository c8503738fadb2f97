"""Which drafts of packs are owed now, and the making of one: the worker's turn."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from reports.models import PackDraft
from reports.services.packs import NoPlan, pack_ask, pack_make


def make_owed_packs(now: dt.datetime) -> bool:
    """Make one draft that is owed; whether there was any.

    A draft that somebody once asked for is kept true until its meeting: after each change of the
    record it is owed again, so that whoever wants it next finds it ready.
    """
    today = timezone.localdate(now)
    _let_go(today)
    for draft in PackDraft.objects.filter(meeting__held_on__gte=today).select_related("meeting"):
        try:
            pack_ask(meeting=draft.meeting, edition=draft.edition, now=now)
        except NoPlan:
            continue
    owed = PackDraft.objects.to_make(now).select_related("meeting__group", "meeting__board")
    draft = owed.first()
    return draft is not None and (pack_make(draft=draft) or True)


def _let_go(today: dt.date) -> None:
    """Drafts of meetings that are over: what was issued is kept, what was not is not needed."""
    over = today - dt.timedelta(days=2)
    asked = dt.timedelta(days=1)
    PackDraft.objects.filter(
        meeting__held_on__lt=over, asked_at__lt=timezone.now() - asked
    ).delete()
