"""Database → pack: what the record holds for a meeting's pack now."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from plans.models import Meeting, Plan, PlanLock, PlanVersion
from priorities.document import Action, PlanDocument, walk
from priorities.models import RoundAction, Update, UpdateRound, UpdateStatus
from priorities.services.versions import frozen_plan, standing_lock
from priorities.snapshot import plan_document
from priorities.wording import silence_words
from reports.builders import ActionRecord
from reports.models import EditionChoice, Paper, Publication, PublicationKind
from reports.pack_data import (
    TREND_MEETINGS,
    PackData,
    PackMeeting,
    PackPaper,
    PlanBefore,
    Silence,
    TrendPoint,
    counts_by_code,
    pack_data,
    silence,
)
from reports.track_record import track_records


@dataclass(frozen=True)
class PackSources:
    """A meeting, the plan its pack prints, and everything beside it, read once for both editions.

    ``as_at`` prints the plan as it stood on an earlier day, whatever is locked.
    """

    meeting: Meeting
    plan: Plan
    today: dt.date
    as_at: dt.date | None = None

    @cached_property
    def lock(self) -> PlanLock | None:
        """The draft that is locked for the meeting, if one is."""
        return None if self.as_at else standing_lock(self.plan, self.meeting)

    @cached_property
    def document(self) -> PlanDocument:
        """The plan: as it was locked for the meeting, or as it is."""
        return frozen_plan(self.lock) if self.lock else plan_document(self.plan, as_at=self.as_at)

    @property
    def day(self) -> dt.date:
        """The day by which the plan is judged: a locked draft does not age."""
        return self.lock.as_at if self.lock else self.as_at or self.today

    @cached_property
    def members(self) -> PackData:
        """The members' edition: what a chair signs."""
        return self._data(EditionChoice.MEMBERS)

    def data(self, edition: str) -> PackData:
        """The pack in one edition."""
        return self.members if edition == EditionChoice.MEMBERS else self._data(edition)

    def _data(self, edition: str) -> PackData:
        is_public = edition == EditionChoice.PUBLIC
        return pack_data(
            self.document,
            edition=edition,
            as_at=self.day,
            draft=str(self.lock) if self.lock else "",
            meeting=pack_meeting(self.meeting),
            before=self.before,
            trend=self.trend,
            silences=() if is_public else self._silences(),
            records=None if is_public else self._records(),
            papers=map(pack_paper, papers_of(self.meeting, edition)),
        )

    @cached_property
    def before(self) -> PlanBefore | None:
        """The last version of an earlier day, else the draft of the meeting before."""
        if version := versions_before(self.plan, self.meeting, self.lock, self.as_at).first():
            return PlanBefore(str(version).lower(), version.dated_on, frozen_plan(version))
        held_on = self.meeting.held_on
        locks = PlanLock.objects.standing().filter(plan=self.plan, meeting__held_on__lt=held_on)
        lock = locks.select_related("meeting").order_by("-meeting__held_on", "-number").first()
        if lock is None:
            return None
        return PlanBefore("the meeting before", lock.meeting.held_on, frozen_plan(lock))

    @cached_property
    def trend(self) -> tuple[TrendPoint, ...]:
        """How the plan was rated at the last meetings of the group, the earliest first, and now."""
        codes = (*(value.code for value in self.document.rating_scheme), None)
        found = [*earlier_counts(self.meeting, self.plan)]
        if not found:
            return ()
        now = (self.meeting.held_on, counts_by_code(self.document))
        return tuple(
            TrendPoint(on, tuple(_count(counts, code, codes) for code in codes))
            for on, counts in (*reversed(found), now)
        )

    def _records(self) -> Mapping[str, ActionRecord]:
        """What was said of each action over time; for a locked draft until it was locked."""
        return track_records(self.plan, as_at=self.lock.locked_at if self.lock else self.as_at)

    def _silences(self) -> Iterator[Silence]:
        """What nobody has reported on since the meeting's round of updates was opened."""
        rounds = UpdateRound.objects.filter(plan=self.plan, meeting=self.meeting)
        round_ = rounds.order_by("opened_at").first()
        if round_ is None:
            return
        heard, asked = _heard_in(round_, self.lock), _asked_in(round_)
        for _, _, action in walk(self.document.in_force()):
            is_asked = not self._is_complete(action) if asked is None else action.key in asked
            if is_asked and action.key not in heard:
                yield silence(action, silence_words(action.last_update_on, action.progress))

    def _is_complete(self, action: Action) -> bool:
        rating = self.document.rating(action.rating)
        return rating is not None and rating.is_complete


def _count(counts: dict[str | None, int], code: str | None, codes: tuple[str | None, ...]) -> int:
    if code is not None:
        return counts.get(code, 0)
    return sum(count for known, count in counts.items() if known is None or known not in codes)


def _heard_in(round_: UpdateRound, lock: PlanLock | None) -> set[str]:
    """The keys of the actions that somebody said a word on for the round.

    For a locked draft the updates are read as they were when it was locked: what is said, taken
    back or sent back later changes nothing in it.
    """
    updates = Update.objects.filter(action__objective__priority__plan=round_.plan_id)
    rows = updates.values(*_SAID)
    if lock:
        rows = _as_they_were(updates, lock.locked_at)
    return {str(row["action__key"]) for row in rows if _is_word(row, round_.opened_at)}


