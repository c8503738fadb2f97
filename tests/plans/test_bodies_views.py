"""The pages of groups, agencies and leads: what they show, and how their forms are answered."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Lead
from plans.roles import Role
from plans.services.merging import body_merge
from tests import factories as make
from tests.access.test_queries import counted
from tests.access.test_queries import told as queries_told
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.factories import TODAY
from tests.priorities.filling_in import send, told


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


def page(name: str, *args: Any) -> str:
    return reverse(f"plans:{name}", args=["a", *args])


def text(client: Client, url: str) -> str:
    """The page's words on one line."""
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def merged(cast: Cast, body: Any, into: Any) -> None:
    body_merge(body=body, into=into, revision=body.revision, by=cast.manager, today=TODAY)


def test_list_of_groups_shows_chairs_actions_names_and_mergers(
    cast: Cast, rows: SmallPlan, leads: Leads, manager: Client
) -> None:
    old = make.group(board=cast.board, name="Training group")
    merged(cast, old, leads.subgroup.group)
    url = page("group-rename", leads.subgroup.group_id)
    send(manager, url, name="Workforce sub-group")

    response = manager.get(page("group-list"))

    lines = {str(line.body): line for line in response.context["standing"]}
    line = lines["Workforce sub-group"]
    assert [tenure.person for tenure in line.now] == [cast.subgroup_chair]
    assert (line.work.actions, [name.name for name in line.former]) == (2, ["Learning sub-group"])
    shown = text(manager, page("group-list"))
    assert "Merged into “Workforce sub-group” on 25 November 2026" in shown
    assert "Learning sub-group until 25 November 2026" in shown


@pytest.mark.parametrize("kind", ["group", "agency", "lead"])
def test_list_shows_nothing_of_another_board(
    cast: Cast, leads: Leads, manager: Client, kind: str
) -> None:
    other = getattr(make, kind)(board=cast.other_board, name="What only board B may read")

    assert str(other) not in text(manager, page(f"{kind}-list"))


@pytest.mark.parametrize("kind", ["group", "agency", "lead"])
def test_list_costs_the_same_for_few_and_many(
    cast: Cast, rows: SmallPlan, leads: Leads, manager: Client, kind: str
) -> None:
    url = page(f"{kind}-list")
    manager.get(url)
    with counted() as few:
        manager.get(url)
    for _ in range(20):
        body = getattr(make, kind)(board=cast.board)
        into = getattr(make, kind)(board=cast.board)
        merged(cast, body, into)
        if kind == "group":
            make.membership(board=cast.board, role=Role.SUBGROUP_CHAIR, group=into)
        if kind == "lead":
            make.lead_holder(lead=into)
    with counted() as many:
        manager.get(url)

    assert len(many) == len(few), queries_told(many)


def test_page_of_a_lead_shows_past_present_and_coming_holders(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    url = page("lead-holder", leads.post.pk)
    send(manager, url, to=cast.member.pk, starts_on="1/6/2026", why="New in post")
    response = send(manager, url, to=cast.observer.pk, starts_on="1 December 2026")

    assert "was given the role “Lead”" in told(manager, response)
    line = manager.get(page("lead-detail", leads.post.pk)).context["line"]
    assert [tenure.person for tenure in line.past] == [cast.lead]
    assert [tenure.person for tenure in line.now] == [cast.member]
    assert [tenure.person for tenure in line.next] == [cast.observer]
    shown = text(manager, page("lead-detail", leads.post.pk))
    assert "1 April 2026 to 31 May 2026" in shown
    assert "New in post" in shown


def test_page_of_a_groups_lead_leads_to_the_groups_chair(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    response = manager.get(page("lead-holder", leads.subgroup.pk))

    assert response.headers["Location"] == page("group-chair", leads.subgroup.group_id)


def test_chair_is_handed_over_on_her_page_and_told_where_she_has_no_role_left(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    url = page("group-chair", leads.subgroup.group_id)

    response = send(manager, url, to=cast.member.pk)

    assert f"{cast.subgroup_chair} has no other role" in told(manager, response)
    assert cast.access(cast.member).chaired_groups == {leads.subgroup.group_id}


def test_manager_who_takes_a_chair_over_stays_signed_in(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    send(manager, page("group-chair", leads.subgroup.group_id), to=cast.manager.pk)

    assert manager.get("/boards/a/").status_code == 200


def test_group_is_merged_and_apart_again_on_its_pages(
    cast: Cast, rows: SmallPlan, leads: Leads, manager: Client
) -> None:
    quality = make.group(board=cast.board, name="Quality sub-group")
    group = leads.subgroup.group
    assert group is not None

    response = send(manager, page("group-merge", group.pk), into=quality.pk, why="One programme")
    assert "lets you undo this" in told(manager, response)
    assert "Merged into it" in text(manager, page("group-detail", quality.pk))
    assert "Undo the merger" in text(manager, page("group-detail", group.pk))
    assert "Quality sub-group" in text(manager, f"/boards/a/actions/{rows.led.pk}/")

    response = send(manager, page("group-merge-undo", group.pk))
    assert "stands for itself again" in told(manager, response)
    group.refresh_from_db()
    assert not group.is_merged


def test_action_page_prints_a_successor_once_and_says_what_was_named(
    cast: Cast, rows: SmallPlan, leads: Leads, manager: Client
) -> None:
    quality = make.group(board=cast.board, name="Quality sub-group")
    heir = make.lead(board=cast.board, name="Quality sub-group", kind="group", group=quality)
    make.action_lead(action=rows.led, lead=heir, position=3)
    merged(cast, leads.subgroup.group, quality)

    shown = text(manager, f"/boards/a/actions/{rows.led.pk}/")

    assert "<strong>Quality sub-group</strong> (accountable)" in shown
    assert "Learning sub-group is now part of Quality sub-group" in shown
    assert shown.count("Quality sub-group") == 2


def test_action_form_offers_what_stands_and_shows_the_successor_as_named(
    cast: Cast, rows: SmallPlan, leads: Leads, manager: Client
) -> None:
    quality = make.group(board=cast.board, name="Quality sub-group")
    merged(cast, leads.subgroup.group, quality)
    heir = Lead.objects.get(group=quality)

    form = manager.get(f"/boards/a/actions/{rows.led.pk}/edit/").context["form"]

    assert form["accountable"].value() == heir.pk
    offered = set(form.fields["accountable"].queryset)
    assert (heir in offered, leads.subgroup in offered) == (True, False)


def test_plan_filter_follows_the_printed_name(
    cast: Cast, rows: SmallPlan, leads: Leads, manager: Client
) -> None:
    merged(cast, leads.subgroup.group, make.group(board=cast.board, name="Quality sub-group"))

    form = manager.get("/boards/a/plan/", {"lead": "Quality sub-group"}).context["filters"]
    shown = text(manager, "/boards/a/plan/?lead=Quality+sub-group")

    names = {name for name, _ in form.fields["lead"].choices}
    assert {"Quality sub-group"} <= names
    assert "Learning sub-group" not in names
    assert "Audit twelve case files" in shown
    assert "Agree one assessment form" not in shown


def test_page_of_a_merged_group_has_no_empty_heading(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    old = make.group(board=cast.board, name="Training group")
    assert ">Chair</h2>" in text(manager, page("group-detail", old.pk))

    merged(cast, old, leads.subgroup.group)

    assert ">Chair</h2>" not in text(manager, page("group-detail", old.pk))
