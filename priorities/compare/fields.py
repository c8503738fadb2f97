"""What changed in the fields of an action, a priority or an objective. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from priorities.compare.change import Change, Subject, squash
from priorities.compare.dates import timescale_changes
from priorities.compare.partners import Item, words_at
from priorities.document import Action, Evidence, Priority

Compared = Callable[[Subject, Action, Action], Iterator[Change]]


def branch_changes(subject: Subject, before: Item, after: Item) -> Iterator[Change]:
    """Of a priority or an objective its title; of a priority theme, parts, whether core as well."""
    yield from subject.reworded("title", words_at(before), words_at(after))
    if isinstance(before, Priority) and isinstance(after, Priority):
        yield from subject.reworded("theme", before.theme, after.theme)
        yield from subject.reworded("parts", "\n".join(before.parts), "\n".join(after.parts))
        core = ("yes" if item.is_core else "no" for item in (before, after))
        yield from subject.other("is_core", *core)


def action_changes(
    subject: Subject, before: Action, after: Action, covered: Collection[str]
) -> Iterator[Change]:
    """Every covered field but number, leads and milestones, in the order of the document."""
    for name, compared in _FIELDS.items():
        if name in covered:
            yield from compared(subject, before, after)


def _text(subject: Subject, before: Action, after: Action) -> Iterator[Change]:
    return subject.reworded("text", before.text, after.text)


def _timescale(subject: Subject, before: Action, after: Action) -> Iterator[Change]:
    return timescale_changes(subject, before.timescale, after.timescale)


def _next_review(subject: Subject, before: Action, after: Action) -> Iterator[Change]:
    return subject.other("next_review", before.next_review, after.next_review)


def _outcomes(subject: Subject, before: Action, after: Action) -> Iterator[Change]:
    return subject.reworded("outcomes", "\n".join(before.outcomes), "\n".join(after.outcomes))


def _measures(subject: Subject, before: Action, after: Action) -> Iterator[Change]:
    texts = ("\n".join(item.text for item in action.measures) for action in (before, after))
    return subject.reworded("measures", *texts)


def _resources(subject: Subject, before: Action, after: Action) -> Iterator[Change]:
    texts = ("\n".join(item.text for item in action.resources) for action in (before, after))
    return subject.reworded("resources", *texts)


def _cost(subject: Subject, before: Action, after: Action) -> Iterator[Change]:
    costs = (None if x.cost is None else f"{x.cost:.2f}" for x in (before, after))
    return subject.other("cost", *costs)


def _rating(subject: Subject, before: Action, after: Action) -> Iterator[Change]:
    if before.rating != after.rating:
        yield subject.change("re-rated", "rating", before.rating, after.rating)


def _progress(subject: Subject, before: Action, after: Action) -> Iterator[Change]:
    """The words of the last update: not re-worded, but said anew."""
    one, other = "\n".join(before.progress), "\n".join(after.progress)
    if squash(one) != squash(other):
        yield subject.change("other", "progress", one, other)


def _evidence(subject: Subject, before: Action, after: Action) -> Iterator[Change]:
    """Each piece that is new, is gone, or has another date."""
    one, other = Counter(map(_piece, before.evidence)), Counter(map(_piece, after.evidence))
    gone, new = list((one - other).elements()), list((other - one).elements())
    for words, dated in gone:
        redated = next((piece for piece in new if piece[0] == words), None)
        if redated:
            new.remove(redated)
        yield subject.change("evidence", "evidence", words + dated, redated and "".join(redated))
    for piece in new:
        yield subject.change("evidence", "evidence", None, "".join(piece))


def _piece(item: Evidence) -> tuple[str, str]:
    return squash(item.text), f" ({item.on:%-d %B %Y})" if item.on else ""


def _extra(subject: Subject, before: Action, after: Action) -> Iterator[Change]:
    """The columns that no rule knows, each with its heading in the words."""
    for heading in dict.fromkeys((*before.extra, *after.extra)):
        one, other = (action.extra.get(heading) for action in (before, after))
        if squash(one) != squash(other):
            texts = (text and f"{heading}: {text}" for text in (one, other))
            yield subject.change("other", "extra", *texts)


_FIELDS: Final[Mapping[str, Compared]] = {
    "text": _text,
    "timescale": _timescale,
    "next_review": _next_review,
    "outcomes": _outcomes,
    "measures": _measures,
    "resources": _resources,
    "cost": _cost,
    "rating": _rating,
    "progress": _progress,
    "evidence": _evidence,
    "extra": _extra,
}
# The names that ``PlanDocument.covers`` may hold.
FIELDS: Final = frozenset({"number", "leads", "milestones", *_FIELDS})
