"""Changes in words, a line each, for whoever reads them in a terminal. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from priorities.compare.change import CARRIED, KINDS, Change, Kind, squash
from priorities.compare.partners import places, words_at
from priorities.compare.pieces import Piece, word_diff
from priorities.document import PlanDocument

HEADINGS: Final[Mapping[Kind, str]] = {
    "added": "Added",
    "withdrawn": "Withdrawn",
    "missing": "Not in the file",
    "moved": "Moved",
    "renumbered": "Renumbered",
    "re-worded": "Re-worded",
    "re-rated": "Re-rated",
    "slipped": "Slipped",
    "brought forward": "Brought forward",
    "lead": "Lead changed",
    "milestone": "Milestones",
    "evidence": "Evidence",
    "other": "Other changes",
}
NOT_RATED: Final = "not yet rated"
# How many words of an item, or around a change of words, are told.
TOLD: Final = 12
AROUND: Final = 4


def changes_text(
    changes: Iterable[Change], before: PlanDocument, after: PlanDocument
) -> Iterator[str]:
    """The lines: of each kind a heading with how many there are, then each change.

    The documents give the labels of ratings, and words to know an item without number by.
    """
    teller = _Teller(_labels(before) | _labels(after), _names(before) | _names(after))
    by_kind = sorted(changes, key=lambda change: KINDS.index(change.kind))
    for kind, group in groupby(by_kind, key=lambda change: change.kind):
        listed = list(group)
        yield f"{HEADINGS[kind]}: {len(listed)}"
        yield from (f"  {teller.subject(change)}: {teller.words(change)}" for change in listed)


@dataclass(frozen=True, slots=True)
class _Teller:
    ratings: Mapping[str, str]
    names: Mapping[str, str]

    def subject(self, change: Change) -> str:
        """What changed: its number, else its words."""
        if change.level == "plan":
            return "Plan"
        name = change.number or self.names.get(change.key or "") or "(no number)"
        return name if change.level == "action" else f"{change.level.capitalize()} {name}"

    def words(self, change: Change) -> str:
        """What became of it."""
        return _WORDS.get(change.kind, _from_to)(self, change)


def _labels(document: PlanDocument) -> dict[str, str]:
    return {value.code: value.label for value in document.rating_scheme}


def _names(document: PlanDocument) -> dict[str, str]:
    items = (item for _, item in places(document) if item.key)
    return {item.key or "": f"“{_shortened(words_at(item))}”" for item in items}


def _came_or_went(_: _Teller, change: Change) -> str:
    return _shortened(change.after or change.before) or "(no words)"


def _moved(_: _Teller, change: Change) -> str:
    was = f"; it was {change.was}" if change.was and change.was != change.number else ""
    if not (change.before and change.after):
        return f"to another {change.field}{was}"
    return f"from {change.field} {change.before} to {change.after}{was}"


def _reworded(_: _Teller, change: Change) -> str:
    return f"{_field(change)}: {diff_line(change.before, change.after)}"


def _rerated(teller: _Teller, change: Change) -> str:
    codes = (change.before, change.after)
    return " → ".join(teller.ratings.get(code, code) if code else NOT_RATED for code in codes)


def _shifted(_: _Teller, change: Change) -> str:
    days = "1 day" if change.days == 1 else f"{change.days} days"
    dates = (dt.date.fromisoformat(day) for day in (change.before, change.after) if day)
    return f"by {days}, " + " → ".join(f"{day:%-d %B %Y}" for day in dates)


def _new_or_gone(teller: _Teller, change: Change) -> str:
    if change.before and change.after:
        return _reworded(teller, change)
    state = "new" if change.after else "gone"
    return f"{state}: {squash(change.after or change.before)}"


def _from_to(_: _Teller, change: Change) -> str:
    if change.field == CARRIED:
        return f"carried {change.after}"
    words = (squash(text) or "none" for text in (change.before, change.after))
    return f"{_field(change)}: " + " → ".join(words)


def diff_line(before: str | None, after: str | None) -> str:
    """Both texts in one line: ``kept [-gone-] {+new+} kept``, what was kept shortened."""
    pieces = word_diff(squash(before), squash(after))
    marked = (_marked(piece, i == 0, i == len(pieces) - 1) for i, piece in enumerate(pieces))
    return " ".join(marked)


def _marked(piece: Piece, is_first: bool, is_last: bool) -> str:
    text = piece.text.strip()
    if piece.kind != "kept":
        return f"[-{text}-]" if piece.kind == "gone" else f"{{+{text}+}}"
    words = text.split()
    begin = [] if is_first else words[:AROUND]
    end = [] if is_last else words[-AROUND:]
    is_short = len(words) <= len(begin) + len(end) + 1
    return text if is_short else " ".join((*begin, "…", *end))


def _field(change: Change) -> str:
    return (change.field or "").replace("_", " ")


def _shortened(text: str | None) -> str:
    words = squash(text).split()
    return " ".join(words[:TOLD]) + (" …" if len(words) > TOLD else "")


_WORDS: Final[Mapping[Kind, Callable[[_Teller, Change], str]]] = {
    "added": _came_or_went,
    "withdrawn": _came_or_went,
    "missing": _came_or_went,
    "moved": _moved,
    "re-worded": _reworded,
    "re-rated": _rerated,
    "slipped": _shifted,
    "brought forward": _shifted,
    "milestone": _new_or_gone,
    "evidence": _new_or_gone,
}
