"""What changed since an earlier state of the plan, in a reader's words, a few lines first. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from priorities.compare import KINDS, Change, Kind, compare
from priorities.compare.change import squash
from priorities.compare.partners import places, words_at
from priorities.document import PlanDocument

MOST_LINES = 5
LONGEST = 160
"""Characters of a text that are told of a change; the whole of it stands in the plan."""

TITLES: Mapping[Kind, str] = {
    "added": "Added",
    "withdrawn": "Withdrawn",
    "missing": "No longer there",
    "moved": "Moved",
    "renumbered": "Renumbered",
    "re-worded": "Re-worded",
    "re-rated": "Re-rated",
    "slipped": "Dates put back",
    "brought forward": "Dates brought forward",
    "lead": "Lead changed",
    "milestone": "Milestones",
    "evidence": "New evidence",
    "other": "Other changes",
}


@dataclass(frozen=True, slots=True)
class PackChange:
    """One change: of what, and what became of it. ``days`` is how far a date moved."""

    subject: str
    words: str
    days: int | None = None


@dataclass(frozen=True, slots=True)
class PackChanges:
    """All changes of one kind."""

    kind: str
    title: str
    entries: tuple[PackChange, ...]


def changes_of(before: PlanDocument, after: PlanDocument) -> tuple[PackChanges, ...]:
    """What changed between two states, by kind in the order a reader is told of them."""
    teller = _Teller(before, after)
    by_kind = sorted(compare(before, after), key=lambda change: KINDS.index(change.kind))
    return tuple(
        PackChanges(kind, TITLES[kind], tuple(map(teller.told, group)))
        for kind, group in groupby(by_kind, key=lambda change: change.kind)
    )


def headlines(changes: Iterable[PackChanges]) -> tuple[str, ...]:
    """What changed, in five lines at most."""
    found = {each.kind: each.entries for each in changes}
    lines = list(filter(None, (line(found) for line in _LINES)))
    return tuple(lines[:MOST_LINES]) or ("Nothing changed in the plan.",)


Found = Mapping[str, tuple[PackChange, ...]]


def _rated(found: Found) -> str:
    rows = found.get("re-rated", ())
    return f"{_several(len(rows), 'rating')} changed: {_named(rows)}." if rows else ""


def _shifted(found: Found) -> str:
    slipped, forward = found.get("slipped", ()), found.get("brought forward", ())
    parts = []
    if slipped:
        furthest = max(row.days or 0 for row in slipped)
        parts.append(
            f"{_several(len(slipped), 'date')} put back, the furthest by {_several(furthest, 'day')}"
        )
    if forward:
        parts.append(f"{_several(len(forward), 'date')} brought forward")
    return "; ".join(parts) + "." if parts else ""


def _come_and_gone(found: Found) -> str:
    counts = [
        (len(found.get("added", ())), "added"),
        (len(found.get("withdrawn", ())), "withdrawn"),
        (len(found.get("missing", ())), "no longer there"),
        (len(found.get("moved", ())), "moved"),
    ]
    return _counted(counts)


def _words(found: Found) -> str:
    counts = [
        (len(found.get("re-worded", ())), "re-worded"),
        (len(found.get("lead", ())), "with another lead"),
    ]
    return _counted(counts)


def _evidence(found: Found) -> str:
    rows = found.get("evidence", ())
    return f"Evidence added or taken off: {_several(len(rows), 'change')}." if rows else ""


_LINES = (_rated, _shifted, _come_and_gone, _words, _evidence)


def _counted(counts: Iterable[tuple[int, str]]) -> str:
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    return f"{told[0].upper()}{told[1:]}." if told else ""


def _named(rows: Iterable[PackChange], most: int = 3) -> str:
    rows = tuple(rows)
    told = [f"{row.subject} {row.words}" for row in rows[:most]]
    if len(rows) > most:
        told.append(f"and {len(rows) - most} more")
    return "; ".join(told)


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


class _Teller:
    """Tells changes with the labels of ratings, and words to know what has no number by."""

    def __init__(self, before: PlanDocument, after: PlanDocument) -> None:
        documents = (before, after)
        self.ratings = {v.code: v.label.lower() for d in documents for v in d.rating_scheme}
        self.names = {
            item.key or "": f"“{_short(words_at(item), 60)}”"
            for document in documents
            for _, item in places(document)
            if item.key
        }

    def told(self, change: Change) -> PackChange:
        """The change in words."""
        return PackChange(self._subject(change), "; ".join(self._words(change)), change.days)

    def _subject(self, change: Change) -> str:
        if change.level == "plan":
            return "The plan"
        name = change.number or self.names.get(change.key or "", "(no number)")
        return name if change.level == "action" else f"{change.level.capitalize()} {name}"

    def _words(self, change: Change) -> Iterator[str]:
        if change.kind == "re-rated":
            codes = (change.before, change.after)
            before, after = (self._rating(code) for code in codes)
            yield f"from {before} to {after}"
        elif change.kind in {"slipped", "brought forward"}:
            before, after = (dt.date.fromisoformat(day or "") for day in (change.before, change.after))
            way = "later" if change.kind == "slipped" else "earlier"
            yield (
                f"{_several(change.days or 0, 'day')} {way}: "
                f"from {before:%-d %B %Y} to {after:%-d %B %Y}"
            )
        else:
            yield from self._plain_words(change)
        if change.was and change.was != change.number:
            yield f"it was {change.was}"

    def _rating(self, code: str | None) -> str:
        return self.ratings.get(code, code) if code else "not yet rated"

    def _plain_words(self, change: Change) -> Iterator[str]:
        before, after = _short(change.before), _short(change.after)
        field = (change.field or "").replace("_", " ")
        if change.kind in {"added", "withdrawn", "missing"}:
            yield after or before or "(no words)"
        elif change.kind == "moved":
            yield f"from {before or 'elsewhere'} to {after or 'elsewhere'}"
        elif before and after:
            yield f"{field}: was “{before}”, is “{after}”" if field else f"was “{before}”, is “{after}”"
        else:
            yield f"{'new' if after else 'gone'}: {after or before}"


def _short(text: str | None, most: int = LONGEST) -> str:
    words = squash(text)
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"
