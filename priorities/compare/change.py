"""One change between two plans, and the JSON form ``boardplan/changes@1`` of many. Pure."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from priorities.codec import DocumentError, from_plain, to_plain

SCHEMA = "boardplan/changes@1"

Kind = Literal[
    "added",
    "withdrawn",
    "missing",
    "moved",
    "renumbered",
    "re-worded",
    "re-rated",
    "slipped",
    "brought forward",
    "lead",
    "milestone",
    "evidence",
    "other",
]
Level = Literal["plan", "priority", "objective", "action", "milestone"]

# In the order in which a reader is told of them.
KINDS: Final[tuple[Kind, ...]] = typing.get_args(Kind)

CARRIED: Final = "carried"
"""The ``field`` of the change "other" that an action was carried into the next plan."""

_OMITTED: Final = {"omitted_when_none": True}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, as plan-json.md has it under "Changes as JSON".

    ``key`` is that of the item before, else after. ``number`` is its number after (before, of
    what is gone); a milestone's is its action's. ``field`` is the name of the document's field,
    None for what is added, withdrawn or missing as a whole. ``before`` and ``after`` are words,
    None for none; of a rating the codes; of a date ISO; of what moved the numbers of the
    branches it stands under (title where none is printed). ``was`` is the old number of what
    moved, ``days`` how far a date moved, always positive.
    """

    kind: Kind
    level: Level
    key: str | None = None
    number: str | None = None
    field: str | None = None
    before: str | None = None
    after: str | None = None
    was: str | None = dataclasses.field(default=None, metadata=_OMITTED)
    days: int | None = dataclasses.field(default=None, metadata=_OMITTED)

    def to_json(self) -> dict[str, Any]:
        """The change as JSON values; ``was`` and ``days`` only where there are any."""
        return typing.cast(dict[str, Any], to_plain(self))


@dataclass(frozen=True, slots=True)
class ChangeList:
    """What changed from one state of a plan to another; the states in words or version numbers."""

    from_: str
    to: str
    changes: tuple[Change, ...]


def changes_json(changes: Iterable[Change], from_: str, to: str) -> dict[str, Any]:
    """The changes as JSON values, ``schema`` first."""
    listed = [change.to_json() for change in changes]
    return {"schema": SCHEMA, "from": from_, "to": to, "changes": listed}


def read_changes(data: Any) -> ChangeList:
    """Read back what ``changes_json`` wrote.

    Raises DocumentError, naming the place, for another schema, an unknown field, a missing one,
    or a value of the wrong kind.
    """
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        raise DocumentError(f"This is no list of changes in the form {SCHEMA}.")
    rest = {name: value for name, value in data.items() if name not in {"schema", "from"}}
    from_ = from_plain(data.get("from"), str, "changes.from")
    return typing.cast(ChangeList, from_plain({**rest, "from_": from_}, ChangeList, "changes"))


@dataclass(frozen=True, slots=True)
class Subject:
    """The item whose changes are told."""

    level: Level
    key: str | None = None
    number: str | None = None

    def change(
        self, kind: Kind, field: str | None, before: str | None, after: str | None
    ) -> Change:
        return Change(kind, self.level, self.key, self.number, field, before or None, after or None)

    def reworded(self, field: str, before: str | None, after: str | None) -> Iterator[Change]:
        """One change where the words differ by more than blanks and line breaks."""
        if squash(before) != squash(after):
            yield self.change("re-worded", field, before, after)

    def other(self, field: str, before: object, after: object) -> Iterator[Change]:
        """One change where the values differ; dates, amounts and the like, None for none."""
        if before != after:
            yield self.change(
                "other", field, *(None if v is None else str(v) for v in (before, after))
            )


def squash(text: str | None) -> str:
    """The text with one blank for any number of blanks and line breaks."""
    return " ".join((text or "").split())