_SAID = ("action__key", "status", "submitted_at", "accepted_at", "voided_at")


def _as_they_were(updates: QuerySet[Update], moment: dt.datetime) -> QuerySet[Any]:
    latest = Window(
        RowNumber(),
        partition_by=F("id"),
        order_by=(F("history_date").desc(), F("history_id").desc()),
    )
    past: QuerySet[Any] = Update.history.filter(
        id__in=updates.order_by().values("pk"), history_date__lte=moment
    )
    rows: QuerySet[Any] = past.alias(place=latest).filter(place=1).values(*_SAID)
    return rows


def _is_word(row: Mapping[str, Any], opened: dt.datetime) -> bool:
    """Whether an update answers a round: it waits, or was submitted or accepted since it began."""
    if row["status"] == UpdateStatus.SUBMITTED:
        return True
    is_counted = row["status"] == UpdateStatus.ACCEPTED and row["voided_at"] is None
    return is_counted and max(row["submitted_at"], row["accepted_at"]) >= opened


def _asked_in(round_: UpdateRound) -> set[str] | None:
    """The keys of the actions that a round over some of them asks for; None for the whole plan."""
    if round_.is_whole:
        return None
    asked = RoundAction.objects.filter(round=round_).values_list("action__key", flat=True)
    return {str(key) for key in asked}


def pack_meeting(meeting: Meeting) -> PackMeeting:
    """The meeting as its pack tells of it."""
    starts = meeting.starts_at
    return PackMeeting(
        title=meeting.group.name,
        held_on=meeting.held_on,
        starts_at=_clock(starts) if starts else "",
        place=meeting.place,
        agenda=tuple(line.strip() for line in meeting.agenda.splitlines() if line.strip()),
    )


def _clock(time: dt.time) -> str:
    """10am, 2.30pm."""
    minutes = f".{time:%M}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{'am' if time.hour < 12 else 'pm'}"


def papers_of(meeting: Meeting, edition: str) -> list[Paper]:
    """The papers of the meeting that go into this edition, in their order."""
    papers = Paper.objects.filter(meeting=meeting).in_pack().select_related("agency")
    return list(papers.filter(is_public=True) if edition == EditionChoice.PUBLIC else papers)


def paper_bytes(paper: Paper) -> bytes:
    """The paper's file. Raises OSError where it is gone."""
    with paper.file.open("rb") as file:
        data: bytes = file.read()
    return data


def pack_paper(paper: Paper) -> PackPaper:
    """A paper as the pack tells of it."""
    agency = paper.agency.name if paper.agency else ""
    return PackPaper(str(paper.key), paper.title, agency, paper.pages, paper.sha256)


def versions_before(
    plan: Plan, meeting: Meeting, lock: PlanLock | None, as_at: dt.date | None
) -> QuerySet[PlanVersion]:
    """The versions a pack may be compared with, the latest first.

    One that is issued after the plan was locked, or after the day it is shown as at, changes
    nothing in it.
    """
    versions = PlanVersion.objects.filter(plan=plan, dated_on__lt=meeting.held_on)
    versions = versions.exclude(meeting=meeting)
    if lock:
        versions = versions.filter(issued_at__lt=lock.locked_at)
    if as_at:
        versions = versions.filter(issued_at__date__lte=as_at)
    found: QuerySet[PlanVersion] = versions.order_by("-dated_on", "-number")
    return found


def earlier_counts(meeting: Meeting, plan: Plan) -> Iterator[tuple[dt.date, dict[str | None, int]]]:
    """How the plan was rated at the group's last meetings, the latest first.

    As its pack was sent, else as the plan was locked for it; a meeting with neither is left out.
    """
    held = Meeting.objects.in_diary().filter(group=meeting.group_id, held_on__lt=meeting.held_on)
    earlier: list[Meeting] = list(held.order_by("-held_on")[: 2 * TREND_MEETINGS])
    packs = Publication.objects.standing().filter(
        meeting__in=earlier, kind=PublicationKind.PACK, edition=EditionChoice.MEMBERS
    )
    sent = dict(packs.values_list("meeting", "pk"))
    locks = PlanLock.objects.standing().filter(plan=plan, meeting__in=earlier)
    locked = dict(locks.values_list("meeting", "pk"))
    known = [each for each in earlier if each.pk in sent or each.pk in locked]
    for each in known[:TREND_MEETINGS]:
        if each.pk in sent:
            content = Publication.objects.values_list("content", flat=True).get(pk=sent[each.pk])
            rows = json.loads(content)["movement"]
            yield each.held_on, {row["rating"]: row["now"] for row in rows}
        else:
            yield (
                each.held_on,
                counts_by_code(frozen_plan(PlanLock.objects.get(pk=locked[each.pk]))),
            )


def meeting_pack(meeting: Meeting, plan: Plan, edition: str, *, today: dt.date) -> PackData:
    """The pack of a meeting in one edition, as the record has it now."""
    return PackSources(meeting, plan, today).data(edition)


def plan_pack(
    document: PlanDocument,
    *,
    edition: str,
    as_at: dt.date,
    records: Mapping[str, ActionRecord] | None = None,
) -> PackData:
    """A pack of the plan alone, for no meeting: progress to the board as at a day."""
    data = pack_data(document, edition=edition, as_at=as_at, records=records)
    return replace(data, movement=())
