"""The board's home, for each of those who come; and the way to it."""

import datetime as dt

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from plans.roles import Role
from tests import factories as make
from tests.conftest import Cast, ClientOf, Leads, SmallPlan
from tests.factories import LONDON

HOME = "/boards/a/"


def test_manager_sees_what_there_is_to_do(cast: Cast, client_of: ClientOf, rows: SmallPlan) -> None:
    response = client_of(cast.manager).get(HOME)

    assertContains(response, "To do now")
    assert [update.pk for update in response.context["waiting"]] == [rows.submitted.pk]
    assert {row.pk for row in response.context["owed"]} == {rows.corporate.pk, rows.unled.pk}


@pytest.mark.parametrize(
    ("who", "owed"), [("subgroup_chair", []), ("lead", ["1.1.2"]), ("chair", [])]
)
def test_reporter_sees_what_needs_a_word_from_her(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, who: str, owed: list[str]
) -> None:
    context = client_of(getattr(cast, who)).get(HOME).context

    assert [row.action.number for row in context["owed"]] == owed
    assert "waiting" not in context


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("manager", True),
        ("chair", True),
        ("member", True),
        ("subgroup_chair", False),
        ("lead", False),
        ("observer", False),
    ],
)
def test_exceptions_are_for_those_who_read_the_members_edition(
    cast: Cast, client_of: ClientOf, rows: SmallPlan, who: str, reads: bool
) -> None:
    response = client_of(getattr(cast, who)).get(HOME)

    (assertContains if reads else assertNotContains)(response, 'id="exceptions"')


def test_rating_counts_agree_with_the_plan(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    total = client_of(cast.observer).get(HOME).context["summary"].total

    assert total.words == "5 actions: 1 amber, 4 not yet rated."


def test_recent_updates_are_those_accepted_in_the_last_ninety_days(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    make.update(
        action=rows.unled,
        is_accepted=True,
        rating=rows.ratings["amber"],
        progress="Long ago.",
        at=dt.datetime(2026, 8, 1, 12, tzinfo=LONDON),
    )

    response = client_of(cast.observer).get(HOME)

    assert list(response.context["recent"]) == [rows.accepted]
    assertNotContains(response, "Long ago.")


def test_home_without_a_plan_says_so(cast: Cast, client_of: ClientOf) -> None:
    for person in (cast.manager, cast.subgroup_chair, cast.observer):
        assertContains(client_of(person).get(HOME), "no business plan here yet")


def test_navigation_offers_what_the_role_may_do(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    labels = {
        who: [
            link["label"] for link in client_of(getattr(cast, who)).get(HOME).context["board_nav"]
        ]
        for who in ("manager", "lead", "observer")
    }

    assert labels == {
        "manager": [
            *("Home", "Plan", "Updates", "To accept"),
            *("Exceptions", "Meetings", "Board pack", "Log", "People"),
        ],
        "lead": ["Home", "Plan", "My updates", "Meetings", "Board pack"],
        "observer": ["Home", "Plan", "Meetings", "Board pack"],
    }


def test_navigation_of_a_manager_who_chairs_a_group_names_each_place_once(
    cast: Cast, client_of: ClientOf, leads: Leads
) -> None:
    make.membership(
        board=cast.board, user=cast.manager, role=Role.SUBGROUP_CHAIR, group=leads.subgroup.group
    )

    links = client_of(cast.manager).get(HOME).context["board_nav"]

    addresses = [link["url"] for link in links]
    assert len(addresses) == len(set(addresses))


def test_person_of_one_board_goes_straight_to_it(cast: Cast, client_of: ClientOf) -> None:
    assertRedirects(client_of(cast.observer).get("/"), HOME)


def test_administrator_of_one_board_finds_her_tools(cast: Cast, client_of: ClientOf) -> None:
    cast.observer.is_superuser = cast.observer.is_staff = True
    cast.observer.save()
    administrator = client_of(cast.observer)

    menu = administrator.get("/", headers={"HX-Request": "true"})

    assertContains(administrator.get("/"), 'href="/installation/"')
    assertContains(menu, "Look after the installation</a>")
    others = client_of(cast.member).get("/", headers={"HX-Request": "true"})
    assertNotContains(others, "installation")


def test_person_of_two_boards_chooses(cast: Cast, client_of: ClientOf) -> None:
    make.membership(board=cast.other_board, user=cast.observer)

    response = client_of(cast.observer).get("/")

    assert response.context["boards"] == [cast.board, cast.other_board]


def test_person_with_two_roles_at_one_board_goes_straight_to_it(
    cast: Cast, client_of: ClientOf
) -> None:
    make.membership(board=cast.board, user=cast.observer)

    assertRedirects(client_of(cast.observer).get("/"), HOME)


def test_person_whose_membership_ended_is_told_whom_to_ask(cast: Cast, client_of: ClientOf) -> None:
    make.membership(board=cast.board, user=cast.stranger, ends_on=dt.date(2026, 11, 24))

    assertContains(client_of(cast.stranger).get("/"), "You have no part in a board here today.")


def test_silent_actions_that_only_wait_to_be_accepted_say_so(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    make.update(action=rows.led, is_submitted=True, rating=rows.ratings["amber"])  # Heard of.

    response = client_of(cast.manager).get(HOME)

    assert response.context["silent_waiting"] == {rows.submitted.action_id}
    assertContains(response, "not heard of for 90 days, 1 of them waits for you")
    assertContains(response, "Waiting to be accepted", count=1)
    assertNotContains(client_of(cast.chair).get(HOME), "Waiting to be accepted")


def test_updates_to_accept_beyond_five_are_counted_with_the_way_to_them(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    for number in range(7):
        action = make.action(objective=rows.led.objective, number=f"9.{number}")
        make.update(action=action, is_submitted=True, rating=rows.ratings["amber"])

    response = client_of(cast.manager).get(HOME)

    assertContains(response, 'href="/boards/a/updates/reviews/">and 3 more</a>')


def test_recent_update_tells_both_days_where_they_differ(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    make.update(
        action=rows.unled,
        is_accepted=True,
        rating=rows.ratings["amber"],
        submitted_at=dt.datetime(2026, 11, 16, 12, tzinfo=LONDON),
        at=dt.datetime(2026, 11, 22, 12, tzinfo=LONDON),
    )

    response = client_of(cast.observer).get(HOME)

    assertContains(response, "said 16 November 2026, accepted 22 November 2026")
    assertContains(response, "1 October 2026,", count=1)
    assertNotContains(response, "said 1 October 2026")


def test_off_track_action_of_home_says_what_is_in_the_way(
    cast: Cast, client_of: ClientOf, rows: SmallPlan
) -> None:
    make.update(
        action=rows.unled,
        is_accepted=True,
        rating=rows.ratings["red"],
        issue="No room.",
        at=dt.datetime(2026, 11, 22, 12, tzinfo=LONDON),
    )

    assertContains(
        client_of(cast.chair).get(HOME), "Rated red on 22 November 2026. In the way: No room."
    )
