"""A meeting's pack as frozen values: what its PDF, its HTML twin and its publication are drawn of.

No database here. JSON both ways, so that a publication holds what was issued, and a hash of it
says what a chair has signed.
"""

from __future__ import annotations

import datetime as dt
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from plans.models.frozen import frozen_text, text_hash
from priorities.codec import DocumentError, from_plain, to_plain
from priorities.document import Action, LeadName, PlanDocument, RatingValue
from reports.builders import ActionRecord, ExceptionList, exceptions, rating_summary
from reports.changes import for_the_public
from reports.pack_changes import PackChanges, Told, changes_of

SCHEMA = "boardplan/pack@1"
TREND_MEETINGS = 4
"""So many earlier meetings the trend looks back."""

EditionName = Literal["members", "public"]


@dataclass(frozen=True, slots=True)
class PackMeeting:
    """The meeting a pack is for; ``agenda`` has one item a line."""

    title: str
    held_on: dt.date
    starts_at: str = ""
    place: str = ""
    agenda: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanBefore:
    """What the plan is compared with: a version, or the draft of an earlier meeting."""

    label: str
    on: dt.date
    document: PlanDocument


@dataclass(frozen=True, slots=True)
class Compared:
    """With what the plan was compared: “version 8” of which day."""

    label: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Movement:
    """How many actions have one rating now, and had it before; None where nothing was before."""

    rating: str | None
    label: str
    now: int
    before: int | None = None

    @property
    def step(self) -> int:
        """How many more there are now; below zero, how many fewer."""
        return 0 if self.before is None else self.now - self.before

    @property
    def words(self) -> str:
        """“2 more”, “1 fewer”, “the same”; nothing where nothing was before."""
        if self.before is None:
            return ""
        return (
            f"{abs(self.step)} {'more' if self.step > 0 else 'fewer'}" if self.step else "the same"
        )


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """How the plan was rated at a meeting: counts in the order of the pack's movement."""

    on: dt.date
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class PackException:
    """An action in a list of exceptions, and why it is there."""

    number: str | None
    under: str | None
    text: str
    leads: tuple[LeadName, ...]
    rating: str | None
    verdict: str


@dataclass(frozen=True, slots=True)
class PackExceptions:
    """A list of exceptions; ``rule`` says what brings an action here."""

    code: str
    title: str
    rule: str
    entries: tuple[PackException, ...] = ()


@dataclass(frozen=True, slots=True)
class Silence:
    """An action that nobody has reported on for the meeting, and what the board reads of it."""

    number: str | None
    text: str
    leads: tuple[LeadName, ...]
    words: str


@dataclass(frozen=True, slots=True)
class PackPaper:
    """A paper of an agency that goes into the pack."""

    key: str
    title: str
    agency: str
    pages: int
    sha256: str


@dataclass(frozen=True)
class PackData:
    """All that a pack says. ``as_at`` is the day by which the plan is judged.

    ``draft`` names the locked draft that it prints ("Draft 3"), and is empty where the plan
    follows the record. The public edition holds nothing that the public may not read.
    """

    edition: EditionName
    as_at: dt.date
    document: PlanDocument
    draft: str = ""
    meeting: PackMeeting | None = None
    before: Compared | None = None
    movement: tuple[Movement, ...] = ()
    trend: tuple[TrendPoint, ...] = ()
    headlines: tuple[str, ...] = ()
    exceptions: tuple[PackExceptions, ...] = ()
    changes: tuple[PackChanges, ...] = ()
    silences: tuple[Silence, ...] = ()
    papers: tuple[PackPaper, ...] = ()
    redacted_on: dt.date | None = field(default=None, metadata={"omitted_when_none": True})

    @property
    def is_public(self) -> bool:
        return self.edition == "public"

    def to_json(self) -> dict[str, Any]:
        """The pack as JSON values, ``schema`` first."""
        plain: dict[str, Any] = to_plain(self)
        return {"schema": SCHEMA, **plain, "document": self.document.to_json()}

    @classmethod
    def from_json(cls, data: Any) -> PackData:
        """Read back what ``to_json`` wrote. Raises DocumentError, naming the place."""
        if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
            raise DocumentError(f"This is not a pack in the form {SCHEMA}.")
        rest = {name: value for name, value in data.items() if name != "schema"}
        plan = {name: value for name, value in rest["document"].items() if name != "schema"}
        return typing.cast(PackData, from_plain({**rest, "document": plan}, cls, "pack"))

    @cached_property
    def sha256(self) -> str:
        """What a chair signs: the hash of all that the pack says."""
        return text_hash(frozen_text(self.to_json()))

    @cached_property
    def parts(self) -> dict[str, str]:
        """A short hash of each part, by which a reader is told what is no longer as she read it."""
        data = self.to_json()
        return {name: text_hash(frozen_text(data[name]))[:16] for name in PART_WORDS}


