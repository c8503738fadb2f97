"""The switch between boards: the account menu asks for them, without cost to other pages."""

from __future__ import annotations

import datetime as dt

from pytest_django.asserts import assertContains, assertNotContains

from plans.models import Membership
from plans.services.memberships import membership_end
from tests import factories as make
from tests.conftest import Cast, ClientOf
from tests.factories import TODAY

MENU = {"HX-Request": "true"}


def test_menu_lists_the_persons_boards_and_marks_the_current(
    cast: Cast, client_of: ClientOf
) -> None:
    make.membership(board=cast.other_board, user=cast.observer)

    page = client_of(cast.observer).get("/?current=b", headers=MENU)

    assert page.context["boards"] == [cast.board, cast.other_board]
    assertContains(page, 'aria-current="true"', count=1)
    assertContains(page, "Board B <span")
    assertNotContains(page, "<html")


def test_menu_knows_at_once_of_a_role_that_ended_or_is_to_come(
    cast: Cast, client_of: ClientOf
) -> None:
    make.membership(
        board=cast.other_board, user=cast.observer, starts_on=TODAY + dt.timedelta(days=1)
    )
    membership = Membership.objects.get(user=cast.observer, board=cast.board)
    membership_end(membership=membership, by=cast.manager, reason="Left")
    cast.observer.refresh_from_db()

    assertContains(client_of(cast.observer).get("/", headers=MENU), "You have no part in a board")


def test_every_page_has_the_way_to_the_boards_without_scripts(
    cast: Cast, client_of: ClientOf
) -> None:
    page = client_of(cast.observer).get("/boards/a/")

    assertContains(page, '<a class="govuk-link" href="/">Your boards</a>')
    assertContains(page, 'hx-get="/?current=a"')
