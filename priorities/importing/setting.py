"""What is known before a file is read, and what comes out of reading it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from priorities.document import BoardName, PlanDocument, PlanHead, RatingValue
from priorities.importing.ratings import SHIPPED


@dataclass(frozen=True)
class Setting:
    """What is known before a file is read.

    ``head`` is the plan that it is to become part of, with its period; ``leads`` the names and
    earlier names of the board's leads; ``assigned`` says by hand what a heading's column holds
    (a field's name, or "" for a column that is none of them).
    """

    board: BoardName
    head: PlanHead | None = None
    scheme: tuple[RatingValue, ...] = SHIPPED
    leads: tuple[str, ...] = ()
    assigned: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FoundColumn:
    """A column of the plan's tables: its heading, what it was taken to hold, its first words."""

    heading: str
    group: str | None
    field: str | None
    sample: str


@dataclass(frozen=True)
class Read:
    """What a file holds: the plan, and the columns that it was read from."""

    document: PlanDocument
    columns: tuple[FoundColumn, ...]
