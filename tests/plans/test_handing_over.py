"""Posts and chairs go from one person to another: from a day on, back in time, and not at all."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from boardplan.accounts.models import User
from boardplan.audit.events import Event
from boardplan.audit.models import StaleRevision
from plans.access import access_of
from plans.models import LeadHolder, Membership
from plans.roles import Role
from plans.services.handing_over import chair_hand_over, lead_hand_over
from plans.services.merging import body_merge
from priorities.models import Action, Update
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.factories import BEGAN, TODAY
from tests.priorities.reporting import form_address

DAY = dt.timedelta(days=1)
YESTERDAY, TOMORROW, NEXT_WEEK = TODAY - DAY, TODAY + DAY, TODAY + 7 * DAY


def hand_over(cast: Cast, leads: Leads, to: User | None, on: dt.date = TODAY, **words: Any) -> Any:
    """Hand over the post that the lead of the cast holds."""
    return lead_hand_over(lead=leads.post, to=to, starts_on=on, by=cast.manager, **words)


def hand_over_chair(
    cast: Cast, leads: Leads, to: User | None, on: dt.date = TODAY, **words: Any
) -> Any:
    """Hand over the chair of the sub-group."""
    group = leads.subgroup.group
    assert group is not None
    return chair_hand_over(group=group, to=to, starts_on=on, by=cast.manager, **words)


def reports(person: User, day: dt.date) -> set[Action]:
    """What somebody may report on, on a day."""
    access = access_of(person, "a", today=day)
    return set(Action.objects.updatable_by(access)) if access else set()


def held(leads: Leads) -> list[tuple[User, dt.date, dt.date | None]]:
    """Who held the post from when to when, but for what was ended at once."""
    rows = LeadHolder.objects.filter(lead=leads.post, ended_at__isnull=True).order_by("starts_on")
    return [(row.user, row.starts_on, row.ends_on) for row in rows]


def test_post_goes_over_on_the_day_and_not_before(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    hand_over(cast, leads, cast.member, NEXT_WEEK)

    assert held(leads) == [
        (cast.lead, BEGAN.date(), NEXT_WEEK - DAY),
        (cast.member, NEXT_WEEK, None),
    ]
    assert (reports(cast.lead, TODAY), reports(cast.member, TODAY)) == ({rows.held}, set())
    assert (reports(cast.lead, NEXT_WEEK), reports(cast.member, NEXT_WEEK)) == (
        set(),
        {rows.held},
    )


def test_draft_goes_with_the_action_and_names_who_began_it(
    cast: Cast, rows: SmallPlan, leads: Leads, client_of: ClientOf
) -> None:
    rows.draft.author = cast.lead
    rows.draft.record(by=cast.lead)
    make.membership(board=cast.board, user=cast.lead, role=Role.MEMBER)

    hand_over(cast, leads, cast.member)

    page = client_of(cast.member).get(form_address(rows.held))
    assert "Words of a draft" in page.content.decode()
    assert f"This draft was begun by {cast.lead}" in page.content.decode()
    assert client_of(cast.lead).get(form_address(rows.held)).status_code == 403
    assert rows.draft not in Update.objects.visible_to(cast.access(cast.lead))
    rows.draft.refresh_from_db()
    assert rows.draft.author == cast.lead


def test_post_goes_back_in_time_as_far_as_the_last_hand_over(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    hand_over(cast, leads, cast.member, YESTERDAY)

    with pytest.raises(ValidationError, match="took over on 24 November 2026") as refusal:
        hand_over(cast, leads, cast.chair, YESTERDAY - DAY)

    assert "starts_on" in refusal.value.error_dict
    assert held(leads)[-1] == (cast.member, YESTERDAY, None)


def test_post_handed_over_twice_on_one_day_stays_with_the_second(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    hand_over(cast, leads, cast.member)
    hand_over(cast, leads, cast.chair)

    assert held(leads) == [
        (cast.lead, BEGAN.date(), YESTERDAY),
        (cast.chair, TODAY, None),
    ]
    assert reports(cast.member, TODAY) == set()
    assert LeadHolder.objects.get(user=cast.member).ended_at


def test_hand_over_that_was_planned_falls_away_where_another_comes_first(
    cast: Cast, leads: Leads
) -> None:
    hand_over(cast, leads, cast.member, NEXT_WEEK)
    hand_over(cast, leads, cast.chair, TOMORROW)

    assert held(leads) == [
        (cast.lead, BEGAN.date(), TODAY),
        (cast.chair, TOMORROW, None),
    ]


def test_hand_over_that_was_planned_is_taken_back_by_giving_it_to_the_first_again(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    hand_over(cast, leads, cast.member, NEXT_WEEK)
    hand_over(cast, leads, cast.lead, NEXT_WEEK)

    assert reports(cast.lead, NEXT_WEEK) == {rows.held}
    assert reports(cast.member, NEXT_WEEK) == set()


def test_post_of_nobody_is_the_managers_to_report_on(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    hand_over(cast, leads, None)

    assert held(leads) == [(cast.lead, BEGAN.date(), YESTERDAY)]
    assert rows.held in reports(cast.manager, TODAY)


def test_one_of_two_holders_hands_over_her_part_only(cast: Cast, leads: Leads) -> None:
    make.lead_holder(lead=leads.post, user=cast.member)

    hand_over(cast, leads, cast.chair, leaving=cast.lead)

    assert {row[0] for row in held(leads) if row[2] is None} == {cast.member, cast.chair}


def test_one_of_two_holders_leaves_it_to_the_other(cast: Cast, leads: Leads) -> None:
    make.lead_holder(lead=leads.post, user=cast.member)

    hand_over(cast, leads, cast.member)

    assert [row for row in held(leads) if row[2] is None] == [(cast.member, BEGAN.date(), None)]


def test_observer_who_takes_over_is_given_the_role_of_a_lead(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    hand_over(cast, leads, cast.observer, NEXT_WEEK)

    role = Membership.objects.get(user=cast.observer, role=Role.LEAD)
    assert (role.board, role.starts_on) == (cast.board, NEXT_WEEK)
    assert reports(cast.observer, NEXT_WEEK) == {rows.held}


def test_role_of_a_lead_is_never_given_back_in_time(cast: Cast, leads: Leads) -> None:
    hand_over(cast, leads, cast.observer, YESTERDAY)

    assert Membership.objects.get(user=cast.observer, role=Role.LEAD).starts_on == TODAY


def test_member_who_takes_over_needs_no_other_role(cast: Cast, leads: Leads) -> None:
    hand_over(cast, leads, cast.member)

    assert Membership.objects.get(user=cast.member).role == Role.MEMBER


def test_hand_over_to_somebody_who_cannot_sign_in_is_refused(cast: Cast, leads: Leads) -> None:
    cast.member.is_active = False
    cast.member.save()

    with pytest.raises(ValidationError, match="can no longer sign in") as refusal:
        hand_over(cast, leads, cast.member)

    assert "to" in refusal.value.error_dict
    assert held(leads) == [(cast.lead, BEGAN.date(), None)]


@pytest.mark.parametrize("who", ["outsider", "stranger"])
def test_hand_over_to_somebody_outside_the_board_is_refused(
    cast: Cast, leads: Leads, who: str
) -> None:
    with pytest.raises(ValidationError, match="no part in this board"):
        hand_over(cast, leads, getattr(cast, who))

    assert held(leads) == [(cast.lead, BEGAN.date(), None)]


def test_hand_over_to_herself_is_refused(cast: Cast, leads: Leads) -> None:
    with pytest.raises(ValidationError, match="has it on that day already"):
        hand_over(cast, leads, cast.lead)


def test_hand_over_of_what_was_merged_names_what_stands_for_it(cast: Cast, leads: Leads) -> None:
    doctor = make.lead(board=cast.board, name="Designated Doctor")
    body_merge(body=leads.post, into=doctor, revision=1, by=cast.manager, today=TODAY)

    with pytest.raises(ValidationError, match="Hand over “Designated Doctor”"):
        hand_over(cast, leads, cast.member)


def test_second_of_two_managers_is_told_of_the_first_ones_hand_over(
    cast: Cast, leads: Leads
) -> None:
    hand_over(cast, leads, cast.member, revision=1)

    with pytest.raises(StaleRevision):
        hand_over(cast, leads, cast.chair, revision=1)

    assert held(leads)[-1][0] == cast.member


def test_hand_over_writes_history_with_person_and_reason_and_an_event(
    cast: Cast, leads: Leads
) -> None:
    hand_over(cast, leads, cast.member, reason="New in post")

    for row in (leads.post, *LeadHolder.objects.filter(lead=leads.post)):
        last = row.history.first()
        assert last.history_user == cast.manager
        assert "New in post" in last.history_change_reason
    detail = Event.objects.get(detail__change="lead handed over").detail
    assert (detail["lead"], detail["whose"]) == (leads.post.pk, cast.member.pk)


def test_chair_goes_over_on_the_day_and_not_before(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    hand_over_chair(cast, leads, cast.member, NEXT_WEEK)

    own = {rows.led, rows.waiting}
    old, new = cast.subgroup_chair, cast.member
    assert (reports(old, NEXT_WEEK - DAY), reports(new, NEXT_WEEK - DAY)) == (own, set())
    assert (reports(old, NEXT_WEEK), reports(new, NEXT_WEEK)) == (set(), own)
    assert Membership.objects.get(user=old).ends_on == NEXT_WEEK - DAY


def test_chair_handed_over_signs_both_out(
    cast: Cast, leads: Leads, rows: SmallPlan, client_of: ClientOf
) -> None:
    clients = [client_of(person) for person in (cast.subgroup_chair, cast.member, cast.lead)]

    hand_over_chair(cast, leads, cast.member)

    assert [client.get("/boards/a/").status_code for client in clients] == [302, 302, 200]


def test_chair_handed_over_twice_on_one_day_stays_with_the_second(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    hand_over_chair(cast, leads, cast.member)
    hand_over_chair(cast, leads, cast.chair, reason="A slip")

    ended = Membership.objects.get(user=cast.member, role=Role.SUBGROUP_CHAIR)
    assert ended.ended_at
    assert ended.ended_reason == "Handed over: A slip"
    assert reports(cast.member, TODAY) == set()
    assert reports(cast.chair, TODAY) == {rows.led, rows.waiting}


def test_chair_handed_over_to_herself_is_refused(cast: Cast, leads: Leads) -> None:
    with pytest.raises(ValidationError, match="has it on that day already"):
        hand_over_chair(cast, leads, cast.subgroup_chair)


def test_chair_keeps_the_other_groups_she_chairs(cast: Cast, leads: Leads) -> None:
    other = make.group(board=cast.board)
    make.membership(
        board=cast.board, user=cast.subgroup_chair, role=Role.SUBGROUP_CHAIR, group=other
    )

    hand_over_chair(cast, leads, cast.member)

    assert cast.access(cast.subgroup_chair).chaired_groups == {other.pk}
