"""The pages by which the next plan is started: nothing typed is lost, and where it leads."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from plans.models import Plan
from priorities.models import Action, Update, UpdateStatus
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.factories import LONDON
from tests.priorities.many import grow

NOW = dt.datetime(2026, 11, 24, 12, tzinfo=LONDON)
NEXT = "/boards/a/plans/business-plan/next/"


@pytest.fixture
def manager(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.manager)


@pytest.fixture(autouse=True)
def _nothing_waits(rows: SmallPlan) -> None:
    """The update that waits is a draft again."""
    Update.objects.filter(pk=rows.submitted.pk).update(status="draft", submitted_at=None)


def typed(rows: SmallPlan, client: Client, **fields: Any) -> dict[str, Any]:
    """The form as it is drawn, all carried, with these fields."""
    form = client.get(NEXT).context["form"]
    words = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in words.items() if value is not None} | {
        "title": "Business plan 2029 to 2032",
        "period_start": "1 April 2029",
        "period_end": "31 March 2032",
        **fields,
    }


HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')


def hidden_values(page: Any) -> dict[str, str]:
    """What the page's form keeps for the next step."""
    found = HIDDEN.findall(page.content.decode())
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_form_suggests_title_and_years_and_carries_all(rows: SmallPlan, manager: Client) -> None:
    page = manager.get(NEXT)

    form = page.context["form"]
    assert form["title"].value() == "Business plan 2029–32"
    assert form["period_start"].value() == "1/4/2029"
    assert form["period_end"].value() == "31/3/2032"
    assertContains(page, 'value="carried"', count=5)
    assertContains(page, "checked", count=5)


def test_next_plan_is_started_after_the_counts_were_shown(rows: SmallPlan, manager: Client) -> None:
    data = typed(
        rows,
        manager,
        **{
            f"decision_{rows.led.pk}": "completed",
            f"decision_{rows.corporate.pk}": "withdrawn",
            f"reason_{rows.corporate.pk}": "No longer ours",
        },
    )

    check = manager.post(NEXT, {**data, "step": "check"})

    assertContains(check, "<dt>Carried</dt><dd>3</dd>")
    assertContains(check, "<dt>Completed</dt><dd>1</dd>")
    assertContains(check, "<dt>Withdrawn</dt><dd>1</dd>")
    assert Plan.objects.filter(board__slug="a").count() == 1
    hidden = hidden_values(check)
    started = manager.post(NEXT, hidden)

    address = "/boards/a/plans/business-plan-2029-to-2032/edit/"
    assertRedirects(started, address, fetch_redirect_response=False)
    assertContains(manager.get(address), "has begun: 3 carried, 1 completed, 1 withdrawn.")
    assert Plan.objects.get(slug="business-plan-2029-to-2032").follows == rows.plan


def test_form_sent_twice_makes_one_plan(rows: SmallPlan, manager: Client) -> None:
    data = typed(rows, manager)

    manager.post(NEXT, data)
    again = manager.post(NEXT, data, follow=True)

    assertContains(again, "stored already")
    assert Plan.objects.filter(board__slug="a").count() == 2


def test_what_cannot_be_done_is_said_and_nothing_typed_is_lost(
    rows: SmallPlan, manager: Client
) -> None:
    data = typed(
        rows,
        manager,
        title="A title of mine",
        slug="business-plan",
        **{
            f"decision_{rows.held.pk}": "completed",
            f"decision_{rows.corporate.pk}": "withdrawn",
            f"reason_{rows.led.pk}": "Typed, and kept",
        },
    )

    for step in ({"step": "check"}, {}):
        page = manager.post(NEXT, data | step)

        assertContains(page, "1.1.2: Green needs evidence, and this action has none yet.")
        assertContains(page, f'href="#id_decision_{rows.held.pk}_0"')
        assertContains(page, "Say why 2.1.1 is withdrawn.")
        assertContains(page, "“business-plan” is taken.")
        assertContains(page, 'value="A title of mine"')
        assertContains(page, 'value="Typed, and kept"')
    assert Plan.objects.filter(board__slug="a").count() == 1


def test_change_something_shows_the_form_with_what_was_typed(
    rows: SmallPlan, manager: Client
) -> None:
    data = typed(rows, manager, title="A title of mine")

    page = manager.post(NEXT, data | {"step": "edit"})

    assertContains(page, 'value="A title of mine"')
    assertContains(page, "What becomes of the open actions")
    assertNotContains(page, "There is a problem")


def test_while_updates_wait_the_page_says_so_and_where(rows: SmallPlan, manager: Client) -> None:
    data = typed(rows, manager)
    Update.objects.filter(pk=rows.submitted.pk).update(
        status="submitted", submitted_at=rows.accepted.submitted_at
    )

    page = manager.get(NEXT)

    assertContains(page, "1 update waits to be accepted.")
    assertContains(page, 'href="/boards/a/updates/reviews/"')
    assertContains(manager.post(NEXT, data), "1 update waits to be accepted.")
    assert Plan.objects.filter(board__slug="a").count() == 1


def test_carried_action_shows_its_history_and_where_it_came_from(
    rows: SmallPlan, manager: Client, cast: Cast, client_of: ClientOf
) -> None:
    manager.post(NEXT, typed(rows, manager))
    new = Action.objects.get(carried_from=rows.led)

    page = client_of(cast.observer).get(f"/boards/a/actions/{new.pk}/")

    assertContains(page, "from 1.1.1, 2026–29")
    assertContains(page, "Nine schools are trained.", count=1)
    assertContains(page, ", on 1.1.1, 2026–29")
    assertContains(page, "Register of trainers")
    assertContains(client_of(cast.observer).get("/boards/a/plan/"), "from 1.1.1, 2026–29")


def test_word_of_the_next_plan_stands_above_those_before(rows: SmallPlan, manager: Client) -> None:
    manager.post(NEXT, typed(rows, manager))
    new = Action.objects.get(carried_from=rows.led)
    make.update(
        action=new, is_accepted=True, rating=rows.ratings["red"], progress="New word.", at=NOW
    )

    entries = manager.get(f"/boards/a/actions/{new.pk}/").context["entries"]

    told = [(entry.update.progress, entry.origin) for entry in entries]
    assert told == [("New word.", ""), ("Nine schools are trained.", "1.1.1, 2026–29")]


def test_carried_action_is_reported_on_in_the_next_plan_only(
    rows: SmallPlan, manager: Client
) -> None:
    manager.post(NEXT, typed(rows, manager))
    new = Action.objects.get(carried_from=rows.led)

    old = manager.get(f"/boards/a/actions/{rows.led.pk}/")

    assertContains(old, f'href="/boards/a/actions/{new.pk}/"')
    assertNotContains(old, "Report progress")
    assert manager.get(f"/boards/a/actions/{rows.led.pk}/update/").status_code != 200
    assert manager.get(f"/boards/a/actions/{new.pk}/update/").status_code == 200


def test_form_of_five_hundred_actions_is_within_the_limits(
    rows: SmallPlan, manager: Client, leads: Leads
) -> None:
    grow(rows.plan, 500, lead=leads.board, rating=rows.ratings["amber"])
    waiting = Update.objects.filter(status=UpdateStatus.SUBMITTED)
    waiting.update(status=UpdateStatus.DRAFT, submitted_at=None)

    check = manager.post(NEXT, typed(rows, manager) | {"step": "check"})

    assertContains(check, "<dt>Carried</dt><dd>505</dd>")
    assert manager.post(NEXT, hidden_values(check)).status_code == 302
