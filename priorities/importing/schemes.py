"""A plan's own four colours, told by its key, and what they are in the board's scheme."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from priorities.document import Finding, Objective, PlanDocument, Priority, RatingValue
from priorities.importing import beside
from priorities.importing.grid import Source, Table
from priorities.importing.ratings import hue
from priorities.importing.rows import Row, rows_of
from priorities.importing.words import plain

_DONE = re.compile(
    r"\b(?:complete[d]?|done|finished|closed|achieved|delivered|met|signed off|embedded)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:not|yet to|to be|will be|on track|on target|on course|on schedule|due)\b", re.IGNORECASE
)
BLUE = RatingValue("blue", "B", "Blue", "", "#1d70b8", 4)
MOST_ROWS = 16
"""More rows no key of ratings has."""
OWN_SCHEME = "the plan’s key has a scheme of four colours; its ratings are read by it"
ANOTHER_SCHEME = "the plan’s ratings mean something else at this board; they were taken by meaning"


def own_scheme(source: Source, scheme: tuple[RatingValue, ...]) -> tuple[RatingValue, ...]:
    """The scheme with blue, and a green that is not complete, where a key of the file says so."""
    if any(_colour(value) == "blue" for value in scheme):
        return scheme
    for table in source.tables:
        told = _told(table)
        if "blue" in told and "green" in told:
            return tuple(_with_blue(scheme, told))
    return scheme


def _told(table: Table) -> Mapping[str, str]:
    """What the colours of a key in this table mean, by their names."""
    rows = rows_of(table)
    for index, row in enumerate(rows):
        if len(row.said) > 2:
            continue
        below = rows[index : index + MOST_ROWS]
        if count := beside.key_rows(below) or beside.definition_rows(below):
            return {name: words for each in below[:count] for name, words in _meaning(each)}
    return {}


def _meaning(row: Row) -> list[tuple[str, str]]:
    """The colour of a row of a key, by its first word or its shade, and what the row says of it."""
    *before, text = row.said
    word = plain(before[0].text).split(" ")[0] if before and before[0].text.strip() else ""
    names = {"b": "blue", "g": "green", "a": "amber", "r": "red"}
    shades = [name for cell in row.own if (name := hue(cell.shade))]
    name = names.get(word, word) or next(iter(shades), "")
    return [(name, text.text)] if name else []


def _with_blue(scheme: Sequence[RatingValue], told: Mapping[str, str]) -> list[RatingValue]:
    """Blue is complete, or else what its words say; then green is less, unless it is done, too."""
    is_done = _says_done(told["blue"])
    is_less = is_done and not _says_done(told["green"])
    blue = replace(BLUE, order=len(scheme) + 1, is_complete=is_done, needs_evidence=is_done)
    return [*(_on_course(v) if is_less and _colour(v) == "green" else v for v in scheme), blue]


def _on_course(value: RatingValue) -> RatingValue:
    return replace(value, is_complete=False, needs_evidence=False)


def _says_done(words: str) -> bool:
    return bool(_DONE.search(words)) and not _NOT_DONE.search(words)


def _colour(value: RatingValue) -> str | None:
    return "blue" if plain(value.label) == "blue" else hue(value.colour)


# What the ratings are at a board


def by_meaning(document: PlanDocument, scheme: tuple[RatingValue, ...]) -> PlanDocument:
    """The same plan in the board's scheme; what has no like there is told by what it means."""
    changed = {
        value.code: _like(value, scheme)
        for value in document.rating_scheme
        if _flags(value) not in map(_flags, scheme)
    }
    if not changed:
        return document
    words = [
        f"{value.label} ({value.definition or _said(value)}): "
        f"{like.label if (like := changed[value.code]) else 'no rating'}"
        for value in document.rating_scheme
        if value.code in changed
    ]
    codes = {code: like.code if like else None for code, like in changed.items()}
    finding = Finding("warning", "ratings", ANOTHER_SCHEME, "\n".join(words))
    return replace(
        document,
        rating_scheme=scheme,
        priorities=tuple(_priority(item, codes) for item in document.priorities),
        findings=(*document.findings, finding),
    )


def _flags(value: RatingValue) -> tuple[str, bool, bool]:
    return value.code, value.is_complete, value.is_off_track


def _like(value: RatingValue, scheme: Sequence[RatingValue]) -> RatingValue | None:
    alike = [each for each in scheme if _flags(each)[1:] == _flags(value)[1:]]
    return next(iter(alike), None)


def _said(value: RatingValue) -> str:
    return "complete" if value.is_complete else "off track" if value.is_off_track else "on course"


def _priority(item: Priority, codes: Mapping[str, str | None]) -> Priority:
    return replace(item, objectives=tuple(_objective(each, codes) for each in item.objectives))


def _objective(item: Objective, codes: Mapping[str, str | None]) -> Objective:
    actions = (replace(a, rating=codes.get(a.rating or "", a.rating)) for a in item.actions)
    return replace(item, actions=tuple(actions))
