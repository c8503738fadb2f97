"""Who the action's form names as leads: from the board's list, or somebody else."""

from __future__ import annotations

import pytest
from django.test import Client

from plans.models import Lead
from priorities.services.actions import NamedLeads
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.priorities.filling_in import address, errors, filled_in, send, told


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


def test_action_form_refuses_a_lead_of_another_board(
    rows: SmallPlan, cast: Cast, manager: Client
) -> None:
    foreign = make.lead(board=cast.other_board)
    url = address("action-edit", rows.led.pk)

    response = send(manager, url, accountable=foreign.pk, supporting=[foreign.pk])

    assert set(errors(response)) == {"accountable", "supporting"}
    assert foreign.name not in manager.get(url).content.decode()


@pytest.mark.parametrize("what", ["9" * 26, "-1", "x", "1.0"])
def test_action_form_refuses_what_is_no_lead_at_all(
    rows: SmallPlan, manager: Client, what: str
) -> None:
    url = address("action-edit", rows.led.pk)

    response = send(manager, url, accountable=what, supporting=[what])

    assert set(errors(response)) == {"accountable", "supporting"}


def test_action_form_takes_a_lead_that_is_not_in_the_list(
    rows: SmallPlan, leads: Leads, manager: Client, cast: Cast
) -> None:
    url = address("action-edit", rows.led.pk)

    send(manager, url, somebody_else=" Head of  housing ")

    lead = Lead.objects.get(name="Head of housing")
    assert (lead.board, lead.kind) == (rows.plan.board, "post")
    assert lead.history.get().history_user == cast.manager
    assert NamedLeads.of(rows.led) == NamedLeads(leads.subgroup, (leads.agency, lead))


def test_action_form_makes_somebody_else_accountable_where_nobody_is(
    rows: SmallPlan, leads: Leads, manager: Client
) -> None:
    url = address("action-edit", rows.led.pk)

    response = send(
        manager,
        url,
        accountable="",
        supporting=[leads.post.pk],
        somebody_else=leads.agency.name.upper(),
    )

    assert NamedLeads.of(rows.led) == NamedLeads(leads.agency, (leads.post,))
    assert "Nobody is accountable" not in told(manager, response)


def test_action_form_that_is_refused_adds_nobody_to_the_list(
    rows: SmallPlan, cast: Cast, client_of: ClientOf
) -> None:
    url = address("action-edit", rows.led.pk)
    manager = client_of(cast.manager)
    words = filled_in(manager, url, somebody_else="Head of housing")
    send(client_of(cast.deputy), url, text="Words of the quick")

    response = manager.post(url, words)

    assert "saved this while you were writing" in response.content.decode()
    assert "Head of housing" in response.content.decode()
    assert not Lead.objects.filter(name="Head of housing").exists()


def test_action_form_warns_where_nobody_is_accountable(rows: SmallPlan, manager: Client) -> None:
    response = send(manager, address("action-edit", rows.led.pk), accountable="")

    assert "Nobody is accountable" in told(manager, response)
    assert not NamedLeads.of(rows.led).accountable
