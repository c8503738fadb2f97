"""Groups that end: what stands in the way, what is closed to them afterwards, and re-opening."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from boardplan.audit.events import Event
from boardplan.audit.models import StaleRevision
from plans.bodies import open_actions
from plans.models import Group, GroupKind, Lead, LeadKind
from plans.roles import Role
from plans.services.closing import group_close, group_reopen
from plans.services.handing_over import chair_hand_over
from plans.services.merging import body_merge
from priorities.snapshot import plan_document
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import LONDON, TODAY
from tests.plans.mergers import learning
from tests.priorities.filling_in import address, errors, filled_in, send, told

DAY = dt.timedelta(days=1)
YESTERDAY, NEXT_WEEK = TODAY - DAY, TODAY + 7 * DAY
WHY = "The handbook is printed"


def page(name: str, *args: Any) -> str:
    return reverse(f"plans:{name}", args=["a", *args])


def close(cast: Cast, group: Group, on: dt.date = TODAY, **words: Any) -> Group:
    """Close it, as the manager who has just read its page."""
    group.refresh_from_db()
    given = {"revision": group.revision, "by": cast.manager, "reason": WHY, **words}
    return group_close(group=group, closes_on=on, **given)


def reopen(cast: Cast, group: Group) -> Group:
    group.refresh_from_db()
    return group_reopen(group=group, revision=group.revision, by=cast.manager, reason="Too soon")


def complete(rows: SmallPlan, *actions: Any) -> None:
    """Rate these actions complete, at the beginning of November."""
    at = dt.datetime(2026, 11, 1, tzinfo=LONDON)
    for action in actions:
        make.update(action=action, is_accepted=True, rating=rows.ratings["green"], at=at)


def typed(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def test_group_is_closed_on_its_page_and_says_so_in_list_and_history(
    quality: Group, manager: Client, cast: Cast
) -> None:
    assertContains(manager.get(page("group-detail", quality.pk)), page("group-close", quality.pk))

    response = send(manager, page("group-close", quality.pk), why=WHY)

    assert "is closed from 25 November 2026 on." in told(manager, response)
    shown = manager.get(page("group-list"))
    assert [line.body for line in shown.context["closed"]] == [quality]
    assert quality not in [line.body for line in shown.context["standing"]]
    assertContains(shown, "Closed on 25 November 2026")
    detail = manager.get(page("group-detail", quality.pk))
    assertContains(detail, "Closed on 25 November 2026")
    assertContains(detail, f"Closed from 25 November 2026: {WHY}")
    assertContains(detail, page("group-reopen", quality.pk))
    for gone in ("group-close", "group-chair", "group-merge"):
        assertNotContains(detail, page(gone, quality.pk))
    assert quality.history.first().history_user == cast.manager
    event = Event.objects.get(detail__change="group closed")
    assert (event.user_id, event.detail["group"]) == (cast.manager.pk, quality.pk)


def test_group_that_closes_later_stands_until_then(
    quality: Group, cast: Cast, manager: Client
) -> None:
    close(cast, quality, NEXT_WEEK)

    shown = manager.get(page("group-list"))

    assertContains(shown, "closes on 2 December 2026")
    assert shown.context["closed"] == []
    quality.refresh_from_db()
    assert not quality.is_closed(NEXT_WEEK - DAY)
    assert quality.is_closed(NEXT_WEEK)


def test_day_and_reason_are_required(quality: Group, manager: Client) -> None:
    response = send(manager, page("group-close", quality.pk), closes_on="", why=" ")

    assert set(errors(response)) == {"closes_on", "why"}
    quality.refresh_from_db()
    assert quality.closed_on is None


def test_group_that_is_chaired_is_not_closed_and_the_page_offers_the_hand_over(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    group = learning(leads)
    shown = manager.get(page("group-close", group.pk))
    assertContains(shown, f"{cast.subgroup_chair} chairs it with no last day")
    assertContains(shown, f'href="{page("group-chair", group.pk)}"')
    assertNotContains(shown, 'name="closes_on"')

    with pytest.raises(ValidationError, match="Subgroup_Chair chairs it with no last day"):
        close(cast, group)

    chair_hand_over(group=group, to=None, starts_on=NEXT_WEEK, by=cast.manager)
    assertContains(manager.get(page("group-close", group.pk)), "chairs it until 1 December 2026")
    with pytest.raises(ValidationError, match="until 1 December 2026") as refusal:
        close(cast, group, NEXT_WEEK - DAY)
    assert "closes_on" in refusal.value.error_dict
    assert close(cast, group, NEXT_WEEK).closed_on == NEXT_WEEK


def test_chair_to_come_stands_in_the_way_and_one_who_left_does_not(
    quality: Group, cast: Cast
) -> None:
    words = {"board": cast.board, "role": Role.SUBGROUP_CHAIR, "group": quality}
    make.membership(user=cast.lead, ends_on=YESTERDAY, **words)
    make.membership(user=cast.member, starts_on=NEXT_WEEK, **words)

    with pytest.raises(ValidationError, match="Member chairs it"):
        close(cast, quality)

    chair_hand_over(group=quality, to=None, starts_on=TODAY, by=cast.manager)
    assert close(cast, quality).closed_on == TODAY


def test_group_with_open_actions_is_not_closed_and_they_are_named(
    rows: SmallPlan, cast: Cast, leads: Leads, manager: Client
) -> None:
    group = learning(leads)
    chair_hand_over(group=group, to=None, starts_on=TODAY, by=cast.manager)

    with pytest.raises(ValidationError, match=r"not complete: 1\.1\.1, 1\.2\.1\."):
        close(cast, group)

    shown = manager.get(page("group-close", group.pk))
    assertContains(shown, f'href="{address("action-edit", rows.led.pk)}">Action 1.1.1</a>')
    assertNotContains(shown, 'name="closes_on"')
    complete(rows, rows.led, rows.waiting)
    assert close(cast, group).closed_on == TODAY


def test_complete_is_what_the_latest_acceptance_that_stands_says(
    rows: SmallPlan, leads: Leads
) -> None:
    complete(rows, rows.led, rows.waiting)
    green, amber = rows.ratings["green"], rows.ratings["amber"]
    later = dt.datetime(2026, 11, 2, tzinfo=LONDON)
    make.update(action=rows.waiting, is_accepted=True, rating=amber, at=later)
    voided = {"voided_at": later, "void_reason": "Wrong"}
    make.update(action=rows.held, is_accepted=True, rating=green, **voided)
    make.action_lead(action=rows.held, lead=leads.subgroup)
    make.action_lead(action=rows.withdrawn, lead=leads.subgroup)

    names = {action.name for action in open_actions(learning(leads))}

    assert names == {"1.1.2", "1.2.1"}


def test_actions_of_what_was_merged_into_it_count(
    rows: SmallPlan, cast: Cast, leads: Leads, quality: Group
) -> None:
    body_merge(body=learning(leads), into=quality, revision=1, by=cast.manager, today=TODAY)

    assert {action.name for action in open_actions(quality)} == {"1.1.1", "1.2.1"}
    with pytest.raises(ValidationError, match="was merged into"):
        close(cast, learning(leads))


def test_board_itself_is_never_closed(leads: Leads, cast: Cast, manager: Client) -> None:
    whole = leads.board.group
    assert whole is not None
    assert whole.kind == GroupKind.BOARD

    with pytest.raises(ValidationError, match="the board itself"):
        close(cast, whole)

    assert manager.get(page("group-close", whole.pk)).status_code == 302
    assertNotContains(manager.get(page("group-detail", whole.pk)), page("group-close", whole.pk))


def test_second_manager_is_told_of_the_first_ones_change(quality: Group, cast: Cast) -> None:
    close(cast, quality)
    reopen(cast, quality)

    with pytest.raises(StaleRevision):
        close(cast, quality, revision=1)


@pytest.fixture
def shut(cast: Cast, quality: Group) -> Lead:
    """The lead of a group that is to close next week."""
    lead: Lead = make.lead(board=cast.board, name=quality.name, kind=LeadKind.GROUP, group=quality)
    close(cast, quality, NEXT_WEEK)
    return lead


def test_closed_group_is_no_choice_for_anything_new(
    shut: Lead, rows: SmallPlan, cast: Cast, manager: Client
) -> None:
    pages = (
        page("invitation-add"),
        page("role-add", cast.lead.pk),
        page("lead-add"),
        page("group-merge", cast.board.groups.get(name="Learning sub-group").pk),
        address("action-add", rows.led.objective_id),
        address("action-edit", rows.led.pk),
    )

    for each in pages:
        shown = manager.get(each)
        assert shown.status_code == 200
        assertNotContains(shown, "Quality sub-group")
    reopen(cast, shut.group)  # type: ignore[arg-type]
    for each in pages:
        assertContains(manager.get(each), "Quality sub-group")


def test_closed_group_typed_as_somebody_else_is_refused(
    shut: Lead, rows: SmallPlan, manager: Client
) -> None:
    response = send(manager, address("action-edit", rows.led.pk), somebody_else=shut.name.upper())

    assert "is closed. Name another lead." in str(errors(response))
    assert not rows.led.leads.filter(lead=shut).exists()


def test_complete_action_of_a_closed_group_is_edited_and_keeps_its_lead(
    rows: SmallPlan, cast: Cast, quality: Group, manager: Client
) -> None:
    lead = make.lead(board=cast.board, name=quality.name, kind=LeadKind.GROUP, group=quality)
    make.action_lead(action=rows.unled, lead=lead, is_accountable=True)
    complete(rows, rows.unled)
    close(cast, quality)
    url = address("action-edit", rows.unled.pk)

    response = manager.post(url, filled_in(manager, url, text="Ask three times a year"))

    assert response.status_code == 302
    (action,) = (each for each in plan_document(rows.plan).actions if each.number == "2.1.2")
    assert [named.name for named in action.leads] == ["Quality sub-group"]


@pytest.mark.parametrize("to_close", [True, False])
def test_closed_group_gets_no_chair_and_merges_with_none(
    shut: Lead, cast: Cast, leads: Leads, to_close: bool
) -> None:
    group = Group.objects.get(name=shut.name)
    other = learning(leads)
    body, into = (group, other) if to_close else (other, group)

    with pytest.raises(ValidationError, match="closed from 2 December 2026 on"):
        chair_hand_over(group=group, to=cast.member, starts_on=TODAY, by=cast.manager)
    with pytest.raises(ValidationError, match=r"is closed\. Re-open it first\."):
        body_merge(body=body, into=into, revision=body.revision, by=cast.manager, today=TODAY)

    assert not group.memberships.exists()


def test_closed_group_is_re_opened_on_its_page(quality: Group, cast: Cast, manager: Client) -> None:
    close(cast, quality)
    url = page("group-reopen", quality.pk)

    response = send(manager, url, why="It goes on")

    assert "is open." in told(manager, response)
    quality.refresh_from_db()
    assert quality.closed_on is None
    words = "Re-opened; it was closed from 25 November 2026: It goes on"
    assert quality.history.first().history_change_reason == words
    assert Event.objects.filter(detail__change="group re-opened").exists()
    assert manager.get(url).status_code == 302
    with pytest.raises(ValidationError, match="is not closed"):
        reopen(cast, quality)


def test_lead_of_a_closed_group_stands_among_the_closed_ones(
    shut: Lead, cast: Cast, manager: Client
) -> None:
    assertContains(manager.get(page("lead-list")), "closes on 2 December 2026")
    reopen(cast, shut.group)  # type: ignore[arg-type]
    close(cast, shut.group)  # type: ignore[arg-type]

    shown = manager.get(page("lead-list"))

    assert [line.body for line in shown.context["closed"]] == [shut]
    assertContains(manager.get(page("lead-detail", shut.pk)), "Closed on 25 November 2026")
