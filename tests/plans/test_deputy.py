"""A deputy manager, from one day to another: appointed by manager or chair."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from pytest_django.asserts import assertContains

from plans.roles import Permission, Role
from plans.services.memberships import membership_start
from tests import factories as make
from tests.conftest import Cast, ClientOf
from tests.factories import TODAY
from tests.priorities.filling_in import errors, send, told

PAGE = "/boards/a/deputies/new/"
TOMORROW = "26 November 2026"
YESTERDAY = "24 November 2026"


@pytest.mark.parametrize("who", ["manager", "chair", "deputy"])
def test_deputy_may_accept_from_the_first_day_to_the_last(
    cast: Cast, client_of: ClientOf, clock: time_machine.Traveller, who: str
) -> None:
    client = client_of(getattr(cast, who))

    response = send(
        client, PAGE, person=cast.lead.pk, starts_on=TOMORROW, ends_on="27 November 2026"
    )

    assert "is deputy manager from 26 November 2026 to 27 November 2026" in told(client, response)
    may = []
    for _ in range(4):
        may.append(cast.access(cast.lead).allows(Permission.REVIEW_UPDATES))
        clock.shift(dt.timedelta(days=1))
    assert may == [False, True, True, False]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "told_at"),
    [
        (TOMORROW, YESTERDAY, {"ends_on": "before the first"}),
        (YESTERDAY, TOMORROW, {"starts_on": "This day has passed"}),
        ("1 November 2026", YESTERDAY, {"starts_on": "has passed", "ends_on": "has passed"}),
        (TOMORROW, "", {"ends_on": "Fill in"}),
        ("", TOMORROW, {"starts_on": "Fill in"}),
        ("", YESTERDAY, {"starts_on": "Fill in", "ends_on": "This day has passed"}),
        ("tomorrow", "30 February 2027", {"starts_on": "", "ends_on": ""}),
    ],
)
def test_days_that_make_no_sense_are_told_at_their_field(
    cast: Cast, client_of: ClientOf, starts_on: str, ends_on: str, told_at: dict[str, str]
) -> None:
    response = send(
        client_of(cast.manager), PAGE, person=cast.lead.pk, starts_on=starts_on, ends_on=ends_on
    )

    found = errors(response)
    assert set(found) == set(told_at)
    assert all(words in found[name][0] for name, words in told_at.items())
    assert not cast.lead.memberships.filter(role=Role.DEPUTY).exists()


def test_deputy_of_one_day_is_possible(cast: Cast, client_of: ClientOf) -> None:
    send(
        client_of(cast.manager),
        PAGE,
        person=cast.lead.pk,
        starts_on="25/11/2026",
        ends_on="25/11/2026",
    )

    assert Role.DEPUTY in cast.access(cast.lead).roles


def test_deputy_on_some_of_these_days_already_is_refused(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.manager)
    for _ in range(2):
        response = send(
            client, PAGE, person=cast.lead.pk, starts_on="25/11/2026", ends_on="30/11/2026"
        )

    assert "already on some of these days" in errors(response)["__all__"][0]
    assert cast.lead.memberships.filter(role=Role.DEPUTY).count() == 1


def test_only_active_people_of_the_board_can_be_chosen(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.chair)
    cast.observer.is_active = False
    cast.observer.save()
    make.membership(board=cast.board, user=cast.stranger, ends_on=TODAY - dt.timedelta(days=1))

    offered = set(client.get(PAGE).context["form"].fields["person"].queryset)

    assert offered == {cast.deputy, cast.subgroup_chair, cast.lead, cast.member}
    for other in (cast.outsider, cast.observer, cast.stranger, cast.manager, cast.chair):
        response = send(client, PAGE, person=other.pk, starts_on=TOMORROW, ends_on=TOMORROW)
        assert "person" in errors(response)


def test_deputies_now_and_to_come_are_listed(cast: Cast, client_of: ClientOf) -> None:
    for user, starts_on, ends_on in (
        (cast.lead, dt.date(2027, 1, 1), dt.date(2027, 2, 1)),
        (cast.member, dt.date(2026, 5, 1), dt.date(2026, 6, 1)),
    ):
        make.membership(
            board=cast.board, user=user, role=Role.DEPUTY, starts_on=starts_on, ends_on=ends_on
        )

    page = client_of(cast.manager).get(PAGE)

    assert [row.user for row in page.context["deputies"]] == [cast.deputy, cast.lead]
    assertContains(page, "1 January 2027 to 1 February 2027")
    assertContains(page, "End early", count=2)
    assertContains(client_of(cast.chair).get(PAGE), "End early", count=2)


@pytest.mark.parametrize("who", ["chair", "deputy"])
def test_nobody_appoints_herself(cast: Cast, client_of: ClientOf, who: str) -> None:
    person = getattr(cast, who)
    later = "30 November 2026"

    response = send(client_of(person), PAGE, person=person.pk, starts_on=later, ends_on=later)

    assert "person" in errors(response)
    assert person.memberships.count() == 1
    with pytest.raises(ValidationError, match="cannot give yourself"):
        membership_start(
            board=cast.board,
            user=person,
            role=Role.DEPUTY,
            starts_on=dt.date(2026, 11, 30),
            by=person,
        )


def test_board_of_one_says_that_nobody_can_be_chosen(cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.outsider).get("/boards/b/deputies/new/")

    assertContains(page, "Nobody else is at the board yet.")
    assertContains(page, 'href="/boards/b/invitations/new/"')
