"""Who owes what in a round: computed, person by person, whatever the size of the plan."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boardplan.accounts.models import User
from plans.access import access_of
from plans.models import LeadHolder, Membership
from plans.roles import Role
from priorities.models import Action, Update, UpdateRound
from priorities.rounds import DRAFT, SENT_BACK, answered_in, owed_in, still_owed
from priorities.wording import NEVER_HEARD
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import BEGAN, LONDON, TODAY
from tests.plans.mergers import merge
from tests.priorities.many import bulk, grow

NOON = dt.datetime.combine(TODAY, dt.time(12), LONDON)
DAY = dt.timedelta(days=1)


@pytest.fixture
def opened(rows: SmallPlan) -> UpdateRound:
    """A round over board A's whole plan, opened yesterday."""
    round_: UpdateRound = make.update_round(plan=rows.plan)
    return round_


def named(rows: SmallPlan, actions: object) -> set[str]:
    """The names of these actions among the plan's."""
    names = ("led", "held", "waiting", "corporate", "unled", "withdrawn")
    known = {getattr(rows, name).pk: name for name in names}
    return {known[action.pk] for action in actions}  # type: ignore[attr-defined]


def owes(rows: SmallPlan, round_: UpdateRound, person: User) -> set[str]:
    """What one person is asked for by e-mail."""
    owed = owed_in(round_, TODAY).by_person.get(person.pk, ())
    return named(rows, [row.action for row in owed])


def test_each_person_owes_what_is_open_behind_her_leads(
    cast: Cast, rows: SmallPlan, opened: UpdateRound
) -> None:
    assert owes(rows, opened, cast.subgroup_chair) == {"led"}
    assert owes(rows, opened, cast.lead) == {"held"}
    assert owes(rows, opened, cast.manager) == set()
    assert {person.user for person in owed_in(opened, TODAY).people} == {
        cast.subgroup_chair,
        cast.lead,
    }


def test_what_the_board_leads_or_nobody_answers_for_falls_to_the_managers(
    cast: Cast, rows: SmallPlan, opened: UpdateRound
) -> None:
    owed = owed_in(opened, TODAY)

    assert named(rows, [row.action for row in owed.managers]) == {"corporate", "unled"}
    assert named(rows, [row.action for row in owed.of(cast.deputy)]) == {"corporate", "unled"}
    assert owed.of(cast.chair) == ()


def test_draft_and_one_sent_back_are_still_owed_and_say_so(
    cast: Cast, rows: SmallPlan, opened: UpdateRound
) -> None:
    Update.objects.filter(pk=rows.submitted.pk).update(status="sent_back", question="How many?")

    owed = owed_in(opened, TODAY)

    assert [row.standing for row in owed.by_person[cast.lead.pk]] == [DRAFT]
    assert {row.standing for row in owed.by_person[cast.subgroup_chair.pk]} == {"", SENT_BACK}


def test_update_submitted_in_the_round_is_owed_no_more(
    cast: Cast, rows: SmallPlan, opened: UpdateRound
) -> None:
    make.update(action=rows.led, is_submitted=True, author=cast.subgroup_chair, at=NOON)

    assert owes(rows, opened, cast.subgroup_chair) == set()
    assert named(rows, answered_in(opened)) == {"led", "waiting"}


def test_update_that_waited_when_the_round_was_opened_is_a_word_in_it_once_accepted(
    cast: Cast, rows: SmallPlan, opened: UpdateRound
) -> None:
    Update.objects.filter(pk=rows.submitted.pk).update(
        status="accepted", accepted_at=NOON, accepted_by=cast.manager
    )

    assert owes(rows, opened, cast.subgroup_chair) == {"led"}


def test_update_of_before_the_round_is_no_word_in_it(
    cast: Cast, rows: SmallPlan, opened: UpdateRound
) -> None:
    UpdateRound.objects.filter(pk=opened.pk).update(opened_at=rows.accepted.accepted_at)
    opened.refresh_from_db()
    assert owes(rows, opened, cast.subgroup_chair) == set()

    opened.opened_at += dt.timedelta(seconds=1)

    assert owes(rows, opened, cast.subgroup_chair) == {"led"}


def test_update_that_was_undone_is_owed_again(
    cast: Cast, rows: SmallPlan, opened: UpdateRound
) -> None:
    said = make.update(
        action=rows.led,
        is_accepted=True,
        author=cast.subgroup_chair,
        accepted_by=cast.manager,
        rating=rows.ratings["amber"],
        at=NOON,
    )
    assert owes(rows, opened, cast.subgroup_chair) == set()

    Update.objects.filter(pk=said.pk).update(voided_at=NOON, void_reason="Another action")

    assert owes(rows, opened, cast.subgroup_chair) == {"led"}


