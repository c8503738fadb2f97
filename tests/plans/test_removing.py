"""Agencies and leads entered by mistake: off the lists and back, and never while in use."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from boardplan.audit.events import Event
from boardplan.audit.models import StaleRevision
from plans.models import Agency, Lead, LeadKind
from plans.services.handing_over import lead_hand_over
from plans.services.removing import body_put_back, body_remove, in_use
from priorities.services.actions import NamedLeads, action_edit
from tests import factories as make
from tests.conftest import Cast, Leads, SmallPlan
from tests.factories import TODAY
from tests.plans.mergers import merge
from tests.priorities.filling_in import send, told


def page(name: str, *args: Any) -> str:
    return reverse(f"plans:{name}", args=["a", *args])


def remove(cast: Cast, body: Any) -> Any:
    """Take it off the lists, as the manager who has just read its page."""
    body.refresh_from_db()
    return body_remove(body=body, revision=body.revision, by=cast.manager, today=TODAY)


def offered(client: Client, name: str, field: str, *args: Any) -> set[str]:
    """What a form lets one choose."""
    form = client.get(page(name, *args)).context["form"]
    return {str(row) for row in form.fields[field].queryset}


@pytest.fixture
def typo(cast: Cast) -> Agency:
    agency: Agency = make.agency(board=cast.board, name="Kent Polcie")
    return agency


@pytest.mark.parametrize("kind", ["agency", "lead"])
def test_one_that_nothing_names_is_removed_on_its_page_and_put_back(
    cast: Cast, manager: Client, kind: str
) -> None:
    body: Any = getattr(make, kind)(board=cast.board, name="Typed twice")
    detail, away, back = (page(f"{kind}-{what}", body.pk) for what in _PAGES)
    assertContains(manager.get(detail), away)

    response = send(manager, away, why="A typing error")

    assert "“Typed twice” is off the lists." in told(manager, response)
    shown = manager.get(page(f"{kind}-list"))
    assert "Typed twice" not in [str(line.body) for line in shown.context["standing"]]
    assertContains(shown, "Removed from the lists on 25 November 2026")
    assertContains(manager.get(detail), "Removed from the lists: A typing error")
    assertNotContains(manager.get(detail), away + '"')
    assert body.history.first().history_user == cast.manager
    assert Event.objects.get().detail["change"] == f"{kind} removed from the lists"

    response = send(manager, back)

    assert "“Typed twice” is on the lists again." in told(manager, response)
    shown = manager.get(page(f"{kind}-list"))
    assert "Typed twice" in [str(line.body) for line in shown.context["standing"]]


_PAGES = ("detail", "remove", "put-back")


def test_removed_ones_cannot_be_chosen(
    cast: Cast, rows: SmallPlan, typo: Agency, manager: Client
) -> None:
    post = make.lead(board=cast.board, name="Mistyped post")
    own = make.lead(board=cast.board, name="Kent Polcie", kind=LeadKind.AGENCY, agency=typo)

    remove(cast, post)
    remove(cast, typo)

    assert "Kent Polcie" not in offered(manager, "invitation-add", "agency")
    assert not {str(post), str(own)} & offered(manager, "invitation-add", "leads")
    assert not {str(post)} & offered(manager, "lead-merge", "into", rows.held.leads.get().lead_id)
    with pytest.raises(ValidationError, match="is off the lists"):
        lead_hand_over(lead=post, to=cast.member, starts_on=TODAY, by=cast.manager)
    with pytest.raises(ValidationError, match="is off the lists"):
        action_edit(
            action=rows.held,
            columns={},
            leads=NamedLeads.of(rows.held),
            revision=rows.held.revision,
            by=cast.manager,
            newcomer="mistyped POST",
        )


def test_lead_in_use_now_or_once_stays(cast: Cast, rows: SmallPlan, leads: Leads) -> None:
    named = rows.led.leads.get(lead=leads.agency)
    named.withdrawn_on, named.withdrawn_reason = TODAY, "Passed on"
    named.save()
    held = make.lead(board=cast.board)
    make.lead_holder(lead=held, user=cast.member, ends_on=TODAY)
    merged, into = make.lead(board=cast.board), make.lead(board=cast.board)
    merge(cast, merged, into)

    assert "actions of the plan name it, or did" in in_use(leads.agency)
    assert "somebody answers for it, or did" in in_use(held)
    assert "another one was merged into it" in in_use(into)
    merged.refresh_from_db()
    assert "was merged into" in in_use(merged)
    with pytest.raises(ValidationError):
        remove(cast, held)


def test_agency_in_use_now_or_once_stays(cast: Cast, rows: SmallPlan, leads: Leads) -> None:
    home, posts, into = (make.agency(board=cast.board) for _ in range(3))
    make.membership(board=cast.board, user=cast.member, role="observer", agency=home)
    make.lead(board=cast.board, agency=posts)
    merge(cast, make.agency(board=cast.board), into)

    assert leads.agency.agency is not None
    assert "its lead is in use, or was" in in_use(leads.agency.agency)
    assert "people come from it, or did" in in_use(home)
    assert "a post of the plan belongs to it" in in_use(posts)
    assert "another one was merged into it" in in_use(into)


def test_page_of_one_in_use_offers_no_removal_and_its_address_says_why(
    rows: SmallPlan, leads: Leads, manager: Client
) -> None:
    away = page("lead-remove", leads.agency.pk)
    assertNotContains(manager.get(page("lead-detail", leads.agency.pk)), away)

    response = manager.get(away)

    assert response.status_code == 302
    assert "actions of the plan name it" in told(manager, response)


def test_removed_one_is_not_merged_and_none_into_it(cast: Cast, typo: Agency) -> None:
    other = make.agency(board=cast.board)
    remove(cast, typo)

    for body, into in ((typo, other), (other, typo)):
        with pytest.raises(ValidationError, match="off the lists"):
            merge(cast, body, into)


def test_agencys_lead_goes_and_comes_back_with_it(
    cast: Cast, typo: Agency, manager: Client
) -> None:
    own: Lead = make.lead(board=cast.board, name="Polcie", kind=LeadKind.AGENCY, agency=typo)

    removed = remove(cast, typo)

    own.refresh_from_db()
    assert own.is_closed(TODAY)
    assertNotContains(manager.get(page("lead-detail", own.pk)), page("lead-put-back", own.pk))
    body_put_back(body=removed, revision=removed.revision, by=cast.manager)
    assert Lead.objects.choosable().filter(pk=own.pk).exists()


def test_somebody_elses_change_is_not_overlooked(cast: Cast, typo: Agency) -> None:
    with pytest.raises(StaleRevision):
        body_remove(body=typo, revision=typo.revision - 1, by=cast.manager, today=TODAY)


def test_what_is_on_the_lists_is_not_put_back(cast: Cast, typo: Agency) -> None:
    with pytest.raises(ValidationError, match="nothing was to be put back"):
        body_put_back(body=typo, revision=typo.revision, by=cast.manager)


def test_group_is_closed_and_not_removed(cast: Cast, leads: Leads) -> None:
    assert leads.subgroup.group is not None
    assert "A group that ends is closed" in in_use(leads.subgroup.group)
