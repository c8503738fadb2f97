"""How many queries the page costs that a link opens: the same for few actions and for many."""

from __future__ import annotations

import uuid

from django.test import Client
from django.urls import reverse

from priorities.services.links import link_make
from tests.access.test_queries import FEW, MANY, counted, told
from tests.conftest import Cast, Leads, SmallPlan
from tests.priorities.many import grow

PAGE_LIMIT, LINK_LIMIT = 19, 2


def test_page_of_a_link_costs_the_same_for_few_and_many_rows(
    cast: Cast, rows: SmallPlan, leads: Leads, client: Client
) -> None:
    token = link_make(board=cast.board, user=cast.subgroup_chair, key=uuid.UUID(int=1))
    client.post(reverse("reporting:link", args=[token]))

    def queries(count: int) -> list[str]:
        grow(rows.plan, count, lead=leads.subgroup, rating=rows.ratings["amber"])
        with counted() as found:
            assert client.get("/reporting/").status_code == 200
        return found

    few, many = queries(FEW), queries(MANY)

    assert len(many) == len(few), told(many)
    assert len(many) <= PAGE_LIMIT, told(many)


def test_looking_at_a_link_costs_next_to_nothing(cast: Cast, client: Client) -> None:
    token = link_make(board=cast.board, user=cast.lead, key=uuid.UUID(int=1))

    with counted() as found:
        client.get(reverse("reporting:link", args=[token]))

    assert len(found) <= LINK_LIMIT, told(found)
