"""A manager writes down what somebody told her: how it was heard and who said it are kept."""

from __future__ import annotations

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from priorities.models import Update
from tests.conftest import Cast, ClientOf, SmallPlan
from tests.priorities.reporting import drawn, form_address, form_data


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("phone", "told by phone by Chair of learning, written down by Manager"),
        ("e-mail", "told by e-mail by Chair of learning, written down by Manager"),
        ("meeting", "told at a sub-group meeting by Chair of learning, written down by Manager"),
    ],
)
def test_update_on_behalf_says_how_it_was_heard_and_who_said_it(
    cast: Cast, rows: SmallPlan, client_of: ClientOf, source: str, words: str
) -> None:
    client = client_of(cast.manager)
    data = form_data(rows.led, source=source, told_by="Chair of learning")

    assert client.post(form_address(rows.led), data).status_code == 302

    said = rows.led.updates.latest("pk")
    assert (said.source, said.told_by, said.author) == (source, "Chair of learning", cast.manager)
    assertContains(client.get(rows.led.get_absolute_url()), words)


def test_managers_own_update_is_her_own_word(
    cast: Cast, rows: SmallPlan, client_of: ClientOf
) -> None:
    client_of(cast.manager).post(form_address(rows.led), form_data(rows.led, source=""))

    said = rows.led.updates.latest("pk")
    assert (said.source, said.told_by) == ("form", "")


@pytest.mark.parametrize(
    ("fields", "name"),
    [({"source": "phone"}, "told_by"), ({"told_by": "The chair"}, "source")],
)
def test_half_an_answer_is_refused_at_the_other_question(
    cast: Cast, rows: SmallPlan, client_of: ClientOf, fields: dict[str, str], name: str
) -> None:
    response = client_of(cast.manager).post(form_address(rows.led), form_data(rows.led, **fields))

    assert list(response.context["form"].errors) == [name]


def test_source_nobody_chooses_is_refused(cast: Cast, rows: SmallPlan, client_of: ClientOf) -> None:
    data = form_data(rows.led, source="import", told_by="The chair")

    response = client_of(cast.manager).post(form_address(rows.led), data)

    assert "source" in response.context["form"].errors


def test_leads_are_not_asked_and_cannot_say_it(
    cast: Cast, rows: SmallPlan, client_of: ClientOf
) -> None:
    client = client_of(cast.subgroup_chair)
    assertNotContains(client.get(form_address(rows.led)), "How did you hear it?")

    client.post(form_address(rows.led), form_data(rows.led, source="phone", told_by="Somebody"))

    said = rows.led.updates.latest("pk")
    assert (said.status, said.source, said.told_by) == ("submitted", "form", "")


def test_draft_keeps_both_and_the_lead_who_goes_on_speaks_for_herself(
    cast: Cast, rows: SmallPlan, client_of: ClientOf
) -> None:
    manager, chair = client_of(cast.manager), client_of(cast.subgroup_chair)
    data = form_data(rows.led, source="phone", told_by="The chair", step="draft")
    manager.post(form_address(rows.led), data)
    begun = drawn(manager, rows.led)
    assert (begun["source"], begun["told_by"]) == ("phone", "The chair")

    chair.post(form_address(rows.led), form_data(rows.led))

    said = Update.objects.get(action=rows.led, status="submitted")
    assert (said.source, said.told_by) == ("form", "")


def test_nothing_to_add_needs_no_answer(cast: Cast, rows: SmallPlan, client_of: ClientOf) -> None:
    data = form_data(rows.led, rating=None, progress=None, step="nothing", source="")

    assert client_of(cast.manager).post(form_address(rows.led), data).status_code == 302
    assert rows.led.updates.latest("pk").is_nothing_to_add
