"""A first day that is far away is a slip of the keyboard, and refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.conftest import Cast, Leads
from tests.priorities.filling_in import errors, send

PAGES = ("invitation", "role", "lead", "chair", "deputy")


def sent(client: Client, form: str, cast: Cast, leads: Leads, day: str) -> dict[str, list[str]]:
    """What is wrong with a form of which all but the first day is right."""
    to: dict[str, Any] = {"to": cast.member.pk}
    forms: dict[str, tuple[str, dict[str, Any]]] = {
        "invitation": (
            "invitations/new/",
            {"email": "nurse@trust.example", "name": "Nurse", "roles": ["member"]},
        ),
        "role": (f"people/{cast.lead.pk}/roles/new/", {"role": "member"}),
        "lead": (f"leads/{leads.post.pk}/holder/", to),
        "chair": (f"groups/{leads.subgroup.group_id}/chair/", to),
        "deputy": ("deputies/new/", {"person": cast.lead.pk, "ends_on": day}),
    }
    url, words = forms[form]
    response = send(client, f"/boards/a/{url}", **words, starts_on=day)
    return {} if response.status_code == 302 else errors(response)


@pytest.mark.parametrize("form", PAGES)
def test_first_day_far_ahead_is_refused(
    cast: Cast, leads: Leads, manager: Client, form: str
) -> None:
    assert (
        "more than a year ahead" in sent(manager, form, cast, leads, "27/11/2027")["starts_on"][0]
    )
    assert sent(manager, form, cast, leads, "26/11/2027") == {}


@pytest.mark.parametrize("form", ["invitation", "role", "lead", "chair"])
def test_first_day_long_ago_is_refused(
    cast: Cast, leads: Leads, manager: Client, form: str
) -> None:
    assert "more than a year ago" in sent(manager, form, cast, leads, "23/11/2025")["starts_on"][0]


@pytest.mark.parametrize("form", ["invitation", "role"])
def test_first_day_a_year_ago_is_taken(
    cast: Cast, leads: Leads, manager: Client, form: str
) -> None:
    assert sent(manager, form, cast, leads, "24/11/2025") == {}