def test_what_is_complete_by_its_last_word_is_not_asked_for(
    cast: Cast, rows: SmallPlan, opened: UpdateRound
) -> None:
    Update.objects.filter(pk=rows.accepted.pk).update(rating=rows.ratings["green"])

    assert "led" not in named(rows, still_owed(opened))


def test_round_over_some_actions_asks_for_those_alone(cast: Cast, rows: SmallPlan) -> None:
    some = make.update_round(plan=rows.plan, is_whole=False)
    make.round_action(round=some, action=rows.held)
    make.round_action(round=some, action=rows.withdrawn)

    assert named(rows, still_owed(some)) == {"held"}
    assert owes(rows, some, cast.subgroup_chair) == set()


def test_merged_lead_goes_by_what_stands_for_it(
    cast: Cast, rows: SmallPlan, leads: Leads, opened: UpdateRound
) -> None:
    other = make.lead(board=cast.board, name="Named Doctor")
    make.action_lead(action=rows.unled, lead=other, is_accountable=True)
    assert owes(rows, opened, cast.lead) == {"held"}

    merge(cast, other, leads.post)

    assert owes(rows, opened, cast.lead) == {"held", "unled"}


@pytest.mark.parametrize("why", ["closed account", "role ended", "post ended"])
def test_who_can_report_no_more_is_not_asked(
    cast: Cast, rows: SmallPlan, opened: UpdateRound, why: str
) -> None:
    if why == "closed account":
        User.objects.filter(pk=cast.lead.pk).update(is_active=False)
    elif why == "role ended":
        Membership.objects.filter(user=cast.lead).update(ends_on=TODAY - DAY)
    else:
        LeadHolder.objects.filter(user=cast.lead).update(ends_on=TODAY - DAY)

    assert owes(rows, opened, cast.lead) == set()
    assert "held" in named(rows, [row.action for row in owed_in(opened, TODAY).managers])


def test_silence_quotes_the_last_word_that_counts(
    cast: Cast, rows: SmallPlan, opened: UpdateRound
) -> None:
    owed = {row.action.pk: row.silence for row in owed_in(opened, TODAY).actions}

    assert owed[rows.led.pk] == (
        "No update received; last word 1 October 2026: Nine schools are trained. "
        "Difference made: Heads ring us sooner."
    )
    assert owed[rows.held.pk] == NEVER_HEARD


def test_it_agrees_person_by_person_with_what_each_is_expected_to_report_on(
    cast: Cast, rows: SmallPlan, leads: Leads, opened: UpdateRound
) -> None:
    grow(rows.plan, 12, lead=leads.post, rating=rows.ratings["amber"])
    make.lead_holder(lead=leads.subgroup, user=cast.manager)
    merge(cast, make.lead(board=cast.board, name="Named Doctor"), leads.post)
    wanted = set(still_owed(opened).values_list("pk", flat=True))

    owed = owed_in(opened, TODAY)

    for person in (cast.manager, cast.deputy, cast.chair, cast.subgroup_chair, cast.lead):
        access = access_of(person, "a")
        assert access is not None
        expected = set(Action.objects.owed_by(access).values_list("pk", flat=True)) & wanted
        assert {row.action.pk for row in owed.of(person)} == expected, person


def test_two_hundred_people_take_five_queries(
    cast: Cast, rows: SmallPlan, leads: Leads, opened: UpdateRound
) -> None:
    actions = grow(rows.plan, 200, lead=leads.agency, rating=rows.ratings["amber"])
    with_people(cast, actions)

    with CaptureQueriesContext(connection) as captured:
        owed = owed_in(opened, TODAY)
        told = [row.silence for person in owed.people for row in person.owed]

    assert len(owed.people) > 130
    assert len(told) >= len(owed.people)
    assert len(captured) <= 5


def with_people(cast: Cast, actions: list[Action]) -> list[User]:
    """Somebody behind each of these actions."""
    people = []
    for number, action in enumerate(actions):
        user = make.user(email=f"lead-{number}@a.example")
        make.membership(board=cast.board, user=user, role=Role.LEAD)
        lead = make.lead(board=cast.board, name=f"Post {number}")
        bulk(LeadHolder, [LeadHolder(lead=lead, user=user, starts_on=BEGAN.date())])
        make.action_lead(action=action, lead=lead)
        people.append(user)
    return people
