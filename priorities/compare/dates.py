"""What changed in a timescale, and in a milestone that has one. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from priorities.compare.change import Change, Kind, Subject, squash
from priorities.compare.undated import undated
from priorities.document import Milestone
from priorities.timescale import Timescale

_STATE = re.compile(
    r"(?:^|\s*[–—-]\s*|\s+)(?:completed?|done|in progress|ongoing)\s*$", re.IGNORECASE
)
NO_TIMESCALE = Timescale("")


def timescale_changes(
    subject: Subject, before: Timescale | None, after: Timescale | None
) -> Iterator[Change]:
    """Slipped or brought forward where the due date moved (the start, where only that is there).

    A date gained or lost, another start, state or recurrence is "other". Other words, dates
    aside, are "re-worded", unless they only tell of such a change; so are words that say the
    same dates otherwise.
    """
    one, other = before or NO_TIMESCALE, after or NO_TIMESCALE
    moved = list(_moved(subject, one, other))
    stated = [*subject.other("state", one.state, other.state)]
    stated += subject.other("recurrence", one.recurrence, other.recurrence)
    if not moved and (one.start, one.due) != (other.start, other.due):
        stated.append(subject.change("other", "timescale", one.text, other.text))
    yield from (*moved, *stated)
    if stated or _bare(one) == _bare(other):
        return
    if not moved or undated(one.text) != undated(other.text):
        yield from subject.reworded("timescale", one.text, other.text)


def _bare(timescale: Timescale) -> str:
    """Its words without the state that closes them, which is told by the state itself."""
    words = squash(timescale.text)
    return squash(_STATE.sub("", words)) if timescale.state else words


def _moved(subject: Subject, before: Timescale, after: Timescale) -> Iterator[Change]:
    if before.due or after.due:
        yield from _moved_day(subject, "due", before.due, after.due)
    else:
        yield from _moved_day(subject, "start", before.start, after.start)


def _moved_day(
    subject: Subject, field: str, before: dt.date | None, after: dt.date | None
) -> Iterator[Change]:
    if before and after and before != after:
        kind: Kind = "slipped" if after > before else "brought forward"
        change = subject.change(kind, field, before.isoformat(), after.isoformat())
        yield replace(change, days=abs((after - before).days))


def milestone_changes(subject: Subject, before: Milestone, after: Milestone) -> Iterator[Change]:
    """Of one milestone: its words, and what became of its date.

    A plan that is read from paper has the date in the words too; where that alone differs the
    words are not told again.
    """
    dates = list(timescale_changes(subject, before.timescale, after.timescale))
    if squash(before.text) != squash(after.text):
        words = undated(before.text, before.timescale), undated(after.text, after.timescale)
        if words[0] != words[1] or not dates:
            yield subject.change("milestone", "text", before.text, after.text)
    yield from dates
