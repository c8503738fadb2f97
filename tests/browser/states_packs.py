"""Medway's next meeting with its pack, and a pack that was sent, for the tables of pages."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

from django.core.files.base import ContentFile

from plans.access import Access
from plans.models import Meeting, Plan
from priorities.services.versions import plan_lock
from priorities.snapshot import plan_document
from reports.models import EditionChoice, Publication, PublicationKind
from reports.paper_files import paper_facts
from reports.publishing import publication_store
from reports.services.papers import paper_add
from tests import factories as make
from tests.browser.people import person
from tests.reports.packs import pdf_of


def meeting_with_pack(access: Access) -> Meeting:
    """A meeting whose plan is locked, with two papers and an earlier version to compare with."""
    found: Meeting | None = Meeting.objects.visible_to(access).filter(place="Gun Wharf").first()
    return found or _meeting(access)


def _meeting(access: Access) -> Meeting:
    plan = Plan.objects.visible_to(access).current().get()
    meeting = make.meeting(
        board=access.board,
        group=make.group(board=access.board, name="Executive for packs"),
        held_on=access.today + dt.timedelta(days=30),
        starts_at=dt.time(14),
        place="Gun Wharf",
        agenda="Welcome and apologies\nMinutes\nThe business plan\nAny other business",
    )
    if not plan.versions.exists():
        make.plan_version(
            plan=plan,
            number=8,
            dated_on=access.today - dt.timedelta(days=90),
            data=plan_document(plan).to_json(),
        )
    make.update_round(plan=plan, meeting=meeting)
    manager, data = person("manager"), pdf_of(2)
    for title in ("Neglect audit", "Multi-agency audit of exploitation, second report"):
        paper_add(
            meeting=meeting,
            title=title,
            agency=None,
            is_public=False,
            file=ContentFile(data, name="paper.pdf"),
            facts=paper_facts(BytesIO(data), len(data)),
            by=manager,
        )
    plan_lock(plan=plan, meeting=meeting, by=manager)
    return meeting


def sent_pack(access: Access) -> Publication:
    """A pack that was issued."""
    found = Publication.objects.visible_to(access).filter(kind=PublicationKind.PACK).first()
    return found or publication_store(
        board=access.board,
        kind=PublicationKind.PACK,
        edition=EditionChoice.MEMBERS,
        title="Medway Safeguarding Children Board: pack for Full board, 10 September 2026",
        data={"schema": "test"},
        pdf=pdf_of(),
        by=person("manager"),
        handling="For members of the board only",
    )
