"""What binds a deputy's appointment: a year at most, no longer than a deputy's own, ended early."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pytest_django.asserts import assertContains, assertNotContains

from boardplan.accounts.models import User
from plans.models import Membership
from plans.roles import Role
from plans.services.memberships import membership_end, membership_start
from tests import factories as make
from tests.conftest import Cast, ClientOf
from tests.factories import TODAY
from tests.plans.test_deputy import PAGE
from tests.plans.test_ending import REASON, address, end
from tests.priorities.filling_in import errors, filled_in, send, told

A_YEAR_ON = dt.date(2027, 11, 25)


def appoint(client: Any, person: User, ends_on: str) -> Any:
    return send(client, PAGE, person=person.pk, starts_on="25/11/2026", ends_on=ends_on)


def last_day(person: User, day: dt.date) -> None:
    Membership.objects.filter(user=person, role=Role.DEPUTY).update(ends_on=day)


@pytest.mark.parametrize("who", ["manager", "chair"])
def test_deputy_is_appointed_for_a_year_at_most(cast: Cast, client_of: ClientOf, who: str) -> None:
    client = client_of(getattr(cast, who))

    refused = appoint(client, cast.lead, "26/11/2027")
    taken = appoint(client, cast.lead, "25/11/2027")

    (words,) = errors(refused)["ends_on"]
    assert "here to 25 November 2027" in words
    assert "can be renewed" in words
    assert taken.status_code == 302


def test_deputy_without_a_last_day_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="Fill in the last day"):
        membership_start(
            board=cast.board, user=cast.lead, role=Role.DEPUTY, starts_on=TODAY, by=cast.manager
        )


def test_deputy_appoints_nobody_beyond_her_own_last_day(cast: Cast, client_of: ClientOf) -> None:
    last_day(cast.deputy, dt.date(2026, 12, 24))
    client = client_of(cast.deputy)

    refused = appoint(client, cast.lead, "25/12/2026")
    taken = appoint(client, cast.lead, "24/12/2026")

    assert "to 24 December 2026 yourself" in errors(refused)["ends_on"][0]
    assert taken.status_code == 302
    assertContains(client.get(PAGE), "You are deputy manager to 24 December 2026 yourself")
    assertNotContains(client_of(cast.chair).get(PAGE), "yourself")


def test_chair_who_is_deputy_too_appoints_as_chair(cast: Cast, client_of: ClientOf) -> None:
    make.membership(board=cast.board, user=cast.chair, role=Role.DEPUTY, ends_on=TODAY)

    assert appoint(client_of(cast.chair), cast.lead, "25/12/2026").status_code == 302


@pytest.mark.parametrize("who", ["chair", "deputy", "manager"])
def test_whoever_may_appoint_a_deputy_ends_one_early(
    cast: Cast, client_of: ClientOf, who: str
) -> None:
    role = {"role": Role.DEPUTY, "ends_on": A_YEAR_ON}
    make.membership(board=cast.board, user=cast.observer, **role)
    client, url = client_of(getattr(cast, who)), address(cast.observer, Role.DEPUTY)

    response = end(client, url)

    assert "who is signed out everywhere" in told(client, response)
    assert client.get(response["Location"]).status_code == 200
    assert cast.access(cast.observer).roles == {Role.OBSERVER}


def test_chair_ends_the_deputys_role_alone(cast: Cast, client_of: ClientOf) -> None:
    make.membership(board=cast.board, user=cast.deputy, role=Role.MEMBER)
    client, url = client_of(cast.chair), address(cast.deputy, Role.DEPUTY)

    form = client.get(url).context["form"]
    client.post(url, filled_in(client, url, reason=REASON) | {"scope": "all"})

    assert "scope" not in form.fields
    assert cast.access(cast.deputy).roles == {Role.MEMBER}


def test_deputy_ends_no_independent_chair(cast: Cast, client_of: ClientOf) -> None:
    deputy, url = client_of(cast.deputy), address(cast.chair)
    words = filled_in(deputy, address(cast.lead), reason=REASON)

    shown, refused = deputy.get(url), deputy.post(url, words)

    assert "End it now" not in shown.content.decode()
    assert "independent chair’s role" in " ".join(errors(refused)["__all__"])


def test_manager_ends_an_independent_chair_and_the_chair_herself(cast: Cast) -> None:
    other = make.membership(board=cast.board, user=cast.member, role=Role.CHAIR)

    membership_end(membership=other, by=cast.member, reason=REASON)
    own = Membership.objects.get(user=cast.chair)
    membership_end(membership=own, by=cast.manager, reason=REASON)

    assert not Membership.objects.filter(role=Role.CHAIR).on(TODAY).exists()
