"""What the pages of bodies offer: no link that can only refuse, and words that fit the case."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from plans.models import Agency, Group, Lead
from plans.roles import Role
from tests import factories as make
from tests.conftest import Cast, Leads
from tests.factories import TODAY
from tests.plans.mergers import learning, merge
from tests.priorities.filling_in import errors, send, told


def page(name: str, *args: Any) -> str:
    return reverse(f"plans:{name}", args=["a", *args])


def offered(client: Client, url: str) -> dict[str, str]:
    """The buttons at the head of a page, and where they lead."""
    return dict(client.get(url).context["changes"])


def test_board_itself_offers_no_merger_and_no_hand_over(leads: Leads, manager: Client) -> None:
    group = leads.board.group_id

    assert set(offered(manager, page("group-detail", group))) == {"Rename"}
    for address, words in (("group-merge", "is the board itself"), ("group-chair", "Independent")):
        response = manager.get(page(address, group))
        assertRedirects(response, page("group-detail", group), fetch_redirect_response=False)
        assert words in told(manager, response)


def test_chair_of_the_boards_lead_is_not_handed_over(leads: Leads, manager: Client) -> None:
    detail = page("lead-detail", leads.board.pk)

    assert "Appoint" not in offered(manager, detail)
    response = manager.get(page("lead-holder", leads.board.pk))
    assertRedirects(response, detail, fetch_redirect_response=False)


def test_lead_that_bears_its_groups_name_leads_to_the_groups_renaming(
    leads: Leads, manager: Client
) -> None:
    group = leads.subgroup.group_id

    links = offered(manager, page("lead-detail", leads.subgroup.pk))

    assert links["Rename the group"] == page("group-rename", group)
    assert "Rename" not in links
    response = manager.get(page("lead-rename", leads.subgroup.pk))
    assertRedirects(response, page("group-detail", group), fetch_redirect_response=False)
    assert "Rename the group" in told(manager, response)


def test_renaming_of_what_was_merged_says_what_to_do(
    cast: Cast, leads: Leads, quality: Group, manager: Client
) -> None:
    merge(cast, learning(leads), quality)
    group = leads.subgroup.group_id

    response = manager.get(page("group-rename", group))

    assertRedirects(response, page("group-detail", group), fetch_redirect_response=False)
    assert "Undo that before you rename it" in told(manager, response)


def test_board_itself_shows_its_independent_chair(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    make.membership(
        board=cast.board,
        user=cast.member,
        role=Role.CHAIR,
        starts_on=TODAY + dt.timedelta(days=7),
    )
    group = leads.board.group_id

    lines = {line.body: line for line in manager.get(page("group-list")).context["standing"]}
    line = lines.pop(leads.board.group)
    assert [tenure.person for tenure in line.now] == [cast.chair]
    assert [tenure.person for tenure in line.next] == [cast.member]
    assert [tenure.person for each in lines.values() for tenure in each.now] == [
        cast.subgroup_chair
    ]
    assertNotContains(manager.get(page("group-detail", group)), "Nobody")


@pytest.mark.parametrize(("kind", "model"), [("agency", Agency), ("lead", Lead), ("group", Group)])
def test_lists_do_not_regard_case(
    cast: Cast, manager: Client, kind: str, model: type[Agency | Lead | Group]
) -> None:
    for name in ("zebra", "Yak", "aardvark", "Bee"):
        getattr(make, kind)(board=cast.board, name=name)

    listed = [str(line.body) for line in manager.get(page(f"{kind}-list")).context["standing"]]

    names = ["aardvark", "Bee", "Yak", "zebra"]
    assert [name for name in listed if name in names] == names


def test_message_about_a_merger_leads_to_what_was_merged(
    cast: Cast, leads: Leads, manager: Client
) -> None:
    doctor = make.lead(board=cast.board, name="Doctor <b>")

    response = send(manager, page("lead-merge", doctor.pk), into=leads.post.pk)

    shown = manager.get(response["Location"])
    link = f'<a class="govuk-link" href="{page("lead-detail", doctor.pk)}">'
    assertContains(shown, link + "The page of “Doctor &lt;b&gt;”</a> lets you undo this.")


def test_merge_form_left_empty_names_its_question(leads: Leads, manager: Client) -> None:
    response = send(manager, page("lead-merge", leads.post.pk), into="")

    question = "Which lead stands for it from now on?"
    assert errors(response)["into"] == [f"Choose an answer for “{question}”."]


def test_where_nobody_is_yet_somebody_is_appointed(
    cast: Cast, leads: Leads, quality: Group, manager: Client
) -> None:
    vacant = make.lead(board=cast.board, name="Vacant post")
    forms = {
        page("group-chair", quality.pk): page("group-detail", quality.pk),
        page("lead-holder", vacant.pk): page("lead-detail", vacant.pk),
    }

    for form, detail in forms.items():
        assert offered(manager, detail)["Appoint"] == form
        shown = manager.get(form)
        assertContains(shown, "Appoint")
        assertNotContains(shown, "Hand over")
        assertNotContains(shown, "chair until then")
    held = page("group-chair", leads.subgroup.group_id)
    assertContains(manager.get(held), "The chair until then")
    assertContains(manager.get(held), "Hand over the chair")
