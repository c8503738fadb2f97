"""Actions whose leads have nobody behind them today: the manager is told, and reports on them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from plans.models import Group, GroupKind, Lead, LeadHolder, LeadKind, Membership
from plans.roles import Role
from priorities.models import Action
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.factories import TODAY
from tests.plans.mergers import learning, merge

DAY = dt.timedelta(days=1)
UPDATES, HOME = "/boards/a/updates/", "/boards/a/"
BOTH = {"corporate", "unled"}


def owed(cast: Cast, rows: SmallPlan) -> set[str]:
    """Which of the plan's actions the manager is expected to report on."""
    found = set(Action.objects.owed_by(cast.access(cast.manager)))
    names = ("led", "held", "waiting", "corporate", "unled", "withdrawn")
    return {name for name in names if getattr(rows, name) in found}


def unanswered(cast: Cast, rows: SmallPlan) -> set[Action]:
    """Which of them nobody answers for."""
    return set(Action.objects.unanswered(cast.access(cast.manager)))


def end_chair() -> None:
    Membership.objects.filter(role=Role.SUBGROUP_CHAIR).update(ends_on=TODAY - DAY)


def test_action_of_a_group_without_a_chair_falls_to_the_manager(
    cast: Cast, rows: SmallPlan
) -> None:
    end_chair()

    assert owed(cast, rows) == {"led", "waiting", *BOTH}
    assert unanswered(cast, rows) == {rows.led, rows.waiting}


def test_action_of_a_group_that_never_had_a_chair_falls_to_the_manager(
    cast: Cast, rows: SmallPlan
) -> None:
    panel = make.group(board=cast.board, kind=GroupKind.PANEL)
    lead = make.lead(board=cast.board, name="Panel", kind=LeadKind.GROUP, group=panel)
    make.action_lead(action=rows.unled, lead=lead, is_accountable=True)

    assert unanswered(cast, rows) == {rows.unled}
    assert owed(cast, rows) == BOTH


def test_action_of_a_post_that_nobody_holds_falls_to_the_manager(
    cast: Cast, rows: SmallPlan
) -> None:
    LeadHolder.objects.update(ends_on=TODAY - DAY)

    assert owed(cast, rows) == {"held", *BOTH}


def test_action_of_a_post_that_is_to_be_held_falls_to_the_manager_until_then(
    cast: Cast, rows: SmallPlan
) -> None:
    LeadHolder.objects.update(starts_on=TODAY + DAY)

    assert owed(cast, rows) == {"held", *BOTH}


def test_supporting_lead_with_somebody_behind_it_answers(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    end_chair()
    make.lead_holder(lead=leads.agency, user=cast.member)

    assert owed(cast, rows) == {"waiting", *BOTH}


def test_supporting_lead_that_was_withdrawn_does_not_answer(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    end_chair()
    make.lead_holder(lead=leads.agency, user=cast.member)
    named = rows.led.leads.get(lead=leads.agency)
    named.withdrawn_on, named.withdrawn_reason = TODAY, "Passed on"
    named.save()

    assert owed(cast, rows) == {"led", "waiting", *BOTH}


def test_whoever_may_not_report_does_not_answer(cast: Cast, rows: SmallPlan) -> None:
    LeadHolder.objects.update(user=cast.observer)

    assert owed(cast, rows) == {"held", *BOTH}


def test_whoever_cannot_sign_in_does_not_answer(cast: Cast, rows: SmallPlan) -> None:
    cast.lead.is_active = cast.subgroup_chair.is_active = False
    cast.lead.save()
    cast.subgroup_chair.save()

    assert owed(cast, rows) == {"led", "held", "waiting", *BOTH}


def test_role_at_another_board_does_not_answer(cast: Cast, rows: SmallPlan) -> None:
    LeadHolder.objects.update(user=cast.outsider)

    assert owed(cast, rows) == {"held", *BOTH}


def test_whoever_is_behind_the_successor_answers_and_behind_what_was_merged_does_not(
    cast: Cast, rows: SmallPlan, leads: Leads
) -> None:
    quality: Group = make.group(board=cast.board, name="Quality sub-group")
    merge(cast, learning(leads), quality)
    assert unanswered(cast, rows) == {rows.led, rows.waiting}

    make.membership(board=cast.board, user=cast.member, role="subgroup_chair", group=quality)

    assert unanswered(cast, rows) == set()


def test_action_of_the_board_is_the_managers_own(cast: Cast, rows: SmallPlan) -> None:
    assert rows.corporate not in unanswered(cast, rows)


def test_others_are_owed_nothing_by_it(cast: Cast, rows: SmallPlan) -> None:
    end_chair()

    assert set(Action.objects.owed_by(cast.access(cast.lead))) == {rows.held}


@pytest.mark.parametrize("address", [UPDATES, f"{UPDATES}all/"])
def test_list_of_updates_says_who_answers_for_an_action_no_more(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, address: str
) -> None:
    words = "Nobody answers for Learning sub-group or Police now"
    assertNotContains(client_of(cast.manager).get(address), "Nobody answers for")

    end_chair()

    assertContains(client_of(cast.manager).get(address), words)
    assertNotContains(client_of(cast.lead).get(address), "Nobody answers for")


def test_home_counts_them_and_leads_to_the_leads(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    manager = client_of(cast.manager)
    assertNotContains(manager.get(HOME), "nobody answers")

    end_chair()

    shown = manager.get(HOME)
    assert shown.context["unanswered"] == 2
    assert shown.context["owed_in_all"] == 4
    assertContains(shown, "fall to you: nobody answers for their leads now")
    assertContains(shown, reverse("plans:lead-list", args=["a"]))


@pytest.mark.parametrize(("who", "told"), [("manager", True), ("deputy", True), ("member", False)])
def test_home_tells_managers_that_the_board_has_no_chair(
    cast: Cast, client_of: ClientOf, who: str, told: bool
) -> None:
    words, client = "has no independent chair now", client_of(getattr(cast, who))
    assertNotContains(client.get(HOME), words)

    Membership.objects.filter(role=Role.CHAIR).update(ends_on=TODAY - DAY)

    (assertContains if told else assertNotContains)(client.get(HOME), words)


@pytest.mark.parametrize(
    ("of", "words"),
    [
        ("subgroup", "unless somebody answers for another of their leads"),
        ("board", "reports on the actions it is accountable for"),
    ],
)
def test_page_of_a_body_nobody_answers_for_says_who_reports(
    cast: Cast, client_of: ClientOf, leads: Leads, of: str, words: str
) -> None:
    end_chair()
    lead: Lead = getattr(leads, of)

    for name, pk in (("group-detail", lead.group_id), ("lead-detail", lead.pk)):
        assertContains(client_of(cast.manager).get(reverse(f"plans:{name}", args=["a", pk])), words)


def test_page_of_a_group_with_a_chair_says_nothing_of_it(
    cast: Cast, client_of: ClientOf, leads: Leads
) -> None:
    url = reverse("plans:group-detail", args=["a", leads.subgroup.group_id])

    assertNotContains(client_of(cast.manager).get(url), "The business manager reports")