PART_WORDS: Mapping[str, str] = {
    "document": "the plan",
    "meeting": "the meeting’s date, time, place or agenda",
    "papers": "the papers",
    "before": "what the plan is compared with",
    "trend": "the trend over the last meetings",
    "exceptions": "the exceptions",
    "silences": "the actions without an update",
}
"""The parts of a pack that may change under a reader, in words."""


def pack_data(
    document: PlanDocument,
    *,
    edition: str,
    as_at: dt.date,
    draft: str = "",
    meeting: PackMeeting | None = None,
    before: PlanBefore | None = None,
    trend: Iterable[TrendPoint] = (),
    silences: Iterable[Silence] = (),
    papers: Iterable[PackPaper] = (),
    records: Mapping[str, ActionRecord] | None = None,
) -> PackData:
    """The pack of this plan as it stands. ``papers`` are those of the edition.

    ``records`` are those of the actions, by key; without them some exceptions are not told.

    The public edition leaves out the agenda, what is in the way of an action, exceptions, silences
    and the words of the confidential log.
    """
    is_public = edition == "public"
    shown = public_plan(document) if is_public else document
    earlier = before.document if before else None
    if earlier and is_public:
        earlier = public_plan(earlier)
    if meeting and is_public:
        meeting = replace(meeting, agenda=())  # it may name what is confidential
    told = changes_of(earlier, shown) if earlier else Told()
    found = () if is_public else exceptions(document, as_at, records)
    return PackData(
        edition="public" if is_public else "members",
        as_at=as_at,
        document=shown,
        draft=draft,
        meeting=meeting,
        before=Compared(before.label, before.on) if before else None,
        movement=movement(shown, earlier),
        trend=tuple(trend),
        headlines=told.headlines,
        exceptions=tuple(map(_listed, found)),
        changes=told.changes,
        silences=() if is_public else tuple(silences),
        papers=tuple(papers),
    )


def public_plan(document: PlanDocument) -> PlanDocument:
    """The plan without what only members read."""
    return replace(for_the_public(document), risks=(), findings=())


def movement(document: PlanDocument, before: PlanDocument | None) -> tuple[Movement, ...]:
    """Of each value of the scheme, and of those not yet rated, how many there are and were."""
    were = counts_by_code(before) if before else {}
    rows = rating_summary(document).total.counts
    known = {value.code for value, _ in rows if value}
    # Of another scheme: no rating that this pack could tell.
    unknown = sum(count for code, count in were.items() if code and code not in known)
    return tuple(
        Movement(
            value.code if value else None,
            value.label if value else "Not yet rated",
            count,
            _before(were, value, unknown) if before else None,
        )
        for value, count in rows
    )


def _before(were: Mapping[str | None, int], value: RatingValue | None, unknown: int) -> int:
    return were.get(value.code, 0) if value else were.get(None, 0) + unknown


def counts_by_code(document: PlanDocument) -> dict[str | None, int]:
    """How many actions in force have each rating of the document's scheme; None is not rated."""
    total = rating_summary(document).total
    return {value.code if value else None: count for value, count in total.counts}


def _listed(found: ExceptionList) -> PackExceptions:
    entries = (
        PackException(
            entry.action.number,
            entry.under,
            entry.action.text,
            entry.action.leads,
            entry.rating.code if entry.rating else None,
            entry.verdict,
        )
        for entry in found.entries
    )
    return PackExceptions(found.code, found.title, found.rule, tuple(entries))


def silence(action: Action, words: str) -> Silence:
    """That nobody has reported on the action, in ``words``."""
    return Silence(action.number, action.text, action.leads, words)
