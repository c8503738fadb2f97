"""Who is let in, from when to when, and whose actions are hers."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from boardplan.accounts.models import User
from plans.access import access_of, board_access
from plans.models import Lead, LeadKind
from plans.roles import Permission, Role
from priorities.models import Action
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import TODAY

YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)


def request_of(rf: RequestFactory, person: User | AnonymousUser) -> HttpRequest:
    request = rf.get("/")
    request.user = person
    request.session = SessionStore()
    return request


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_let_in"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (YESTERDAY, TOMORROW, True),
        (TOMORROW, None, False),
        (YESTERDAY, YESTERDAY, False),
    ],
)
def test_membership_counts_from_its_first_to_its_last_day(
    cast: Cast, starts_on: dt.date, ends_on: dt.date | None, is_let_in: bool
) -> None:
    make.membership(board=cast.board, user=cast.stranger, starts_on=starts_on, ends_on=ends_on)

    assert (access_of(cast.stranger, "a") is not None) is is_let_in


def test_access_on_another_day_follows_that_days_memberships(cast: Cast) -> None:
    make.membership(
        board=cast.board, user=cast.stranger, starts_on=dt.date(2026, 5, 1), ends_on=YESTERDAY
    )

    access = access_of(cast.stranger, "a", today=dt.date(2026, 5, 1))

    assert access is not None
    assert access.today == dt.date(2026, 5, 1)


def test_inactive_person_has_no_access(cast: Cast) -> None:
    cast.manager.is_active = False
    cast.manager.save()

    assert access_of(cast.manager, "a") is None


@pytest.mark.parametrize("slug", ["b", "nowhere"])
def test_person_has_no_access_to_a_board_she_has_no_part_in(cast: Cast, slug: str) -> None:
    assert access_of(cast.manager, slug) is None


def test_several_roles_grant_all_that_each_of_them_grants(cast: Cast) -> None:
    make.membership(board=cast.board, user=cast.subgroup_chair, role=Role.MEMBER)

    access = cast.access(cast.subgroup_chair)

    assert access.roles == {Role.SUBGROUP_CHAIR, Role.MEMBER}
    assert access.allows(Permission.RAISE_LOG_ENTRY)
    assert access.allows(Permission.READ_LOG)
    assert not access.allows(Permission.EDIT_PLAN)


def test_role_that_ended_grants_nothing_more(cast: Cast) -> None:
    make.membership(board=cast.board, user=cast.member, role=Role.DEPUTY, ends_on=YESTERDAY)

    assert cast.access(cast.member).roles == {Role.MEMBER}


def test_same_person_may_be_something_else_at_another_board(cast: Cast) -> None:
    make.membership(board=cast.other_board, user=cast.manager, role=Role.OBSERVER)

    assert cast.access(cast.manager, cast.other_board).roles == {Role.OBSERVER}


def test_lead_answers_for_the_posts_she_holds_today(cast: Cast, leads: Leads) -> None:
    make.lead_holder(lead=leads.agency, user=cast.lead, ends_on=YESTERDAY)
    make.lead_holder(lead=leads.board, user=cast.lead, starts_on=TOMORROW)

    assert cast.access(cast.lead).lead_ids == {leads.post.pk}


def test_chair_answers_for_the_group_she_chairs(cast: Cast, leads: Leads) -> None:
    access = cast.access(cast.subgroup_chair)

    assert access.chaired_groups == {leads.subgroup.group_id}
    assert access.lead_ids == {leads.subgroup.pk}


def test_member_of_a_group_does_not_answer_for_it(cast: Cast, leads: Leads) -> None:
    make.membership(board=cast.board, user=cast.stranger, group=leads.subgroup.group)

    assert cast.access(cast.stranger).lead_ids == frozenset()


def test_post_held_at_one_board_counts_at_no_other(cast: Cast, leads: Leads) -> None:
    make.membership(board=cast.other_board, user=cast.lead, role=Role.LEAD)
    elsewhere: Lead = make.lead(board=cast.other_board, kind=LeadKind.POST)
    make.lead_holder(lead=elsewhere, user=cast.lead)

    assert cast.access(cast.lead).lead_ids == {leads.post.pk}
    assert cast.access(cast.lead, cast.other_board).lead_ids == {elsewhere.pk}


def test_board_access_of_member_lets_her_in(cast: Cast, rf: RequestFactory) -> None:
    access = board_access(request_of(rf, cast.observer), "a")

    assert (access.user, access.board) == (cast.observer, cast.board)


@pytest.mark.parametrize("who", ["outsider", "stranger"])
def test_board_access_from_outside_is_not_found(cast: Cast, rf: RequestFactory, who: str) -> None:
    with pytest.raises(Http404):
        board_access(request_of(rf, getattr(cast, who)), "a")


def test_board_access_of_nobody_is_not_found(cast: Cast, rf: RequestFactory) -> None:
    with pytest.raises(Http404):
        board_access(request_of(rf, AnonymousUser()), "a")


def test_board_access_without_the_permission_is_denied(cast: Cast, rf: RequestFactory) -> None:
    with pytest.raises(PermissionDenied, match="EDIT_PLAN"):
        board_access(request_of(rf, cast.chair), "a", Permission.EDIT_PLAN)


def test_get_finds_a_row_of_the_own_board_only(cast: Cast, rows: SmallPlan) -> None:
    access = cast.access(cast.manager)

    assert access.get(Action.objects.all(), pk=rows.led.pk) == rows.led
    with pytest.raises(Http404):
        access.get(Action.objects.all(), pk=rows.elsewhere.pk)


@pytest.mark.parametrize(
    ("who", "own"),
    [
        ("manager", set()),
        ("subgroup_chair", {"led", "waiting"}),
        ("lead", {"held"}),
        ("member", set()),
        ("observer", set()),
    ],
)
def test_led_by_gives_the_actions_of_own_leads(
    cast: Cast, rows: SmallPlan, who: str, own: set[str]
) -> None:
    led = Action.objects.led_by(cast.access(getattr(cast, who)))

    assert set(led) == {getattr(rows, name) for name in own}


@pytest.mark.parametrize(
    ("who", "owed"),
    [
        ("manager", {"corporate", "unled"}),
        ("deputy", {"corporate", "unled"}),
        ("chair", set()),
        ("subgroup_chair", {"led", "waiting"}),
        ("lead", {"held"}),
    ],
)
def test_owed_by_gives_the_boards_own_and_the_orphans_to_the_manager(
    cast: Cast, rows: SmallPlan, who: str, owed: set[str]
) -> None:
    found = Action.objects.owed_by(cast.access(getattr(cast, who)))

    assert set(found) == {getattr(rows, name) for name in owed}


@pytest.mark.parametrize(
    ("who", "own"),
    [
        ("manager", {"led", "held", "waiting", "corporate", "unled"}),
        ("chair", set()),
        ("subgroup_chair", {"led", "waiting"}),
        ("lead", {"held"}),
        ("observer", set()),
    ],
)
def test_updatable_by_follows_the_role(
    cast: Cast, rows: SmallPlan, who: str, own: set[str]
) -> None:
    found = Action.objects.updatable_by(cast.access(getattr(cast, who)))

    assert set(found) == {getattr(rows, name) for name in own}


def test_observer_behind_a_post_may_not_report(cast: Cast, rows: SmallPlan, leads: Leads) -> None:
    make.lead_holder(lead=leads.agency, user=cast.observer)

    access = cast.access(cast.observer)

    assert set(Action.objects.led_by(access)) == {rows.led}
    assert not Action.objects.updatable_by(access).exists()


def test_lead_withdrawn_from_an_action_may_not_report_on_it(cast: Cast, rows: SmallPlan) -> None:
    named = rows.held.leads.get()
    named.withdrawn_on, named.withdrawn_reason = TODAY, "Passed on"
    named.save()

    assert not Action.objects.updatable_by(cast.access(cast.lead)).exists()
