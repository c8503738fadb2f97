"""What a board has once: the group that is the board itself, and the lead of each group."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from plans.models import Group, GroupKind, Lead, LeadKind
from plans.services.bodies import body_add
from plans.services.merging import body_merge, merger_undo
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import TODAY
from tests.plans.mergers import learning, merge, names, undo
from tests.plans.setting_up import group as file_line
from tests.plans.setting_up import lines, preview, refused
from tests.plans.setting_up import page as set_up
from tests.priorities.filling_in import errors, send, told


def page(name: str, *args: Any) -> str:
    return reverse(f"plans:{name}", args=["a", *args])


def kinds(client: Client) -> set[str]:
    """The kinds that a new group may have."""
    form = client.get(page("group-add")).context["form"]
    return {str(value) for value, _ in form.fields["kind"].choices}


def without(index: str) -> None:
    """Let the table hold what older ones may; the test's end brings the rule back."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {index}")


def migrate() -> None:
    import_module("plans.migrations.0005_one_entry_per_body").keep_one_of_each(apps, None)


def test_board_itself_is_offered_until_there_is_one(cast: Cast, manager: Client) -> None:
    assert GroupKind.BOARD in kinds(manager)

    send(manager, page("group-add"), name="The board", kind="board")

    assert kinds(manager) == set(GroupKind.values) - {GroupKind.BOARD}


