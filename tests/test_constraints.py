"""Every rule that the database keeps by itself refuses what breaks it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models

from boardplan.audit.models import Event, FormReceipt
from plans.models import LeadKind
from plans.roles import Role
from priorities.models import PlanImport
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import BEGAN
from tests.priorities.imports import risk


@dataclass(frozen=True)
class World:
    """What there is to break."""

    cast: Cast
    leads: Leads
    rows: SmallPlan


Break = Callable[[World], Any]

DAY, BEFORE = dt.date(2026, 6, 2), dt.date(2026, 6, 1)
GONE: dict[str, Any] = {"withdrawn_on": DAY, "withdrawn_reason": ""}
WHY: dict[str, Any] = {"withdrawn_reason": "Said, but not withdrawn"}
VOIDED: dict[str, Any] = {"voided_at": BEGAN, "void_reason": ""}


def merge(row: Any, into: Any) -> None:
    """Say of a body that it was merged, as no service would."""
    row.merged_into, row.merged_on, row.successor = into, DAY, into
    row.save()


def merge_closed(world: World) -> None:
    """Say of one group that it was closed and merged."""
    closed = make.group(board=world.cast.board, closed_on=DAY)
    merge(closed, world.leads.subgroup.group)


def merge_off(row: Any, world: World) -> None:
    """Say of an agency or a lead that it was removed and merged."""
    row.closed_on = DAY
    other = make.agency if row == world.leads.agency.agency else make.lead
    merge(row, other(board=world.cast.board))


def twice(maker: Callable[..., Any], **columns: Any) -> None:
    """Make two rows of the same columns."""
    for _ in range(2):
        maker(**columns)


def plan_import(world: World, **columns: Any) -> None:
    """Store an import of a file with these columns."""
    PlanImport(board=world.cast.board, file_name="plan.docx", **columns).record(by=None)


BREAKS: dict[str, list[Break]] = {
    "user_email_is_lower_case": [lambda _: make.user(email="UPPER@a.example")],
    "event_kind_known": [lambda _: Event.objects.create(kind="rumour")],
    # plans
    "agency_merger_whole": [lambda w: make.agency(board=w.cast.board, merged_on=DAY)],
    "agency_not_into_itself": [lambda w: merge(w.leads.agency.agency, w.leads.agency.agency)],
    "group_merger_whole": [lambda w: make.group(board=w.cast.board, merged_on=DAY)],
    "group_not_into_itself": [lambda w: merge(w.leads.subgroup.group, w.leads.subgroup.group)],
    "group_closed_or_merged": [merge_closed],
    "agency_closed_or_merged": [lambda w: merge_off(w.leads.agency.agency, w)],
    "lead_closed_or_merged": [lambda w: merge_off(w.leads.post, w)],
    "lead_merger_whole": [lambda w: make.lead(board=w.cast.board, merged_on=DAY)],
    "lead_not_into_itself": [lambda w: merge(w.leads.post, w.leads.post)],
    "membership_ending_has_reason": [
        lambda w: make.membership(board=w.cast.board, ended_at=BEGAN),
        lambda w: make.membership(board=w.cast.board, ended_reason="Said, but not ended"),
    ],
    "invitation_one_open": [
        lambda w: [make.invitation(board=w.cast.board, user=w.cast.stranger) for _ in range(2)]
    ],
    "invitation_accepted_or_withdrawn": [
        lambda w: make.invitation(
            board=w.cast.board, user=w.cast.stranger, accepted_at=BEGAN, withdrawn_at=BEGAN
        )
    ],
    "rating_code_once": [
        lambda w: make.rating(scheme=w.cast.board.rating_scheme, code="red", order=9)
    ],
    "rating_order_once": [
        lambda w: make.rating(scheme=w.cast.board.rating_scheme, code="new", order=1)
    ],
    "rating_complete_or_off_track": [
        lambda w: make.rating(
            scheme=w.cast.board.rating_scheme, is_complete=True, is_off_track=True
        )
    ],
    "houselayout_name_once": [
        lambda w: make.house_layout(board=w.cast.board, name=w.rows.plan.layout.name)
    ],
    "agency_name_once": [lambda w: make.agency(board=w.cast.board, name="Police")],
    "group_name_once": [lambda w: make.group(board=w.cast.board, name="Learning sub-group")],
    "group_kind_known": [lambda w: make.group(board=w.cast.board, kind="club")],
    "group_board_once": [lambda w: make.group(board=w.cast.board, kind="board")],
    "lead_once_per_group": [
        lambda w: make.lead(board=w.cast.board, kind=LeadKind.GROUP, group=w.leads.subgroup.group)
    ],
    "lead_name_once": [lambda w: make.lead(board=w.cast.board, name="Designated Nurse")],
    "lead_kind_known": [lambda w: make.lead(board=w.cast.board, kind="club")],
    "lead_group_where_group": [
        lambda w: make.lead(board=w.cast.board, kind=LeadKind.GROUP),
        lambda w: make.lead(board=w.cast.board, kind=LeadKind.POST, group=w.leads.subgroup.group),
    ],
    "leadholder_dates_in_order": [
        lambda w: make.lead_holder(lead=w.leads.agency, starts_on=DAY, ends_on=BEFORE)
    ],
    "leadholder_start_once": [lambda w: make.lead_holder(lead=w.leads.post, user=w.cast.lead)],
    "membership_dates_in_order": [
        lambda w: make.membership(board=w.cast.board, starts_on=DAY, ends_on=BEFORE)
    ],
    "membership_role_known": [lambda w: make.membership(board=w.cast.board, role="guest")],
    "membership_chair_has_group": [
        lambda w: make.membership(board=w.cast.board, role=Role.SUBGROUP_CHAIR)
    ],
    "membership_role_once": [
        lambda w: make.membership(board=w.cast.board, user=w.cast.observer, role=Role.OBSERVER)
    ],
    "membership_role_once_per_group": [
        lambda w: make.membership(
            board=w.cast.board,
            user=w.cast.subgroup_chair,
            role=Role.SUBGROUP_CHAIR,
            group=w.leads.subgroup.group,
        )
    ],
    "plan_slug_once": [
        lambda w: make.plan(board=w.cast.board, slug=w.rows.plan.slug, is_current=False)
    ],
    "plan_one_current": [lambda w: make.plan(board=w.cast.board)],
    "plan_period_in_order": [
        lambda w: make.plan(board=w.cast.board, kind="work", period_start=DAY, period_end=BEFORE)
    ],
    "plan_kind_known": [lambda w: make.plan(board=w.cast.board, kind="dream")],
    "meeting_once_a_day": [
        lambda w: twice(make.meeting, group=w.leads.subgroup.group, board=w.cast.board)
    ],
    "meeting_dates_before_it": [
        lambda _: make.meeting(held_on=DAY, updates_due_on=DAY + dt.timedelta(days=1)),
        lambda _: make.meeting(held_on=DAY, papers_due_on=DAY + dt.timedelta(days=1)),
    ],
    "meeting_cancelled_has_reason": [
        lambda _: make.meeting(cancelled_on=DAY),
        lambda _: make.meeting(cancelled_reason="Said, but not cancelled"),
    ],
    "planlock_number_once": [lambda w: twice(make.plan_lock, plan=w.rows.plan, number=3)],
    "planlock_one_standing": [
        lambda w: twice(make.plan_lock, plan=w.rows.plan, meeting=make.meeting(board=w.cast.board))
    ],
    "planlock_reopened_has_reason": [
        lambda w: make.plan_lock(plan=w.rows.plan, reopened_at=BEGAN, reopened_by=w.cast.manager),
        lambda w: make.plan_lock(plan=w.rows.plan, reopened_reason="Said, but not reopened"),
        lambda w: make.plan_lock(plan=w.rows.plan, reopened_at=BEGAN, reopened_reason="By whom?"),
    ],
    "planversion_number_once": [lambda w: twice(make.plan_version, plan=w.rows.plan, number=8)],
    "planversion_number_positive": [lambda w: make.plan_version(plan=w.rows.plan, number=0)],
    # priorities
    "priority_withdrawal_has_reason": [
        lambda w: make.priority(plan=w.rows.plan, **GONE),
        lambda w: make.priority(plan=w.rows.plan, **WHY),
    ],
    "objective_withdrawal_has_reason": [
        lambda w: make.objective(priority=w.rows.led.objective.priority, **GONE),
        lambda w: make.objective(priority=w.rows.led.objective.priority, **WHY),
    ],
    "action_withdrawal_has_reason": [
        lambda w: make.action(objective=w.rows.led.objective, **GONE),
        lambda w: make.action(objective=w.rows.led.objective, **WHY),
    ],
    "action_carried_once": [
        lambda w: twice(make.action, objective=w.rows.led.objective, carried_from=w.rows.held)
    ],
    "action_recurrence_known": [
        lambda w: make.action(objective=w.rows.led.objective, recurrence="weekly")
    ],
    "action_state_known": [lambda w: make.action(objective=w.rows.led.objective, state="done")],
    "action_dates_in_order": [
        lambda w: make.action(objective=w.rows.led.objective, starts_on=DAY, due_on=BEFORE)
    ],
    "actionlead_withdrawal_has_reason": [
        lambda w: make.action_lead(action=w.rows.unled, lead=w.leads.post, **GONE),
        lambda w: make.action_lead(action=w.rows.unled, lead=w.leads.post, **WHY),
    ],
    "actionlead_lead_once": [lambda w: make.action_lead(action=w.rows.led, lead=w.leads.agency)],
    "actionlead_one_accountable": [
        lambda w: make.action_lead(action=w.rows.led, lead=w.leads.post, is_accountable=True)
    ],
    "milestone_withdrawal_has_reason": [
        lambda w: make.milestone(action=w.rows.led, **GONE),
        lambda w: make.milestone(action=w.rows.led, **WHY),
    ],
    "milestone_recurrence_known": [
        lambda w: make.milestone(action=w.rows.led, recurrence="weekly")
    ],
    "milestone_state_known": [lambda w: make.milestone(action=w.rows.led, state="done")],
    "milestone_dates_in_order": [
        lambda w: make.milestone(action=w.rows.led, starts_on=DAY, due_on=BEFORE)
    ],
    "update_status_known": [lambda w: make.update(action=w.rows.unled, status="lost")],
    "update_source_known": [lambda w: make.update(action=w.rows.unled, source="rumour")],
    "update_one_under_way": [lambda w: make.update(action=w.rows.held)],
    "update_accepted_has_dates": [
        lambda w: make.update(action=w.rows.unled, status="accepted", rating=w.rows.ratings["red"]),
        lambda w: make.update(action=w.rows.unled, is_accepted=True),
        lambda w: make.update(action=w.rows.unled, accepted_at=BEGAN),
    ],
    "update_voided_has_reason": [
        lambda w: make.update(
            action=w.rows.unled, is_accepted=True, rating=w.rows.ratings["red"], **VOIDED
        ),
        lambda w: make.update(action=w.rows.unled, **VOIDED | {"void_reason": "Never accepted"}),
        lambda w: make.update(action=w.rows.unled, void_reason="Not voided"),
    ],
    "update_new_date_has_reason": [
        lambda w: make.update(action=w.rows.unled, is_submitted=True, new_due_on=DAY)
    ],
    "milestonereport_milestone_once": [
        lambda w: [
            make.milestone_report(update=w.rows.draft, milestone=w.rows.overdue, is_done=True)
            for _ in "ab"
        ]
    ],
    "evidence_withdrawal_has_reason": [
        lambda w: make.evidence(action=w.rows.led, **GONE),
        lambda w: make.evidence(action=w.rows.led, **WHY),
    ],
    "evidence_says_something": [lambda w: make.evidence(action=w.rows.led, statement="")],
    "planimport_status_known": [lambda w: plan_import(w, status="lost")],
    "planimport_applied_has_day": [
        lambda w: plan_import(w, status="applied"),
        lambda w: plan_import(w, status="undone", undone_at=BEGAN, undone_reason="Wrong file"),
        lambda w: plan_import(w, applied_at=BEGAN),
        lambda w: plan_import(w, status="left", applied_at=BEGAN),
    ],
    "planimport_undone_has_reason": [
        lambda w: plan_import(w, status="undone", applied_at=BEGAN, undone_at=BEGAN),
        lambda w: plan_import(w, status="undone", applied_at=BEGAN, undone_reason="Wrong file"),
        lambda w: plan_import(w, undone_at=BEGAN),
        lambda w: plan_import(w, undone_reason="Said, but not undone"),
    ],
    "updateround_one_whole_open": [lambda w: twice(make.update_round, plan=w.rows.plan)],
    "roundaction_action_once": [
        lambda w: twice(
            make.round_action,
            round=make.update_round(plan=w.rows.plan, is_whole=False),
            action=w.rows.led,
        )
    ],
    "reminder_once_a_day": [
        lambda w: twice(make.reminder, round=make.update_round(plan=w.rows.plan), user=w.cast.lead)
    ],
    "updateslink_one_holds": [
        lambda w: twice(make.updates_link, board=w.cast.board, user=w.cast.lead)
    ],
    "risk_recurrence_known": [lambda w: risk(w.cast.board, recurrence="weekly")],
    "risk_state_known": [lambda w: risk(w.cast.board, state="done")],
    "risk_dates_in_order": [lambda w: risk(w.cast.board, starts_on=DAY, due_on=BEFORE)],
    # reports
    "publication_kind_known": [lambda w: make.publication(board=w.cast.board, kind="rumour")],
    "publication_edition_known": [lambda w: make.publication(board=w.cast.board, edition="my own")],
    "publication_one_pack": [
        lambda w: twice(
            make.publication, board=w.cast.board, meeting=make.meeting(board=w.cast.board)
        )
    ],
    "publication_one_per_version": [
        lambda w: twice(
            make.publication,
            board=w.cast.board,
            kind="version",
            version=make.plan_version(plan=w.rows.plan),
        )
    ],
    "publication_withdrawn_has_reason": [
        lambda w: make.publication(board=w.cast.board, withdrawn_at=BEGAN),
        lambda w: make.publication(board=w.cast.board, withdrawn_reason="Said, but still there"),
    ],
    "packdraft_once": [lambda w: twice(make.pack_draft, meeting=make.meeting(board=w.cast.board))],
    "packdraft_edition_known": [
        lambda w: make.pack_draft(meeting=make.meeting(board=w.cast.board), edition="my own")
    ],
    "packsignature_one_standing": [
        lambda w: twice(make.pack_signature, meeting=make.meeting(board=w.cast.board))
    ],
    "packmail_once": [
        lambda w: twice(
            make.pack_mail, publication=make.publication(board=w.cast.board), user=w.cast.member
        )
    ],
}

CASES = [
    pytest.param(name, each, id=f"{name}-{place}")
    for name, found in BREAKS.items()
    for place, each in enumerate(found, start=1)
]
OURS = ("accounts", "audit", "plans", "priorities", "reports")


def our_constraints() -> dict[str, models.BaseConstraint]:
    """Every constraint of our models, by name."""
    return {
        constraint.name: constraint
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    }


@pytest.mark.parametrize(("name", "break_it"), CASES)
def test_database_refuses(
    name: str, break_it: Break, cast: Cast, leads: Leads, rows: SmallPlan
) -> None:
    is_check = isinstance(our_constraints()[name], models.CheckConstraint)

    with pytest.raises(IntegrityError, match=name if is_check else r"(?i)unique"):
        break_it(World(cast, leads, rows))


def test_every_constraint_has_its_test() -> None:
    assert set(our_constraints()) == set(BREAKS)


@pytest.mark.django_db
def test_form_key_is_stored_once() -> None:
    key = uuid.uuid4()
    FormReceipt.objects.create(key=key, user_id=1, location="/")

    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        FormReceipt.objects.create(key=key, user_id=2, location="/other/")


@pytest.mark.parametrize("status", ["draft", "sent_back"])
def test_new_date_waits_for_its_reason_while_it_is_being_typed(
    rows: SmallPlan, status: str
) -> None:
    update = make.update(action=rows.unled, status=status, new_due_on=DAY)

    assert update.pk
