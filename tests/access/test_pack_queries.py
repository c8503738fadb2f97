"""How many queries a pack's pages cost: the same for few actions and papers and for many."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.access.test_queries import FEW, MANY, queries, told
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.priorities.many import grow
from tests.reports import packs

LIMITS = {
    "pack/": 62,
    "pack/?edition=public": 62,
    "pack/document.pdf": 34,
    "papers/new/": 8,
    "publications/": 7,
    "publication": 8,
}


@pytest.fixture
def client(cast: Cast, client_of: ClientOf) -> Client:
    client = client_of(cast.manager)
    client.get("/accessibility/")
    return client


@pytest.mark.parametrize("name", LIMITS)
def test_page_of_a_pack_costs_the_same_for_few_and_many_rows(
    cast: Cast,
    rows: SmallPlan,
    leads: Leads,
    client: Client,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reports.services.packs.board_pack", lambda *_, **__: b"%PDF-")
    meeting = packs.packed_meeting(cast, rows).meeting
    publication = packs.issued(cast, "members").pk
    address = {
        "publications/": "/boards/a/publications/",
        "publication": f"/boards/a/publications/{publication}/",
    }.get(name, f"/boards/a/meetings/{meeting.pk}/{name}")
    packs.drafts_of(meeting)

    def cost(count: int) -> list[str]:
        grow(rows.plan, count, lead=leads.board, rating=rows.ratings["amber"])
        for number in range(count // 10 + 1):
            packs.add_paper(meeting, cast, f"Paper {number}")
            packs.issued(cast, "members" if number else "public")
        packs.make_all()
        return queries(client, address)

    few, many = cost(FEW), cost(MANY)

    assert len(many) == len(few), told(many)
    assert len(many) <= LIMITS[name], told(many)