def test_second_board_group_is_refused_by_form_and_service(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    response = send(manager, page("group-add"), name="Another board", kind="board")

    assert "kind" in errors(response)
    with pytest.raises(ValidationError, match="is the board itself already"):
        body_add(body=Group(board=cast.board, name="Again", kind="board"), by=cast.manager)
    assert Group.objects.filter(board=cast.board, kind="board").count() == 1


def test_second_lead_of_a_group_is_refused_naming_the_first(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    group = leads.subgroup.group_id

    response = send(manager, page("lead-add"), name="L and D", kind="group", group=group)

    assert "“Learning sub-group” is the lead of this group already" in errors(response)["group"][0]
    assert not Lead.objects.filter(name="L and D").exists()


def test_lead_of_the_boards_group_is_refused_where_the_board_is_a_lead(
    cast: Cast, manager: Client
) -> None:
    group = make.group(board=cast.board, kind=GroupKind.BOARD)
    make.lead(board=cast.board, name="The board", kind=LeadKind.BOARD)

    response = send(manager, page("lead-add"), name="Members", kind="group", group=group.pk)

    assert "“The board” is the lead of this group already" in errors(response)["group"][0]


def test_set_up_pages_refuse_a_second_one(cast: Cast, leads: Leads, manager: Client) -> None:
    words = {"board": cast.board.pk, "name": "Again", "revision_read": 0}
    pk = leads.subgroup.group_id

    second = manager.post(set_up(Group, "add"), words | {"kind": "board"})
    named = manager.post(set_up(Lead, "add"), words | {"kind": "group", "group": pk})
    learning(leads).refresh_from_db()
    changed = {"kind": "board", "revision_read": learning(leads).revision}
    turned = manager.post(set_up(Group, "change", pk), changed)

    assertContains(second, "is the board itself already")
    assertContains(named, "is the lead of this group already")
    assertContains(turned, "is the board itself already")


def test_file_with_a_second_one_is_refused(cast: Cast, leads: Leads, manager: Client) -> None:
    same = file_line("The whole board", kind="board")

    previewed = preview(manager, Group, lines([same, file_line("Again", kind="board")]))

    (row,) = refused(previewed).values()
    assert "is the board itself already" in row["kind"][0]


def test_two_leads_of_the_board_are_merged_on_their_own_page_and_parted(
    cast: Cast, rows: SmallPlan, leads: Leads, manager: Client
) -> None:
    itself = make.lead(board=cast.board, name="Board (as a body)", kind=LeadKind.BOARD)
    assert page("lead-merge", leads.board.pk) in shown(manager, "lead-detail", leads.board.pk)

    response = send(manager, page("lead-merge", leads.board.pk), into=itself.pk)

    assert "is merged into “Board (as a body)”" in told(manager, response)
    assert names(rows)["2.1.1"] == [("Board (as a body)", True)]
    assert page("lead-merge-undo", leads.board.pk) in shown(manager, "lead-detail", leads.board.pk)
    undo(cast, leads.board)
    assert names(rows)["2.1.1"] == [("The board", True)]


def test_two_leads_of_one_agency_are_merged(cast: Cast, rows: SmallPlan, leads: Leads) -> None:
    agency = leads.agency.agency
    other = make.lead(board=cast.board, name="The police", kind=LeadKind.AGENCY, agency=agency)

    merge(cast, leads.agency, other)

    assert names(rows)["1.1.1"][1] == ("The police", False)


def test_leads_of_two_bodies_are_not_merged(cast: Cast, leads: Leads, manager: Client) -> None:
    for lead, into in ((leads.subgroup, leads.board), (leads.post, leads.agency)):
        with pytest.raises(ValidationError):
            merge(cast, lead, into)
    assert page("lead-merge", leads.subgroup.pk) not in shown(
        manager, "lead-detail", leads.subgroup.pk
    )


def test_undoing_the_merger_of_a_body_leaves_its_leads_merged_among_themselves(
    cast: Cast, leads: Leads
) -> None:
    agency = leads.agency.agency
    other = make.lead(board=cast.board, name="The police", kind=LeadKind.AGENCY, agency=agency)
    merge(cast, leads.agency, other)
    merge(cast, agency, make.agency(board=cast.board, name="County Police"))

    undo(cast, agency)

    leads.agency.refresh_from_db()
    assert leads.agency.current == other


def test_older_boards_are_kept_as_groups_that_may_be_merged(cast: Cast, leads: Leads) -> None:
    without("group_board_once")
    second = make.group(board=cast.board, name="Second board", kind=GroupKind.BOARD)
    elsewhere = make.group(board=cast.other_board, kind=GroupKind.BOARD)

    migrate()

    for group in (second, elsewhere):
        group.refresh_from_db()
    assert (second.kind, elsewhere.kind) == (GroupKind.SUB_GROUP, GroupKind.BOARD)
    assert leads.board.group is not None
    assert leads.board.group.kind == GroupKind.BOARD
    last = second.history.first()
    assert (last.kind, last.name) == (GroupKind.SUB_GROUP, "Second board")
    assert "one group of the kind “Board”" in last.history_change_reason


def test_older_leads_of_one_group_are_merged_with_what_they_stood_for(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    without("lead_once_per_group")
    group = learning(leads)
    second = make.lead(board=cast.board, name="L and D", kind=LeadKind.GROUP, group=group)
    small = make.group(board=cast.board, name="Small group")
    third = make.lead(board=cast.board, name="Small", kind=LeadKind.GROUP, group=small)
    third.merged_into = third.successor = second
    third.merged_on = TODAY
    third.record(by=None)
    make.action_lead(action=rows.unled, lead=second, is_accountable=True)

    migrate()

    for lead in (leads.subgroup, second, third):
        lead.refresh_from_db()
    assert not leads.subgroup.is_merged
    assert (second.merged_into, second.merged_on) == (leads.subgroup, TODAY)
    assert (third.merged_into, third.current) == (second, leads.subgroup)
    assert names(rows)["2.1.2"] == [("Learning sub-group", True)]
    assert names(rows, TODAY)["2.1.2"] == [("Learning sub-group", True)]
    with pytest.raises(ValidationError, match="a group has one"):
        merger_undo(body=second, revision=second.revision, by=cast.manager)


def test_group_whose_two_leads_were_made_one_is_merged_and_parted(
    cast: Cast, leads: Leads, quality: Group
) -> None:
    without("lead_once_per_group")
    group = learning(leads)
    second = make.lead(board=cast.board, name="L and D", kind=LeadKind.GROUP, group=group)
    migrate()
    group.refresh_from_db()
    body_merge(body=group, into=quality, revision=group.revision, by=cast.manager, today=TODAY)

    undo(cast, group)

    for lead in (leads.subgroup, second):
        lead.refresh_from_db()
    assert (second.current, leads.subgroup.current) == (leads.subgroup, leads.subgroup)


def shown(client: Client, name: str, pk: int) -> str:
    return client.get(page(name, pk)).content.decode()
