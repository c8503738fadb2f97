"""Groups, agencies and leads added and renamed: no name is lost, and none stands twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from boardplan.audit.events import Event
from boardplan.audit.models import StaleRevision
from plans.bodies import former_names
from plans.models import Agency, Group, Lead, LeadKind
from plans.services.bodies import body_add
from plans.services.merging import body_merge
from plans.services.renaming import body_rename
from priorities.models import ActionLead
from priorities.services.actions import NamedLeads, action_edit
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import TODAY

YESTERDAY = TODAY - dt.timedelta(days=1)


def rename(cast: Cast, body: Any, name: str, **words: Any) -> Any:
    """Rename it, as the manager who has just read its page."""
    body.refresh_from_db()
    given = {"revision": body.revision, "by": cast.manager, **words}
    renamed = body_rename(body=body, name=name, **given)
    body.refresh_from_db()
    return renamed


def names(rows: SmallPlan, as_at: dt.date | None = None) -> list[str]:
    """The leads of the first action, as printed."""
    return [lead.name for lead in plan_document(rows.plan, as_at=as_at).actions[0].leads]


def test_new_name_is_printed_now_and_the_old_one_as_at_before(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    agency = leads.agency.agency

    rename(cast, agency, "County Police")

    assert agency is not None
    assert (agency.name, agency.aliases) == ("County Police", ["Police"])
    assert names(rows) == ["Learning sub-group", "County Police"]
    assert names(rows, YESTERDAY) == ["Learning sub-group", "Police"]


def test_lead_of_another_name_is_not_renamed_with_its_group(cast: Cast, leads: Leads) -> None:
    rename(cast, leads.board.group, "Full board")

    leads.board.refresh_from_db()
    assert (leads.board.name, leads.board.aliases) == ("The board", [])


def test_name_given_back_is_no_alias_and_none_is_lost(cast: Cast, leads: Leads) -> None:
    for name in ("Named Nurse", "Designated Nurse", "Named Nurse", "Lead Nurse"):
        rename(cast, leads.post, name)

    assert leads.post.name == "Lead Nurse"
    assert sorted(leads.post.aliases) == ["Designated Nurse", "Named Nurse"]


def test_name_in_other_capitals_leaves_no_alias(cast: Cast, leads: Leads) -> None:
    rename(cast, leads.post, "designated nurse")

    assert (leads.post.name, leads.post.aliases) == ("designated nurse", [])


def test_other_spelling_outlasts_a_renaming_there_and_back(cast: Cast, leads: Leads) -> None:
    leads.post.aliases = ["Designated nurse", "DN"]
    leads.post.record(by=None)

    for name in ("Named Nurse", "Designated Nurse"):
        rename(cast, leads.post, name)

    assert leads.post.aliases == ["Designated nurse", "DN", "Named Nurse"]


def test_former_names_say_until_when_each_was_borne(
    cast: Cast, leads: Leads, clock: time_machine.Traveller
) -> None:
    rename(cast, leads.post, "Named Nurse")
    clock.shift(dt.timedelta(days=2))
    rename(cast, leads.post, "Lead Nurse")
    clock.shift(dt.timedelta(days=2))
    rename(cast, leads.post, "Named Nurse")

    told = former_names([leads.post, leads.agency])

    assert [(name.name, name.until) for name in told[leads.post.pk]] == [
        ("Lead Nurse", TODAY + dt.timedelta(days=4)),
        ("Designated Nurse", TODAY),
    ]
    assert told[leads.agency.pk] == []


def test_rename_to_the_same_name_writes_nothing(cast: Cast, leads: Leads) -> None:
    rename(cast, leads.post, "Designated Nurse")

    assert leads.post.history.count() == 1


def test_rename_writes_history_with_person_and_reason_and_an_event(
    cast: Cast, leads: Leads
) -> None:
    rename(cast, leads.post, "Named Nurse", reason="New title")

    last = leads.post.history.first()
    assert last.history_user == cast.manager
    assert last.history_change_reason == "Renamed from “Designated Nurse”: New title"
    assert Event.objects.get().detail == {"change": "lead renamed", "lead": leads.post.pk}


def assert_refused(cast: Cast, body: Any, name: str, says: str) -> None:
    before = list(type(body).objects.order_by("pk").values())

    with pytest.raises(ValidationError, match=says) as refusal:
        rename(cast, body, name)

    assert "name" in refusal.value.error_dict
    assert list(type(body).objects.order_by("pk").values()) == before


@pytest.mark.parametrize("name", ["Police", "POLICE"])
def test_name_of_another_lead_is_refused(cast: Cast, leads: Leads, name: str) -> None:
    assert_refused(cast, leads.post, name, "“Police” is the name of another lead")


def test_earlier_name_of_another_lead_is_refused_and_says_whose(cast: Cast, leads: Leads) -> None:
    rename(cast, leads.post, "Named Nurse")
    doctor = make.lead(board=cast.board, name="Doctor")

    assert_refused(cast, doctor, "designated nurse", "an earlier name of “Named Nurse”")


def test_name_at_another_board_is_free(cast: Cast, leads: Leads) -> None:
    make.lead(board=cast.other_board, name="Named Nurse")

    rename(cast, leads.post, "Named Nurse")

    assert leads.post.name == "Named Nurse"


def test_group_is_not_renamed_to_what_its_lead_cannot_be_called(cast: Cast, leads: Leads) -> None:
    assert_refused(cast, leads.subgroup.group, "Designated Nurse", "the name of another lead")


def test_lead_that_bears_its_groups_name_is_renamed_with_the_group_only(
    cast: Cast, leads: Leads
) -> None:
    assert_refused(cast, leads.subgroup, "Something else", "Rename the group")


def test_what_was_merged_is_not_renamed(cast: Cast, leads: Leads) -> None:
    doctor = make.lead(board=cast.board, name="Doctor")
    body_merge(body=leads.post, into=doctor, revision=1, by=cast.manager, today=TODAY)

    assert_refused(cast, leads.post, "Named Nurse", "merged into “Doctor”")


def test_rename_of_a_name_changed_meanwhile_is_refused(cast: Cast, leads: Leads) -> None:
    rename(cast, leads.post, "Named Nurse")

    with pytest.raises(StaleRevision):
        rename(cast, leads.post, "Lead Nurse", revision=1)


def test_action_form_finds_a_lead_by_its_earlier_name(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    rename(cast, leads.post, "Named Nurse")
    count = Lead.objects.count()

    action_edit(
        action=rows.unled,
        columns={},
        leads=NamedLeads(),
        newcomer="designated nurse",
        revision=rows.unled.revision,
        by=cast.manager,
    )

    assert Lead.objects.count() == count
    assert ActionLead.objects.get(action=rows.unled).lead == leads.post


@pytest.mark.parametrize("is_lead", [True, False])
def test_group_is_added_with_a_lead_where_plans_are_to_name_it(cast: Cast, is_lead: bool) -> None:
    group = Group(board=cast.board, name="Neglect group")

    body_add(body=group, by=cast.manager, is_lead=is_lead)

    assert group.history.get().history_user == cast.manager
    named = [(lead.name, lead.kind) for lead in group.leads.all()]
    assert named == ([("Neglect group", LeadKind.GROUP)] if is_lead else [])


def test_agency_is_not_added_where_its_lead_has_no_name_to_bear(cast: Cast, leads: Leads) -> None:
    agency = Agency(board=cast.board, name="Designated Nurse")

    with pytest.raises(ValidationError, match="the name of another lead"):
        body_add(body=agency, by=cast.manager, is_lead=True)

    assert not Agency.objects.filter(name="Designated Nurse").exists()


@pytest.mark.parametrize("letter", ["\u202e", "\u200b", "\x07"])
def test_name_with_a_character_that_is_not_seen_is_refused(
    cast: Cast, leads: Leads, letter: str
) -> None:
    assert_refused(cast, leads.post, f"Named{letter} Nurse", "cannot be seen")
