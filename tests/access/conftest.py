"""The rows that the table of addresses speaks of."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile

from priorities.models import Evidence
from priorities.services.versions import plan_lock
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.priorities import files, imports
from tests.reports import packs
from tests.reports.issued import issued


def add_file(piece: Evidence) -> int:
    piece.file.save("minutes.pdf", ContentFile(files.PDF))
    return piece.pk


@pytest.fixture
def places(cast: Cast, leads: Leads, rows: SmallPlan) -> dict[str, Any]:
    """What the braces of the table stand for."""
    round_ = make.update_round(plan=rows.plan)
    meeting = make.meeting(board=cast.board)
    lock = plan_lock(plan=rows.plan, meeting=meeting, by=cast.manager)
    issued(rows.plan, cast, number=8, lock=lock)
    ids = ("led", "held", "withdrawn", "dated", "submitted", "accepted")
    return {
        "plan": rows.plan.slug,
        "priority": rows.led.objective.priority_id,
        "objective": rows.led.objective_id,
        "file": add_file(rows.evidence),
        "draft_file": add_file(rows.draft_evidence),
        "person": cast.lead.pk,
        "meeting": round_.meeting_id,
        "round": round_.pk,
        "reporter": cast.subgroup_chair.pk,
        "paper": packs.add_paper(round_.meeting, cast, "For members").pk,
        "public_paper": packs.add_paper(round_.meeting, cast, "For all", is_public=True).pk,
        "issued": packs.issued(cast, "members").pk,
        "public_issued": packs.issued(cast, "public").pk,
        "invitation": make.invitation(board=cast.board).pk,
        "membership": cast.member.memberships.get().pk,
        "deputy_role": cast.deputy.memberships.get().pk,
        "group": leads.subgroup.group_id,
        "agency": leads.agency.agency_id,
        "post": leads.post.pk,
        "waiting": imports.waiting(rows.plan, cast.manager).pk,
        "import": imports.read(rows.plan, cast.manager).pk,
        "lock": lock.pk,
        "approval": make.approval(plan=rows.plan).pk,
        "applied": imports.applied(rows.plan, cast.manager).pk,
        **{name: getattr(rows, name).pk for name in ids},
    }
