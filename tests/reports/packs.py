"""A meeting of board A with all that its pack may hold, and PDFs as agencies send them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from django.core.files.base import ContentFile
from django.utils import timezone

from plans.models import Meeting, PlanLock, PlanVersion
from priorities.services.versions import plan_lock
from priorities.snapshot import plan_document
from reports.making import make_owed_packs
from reports.models import EditionChoice, PackDraft, Paper, Publication, PublicationKind
from reports.pack_data import PackData
from reports.pack_sources import PackSources
from reports.paper_files import paper_facts
from reports.publishing import publication_store
from reports.services.packs import pack_ask
from reports.services.papers import paper_add
from reports.services.signing import ReadPack
from tests import factories as make
from tests.conftest import Cast, SmallPlan
from tests.factories import LONDON, TODAY


def pdf_of(pages: int = 1, *, size: tuple[float, float] = (595, 842), **save: Any) -> bytes:
    """A PDF with so many empty pages."""
    made = BytesIO()
    with pikepdf.Pdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=size)
        pdf.save(made, deterministic_id="encryption" not in save, **save)
    return made.getvalue()


@dataclass(frozen=True)
class PackedMeeting:
    """The meeting, and the version its pack is compared with."""

    meeting: Meeting
    version: PlanVersion


def packed_meeting(cast: Cast, rows: SmallPlan) -> PackedMeeting:
    """A meeting of the board with an agenda, a round, and a version issued before it."""
    group = make.group(board=cast.board, name="Full board")
    meeting = make.meeting(
        board=cast.board,
        group=group,
        starts_at=dt.time(14),
        place="Town Hall",
        agenda="Welcome\nThe plan\n",
    )
    version = make.plan_version(
        plan=rows.plan,
        number=8,
        dated_on=dt.date(2026, 9, 15),
        data=plan_document(rows.plan, as_at=dt.date(2026, 9, 15)).to_json(),
    )
    make.update_round(
        plan=rows.plan,
        meeting=meeting,
        opened_at=dt.datetime.combine(TODAY - dt.timedelta(days=14), dt.time(10), LONDON),
    )
    return PackedMeeting(meeting, version)


def add_paper(meeting: Meeting, cast: Cast, title: str, *, is_public: bool = False) -> Paper:
    """A paper of two pages in the meeting's pack."""
    data = pdf_of(2)
    return paper_add(
        meeting=meeting,
        title=title,
        agency=None,
        is_public=is_public,
        file=ContentFile(data, name="paper.pdf"),
        facts=paper_facts(BytesIO(data), len(data)),
        by=cast.manager,
    )


def members_data(rows: SmallPlan, meeting: Meeting) -> PackData:
    """What the members' edition says now."""
    return PackSources(meeting, rows.plan, TODAY).members


def read_now(rows: SmallPlan, meeting: Meeting) -> ReadPack:
    """What a chair who reads the pack now has before her."""
    sources = PackSources(meeting, rows.plan, TODAY)
    lock = sources.lock
    return ReadPack(sources.members.sha256, sources.members.parts, lock.pk if lock else None)


def lock(rows: SmallPlan, meeting: Meeting, cast: Cast) -> PlanLock:
    """The plan, locked for the meeting."""
    return plan_lock(plan=rows.plan, meeting=meeting, by=cast.manager)


def make_all() -> None:
    """Turns of the worker until nothing is owed."""
    for _ in range(10):
        if not make_owed_packs(timezone.now()):
            return


def drafts_of(meeting: Meeting) -> list[PackDraft]:
    """Both editions' drafts, asked for now."""
    return [pack_ask(meeting=meeting, edition=edition) for edition in EditionChoice]


def issued(cast: Cast, edition: str) -> Publication:
    """A pack of board A that was issued for an earlier meeting."""
    return publication_store(
        board=cast.board,
        kind=PublicationKind.PACK,
        edition=EditionChoice(edition),
        title=f"A pack for {edition}",
        data={"schema": "test"},
        pdf=pdf_of(),
        by=cast.manager,
    )
