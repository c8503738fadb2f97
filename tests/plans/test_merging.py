"""Groups, agencies and leads merged: no row moves, everything follows, and it is undone whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

from boardplan.audit.events import Event, EventKind
from plans.bodies import work_of
from plans.models import Agency, Group, GroupKind, Lead, LeadKind
from priorities.models import Action, ActionLead
from priorities.services.actions import NamedLeads, action_edit
from priorities.snapshot import plan_document, snapshot
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import TODAY
from tests.plans.mergers import learning, merge, names, state, undo

YESTERDAY = TODAY - dt.timedelta(days=1)


def test_group_merged_moves_no_row_and_prints_the_other_name(
    cast: Cast, rows: SmallPlan, leads: Leads, quality: Group
) -> None:
    before, named = names(rows), state(ActionLead)

    merge(cast, learning(leads), quality, reason="One audit programme")

    assert state(ActionLead) == named
    now = names(rows)
    assert now["1.1.1"] == [("Quality sub-group", True), ("Police", False)]
    assert now["1.2.1"] == [("Quality sub-group", True)]
    assert names(rows, YESTERDAY) == before
    assert names(rows, TODAY) == now


def test_lead_of_a_merged_group_is_merged_into_a_lead_made_for_the_other(
    cast: Cast, leads: Leads, quality: Group
) -> None:
    merge(cast, learning(leads), quality)

    heir = Lead.objects.get(group=quality)
    leads.subgroup.refresh_from_db()
    assert (heir.name, heir.kind) == ("Quality sub-group", LeadKind.GROUP)
    assert (leads.subgroup.merged_into, leads.subgroup.merged_on) == (heir, TODAY)
    assert leads.subgroup.current == heir


def test_merger_uses_the_lead_that_the_other_group_has(
    cast: Cast, leads: Leads, quality: Group
) -> None:
    heir = make.lead(board=cast.board, name="QA", kind=LeadKind.GROUP, group=quality)

    merge(cast, learning(leads), quality)

    leads.subgroup.refresh_from_db()
    assert leads.subgroup.current == heir


def test_merger_of_a_group_without_a_lead_makes_none(cast: Cast, quality: Group) -> None:
    merge(cast, quality, make.group(board=cast.board))

    assert not Lead.objects.exists()


def test_agency_merged_takes_its_lead_along_and_leaves_its_posts(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    county: Agency = make.agency(board=cast.board, name="County Police")
    sergeant = make.lead(board=cast.board, name="Sergeant", agency=leads.agency.agency)

    merged = merge(cast, leads.agency.agency, county)

    sergeant.refresh_from_db()
    assert names(rows)["1.1.1"][1] == ("County Police", False)
    assert not sergeant.is_merged
    assert merged.current == county


def test_post_merged_into_a_post_lets_its_holder_report(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    doctor = make.lead(board=cast.board, name="Designated Doctor")
    make.lead_holder(lead=doctor, user=cast.member)

    merge(cast, leads.post, doctor)

    assert names(rows)["1.1.2"] == [("Designated Doctor", True)]
    assert set(Action.objects.updatable_by(cast.access(cast.member))) == {rows.held}
    assert not Action.objects.updatable_by(cast.access(cast.lead)).exists()


def test_own_actions_of_the_plan_page_follow_the_successor(
    cast: Cast, rows: SmallPlan, leads: Leads, quality: Group
) -> None:
    merge(cast, learning(leads), quality)
    make.membership(board=cast.board, user=cast.member, role="subgroup_chair", group=quality)

    taken = snapshot(rows.plan, reader=cast.access(cast.member))
    old = snapshot(rows.plan, reader=cast.access(cast.subgroup_chair))

    assert taken.own == {str(rows.led.key), str(rows.waiting.key)}
    assert old.own == frozenset()


def test_two_leads_that_one_stands_for_are_printed_once_and_accountable(
    cast: Cast, rows: SmallPlan, leads: Leads, quality: Group
) -> None:
    heir = make.lead(board=cast.board, name="Quality sub-group", kind="group", group=quality)
    make.action_lead(action=rows.led, lead=heir, position=3)
    make.action_lead(action=rows.held, lead=heir, position=0)

    merge(cast, learning(leads), quality)

    assert names(rows)["1.1.1"] == [("Quality sub-group", True), ("Police", False)]
    assert NamedLeads.of(rows.led) == NamedLeads(heir, (leads.agency,))


def test_plan_as_at_a_day_between_two_mergers_prints_the_name_of_then(
    cast: Cast, rows: SmallPlan, leads: Leads, quality: Group, clock: Any
) -> None:
    third = make.group(board=cast.board, name="Third group")
    merge(cast, learning(leads), quality)
    clock.shift(dt.timedelta(days=3))
    merge(cast, quality, third)

    assert names(rows)["1.2.1"] == [("Third group", True)]
    assert names(rows, TODAY)["1.2.1"] == [("Quality sub-group", True)]
    assert names(rows, YESTERDAY)["1.2.1"] == [("Learning sub-group", True)]


def test_chain_of_mergers_is_followed_and_shortened_by_undoing_its_end(
    cast: Cast, leads: Leads, quality: Group
) -> None:
    group, third = learning(leads), make.group(board=cast.board, name="Third group")
    merge(cast, group, quality)
    merge(cast, quality, third)
    for body in (group, leads.subgroup):
        body.refresh_from_db()
    assert (group.merged_into, group.current) == (quality, third)
    assert leads.subgroup.current.group == third

    undo(cast, quality)

    for body in (group, leads.subgroup):
        body.refresh_from_db()
    assert (group.merged_into, group.current) == (quality, quality)
    assert leads.subgroup.current.group == quality


def test_undoing_the_first_of_two_mergers_leaves_the_second(
    cast: Cast, leads: Leads, quality: Group
) -> None:
    group, third = learning(leads), make.group(board=cast.board, name="Third group")
    merge(cast, group, quality)
    merge(cast, quality, third)

    undo(cast, group)

    for body in (group, quality, leads.subgroup):
        body.refresh_from_db()
    assert not group.is_merged
    assert leads.subgroup.current == leads.subgroup
    assert quality.current == third


def test_undoing_brings_everything_back(
    cast: Cast, rows: SmallPlan, leads: Leads, quality: Group
) -> None:
    make.lead(board=cast.board, name="Quality sub-group", kind="group", group=quality)
    document, tables = plan_document(rows.plan), state(Group, Lead, ActionLead)
    merge(cast, learning(leads), quality)
    assert plan_document(rows.plan) != document

    undo(cast, learning(leads))

    assert plan_document(rows.plan) == document
    assert state(Group, Lead, ActionLead) == tables
    assert set(Action.objects.updatable_by(cast.access(cast.subgroup_chair))) == {
        rows.led,
        rows.waiting,
    }


def test_actions_merged_into_the_executive_are_the_managers_to_report(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    executive = make.group(board=cast.board, name="Executive", kind=GroupKind.EXECUTIVE)

    merge(cast, learning(leads), executive)

    owed = set(Action.objects.owed_by(cast.access(cast.manager)))
    assert owed == {rows.led, rows.waiting, rows.corporate, rows.unled}


def test_actions_of_an_executive_merged_into_a_group_are_the_managers_no_longer(
    cast: Cast, rows: SmallPlan, leads: Leads, quality: Group
) -> None:
    executive = leads.board.group
    assert executive is not None
    executive.kind = GroupKind.EXECUTIVE
    executive.record(by=None)
    make.membership(board=cast.board, user=cast.member, role="subgroup_chair", group=quality)
    merge(cast, executive, quality)

    assert set(Action.objects.owed_by(cast.access(cast.manager))) == {rows.unled}


def test_work_of_a_group_counts_what_was_merged_into_it(
    cast: Cast, rows: SmallPlan, leads: Leads, quality: Group
) -> None:
    merge(cast, learning(leads), quality)

    work = work_of(Group, cast.access(cast.manager))

    assert (work[quality.pk].actions, work[quality.pk].drafts) == (2, 1)
    assert leads.subgroup.group_id not in work


def test_merger_writes_history_with_person_and_reason_and_an_event(
    cast: Cast, leads: Leads, quality: Group
) -> None:
    merge(cast, learning(leads), quality, reason="One audit programme")

    for body in (learning(leads), leads.subgroup):
        last = body.history.first()
        assert last.history_user == cast.manager
        assert "One audit programme" in last.history_change_reason
    event = Event.objects.get(kind=EventKind.PEOPLE_CHANGED)
    assert (event.user_id, event.board) == (cast.manager.pk, "a")
    assert event.detail == {
        "change": "group merged",
        "group": leads.subgroup.group_id,
        "into": quality.pk,
    }


def test_editing_an_action_keeps_its_merged_lead_for_the_undoing(
    cast: Cast, rows: SmallPlan, leads: Leads, quality: Group
) -> None:
    merge(cast, learning(leads), quality)
    heir = Lead.objects.get(group=quality)

    named = NamedLeads.of(rows.led)
    edit(cast, rows.led, named.joined_by(leads.post))
    undo(cast, learning(leads))

    assert named.accountable == heir
    assert NamedLeads.of(rows.led) == NamedLeads(leads.subgroup, (leads.agency, leads.post))


def test_lead_taken_off_an_action_takes_what_was_merged_into_it_off(
    cast: Cast, rows: SmallPlan, leads: Leads, quality: Group
) -> None:
    heir = make.lead(board=cast.board, name="Quality sub-group", kind="group", group=quality)
    make.action_lead(action=rows.led, lead=heir, position=3)
    merge(cast, learning(leads), quality)

    edit(cast, rows.led, NamedLeads(leads.agency))

    assert NamedLeads.of(rows.led) == NamedLeads(leads.agency)
    assert [row.lead for row in rows.led.leads.in_force()] == [leads.agency]


def test_merged_lead_named_by_its_old_name_joins_as_its_successor(
    cast: Cast, rows: SmallPlan, leads: Leads, quality: Group
) -> None:
    merge(cast, learning(leads), quality)

    edit(cast, rows.held, NamedLeads.of(rows.held), newcomer="learning SUB-GROUP")

    heir = Lead.objects.get(group=quality)
    assert NamedLeads.of(rows.held) == NamedLeads(leads.post, (heir,))


def edit(cast: Cast, action: Action, named: NamedLeads, **words: Any) -> None:
    action.refresh_from_db()
    action_edit(
        action=action,
        columns={},
        leads=named,
        revision=action.revision,
        by=cast.manager,
        **words,
    )
