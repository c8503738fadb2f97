"""An action's leads: named, taken off, put back."""

from __future__ import annotations

from typing import Any

import pytest

from boardplan.audit.models import StaleRevision
from priorities.models import Action, ActionLead
from priorities.services.actions import TAKEN_OFF, NamedLeads, action_add, action_edit
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import TODAY


def history_of(row: Any) -> list[str]:
    """The reasons of a row's history, the latest first, without that of its making."""
    return [each.history_change_reason for each in row.history.all()][:-1]


def edit_leads(action: Action, leads: NamedLeads, cast: Cast) -> None:
    action.refresh_from_db()
    action_edit(action=action, columns={}, leads=leads, revision=action.revision, by=cast.manager)


def named(action: Action) -> NamedLeads:
    return NamedLeads.of(Action.objects.get(pk=action.pk))


def test_action_edit_swaps_the_accountable_lead(rows: SmallPlan, leads: Leads, cast: Cast) -> None:
    edit_leads(rows.led, NamedLeads(leads.agency, (leads.subgroup,)), cast)

    assert named(rows.led) == NamedLeads(leads.agency, (leads.subgroup,))
    assert ActionLead.objects.filter(action=rows.led).count() == 2


def test_action_edit_takes_a_lead_off_with_a_reason(
    rows: SmallPlan, leads: Leads, cast: Cast
) -> None:
    edit_leads(rows.led, NamedLeads(leads.subgroup), cast)

    row = ActionLead.objects.get(action=rows.led, lead=leads.agency)
    assert (row.withdrawn_on, row.withdrawn_reason) == (TODAY, TAKEN_OFF)
    assert history_of(row) == [TAKEN_OFF]


def test_action_edit_puts_a_lead_back_on_its_old_row(
    rows: SmallPlan, leads: Leads, cast: Cast
) -> None:
    edit_leads(rows.led, NamedLeads(), cast)

    edit_leads(rows.led, NamedLeads(leads.subgroup, (leads.agency,)), cast)

    assert named(rows.led) == NamedLeads(leads.subgroup, (leads.agency,))
    assert ActionLead.objects.filter(action=rows.led).count() == 2


def test_action_edit_counts_new_leads_as_a_new_revision(
    rows: SmallPlan, leads: Leads, cast: Cast
) -> None:
    first = rows.led.revision
    edit_leads(rows.led, NamedLeads(leads.post), cast)

    with pytest.raises(StaleRevision):
        action_edit(
            action=rows.led, columns={}, leads=NamedLeads(), revision=first, by=cast.manager
        )
    assert named(rows.led) == NamedLeads(leads.post)


def test_action_edit_leaves_the_same_leads_alone(rows: SmallPlan, leads: Leads, cast: Cast) -> None:
    edit_leads(rows.led, NamedLeads(leads.subgroup, (leads.agency,)), cast)

    assert history_of(rows.led) == []


def test_action_add_names_its_leads(rows: SmallPlan, leads: Leads, cast: Cast) -> None:
    action = Action(objective=rows.led.objective, text="X")

    action_add(action=action, leads=NamedLeads(leads.post, (leads.agency,)), by=cast.manager)

    assert named(action) == NamedLeads(leads.post, (leads.agency,))
